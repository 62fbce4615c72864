"""Tables around the estimates say what was computed, in a reader's words."""

import pandas as pd

from analysis.publishing import estimate_tables


def test_intervals_are_in_percent_and_a_dash_where_unknown() -> None:
    table = pd.DataFrame({"low": [0.1, float("nan")], "high": [0.25, float("nan")]})
    assert estimate_tables.spans(table, "low", "high") == ["10–25%", "–"]


def test_an_interval_of_a_gap_is_in_points() -> None:
    table = pd.DataFrame(
        {"part": ["ai_engineer", "a - b"], "low": [0.1, -0.45], "high": [0.25, -0.13]}
    )
    assert estimate_tables.spans(table, "low", "high") == ["10–25%", "-45 to -13 points"]


def test_a_gap_stands_in_points_among_all_estimates_of_a_section() -> None:
    row = {
        "section": "s", "claim": "a", "part": "one_role - other", "corpus": "x", "n": 40,
        "estimate": 0.09, "low95": -0.02, "high95": 0.2, "low_together": -0.1,
        "high_together": 0.3, "difference": float("nan"), "diff_low_together": float("nan"),
        "diff_high_together": float("nan"),
    }  # fmt: skip
    found = estimate_tables.together(pd.DataFrame([row]), ["s"], {"a": "A"})
    assert found.loc[0].tolist() == [
        "A", "one role - other", "x", 40, "+9 points", "-2 to +20 points", "-10 to +30 points", "",
    ]  # fmt: skip


def test_an_overlap_is_named_by_what_the_claims_say() -> None:
    table = pd.DataFrame(
        {
            "first": ["a", "a"], "second": ["b", "c"], "n": 247, "least_both": [199, 0],
            "most_both": [203, 40], "least_of_first": 0.98, "most_of_first": 1.0,
            "least_of_second": 0.81, "most_of_second": 0.83,
        }
    )  # fmt: skip
    found = estimate_tables.overlaps(table, [["a", "b"]], {"a": "Python", "b": "frameworks"})
    assert found.iloc[0].tolist() == [
        "Python",
        "frameworks",
        "199 to 203 of 247",
        "98–100%",
        "81–83%",
    ]


def test_only_pairs_beyond_chance_are_among_the_strongest() -> None:
    pairs = pd.DataFrame(
        {
            "corpus": "x", "first": ["a", "a", "b"], "second": ["b", "c", "c"],
            "lift": [1.5, 3.0, 1.2], "lift_low95": [1.2, 2.0, 0.9], "lift_high95": [2.0, 4.0, 1.6],
        }
    )  # fmt: skip
    found = estimate_tables.strongest(pairs, "x", 5)
    assert list(found["line"]) == ["a with c", "a with b"]
    assert list(found["estimate"]) == [2.0, 0.5]


def test_refused_corpora_are_not_in_the_table_of_employers() -> None:
    row = {
        "corpus": "x", "role": "ai_engineer", "n": 50, "employers": 20, "effective_employers": 12.0,
        "effective_low95": 8.0, "effective_high95": 30.0, "top_share": 0.4, "largest": "Ames",
        "largest_postings": 7, "next": "Bond", "next_postings": 6, "rank_p": 1.0,
    }  # fmt: skip
    table = pd.DataFrame([row, {"corpus": "y", "role": "ai_engineer", "refused": "capped"}])
    found = estimate_tables.concentration(table)
    assert list(found["corpus"]) == ["x"]
    assert found.loc[0, ["largest", "next", "as equal ones"]].tolist() == [
        "Ames 7",
        "Bond 6",
        "12 (8 to 30)",
    ]
