"""The reference's measurements are scored against its truth."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpora import registry
from analysis.pipeline import scoring
from analysis.signals.accuracy import CODEBOOK, PAY_CELLS


def test_unique_postings_are_scored_and_the_table_says_synthetic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    nothing = dict.fromkeys(CODEBOOK, "absent") | dict.fromkeys(PAY_CELLS)
    nothing |= {"role": "ai_engineer", "employment": "unstated"}
    ids = [f"reference/synthetic-{number:04d}" for number in range(1, 5)]
    truth = [nothing | {"id": name, "rag": "duty", "pay": "none"} for name in ids]
    measured = [nothing | {"id": name, "rag": "duty", "pay_disclosed": False} for name in ids[:3]]
    measured[0]["rag"] = "absent"
    (tmp_path / registry.REFERENCE).mkdir(parents=True)
    lines = "".join(f"{json.dumps(row)}\n" for row in truth)
    (tmp_path / registry.TRUTH).write_text(lines, encoding="utf-8")
    folder = tmp_path / "data/processed/synthetic"
    (folder / "measurements").mkdir(parents=True)
    pd.DataFrame(measured).to_parquet(folder / "measurements/reference.parquet")
    scoring.score_reference()
    found = pd.read_csv(folder / "accuracy.csv")
    assert found["synthetic"].all()
    rag = found[(found["item"] == "rag") & (found["view"] == "requires")].iloc[0]
    assert (rag["n"], rag["positives"]) == (3, 3)
    assert rag["recall"] == pytest.approx(2 / 3, abs=1e-5)
