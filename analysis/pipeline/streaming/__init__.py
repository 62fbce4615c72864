"""Measuring more postings than fit into memory: units of an input in, a part each out."""
