"""The site as people meet it."""
