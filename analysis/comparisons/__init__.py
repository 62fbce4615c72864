"""Two corpora beside one another: what moved, what composition explains, which terms are new."""
