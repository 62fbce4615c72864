"""The project as tasks."""

from pathlib import Path

import pytest

from analysis.pipeline import graph
from analysis.pipeline.notebooks import NotebookError


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
