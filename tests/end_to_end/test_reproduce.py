"""The whole way, from postings written for the tests to figures, in a folder of its own."""

import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis.pipeline import provenance
from tests.end_to_end import postings
from tests.end_to_end.project import copied, run

pytestmark = [pytest.mark.end_to_end, pytest.mark.xdist_group("end_to_end")]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with made-up corpora, run once."""
    copy = copied(tmp_path_factory.mktemp("project"))
    (copy / "data/raw/manifests").mkdir()
    postings.write_corpora(copy / "data/raw")
    postings.write_labels(copy / "data/raw/labels")
    first = run(copy, "reproduce")
    assert first.returncode == 0, first.stdout + first.stderr
    return copy


def measured(project: Path, corpus: str) -> pd.DataFrame:
    return pd.read_parquet(project / f"data/processed/measurements/{corpus}.parquet")


def counts(project: Path, corpus: str) -> dict[str, int]:
    table = pd.read_csv(project / f"data/processed/counts/{corpus}.csv")
    return table.drop(columns="corpus").iloc[0].to_dict()


@pytest.mark.parametrize("corpus", postings.HELD)
def test_every_posting_comes_back_as_it_was_made(corpus: str, project: Path) -> None:
    made = postings.HELD[corpus]
    found = measured(project, corpus)
    assert len(found) == len(made)
    assert (
        found["role"].value_counts().to_dict()
        == pd.Series([p.role for p in made]).value_counts().to_dict()
    )
    assert found["pay_disclosed"].sum() == sum(p.pay is not None for p in made)
    assert set(found["country"]) == {"US"}


def test_levels_and_amounts_are_those_that_were_written(project: Path) -> None:
    found = measured(project, "builtin-2026-02").set_index("id")
    for made in postings.HELD["builtin-2026-02"]:
        row = found.loc[f"builtin-2026-02/{made.number}"]
        assert {name: row[name] for name in made.levels} == made.levels
        assert made.pay is None or (row["pay_min"], row["pay_max"]) == made.pay


def test_broken_rows_and_files_are_set_aside_and_counted(project: Path) -> None:
    assert counts(project, "builtin-2026-02")["files_unreadable"] == 1
    quarantine = pd.read_csv(project / "data/processed/quarantine/ats-2026-05.csv")
    assert list(quarantine["reason"]) == ["no text"]


def test_repeated_postings_are_found_and_counts_add_up(project: Path) -> None:
    for corpus in postings.HELD:
        row = counts(project, corpus)
        assert row["read"] == row["quarantined"] + row["duplicate"] + row["unique"]
    assert counts(project, "linkedin-us-2025-10")["duplicate"] == 1
    assert counts(project, "indeed-us-2026")["duplicate"] == 5


def test_no_text_travels_with_the_results(project: Path) -> None:
    telling = b"weigh flour"
    for file in (project / "data/processed").rglob("*"):
        assert file.is_dir() or telling not in file.read_bytes()
    for file in (project / "notebooks").glob("*.ipynb"):
        assert telling not in file.read_bytes()


def test_every_declared_figure_is_there(project: Path) -> None:
    for notebook in (project / "notebooks").glob("*.ipynb"):
        executed = nbformat.read(notebook, as_version=4)
        counted = [c.execution_count for c in executed.cells if c.cell_type == "code"]
        assert counted == list(range(1, len(counted) + 1))
    assert len(list((project / "figures").glob("*.svg"))) >= 15


def test_a_second_run_does_nothing_and_says_so(project: Path) -> None:
    again = run(project, "reproduce")
    assert again.returncode == 0, again.stderr
    assert "Nothing has changed: nothing was run." in again.stdout


def test_an_edited_helper_reruns_what_reaches_it_and_nothing_else(project: Path) -> None:
    helper = project / "analysis/estimates/terms.py"  # one notebook's, which it reaches by another
    helper.write_text(helper.read_text() + "\n# edited\n")
    again = run(project, "reproduce")
    ran = re.findall(r"^(.*): \d+ s$", again.stdout, re.MULTILINE)
    assert [name for name in ran if name != provenance.CRATE] == [
        "notebooks/98_your_own_definition.ipynb"
    ]


def drop_notebooks(project: Path) -> None:
    """Leave what computes alone: no verdict is a notebook's, and thirty take most of the time."""
    for notebook in (project / "notebooks").rglob("[!0]*.ipynb"):
        notebook.unlink()


def take_away(project: Path, corpus: str) -> None:
    """Leave a corpus as measured, its text gone; a test before may have done so."""
    raw = project / "data/raw" / corpus
    if raw.is_dir():
        raw.rename(raw.with_name(f"away-{corpus}"))


def test_other_measurements_of_one_corpus_change_its_verdicts_and_no_others(project: Path) -> None:
    corpus, file = "builtin-2026-02", "data/processed/measurements/builtin-2026-02.parquet"
    before = pd.read_csv(project / "data/processed/verdicts.csv").set_index(["claim", "corpus"])
    drop_notebooks(project)
    take_away(project, corpus)
    frame = pd.read_parquet(project / file)
    frame.assign(python="required", agentic="absent").to_parquet(project / file, index=False)
    again = run(project, "reproduce")
    assert again.returncode == 0, again.stdout + again.stderr
    after = pd.read_csv(project / "data/processed/verdicts.csv").set_index(["claim", "corpus"])
    moved = before.index[(before["verdict"] != after["verdict"]).to_numpy()]
    assert ("block64-additive-layer", corpus) in moved
    assert {name for _, name in moved} == {corpus}


def test_what_cannot_be_fetched_is_said_in_a_line_and_the_rest_goes_on(project: Path) -> None:
    drop_notebooks(project)
    take_away(project, "builtin-2026-02")
    again = run(project, "reproduce")
    lines = [line for line in again.stdout.splitlines() if line.startswith("builtin-2026-02: ")]
    assert len(lines) == 1
    assert again.returncode == 0
    assert "taken as measured and committed" in " ".join(again.stdout.split())
    assert re.search(r"builtin-2026-02 .* committed", again.stdout)
