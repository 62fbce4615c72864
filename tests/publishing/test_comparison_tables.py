"""Changes between corpora in points; what cannot be held fixed is a dash."""

import math

import pandas as pd

from analysis.comparisons.changes import HELD
from analysis.publishing import comparison_tables

FIXED = {
    f"{bound}, {name}": value
    for name in HELD
    for bound, value in (("change", 0.1), ("low95", 0.0), ("high95", 0.2))
}
MOVED = {
    "claim": "a", "first": "one", "second": "two", "share_first": 0.25, "share_second": 0.5,
    "change": 0.25, "low95": 0.1, "high95": 0.4, "moved": True,
} | FIXED  # fmt: skip


def test_a_change_is_told_in_points_as_it_is_and_held_fixed() -> None:
    unknown = MOVED | {"claim": "b", "moved": False, f"change, {HELD[0]}": math.nan}
    refused = MOVED | {"claim": "c", "change": math.nan}
    table = comparison_tables.changes(
        pd.DataFrame([MOVED, unknown, refused]), {"a": "asks for A", "b": "asks for B"}
    )
    assert list(table["claim"]) == ["asks for A", "asks for B"]
    assert table.loc[0, ["shares", "change, points", "beyond chance"]].tolist() == [
        "25% → 50%", "+25 (+10 to +40)", "yes",
    ]  # fmt: skip
    assert table.loc[1, "beyond chance"] == ""
    assert list(table[f"{HELD[0]} fixed"]) == ["+10 (+0 to +20)", "–"]


def test_terms_that_moved_are_listed_by_pair_role_and_word() -> None:
    rows = [("new", "rust"), ("new", "go"), ("(new)", "java"), ("down", "php")]
    table = pd.DataFrame(rows, columns=["word", "signal"]).assign(
        first="one", second="two", role="ai_engineer"
    )
    found = comparison_tables.terms(table)
    assert dict(zip(found["word"], found["signals"], strict=True)) == {
        "down": "php", "new": "go, rust",
    }  # fmt: skip
    assert list(found)[:2] == ["from", "to"]
