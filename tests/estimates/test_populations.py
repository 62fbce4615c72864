"""Only the postings that a claim is about are counted."""

import pandas as pd
import pytest

from analysis.estimates import populations

ALL = {"role": "ai_engineer", "country": "US", "about_pay": False, "among": None, "level": None}


def ids(frame, **choice):
    kept = populations.postings(frame, **(ALL | choice))
    return [name.removeprefix("test/") for name in kept["id"]]


def test_other_roles_and_countries_are_left_out_and_so_are_unknown_countries(measured):
    frame = measured(
        5,
        role=["ai_engineer", "other", "ai_engineer", "ai_engineer", "software_engineer"],
        country=["US", "US", "DE", None, "US"],
    )
    assert ids(frame) == ["0"]


def test_shares_of_pay_rest_on_complete_texts(measured):
    frame = measured(3, text_complete=[True, False, True])
    assert ids(frame) == ["0", "1", "2"]
    assert ids(frame, about_pay=True) == ["0", "2"]


def test_a_condition_is_read_at_the_claims_level(measured):
    frame = measured(3, agentic=["required", "preferred", "absent"])
    assert ids(frame, among="not agentic", level="requires") == ["1", "2"]
    assert ids(frame, among="not agentic", level="mentions") == ["2"]


def test_a_condition_on_no_posting_gives_none(measured):
    frame = measured(2, agentic="absent", role="other")
    assert ids(frame, among="agentic and not agentic", level="mentions") == []


@pytest.mark.parametrize(
    ("titles", "country", "counted"),
    [
        ("broad", "here", [0, 1]),
        ("strict", "here", [0]),
        ("broad", "here or unknown", [0, 1, 2]),
        ("broad", "any", [0, 1, 2, 3]),
    ],
)
def test_a_reading_has_its_own_titles_and_places(
    titles: str, country: str, counted: list[int]
) -> None:
    frame = pd.DataFrame(
        [("ai", "ai", "US"), ("ai", "other", "US"), ("ai", "other", None), ("ai", "ai", "DE"),
         ("other", "other", "US")],
        columns=["role", "role_strict", "country"],
    )  # fmt: skip
    found = populations.as_read(frame, "ai", "US", {"titles": titles, "country": country})
    assert list(frame.index[found]) == counted
