"""Tests of the annotator: what is asked and what of an answer can stand."""
