"""Public collections of real postings: what they are, fetching them, reading them."""
