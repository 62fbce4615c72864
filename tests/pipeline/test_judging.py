"""The committed verdicts are those that the rules give on the committed estimates."""

from pathlib import Path

import pytest

from analysis.pipeline import judging
from analysis.pipeline.shelves import REAL, SYNTHETIC, Shelf


@pytest.mark.parametrize("shelf", [REAL, SYNTHETIC], ids=["real", "synthetic"])
def test_judged_again_the_verdicts_are_the_same_to_the_byte(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    judging.judge_claims(shelf)
    for name in judging.VERDICTS:
        path = shelf.path(name)
        assert (tmp_path / path).read_bytes() == judging.paths.source(path).read_bytes(), name
