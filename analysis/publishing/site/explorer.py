"""stub."""


def page() -> str:
    """Stub."""
    return "<!doctype html><title>stub</title>"
