"""Re-measures what an article says of job postings."""
