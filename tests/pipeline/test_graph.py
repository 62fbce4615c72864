"""The project as tasks."""

from pathlib import Path

import pytest

from analysis.corpora import read, registry
from analysis.declarations import Declaration
from analysis.pipeline import graph
from tests.corpora.test_read import corpus_of
from tests.corpora.test_registry import REFERENCE


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / "raw.txt").write_text("1")
    return tmp_path


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
