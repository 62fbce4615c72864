"""Rows that break the canonical schema are set aside with the reason, and cost no other row."""

from typing import Any

import pandas as pd
import pandera.errors
import pytest

from analysis.corpora import schema


def frame_of(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return canonical rows, each a good posting but for what is given."""
    good = {
        "id": "board-2026/1",
        "corpus": "board-2026",
        "title": "AI Engineer",
        "employer": "Acme",
        "employer_key": "acme",
        "pay_field_known": False,
        "text": "Builds things.",
        "text_complete": True,
    }
    full = [{"row": f"a.json#{number}"} | good | row for number, row in enumerate(rows)]
    frame = pd.DataFrame(full, columns=schema.COLUMNS)
    types = {name: column.dtype.type for name, column in schema.POSTING.columns.items()}
    return frame.astype(types)


def test_good_rows_are_kept_as_they_are():
    frame = frame_of(
        {"country": "US", "state": "CA", "remote": True, "posted_on": "2026-02-28"},
        {"source_url": "https://jobs.example/1", "employment_type": "contract"},
    )
    kept, quarantine = schema.split(frame)
    pd.testing.assert_frame_equal(kept, frame)
    assert quarantine.empty
    assert list(quarantine.columns) == schema.QUARANTINE


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"text": None}, "no text"),
        ({"text": " \n "}, "no text"),
        ({"title": None}, "no title"),
        ({"title": ""}, "no title"),
        ({"id": "board-2026/"}, "no id of its own"),
        ({"posted_on": "2026-02-30"}, "posted_on is no date"),
        ({"posted_on": "yesterday"}, "posted_on is no date"),
        ({"country": "UK"}, "country is no ISO-2 code"),
        ({"country": "US", "state": "XX"}, "state is none"),
        ({"country": "CA", "state": "NY"}, "a state outside the United States"),
        ({"state": "NY"}, "a state outside the United States"),
        ({"employment_type": "FullTime"}, "employment_type is none of ours"),
        ({"source_url": "jobs.example/1"}, "source_url is none"),
    ],
)
def test_a_broken_row_is_quarantined_and_costs_no_other(fault: dict[str, Any], reason: str):
    kept, quarantine = schema.split(frame_of({}, fault, {}))
    assert list(kept["row"]) == ["a.json#0", "a.json#2"]
    assert quarantine.to_dict("records") == [
        {"file": "a.json", "row": "a.json#1", "reason": reason}
    ]


def test_every_fault_of_a_row_is_told():
    _, quarantine = schema.split(frame_of({"title": None, "text": None}))
    assert list(quarantine["reason"]) == ["no text; no title"]


def test_a_row_that_stands_twice_is_no_posting():
    kept, quarantine = schema.split(frame_of({}, {"row": "a.json#9"}, {"row": "a.json#9"}))
    assert list(kept["row"]) == ["a.json#0"]
    assert set(quarantine["reason"]) == {"the row stands twice"}


def test_a_missing_column_is_an_error_of_ours_and_not_of_a_row():
    with pytest.raises(pandera.errors.SchemaErrors):
        schema.split(frame_of({}).drop(columns="state"))
