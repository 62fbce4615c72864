"""Asking models and keeping what they answer: the annotator's input and output."""
