"""A posting with everything that was measured in it: found, in the terminal, as HTML."""
