"""Recovery: what was planted comes back, as often as the intervals promise."""

from functools import partial

import pandas as pd
import pytest

from analysis import paths
from analysis.corpora.reference import parameters
from analysis.pipeline import recovery
from analysis.pipeline.shelves import RECOVERY

WORKERS = 2


def committed(name: str) -> pd.DataFrame:
    table = pd.read_csv(paths.source(RECOVERY.path(name)))
    return table.drop(columns=["synthetic", "rules"]).assign(view=table["view"].fillna(""))


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


def test_committed_intervals_hold_what_was_planted_once_label_error_is_corrected() -> None:
    everything = committed(recovery.COVERAGE).set_index("role").loc["all"]
    assert everything["corpora"] == recovery.CORPORA
    assert 0.93 <= everything["corrected_inside"] <= 0.97
    assert everything["naive_inside"] < everything["corrected_inside"] - 0.02


def test_differences_are_counted_by_item_and_corpora_give_the_error() -> None:
    found = pd.DataFrame(
        {
            "roles": ["a - b", "a - c", "a - b", "a - c"],
            "item": "python",
            "view": "requires",
            "seed": [1, 1, 2, 2],
            "naive_differs": [True, True, False, False],
            "corrected_differs": False,
        }
    )
    table = recovery.wrong_differences(found).set_index("item")
    assert list(table.index) == ["python", "all"]
    assert table.loc["python", "pairs"] == 4
    assert table.loc["python", "naive_differs"] == 0.5
    assert table.loc["python", "naive_error"] == pytest.approx(0.5)
    assert table.loc["all", "corrected_differs"] == 0


def test_committed_differences_are_no_more_than_the_error_rate_allows() -> None:
    every = committed(recovery.WRONG).set_index("item").loc["all"]
    assert every["pairs"] >= 3 * recovery.CORPORA
    assert every["corrected_differs"] - 2 * every["corrected_error"] <= 0.05


@pytest.mark.slow
def test_two_hundred_corpora_give_the_committed_coverage() -> None:
    again = recovery.coverage(
        recovery.many(
            partial(recovery.estimated, parameters.DEFAULT), range(recovery.CORPORA), WORKERS
        )
    )
    table = committed(recovery.COVERAGE)
    pd.testing.assert_frame_equal(again, table, check_dtype=False, atol=1e-5)


@pytest.mark.slow
def test_two_hundred_corpora_without_differences_give_the_committed_errors() -> None:
    again = recovery.wrong_differences(
        recovery.many(partial(recovery.differences, "null"), range(recovery.CORPORA), WORKERS)
    )
    table = committed(recovery.WRONG)
    pd.testing.assert_frame_equal(again, table, check_dtype=False, atol=1e-5)
