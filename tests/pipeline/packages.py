"""Small packages, written for a test to read their imports."""

from collections.abc import Mapping
from pathlib import Path


def written(parent: Path, files: Mapping[str, str]) -> Path:
    """Return the folder, with files in it.

    Args:
        parent: An empty folder.
        files: What stands in each, by its path.
    """
    for name, text in files.items():
        (parent / name).parent.mkdir(parents=True, exist_ok=True)
        (parent / name).write_text(text)
    return parent
