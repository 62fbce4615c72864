"""An input stands for files that are there or will be, of its own shelf alone."""

from pathlib import Path

import pytest

from analysis.declarations import NotebookError
from analysis.pipeline.shelves import REAL, SYNTHETIC
from analysis.pipeline.steps import wiring


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / "raw.txt").write_text("1")
    return tmp_path


def test_a_glob_stands_for_files_that_are_there_and_files_that_will_be() -> None:
    found = wiring.expand("*.txt", ["later.txt", "later.csv"], "a")
    assert found == ["later.txt", "raw.txt"]


def test_an_input_that_nothing_provides_is_refused() -> None:
    with pytest.raises(NotebookError, match=r"10_a: the input 'gone\.csv' is neither a file nor"):
        wiring.expand("gone.csv", ["later.txt"], "10_a")


def test_no_real_estimate_ever_meets_what_is_synthetic(root: Path) -> None:
    real, synthetic = (f"{shelf.folder}/measurements/a.parquet" for shelf in (REAL, SYNTHETIC))
    for name in (real, synthetic):
        (root / name).parent.mkdir(parents=True)
        (root / name).touch()
    for shelf, file in ((REAL, real), (SYNTHETIC, synthetic)):
        found = wiring.expand(shelf.path("measurements/*.parquet"), [real, synthetic], "estimate")
        assert found == [file]
