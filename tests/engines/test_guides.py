"""The guides of docs/scale.md are the files of docs/engines and give the rows of one process."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.pipeline.streaming import run

GUIDES = {"pyspark": "on_spark.py", "ray": "on_ray.py"}


@pytest.mark.parametrize("guide", GUIDES.values())
def test_the_page_shows_the_file(guide: str) -> None:
    code = paths.source(f"docs/engines/{guide}").read_text(encoding="utf-8")
    assert f"```python\n{code}```" in paths.source("docs/scale.md").read_text(encoding="utf-8")


@pytest.mark.engines
@pytest.mark.parametrize("engine", GUIDES)
def test_it_gives_the_rows_of_one_process(engine: str, tmp_path: Path) -> None:
    pytest.importorskip(engine, reason=f"pip install {engine}")
    frame = pd.read_json(paths.source("data/raw/reference/postings.jsonl"), lines=True)[:200]
    frame = frame.rename(columns={"employer": "company"})
    source = tmp_path / "postings"
    source.mkdir()
    for number in range(4):
        rows = frame.iloc[number * 50 : number * 50 + 50].astype("str")
        rows[["id", "title", "company", "location", "text"]].to_parquet(
            source / f"{number}.parquet"
        )
    run.measure_into(str(source), tmp_path / "one", run.here)
    command = [sys.executable, str(paths.source(f"docs/engines/{GUIDES[engine]}"))]
    ran = subprocess.run(
        [*command, str(source), str(tmp_path / "out")],
        env=os.environ | {"PYTHONPATH": str(paths.root()), "PYSPARK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    pd.testing.assert_frame_equal(rows_of(tmp_path / "out"), rows_of(tmp_path / "one"))


def rows_of(folder: Path) -> pd.DataFrame:
    beside = ["employer_key", "country", "characters", "file", "line"]
    found = pd.read_parquet(folder).drop(columns=beside, errors="ignore")
    return found.sort_values("id", ignore_index=True).convert_dtypes()
