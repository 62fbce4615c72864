"""Recovery: what was planted comes back, as often as the intervals promise."""

import pandas as pd
import pytest

from analysis.corpora.reference import parameters
from analysis.pipeline import recovery


def test_shares_of_nought_and_one_are_not_counted_as_planted() -> None:
    planted = recovery.planted_shares(parameters.load(parameters.DEFAULT))
    assert planted["planted"].between(0, 1, inclusive="neither").all()
    keyed = planted.set_index(["role", "item", "view"])["planted"]
    assert keyed[("software_engineer", "genai", "mentions")] == 0.49
    assert keyed[("ai_engineer", "llm_api and rag and not agentic", "requires")] == 0.35
    assert ("ai_engineer", "genai", "requires") not in keyed.index


def test_coverage_is_counted_by_share_and_over_all() -> None:
    found = pd.DataFrame(
        {
            "role": "ai_engineer",
            "item": ["python", "python", "aws", "aws"],
            "view": "requires",
            "planted": [0.7, 0.7, 0.2, 0.2],
            "seed": [1, 2, 1, 2],
            "naive_estimate": [0.6, 0.7, 0.2, 0.2],
            "naive_low": [0.5, 0.6, 0.1, 0.1],
            "naive_high": [0.65, 0.8, 0.3, 0.3],
            "corrected_estimate": 0.5,
            "corrected_low": 0.0,
            "corrected_high": 1.0,
        }
    )
    table = recovery.coverage(found).set_index("item")
    assert list(table["naive_inside"]) == [0.5, 1.0, 0.75]
    assert list(table["corrected_inside"]) == [1.0, 1.0, 1.0]
    assert table.loc["python", "naive_error"] == pytest.approx(-0.05)
    assert set(table["corpora"]) == {2}


def test_one_corpus_gives_every_planted_share_both_intervals() -> None:
    found = recovery.estimated(parameters.DEFAULT, 5)
    assert len(found) == len(recovery.planted_shares(parameters.load(parameters.DEFAULT)))
    for way in recovery.WAYS:
        assert (found[f"{way}_low"] <= found[f"{way}_estimate"]).all()
        assert (found[f"{way}_estimate"] <= found[f"{way}_high"]).all()
    inside = found["planted"].between(found["corrected_low"], found["corrected_high"])
    assert inside.mean() > 0.8
