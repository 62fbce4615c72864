"""Synthetic postings in files of every kind."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths


@pytest.fixture(scope="session")
def postings() -> pd.DataFrame:
    lines = paths.source("data/raw/reference/postings.jsonl").read_text().splitlines()[:24]
    frame = pd.DataFrame(map(json.loads, lines)).rename(columns={"employer": "company"})
    return frame[["id", "title", "company", "location", "text"]]


@pytest.fixture
def parquet(postings: pd.DataFrame, tmp_path: Path) -> Path:
    """Twelve row groups, and two ids that repeat."""
    path = tmp_path / "postings.parquet"
    again = postings.assign(id=postings["id"].mask(postings.index.isin([9, 20]), postings["id"][2]))
    again.to_parquet(path, row_group_size=2)
    return path
