"""Results of synthetic postings stand apart and say what they are."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.corpora import registry
from analysis.pipeline import shelves
from analysis.pipeline.shelves import REAL, SYNTHETIC

FRAME = pd.DataFrame({"id": ["reference/synthetic-0001"], "share": [0.5]})


@pytest.fixture(autouse=True)
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    return tmp_path


def test_a_corpus_has_its_results_among_the_real_or_the_synthetic_ones() -> None:
    assert {shelves.of(corpus) for corpus in registry.load()} == {REAL}
    assert shelves.of(registry.reference()) == SYNTHETIC
    assert [corpus.id for corpus in SYNTHETIC.corpora()] == ["reference"]
    assert REAL.corpora() == registry.load()


@pytest.mark.parametrize("frame", [FRAME, FRAME.iloc[:0]])
def test_a_synthetic_table_says_so_even_where_it_is_empty(frame: pd.DataFrame, out: Path) -> None:
    SYNTHETIC.write(frame, "counts/a.csv")
    found = pd.read_csv(out / "data/processed/synthetic/counts/a.csv")
    assert list(found.columns) == ["synthetic", "id", "share"]
    assert found["synthetic"].all()


def test_a_real_table_and_a_parquet_file_are_written_as_they_are(out: Path) -> None:
    REAL.write(FRAME, "a.csv")
    pd.testing.assert_frame_equal(pd.read_csv(out / "data/processed/a.csv"), FRAME)
    SYNTHETIC.write(FRAME, "a.parquet")
    found = pd.read_parquet(out / "data/processed/synthetic/a.parquet")
    pd.testing.assert_frame_equal(found, FRAME)
