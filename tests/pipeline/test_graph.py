"""The project as tasks."""

from pathlib import Path

import pytest

from analysis.corpora import read, registry
from analysis.pipeline import graph, notebooks
from analysis.pipeline.notebooks import Declaration, NotebookError
from analysis.pipeline.shelves import REAL, SYNTHETIC
from tests.corpora.test_read import corpus_of
from tests.corpora.test_registry import REFERENCE


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / "raw.txt").write_text("1")
    return tmp_path


def test_a_glob_stands_for_files_that_are_there_and_files_that_will_be() -> None:
    found = graph.expand("*.txt", ["later.txt", "later.csv"], "a")
    assert found == ["later.txt", "raw.txt"]


def test_an_input_that_nothing_provides_is_refused() -> None:
    with pytest.raises(NotebookError, match=r"10_a: the input 'gone\.csv' is neither a file nor"):
        graph.expand("gone.csv", ["later.txt"], "10_a")


def declaring(*inputs: str) -> Declaration:
    return Declaration(Path("10_a.ipynb"), inputs, (), {}, "")


@pytest.mark.parametrize(
    ("inputs", "draws"),
    [
        (["data/processed/verdicts.csv", "data/processed/synthetic/accuracy.csv"], True),
        (["data/processed/synthetic/measurements/*.parquet"], True),
        (["data/raw/reference/truth.jsonl"], True),
        (["data/processed/measurements/*.parquet", "data/raw/labels/coded-127.jsonl"], False),
    ],
)
def test_a_notebook_belongs_to_the_reference_by_its_inputs(inputs: list[str], draws: bool) -> None:
    assert graph.draws_on_reference(declaring(*inputs)) is draws


def test_no_real_estimate_ever_meets_what_is_synthetic(root: Path) -> None:
    real, synthetic = (f"{shelf.folder}/measurements/a.parquet" for shelf in (REAL, SYNTHETIC))
    for name in (real, synthetic):
        (root / name).parent.mkdir(parents=True)
        (root / name).touch()
    for shelf, file in ((REAL, real), (SYNTHETIC, synthetic)):
        found = graph.expand(shelf.path("measurements/*.parquet"), [real, synthetic], "estimate")
        assert found == [file]


def test_a_real_corpus_alone_is_refused_with_the_reason() -> None:
    with pytest.raises(graph.NotAloneError, match="board-2026 is not reproduced alone"):
        graph.pipeline_of(corpus_of())


def test_a_reference_that_is_not_whole_is_told_of(root: Path) -> None:
    (root / registry.ENTRY).parent.mkdir(parents=True)
    (root / registry.ENTRY).write_text(REFERENCE)
    (root / registry.POSTINGS).touch()
    with pytest.raises(read.MissingCorpusError, match=r"truth\.jsonl is missing: restore"):
        graph.pipeline_of(registry.reference())


def test_the_reference_alone_is_measured_scored_estimated_judged_and_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ANALYSIS_ROOT")
    alone = graph.pipeline_of(registry.reference())
    steps = [f"{step} reference" for step in ("measure", "score", "bisect", "estimate", "judge")]
    assert [task.name for task in alone[:5]] == steps
    assert all(task.name.startswith("notebooks/") for task in alone[5:])
    assert all(name.startswith("data/processed/synthetic/") for t in alone[:5] for name in t.makes)
    everything = {task.name: task for task in graph.pipeline()}
    assert {task.name for task in alone} < set(everything)
    for step in ("bisect", "estimate", "judge"):
        assert not any("synthetic" in name for name in everything[step].needs)


def test_a_notebook_that_lists_the_others_is_stale_when_one_of_them_is_edited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ANALYSIS_ROOT")
    declared = {d.path.stem: d for d in map(notebooks.read, notebooks.notebook_paths())}
    every = ["data/processed/verdicts.csv"]
    listing, other = (
        graph._notebook_task(declared[stem], "edited", every).written
        for stem in ("00_index", "95_verdicts")
    )
    assert listing.endswith("edited")
    assert not other.endswith("edited")
