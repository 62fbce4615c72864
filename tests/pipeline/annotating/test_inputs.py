"""Postings of corpora come by id, with text where it is here, and as they were measured."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis import paths
from analysis.corpora import collect, read
from analysis.pipeline.annotating import inputs
from analysis.pipeline.annotating.run import Posting

CORPUS = "builtin-2026-02"
ROWS = pd.DataFrame(
    {
        "id": [f"{CORPUS}/1", f"{CORPUS}/1", f"{CORPUS}/2"],
        "row": ["a#0", "b#0", "c#0"],
        "title": ["Baker", "Baker", "Cook"],
        "text": ["Old bread.", "Bread.", "Soup."],
    }
)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    log = tmp_path / "duplicates.csv"
    log.write_text("row,id,kept_row,kept_id\na#0,x,b#0,x\n")
    monkeypatch.setattr(read, "registered", lambda corpus: SimpleNamespace(postings=ROWS))
    source = paths.source
    monkeypatch.setattr(
        paths, "source", lambda name: log if name.startswith("data/processed/dup") else source(name)
    )
    file = tmp_path / "sample.csv"
    file.write_text(f"posting\n{CORPUS}/2\n{CORPUS}/1\nnowhere/3\n")
    return str(file)


def test_the_row_that_was_measured_is_the_posting(sample, monkeypatch):
    monkeypatch.setattr(collect, "is_complete", lambda corpus: True)
    assert inputs.of(sample)[0] == [
        Posting(f"{CORPUS}/2", "Cook\n\nSoup."),
        Posting(f"{CORPUS}/1", "Baker\n\nBread."),
        Posting("nowhere/3", None),
    ]


def test_without_the_corpus_there_are_ids_alone(sample, monkeypatch):
    monkeypatch.setattr(collect, "is_complete", lambda corpus: False)
    assert [posting.document for posting in inputs.of(sample)[0]] == [None] * 3
