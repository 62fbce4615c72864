"""Kinds of difference in pay are counted within corpus and role."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import comparing_pay


def test_shares_are_of_a_corpus_and_role_and_kinds_keep_their_order() -> None:
    kinds = pd.DataFrame(
        [("here", "other", kind) for kind in ("neither", "equal", "equal", "text alone")]
        + [("here", "ai_engineer", "neither")],
        columns=["corpus", "role", "kind"],
    )
    found = comparing_pay.counted(kinds)
    other = found[found["role"] == "other"]
    assert other["kind"].tolist() == ["equal", "text alone", "neither"]
    assert other["share"].tolist() == [0.5, 0.25, 0.25]
    assert found["postings"].sum() == len(kinds)
    assert found.loc[found["role"] == "ai_engineer", "share"].tolist() == [1]


def test_a_corpus_without_a_field_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    pay = {f"pay_{name}": None for name in ("min", "max", "period", "currency")}
    pay |= {f"pay_field_{name}": None for name in ("min", "max", "period", "currency", "beside")}
    folder = tmp_path / "data/processed"
    for corpus, known in (("with", True), ("without", False)):
        row = {"id": f"{corpus}/1", "corpus": corpus, "role": "other", "text_complete": True}
        for kind in ("measurements", "evidence"):
            (folder / kind).mkdir(parents=True, exist_ok=True)
        measured = pd.DataFrame([row | pay | {"pay_field_known": known}])
        measured.to_parquet(folder / f"measurements/{corpus}.parquet")
        evidence = pd.DataFrame([(f"{corpus}/1", "python", "python")])
        evidence.columns = pd.Index(["id", "signal", "form"])
        evidence.to_parquet(folder / f"evidence/{corpus}.parquet")
    comparing_pay.compare_pay()
    found = pd.read_csv(folder / "pay_compared.csv")
    assert found[["corpus", "kind", "postings"]].to_numpy().tolist() == [["with", "neither", 1]]
