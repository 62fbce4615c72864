"""Hypotheses that others register: the card, its test, the ledger, what many tests cost."""
