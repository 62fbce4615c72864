"""A copy of the project in a folder of its own, and its commands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from analysis import paths

SOURCES = (
    "analysis",
    "article",
    "notebooks",
    "pyproject.toml",
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


def run(
    project: Path, *arguments: str, before: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command of the copied project, with nothing of the real one in reach.

    Args:
        project: The copy.
        arguments: Of `python -m analysis`.
        before: A folder whose `sitecustomize.py` each of its processes runs first.
    """
    ours = ("ANALYSIS_", "CORPORA")
    environment = {name: v for name, v in os.environ.items() if not name.startswith(ours)}
    searched = [str(folder) for folder in (before, project) if folder]
    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        cwd=project,
        env=environment | {"PYTHONPATH": os.pathsep.join(searched)},
        capture_output=True,
        text=True,
        check=False,
    )
