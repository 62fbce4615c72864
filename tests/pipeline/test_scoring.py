"""Measurements are scored against codes, and the reference's against its truth."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.categories.coded import AUDIT
from analysis.corpora import registry
from analysis.pipeline import scoring
from analysis.signals.accuracy import CODEBOOK, PAY_CELLS


def lay_out(
    file: Path, labels: list[dict[str, object]], measurements: Path, measured: object
) -> None:
    """Write labels and measurements where the step looks for them."""
    file.parent.mkdir(parents=True)
    file.write_text("".join(f"{json.dumps(row)}\n" for row in labels), encoding="utf-8")
    measurements.parent.mkdir(parents=True)
    pd.DataFrame(measured).to_parquet(measurements)


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
    folder = tmp_path / "data/processed/synthetic"
    measurements = folder / "measurements/reference.parquet"
    lay_out(tmp_path / registry.TRUTH, truth, measurements, measured)
    scoring.score_reference()
    found = pd.read_csv(folder / "accuracy.csv")
    assert found["synthetic"].all()
    rag = found[(found["item"] == "rag") & (found["view"] == "requires")].iloc[0]
    assert (rag["n"], rag["positives"]) == (3, 3)
    assert rag["recall"] == pytest.approx(2 / 3, abs=1e-5)


def test_coded_postings_are_scored_by_half_and_with_intervals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    blank = dict.fromkeys(CODEBOOK, "absent") | dict.fromkeys(PAY_CELLS)
    blank |= {"employment": "unstated"}
    names = [f"made-up/{number}" for number in range(4)]
    measured = [
        blank | {"id": name, "employer_key": name, "rag": "duty", "pay_disclosed": False}
        for name in names
    ]
    coded = [
        blank
        | {"id": name, "posting": name, "rag": "duty", "pay": "none"}
        | {"held_out": name == names[0]}
        for name in [*names, "gone/1"]
    ]
    coded[1]["rag"] = "absent"
    folder = tmp_path / "data/processed"
    lay_out(tmp_path / AUDIT, coded, folder / "measurements/made-up.parquet", measured)
    scoring.score_coded()
    found = pd.read_csv(folder / "accuracy.csv").set_index(["part", "item", "view"])
    rag = found.loc[("all", "rag", "requires")]
    assert (rag["n"], rag["positives"], rag["found"], rag["hits"]) == (4, 3, 4, 3)
    assert rag["precision_low"] <= rag["precision"] == 0.75 <= rag["precision_high"]
    assert found.loc[("held out", "rag", "requires"), "n"] == 1


def test_labels_of_other_postings_are_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    measurements = tmp_path / "data/processed/measurements/made-up.parquet"
    lay_out(
        tmp_path / AUDIT, [{"posting": "gone/1", "id": "a"}], measurements, {"id": ["made-up/1"]}
    )
    with pytest.raises(scoring.NothingCodedError, match="measure the corpora that it names"):
        scoring.score_coded()
