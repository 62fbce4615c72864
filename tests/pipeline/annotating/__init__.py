"""Tests of asking models and keeping what they answer."""
