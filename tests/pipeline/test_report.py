"""What `reproduce` says at its end: what ran, what stands, what failed."""

import io
from pathlib import Path

import pandas as pd
import pytest
from rich.console import Console

from analysis import paths
from analysis.corpora import registry
from analysis.pipeline import report
from analysis.pipeline.shelves import REAL, SYNTHETIC
from analysis.pipeline.tasks import Outcome

REGISTERED = paths.source(registry.REGISTRY)
NOTHING = Outcome((), ("a", "b"), {}, ())


def said(outcome: Outcome, synthetic: bool = False) -> str:
    console = Console(file=io.StringIO(), width=120)
    report.show(outcome, console, SYNTHETIC if synthetic else REAL)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_of_what_is_committed_it_tells_postings_verdicts_and_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(report.changes, "since_commit", list)
    monkeypatch.setattr(report.changes, "committed_table", lambda path: None)
    told = said(NOTHING)
    overall = pd.read_csv(report.paths.source(REAL.path(report.judging.VERDICTS[1])))
    assert told.startswith("Nothing has changed: nothing was run.")
    for corpus in REAL.corpora():
        assert f"\n {corpus.id}" in told
    assert f"of the {len(overall)} are at odds with the article's own numbers." in told
    assert "steps run: 0, with nothing to do: 2, failed: 0." in told
    assert "Nothing differs from what is committed, row for row." in told
    assert "SYNTHETIC" not in told


def test_only_where_a_row_is_outdated_it_says_what_that_means(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(report.changes, "since_commit", list)
    assert "outdated" not in said(NOTHING)
    monkeypatch.setattr(report.lexicon, "version", lambda: "another")
    told = said(NOTHING)
    assert told.count("outdated: the lexicon or another file of rules has changed since") == 1


def test_of_synthetic_postings_it_says_that_nothing_is_evidence() -> None:
    told = said(Outcome(("a",), (), {}, ()), synthetic=True)
    assert "SYNTHETIC: Postings" in told
    assert "SYNTHETIC: Verdicts" in told
    assert "nothing of it is evidence about any market" in " ".join(told.split())
    assert "at odds with" not in told


def test_in_an_empty_project_nothing_is_measured_yet(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "data/raw").mkdir(parents=True)
    (root / registry.REGISTRY).write_bytes(REGISTERED.read_bytes())
    (root / "data/raw/manifests").symlink_to(REGISTERED.with_name("manifests"))
    told = " ".join(said(NOTHING).split())
    assert told.count("not yet") == len(REAL.corpora()) > 1
    assert "CORPORA_DIR=folder make reproduce" in told
    assert "0 figures and 0 tables stand in figures/" in told
    assert "Differences: " in told


def test_what_failed_is_named_with_what_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report.changes, "since_commit", list)
    told = said(Outcome(("a",), (), {"b": "[bold] is no markup here"}, ("c", "d")))
    assert "b failed: [bold] is no markup here" in told
    assert "Not run, since they need what failed: c, d" in told
    assert "Nothing has changed" not in told


def test_margins_that_were_declared_otherwise_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report.changes, "since_commit", list)
    frozen = pd.read_csv(report.paths.source(REAL.path(report.varying.FROZEN)))
    changed = frozen.assign(hash=["another", *frozen["hash"][1:]])
    monkeypatch.setattr(report.changes, "committed_table", lambda path: changed)
    told = " ".join(said(NOTHING).split())
    name = frozen["claim"][0]
    assert f"Margins or readings declared otherwise than committed: {name}." in told


def test_verdicts_are_printed_with_their_reasons() -> None:
    console = Console(file=io.StringIO(), width=100)
    verdicts = pd.DataFrame([("a", "mixed", "So it is.")], columns=["claim", "verdict", "reason"])
    report.show_verdicts(verdicts, "SYNTHETIC: verdicts", console)
    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert told.startswith("SYNTHETIC: verdicts")
    assert "mixed" in told
    assert "So it is." in told
