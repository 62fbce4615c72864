"""Raters and the six-part test, as a reader sees them."""

import math

import pandas as pd

from analysis.categories.raters import RATERS
from analysis.publishing import category_tables

AGREED = {
    "first": "coder_a", "second": "coder_b", "field": "rag", "view": "requires", "n": 60,
    "percent": 0.9, "percent_low": 0.8, "percent_high": 0.96, "kappa": 0.712, "ac1": 0.838,
    "alpha": 0.713,
}  # fmt: skip


def test_agreement_is_shown_of_the_fields_that_are_asked_for_and_of_one_view() -> None:
    rows = [AGREED, AGREED | {"view": "mentions"}, AGREED | {"field": "aws"}]
    table = category_tables.agreement_table(pd.DataFrame(rows), ["rag"])
    (row,) = table.to_dict("records")
    assert row == {
        "raters": f"{RATERS['coder_a']} / {RATERS['coder_b']}", "field": "rag", "postings": 60,
        "equal": "90% (80–96%)", "kappa": 0.71, "AC1": 0.84, "alpha": 0.71,
    }  # fmt: skip


def test_disagreements_are_drawn_of_known_pairs_in_the_colour_of_one_of_them() -> None:
    rows = [
        AGREED | {"view": "mentions"},
        AGREED | {"view": "value", "first": "builtin_coder", "second": "rules"},
        AGREED | {"view": "mentions", "second": "smollm2"},
        AGREED | {"view": "mentions", "second": "classifier"},
        AGREED,
    ]
    drawn = category_tables.disagreements(pd.DataFrame(rows))
    assert dict(zip(drawn["second"], drawn["look"], strict=True)) == {
        "coder_b": "coder_b", "rules": "rules", "smollm2": "smollm2",
    }  # fmt: skip
    assert drawn["pair"].iloc[0] == f"{RATERS['coder_a']} and {RATERS['coder_b']}"


def test_the_six_part_test_is_a_row_a_quantity_in_their_order() -> None:
    def row(quantity: str, corpus: str, value: float, low: float = math.nan) -> dict[str, object]:
        return {"quantity": quantity, "corpus": corpus, "value": value, "low95": low,
                "high95": low + 0.2, "needed": 0.8, "decides": quantity == "auc"}  # fmt: skip

    bisection = pd.DataFrame(
        [row("rand", "one", 0.3), row("auc", "one", 0.71, 0.6), row("auc", "two", 0.8),
         row("not shown", "one", 1.0)]
    )  # fmt: skip
    table = category_tables.bisection_table(bisection)
    assert list(table["quantity"]) == [
        category_tables.QUANTITIES["auc"], category_tables.QUANTITIES["rand"],
    ]  # fmt: skip
    assert table.loc[0, ["one", "two", "decides"]].tolist() == [
        "0.71 (0.60 to 0.80)",
        "0.80",
        "yes",
    ]
    assert pd.isna(table.loc[1, "two"])
