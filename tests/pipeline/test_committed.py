"""The committed tables are those that the code gives on what is committed before them."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.pipeline.shelves import REAL, SYNTHETIC
from analysis.pipeline.steps import judged
from analysis.pipeline.tasks import Task

STEPS = (
    "estimate", "estimate reference", "correct", "judge", "judge reference", "layers", "reach",
    "article alone", "pool", "together", "pay", "employers", "skills together",
    "judge ai-engineering-field-guide-2026-01",
)  # fmt: skip
"""Steps that need no text of a posting and take seconds."""


@pytest.fixture(scope="module")
def tasks() -> dict[str, Task]:
    known = [judged.judge(shelf) for shelf in (REAL, SYNTHETIC)]
    known += [judged.estimate(shelf, []) for shelf in (REAL, SYNTHETIC)]
    known += [judged.correct(), judged.lay(), *judged.vary([]), *judged.widen([])]
    return {task.name: task for task in [*known, *judged.judge_articles([])]}


def table(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_taken_again_writes_the_committed_tables(
    step: str, tasks: dict[str, Task], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    tasks[step].function()
    for made in tasks[step].makes:
        # a last digit may differ from one system's linear algebra to another's
        pd.testing.assert_frame_equal(table(tmp_path / made), table(paths.source(made)), obj=made)
