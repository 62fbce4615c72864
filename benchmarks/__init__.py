"""What is fast, beside what a reader would use instead."""
