"""What an article states, and the verdict on it."""
