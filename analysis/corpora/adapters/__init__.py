"""One adapter per native format: which files hold postings, and which field is which column."""
