"""Shares and differences with intervals that know of employers."""
