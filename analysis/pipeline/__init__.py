"""Which notebook needs what, and running it."""
