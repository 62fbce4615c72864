"""stub."""

from pathlib import Path


def write(file: Path) -> None:
    """Stub."""
    file.write_bytes(b"")
