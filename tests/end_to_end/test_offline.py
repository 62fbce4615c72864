"""No command needs a socket but those that are there to fetch."""

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from analysis import paths
from analysis.cli import main
from analysis.pipeline.streaming import run as streaming
from tests.end_to_end.project import Block, copied, run

pytestmark = pytest.mark.end_to_end

POSTINGS, MEASURED = "postings.jsonl", "measured"
FETCHING = {
    "collect": ("collect", "ats-2026-05"),
    "scan boards": ("scan", "boards", "boards.txt", "--id", "boards"),
    "scan hacker-news": ("scan", "hacker-news", "2026-01", "--id", "threads"),
    "label": ("label", "one.jsonl", "-o", "out/labels.csv", "--fill", "--cache", "out"),
}
"""What asks others, and how it is made to; `label` does with --fill alone."""

BY_ITSELF = {
    # before those that add to the project
    "provenance": ("provenance",),
    "pdf": ("pdf",),
    "site": ("site",),
    "measure": ("measure", POSTINGS, "-o", "out/measured", "--workers", "2"),
    "duplicates": ("duplicates", POSTINGS, "-o", "out/duplicates.csv", "--workers", "2"),
    "estimate": ("estimate", MEASURED, "-o", "out/estimates"),
    "explain": ("explain", "reference/synthetic-0001"),
    "reference": ("reference", "null", "--judge"),
    "lexicon candidates": ("lexicon", "candidates", "reference"),
    "label": ("label", POSTINGS, "-o", "out/labels.csv", "--dry-run"),
    "audit read": ("audit", "read", "form.csv"),
    "new": ("new", "Remote postings name a salary less often"),
    "check": ("check", "h01"),
    "signal check": ("signal", "check", "python", "reference"),
    "corpus add": ("corpus", "add", POSTINGS, "--id", "mine"),
    "article add": (
        *("article", "add", "another", "--title", "T", "--publisher", "P"),
        *("--published", "2026-01-02", "--platform", "linkedin"),
    ),
    "compare": ("compare", "ashby-2025-10", "ats-2026-05"),
}
SAYS_NO = {"audit read"}
"""Run as far as a message, having nothing of their own here; the others succeed."""

WITH_KERNELS = {
    "run": ("run", "notebooks/00_index.ipynb"),
    "figure": ("figure", "tab00"),
}
"""What starts Jupyter kernels, which are talked to on this machine."""

ELSEWHERE = {
    "reproduce": "test_reference.py and test_reproduce.py",
    "recovery": "half an hour, of the functions that `reference` runs",
    "test": "runs tests, of which some listen on this machine",
    "audit draw": "draws from a fetched corpus; test_auditing.py",
    "scan jobspy": "needs a package that asks sites by itself; test_jobspy.py",
    "serve-local-model": "listens on this machine, as it is told to",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with its results and some postings."""
    copy = copied(
        tmp_path_factory.mktemp("project"),
        *("data/processed", "data/raw/manifests", "figures", "docs", "README.md", "LICENSES.md"),
        *("LICENSE", "environment.yml", "CONTRIBUTING.md", "ro-crate-metadata.json"),
    )
    lines = paths.source("data/raw/reference/postings.jsonl").read_text().splitlines()[:20]
    rows = [json.loads(line) for line in lines]
    told = [json.dumps({**row, "company": row["employer"]}) for row in rows]
    (copy / POSTINGS).write_text("\n".join(told))
    streaming.measure_into(str(copy / POSTINGS), copy / MEASURED, streaming.here)
    (copy / "one.jsonl").write_text(told[0])
    (copy / "boards.txt").write_text("greenhouse:example\n")
    (copy / "form.csv").write_text("id\n")
    return copy


def commands(group: click.Group, *above: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)
        else:
            yield " ".join([*above, name])


def test_every_command_is_held_to_it() -> None:
    assert set(commands(main)) == {*FETCHING, *BY_ITSELF, *WITH_KERNELS, *ELSEWHERE}


@pytest.mark.parametrize("name", [*BY_ITSELF, *WITH_KERNELS])
def test_it_runs_with_sockets_blocked(name: str, project: Path, tmp_path: Path) -> None:
    if name in {"site", "pdf"}:
        pytest.importorskip("typst" if name == "pdf" else "sphinx", reason="make .venv/site")
    block = Block(tmp_path / "tried.txt", loopback=name in WITH_KERNELS)
    ran = run(project, *{**BY_ITSELF, **WITH_KERNELS}[name], block=block)
    assert block.tried == ""
    assert "Traceback" not in ran.stderr
    assert (ran.returncode == 0) == (name not in SAYS_NO), ran.stdout + ran.stderr


@pytest.mark.parametrize("name", FETCHING)
def test_what_fetches_is_stopped_and_says_so(name: str, project: Path, tmp_path: Path) -> None:
    block = Block(tmp_path / "tried.txt")
    ran = run(project, *FETCHING[name], block=block)
    assert block.tried
    assert "Traceback" not in ran.stderr
    told = ran.stdout + ran.stderr
    assert ran.returncode == 1 or "failed" in told, told
