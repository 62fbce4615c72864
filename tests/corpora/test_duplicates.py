"""Which posting stands for which, whatever the order in which they come."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpora import duplicates
from tests.corpora.test_schema import frame_of

LONG = " ".join(f"word{number}" for number in range(200))
"""196 runs of five words."""


def changed(*places: int) -> str:
    """Return the long text with the words at some places replaced."""
    words = LONG.split()
    for place in places:
        words[place] = f"other{place}"
    return " ".join(words)


def posting(number: int, text: str, **fields: Any) -> dict[str, Any]:
    return {"id": f"board-2026/{number}", "text": text, "employer_key": "acme"} | fields


def log_of(*rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return (row, kept_row, rule) of the decisions on rows."""
    _, decisions = duplicates.resolve(frame_of(*rows))
    columns = decisions[["row", "kept_row", "rule"]]
    return [tuple(decision) for decision in columns.to_numpy().tolist()]


def test_of_the_same_posting_the_longest_text_stands_then_the_earliest_date():
    assert log_of(
        posting(1, "short", posted_on="2026-01-01"),
        posting(1, "the longest text", posted_on="2026-03-01"),
        posting(1, "the longest text", posted_on="2026-02-01"),
        posting(1, "the longest text"),
    ) == [
        ("a.json#0", "a.json#2", "same_posting"),
        ("a.json#1", "a.json#2", "same_posting"),
        ("a.json#3", "a.json#2", "same_posting"),
    ]


def test_equal_words_are_the_same_text_whatever_the_employer():
    assert log_of(
        posting(1, "We build things."),
        posting(2, "  WE build\n**things**", employer_key="other"),
        posting(3, "We build other things."),
    ) == [("a.json#0", "a.json#1", "exact_text")]


def test_one_in_the_united_states_stands_for_those_elsewhere():
    assert log_of(
        posting(1, "We build things, at length.", country="GB"),
        posting(2, "We build things at length", country="US"),
    ) == [("a.json#0", "a.json#1", "exact_text")]


def test_near_texts_of_an_employer_are_duplicates_from_four_fifths_on():
    # four words apart from each other replace 20 of 196 runs: 176 / 216 = 0.815
    # five replace 25: 171 / 221 = 0.774
    near, far = changed(20, 60, 100, 140), changed(20, 60, 100, 140, 180)
    _, decisions = duplicates.resolve(frame_of(posting(1, LONG), posting(2, near)))
    assert decisions["rule"].tolist() == ["near_text"]
    assert decisions["similarity"].tolist() == pytest.approx([176 / 216])
    assert log_of(posting(1, LONG), posting(2, far)) == []


def test_near_texts_of_two_employers_are_not():
    near = changed(100)
    assert log_of(posting(1, LONG), posting(2, near, employer_key="other")) == []
    unknown = {"employer": "Unknown", "employer_key": "unknown:board-2026/2"}
    assert log_of(posting(1, LONG), posting(2, near, **unknown)) == []


def test_what_is_linked_through_another_belongs_to_the_group():
    first, middle = LONG, changed(20, 60, 100, 140)
    last = changed(20, 60, 100, 140, 40, 80, 120, 180)
    unique, decisions = duplicates.resolve(
        frame_of(posting(1, first), posting(2, middle), posting(3, last))
    )
    assert unique["duplicate_group_size"].tolist() == [3]
    assert decisions["kept_id"].nunique() == 1
    assert decisions["similarity"].min() < duplicates.NEAR  # told as it is


def test_a_decision_names_the_row_that_stands_in_the_end():
    unique, decisions = duplicates.resolve(
        frame_of(
            posting(1, LONG),
            posting(1, LONG + " more"),
            posting(2, LONG + " more", country="US"),
            posting(3, LONG + " more words at the end", country="US"),
        )
    )
    assert unique["row"].tolist() == ["a.json#3"]
    assert decisions["kept_row"].unique().tolist() == ["a.json#3"]
    assert decisions["rule"].tolist() == ["same_posting", "exact_text", "near_text"]
    assert decisions["similarity"].isna().tolist() == [True, False, False]


rows = st.lists(
    st.builds(
        posting,
        st.integers(1, 6),
        st.sampled_from(
            ["We build.", "we build", LONG, changed(3), changed(3, 90), changed(7, 8, 120)]
        ),
        employer_key=st.sampled_from(["acme", "other"]),
        country=st.sampled_from([None, "US", "GB"]),
        posted_on=st.sampled_from([None, "2026-01-01", "2026-02-01"]),
    ),
    max_size=12,
)


@settings(max_examples=30)
@given(rows, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_neither_does_a_second_run(
    rows: list[dict[str, Any]], random: Any
):
    frame = frame_of(*rows)
    unique, decisions = duplicates.resolve(frame)
    order = list(range(len(frame)))
    random.shuffle(order)
    again, decided_again = duplicates.resolve(frame.iloc[order])
    pd.testing.assert_frame_equal(unique, again)
    pd.testing.assert_frame_equal(decisions, decided_again)
    twice, no_more = duplicates.resolve(unique)
    pd.testing.assert_frame_equal(unique, twice)
    assert no_more.empty


@settings(max_examples=30)
@given(rows)
def test_every_row_is_unique_or_stands_in_the_log(rows: list[dict[str, Any]]):
    frame = frame_of(*rows)
    unique, decisions = duplicates.resolve(frame)
    assert sorted([*unique["row"], *decisions["row"]]) == sorted(frame["row"])
    assert set(decisions["kept_row"]) <= set(unique["row"])
    assert unique["duplicate_group_size"].sum() == len(frame)
    assert unique["id"].is_unique
    assert unique["id"].is_monotonic_increasing
