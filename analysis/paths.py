"""Where things are: every path of the project is built here, never from the current folder."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished-"
"""How the name of a file begins that is not written whole yet."""


def root() -> Path:
    """Return the project's folder, or the one that the variable ANALYSIS_ROOT names."""
    named = os.environ.get("ANALYSIS_ROOT")
    return Path(named).resolve() if named else Path(__file__).resolve().parents[1]


def out() -> Path:
    """Return the folder that outputs go to: ANALYSIS_OUT where it is set, else the project's."""
    named = os.environ.get("ANALYSIS_OUT")
    return Path(named).resolve() if named else root()


def source(relative: str) -> Path:
    """Return where an input stands.

    Args:
        relative: A path inside the project, such as `data/processed/verdicts.csv`.
    """
    return root() / relative


def target(relative: str) -> Path:
    """Return where an output is to be written, its folder made.

    Args:
        relative: A path inside the project, such as `figures/fig03_genai.svg`.
    """
    path = out() / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path that takes the place of `path` once it is written whole.

    What stood at `path` stays untouched where the block raises.

    Args:
        path: The file to write; its folder is made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        dir=path.parent, prefix=f"{UNFINISHED}{path.stem}-", suffix=path.suffix
    )
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
