"""What tests share: the corpora's text where it is at hand, and the coded postings."""

import gc
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from analysis import paths
from analysis.corpora import collect, registry

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("unhurried")

NO_TEXT = "no corpora under data/raw/, and CORPORA_DIR names no folder of archives"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests of real text on one worker: each corpus is unpacked and read once."""
    for item in items:
        if item.get_closest_marker("real_text"):
            item.add_marker(pytest.mark.xdist_group("real_text"))


def pytest_collection_finish() -> None:
    """Keep the collector from going through all tests: statsmodels calls it at each correction."""
    gc.freeze()


@pytest.fixture(scope="session")
def real_corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files of every corpus, or skip the test."""
    corpora = registry.load()
    if all(collect.is_complete(corpus) for corpus in corpora):
        return paths.source("data/raw")
    named = os.environ.get("CORPORA_DIR")
    if not named or not Path(named).is_dir():
        pytest.skip(NO_TEXT)
    unpacked = tmp_path_factory.mktemp("corpora")
    results = collect.collect(corpora, folder=Path(named), into=unpacked)
    assert all(result.complete for result in results), [r.message for r in results]
    return unpacked


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that takes the place of the project."""
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def gold_postings() -> pd.DataFrame:
    """Return the coded postings with their text, or skip the test."""
    named = os.environ.get("CORPORA_DIR")
    file = Path(named or "").resolve().parent / "gold" / "postings.jsonl"
    if not named or not file.is_file():
        pytest.skip("the coded postings' text is not beside the folder that CORPORA_DIR names")
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return pd.DataFrame(rows).rename(columns={"company": "employer"})
