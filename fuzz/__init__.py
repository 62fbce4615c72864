"""Looking for inputs that break reading and measuring, with atheris (`make fuzz`)."""
