"""Synthetic postings in files of every kind."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.pipeline.streaming import run


@pytest.fixture(scope="session")
def postings() -> pd.DataFrame:
    lines = paths.source("data/raw/reference/postings.jsonl").read_text().splitlines()[:24]
    frame = pd.DataFrame(map(json.loads, lines)).rename(columns={"employer": "company"})
    return frame[["id", "title", "company", "location", "text"]]


def written(postings: pd.DataFrame, folder: Path) -> Path:
    """Write twelve row groups, with two ids that repeat."""
    path = folder / "postings.parquet"
    again = postings.assign(id=postings["id"].mask(postings.index.isin([9, 20]), postings["id"][2]))
    again.to_parquet(path, row_group_size=2)
    return path


@pytest.fixture
def parquet(postings: pd.DataFrame, tmp_path: Path) -> Path:
    """A file of the test's own, which it may change."""
    return written(postings, tmp_path)


@pytest.fixture(scope="session")
def whole(postings: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nothing ends leaves of `parquet`: the bytes of each file by its name."""
    folder = tmp_path_factory.mktemp("whole")
    run.measure_into(str(written(postings, folder)), folder / "out", run.here)
    return content(folder / "out")


def content(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file of a folder by its path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
