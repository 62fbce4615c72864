"""Synthetic postings with the truth known: made by a seed, never evidence about the market."""
