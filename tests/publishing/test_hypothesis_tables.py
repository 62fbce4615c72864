"""A card, its gaps and its verdict, in a reader's words."""

import math

import pandas as pd

from analysis.publishing import hypothesis_tables

CARD = {
    "statement": "Agents ask for Python.", "estimand": "a gap", "population": "US",
    "primary_test": "two-sided", "would_change_my_mind": "a gap below", "primary_corpus": "one",
    "family": "skills", "registered_on": "2026-11-01",
    "contrasts": [
        {"name": "python", "outcome": "python", "level": "requires", "margin": 0.025,
         "first": {"name": "agents"}, "second": {"name": "others"}, "expects": "greater"},
        {"name": "pay", "outcome": "pay_disclosed", "margin": 0.1,
         "first": {"name": "agents"}, "second": {"name": "others"}, "expects": "within"},
    ],
}  # fmt: skip
KNOWN = {
    "contrast": "python", "corpus": "one", "n_first": 1200, "n_second": 80, "employers_first": 300,
    "employers_second": 60, "share_first": 0.8, "share_second": 0.715, "gap": 0.085, "low95": -0.02,
    "high95": 0.19, "p": 0.1134, "refused": None,
}  # fmt: skip
REFUSED = {"contrast": "python", "corpus": "two", "refused": "titles were searched for"}


def test_a_card_says_each_contrast_with_its_margin_and_what_is_expected() -> None:
    *_, first, second = hypothesis_tables.card_text(CARD).split("\n\n")
    assert first == (
        "**Contrast:** python. `python` at the level 'requires': agents less others; "
        "expected: the first is greater; margin 2.5 points."
    )
    assert "`pay_disclosed`: agents" in second
    assert "they differ by no more than the margin; margin 10 points." in second


def test_gaps_are_in_points_and_each_refusal_stands_once() -> None:
    told = hypothesis_tables.gaps_text(pd.DataFrame([KNOWN, REFUSED, REFUSED]))
    for cell in ("1,200 / 80", "300 / 60", "80% / 72%", "+8", "-2 to +19", "0.11"):
        assert f" {cell} " in told, cell
    assert told.endswith("Cannot tell:\n\n- two: titles were searched for")


def test_where_no_corpus_can_tell_that_is_what_stands() -> None:
    told = hypothesis_tables.gaps_text(pd.DataFrame([KNOWN | REFUSED | {"gap": math.nan}]))
    assert told.startswith("No corpus can tell.\n\nCannot tell:")


def test_a_verdict_names_its_chance_before_and_after_holm() -> None:
    row = {"verdict": "supported", "state": "frozen", "reason": "So it is.", "p": 0.00312,
           "p_holm": 0.0156, "e": 7.08, "e_bh": False}  # fmt: skip
    assert hypothesis_tables.verdict_text(pd.DataFrame([row])) == (
        "**supported** (frozen). So it is.\n\n"
        "p = 0.0031, 0.016 after Holm; e = 7.08, not found by e-BH."
    )
    alone = row | {"p_holm": math.nan, "e_bh": True}
    told = hypothesis_tables.verdict_text(pd.DataFrame([alone]))
    assert told.endswith("p = 0.0031; e = 7.08, found by e-BH.")


def test_every_hypothesis_is_listed_with_what_was_changed() -> None:
    row = {"hypothesis": "h1", "statement": "s", "family": "f", "state": "changed",
           "changed_keys": "margin", "p": 0.02, "p_holm": math.nan, "e": 1.5, "e_bh": True,
           "verdict": "exploratory"}  # fmt: skip
    table = hypothesis_tables.all_hypotheses(pd.DataFrame([row, row | {"changed_keys": None}]))
    assert list(table["changed"]) == ["margin", ""]
    assert table.loc[0, ["p", "p, Holm", "e", "e-BH"]].tolist() == ["0.02", "", "1.5", "found"]
