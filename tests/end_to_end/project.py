"""A copy of the project in a folder of its own, and its commands."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from analysis import paths

SOURCES = (
    "analysis",
    "article",
    "notebooks",
    "pyproject.toml",
    "requirements.lock",
    "CITATION.cff",
    "data/raw/article",
    "data/raw/labels",
    "data/raw/reference",
    "data/raw/corpora.toml",
    "data/raw/titles.csv",
    "data/raw/pay_laws.toml",
    "data/raw/anchors.toml",
    "data/raw/articles",
    "data/processed/recovery",
    "data/processed/coverage.csv",
)
"""What is written by people, or took half an hour; the rest is fetched or computed."""

BLOCKED = Path(__file__).with_name("blocked")


def copied(folder: Path, *more: str) -> Path:
    """Return a folder with a copy of the project's sources.

    Args:
        folder: An empty one.
        more: Other paths of the project to copy.
    """
    for name in (*SOURCES, *more):
        source, target = paths.source(name), folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(
                source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True
            )
        else:
            shutil.copy(source, target)
    return folder


@dataclass(frozen=True)
class Block:
    """No sockets for a run and for all its Python processes.

    Attributes:
        note: The file that names what was tried.
        loopback: Whether this machine may be talked to, as Jupyter does with its kernels.
    """

    note: Path
    loopback: bool = False

    @property
    def tried(self) -> str:
        """What was tried: a line each, with event and host."""
        return self.note.read_text(encoding="utf-8") if self.note.exists() else ""

    @property
    def variables(self) -> dict[str, str]:
        """What `blocked/sitecustomize.py` is told by."""
        told = {"BLOCKED_TRIED": str(self.note)}
        return told | ({"BLOCKED_LOOPBACK": "1"} if self.loopback else {})


def run(
    project: Path, *arguments: str, block: Block | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command of the copied project, with nothing of the real one in reach.

    Args:
        project: The copy.
        arguments: Of `python -m analysis`.
        block: Where given, sockets are refused.
    """
    ours = ("ANALYSIS_", "CORPORA")
    environment = {name: v for name, v in os.environ.items() if not name.startswith(ours)}
    searched = [*([str(BLOCKED)] if block else []), str(project)]
    environment |= block.variables if block else {}
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        cwd=project,
        env=environment | {"PYTHONPATH": os.pathsep.join(searched)},
        capture_output=True,
        text=True,
        check=False,
    )
