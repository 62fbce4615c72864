"""The pay that boards publish in a field of their own, beside what the text says of pay."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.signals.reading import fold

BESIDE = {
    "bonus": re.compile(r"\bbonus"),
    "commission": re.compile(r"\bcommission|\bincentive"),
    "equity": re.compile(r"\bequity\b|\d\s?%"),
    "on_target": re.compile(r"\bote\b|\bon[- ]target|\btarget earnings"),
    "several_ranges": re.compile(r"\bmultiple ranges"),
}
"""What a field can say beside the amount."""

KINDS = {
    "equal": "the same figures",
    "rounded": "the field is the text's figures in whole thousands",
    "one of several": "the text gives ranges by place or level, the field one of them",
    "converted": "the same pay by another period",
    "no currency in the field": "the same figures; the text names a currency, the field none",
    "variable pay": "one counts commission or on-target earnings, the other base pay",
    "one end": "one gives a single figure, an end of the other's range",
    "field within text": "the field's range lies within the text's",
    "text within field": "the text's range lies within the field's",
    "overlap": "the ranges overlap",
    "another currency": "pay in another country's money",
    "another period": "by the hour and by the year, and not the same",
    "apart": "the ranges have nothing in common",
    "no pay in the field": "the field's figures can be no pay of their period",
    "field alone, text cut": "the source cut the text, and pay stands at the end of most",
    "field alone": "the text is whole and gives no amount",
    "text alone": "the board leaves its field empty",
    "neither": "nothing is disclosed",
}
"""What can be between a text and a field, and why; the first that holds counts."""

AGREEING = ("equal", "rounded", "one of several", "converted", "no currency in the field")
"""Kinds in which text and field say the same pay."""

_HOURS, _DAYS, _WEEKS, _MONTHS = 2080, 260, 52, 12
_A_YEAR = {"hour": _HOURS, "day": _DAYS, "week": _WEEKS, "month": _MONTHS, "year": 1}
_NEAR = 0.03
"""Share by which converted pay may differ: hours a year are counted from 2,000 to 2,080."""
_THOUSANDS_FROM = 10_000
"""From here on boards print whole thousands."""


class Range(NamedTuple):
    """Pay with both ends, equal for a single figure."""

    low: float
    high: float
    period: str
    currency: str


def beside(field: str) -> str:
    """Return what a board's field of pay names beside the amount, as `bonus+equity`.

    Args:
        field: As published: `$150K - $180K • Offers Equity`.
    """
    folded = fold(field)
    return "+".join(name for name, pattern in BESIDE.items() if pattern.search(folded))


def compare(measurements: pd.DataFrame, evidence: pd.DataFrame) -> pd.Series:
    """Return the kind of difference between text and field of each posting whose field is known.

    Where a field names no currency (Built In's), the measurements hold US dollars.

    Args:
        measurements: Of one corpus, with `pay_field_*` and `text_complete`.
        evidence: Of the same postings: the rows of the signal `pay` are each text's amounts.

    Returns:
        A kind of `KINDS` under the index of the measurements that were compared.
    """
    paid = evidence[evidence["signal"] == "pay"]
    given = {name: part.tolist() for name, part in paid.groupby("id", sort=False)["form"]}
    known = measurements[measurements["pay_field_known"]]
    return pd.Series(
        [_kind(row, given.get(row["id"], ())) for row in known.to_dict("records")],
        index=known.index, dtype="str",
    )  # fmt: skip


def _kind(row: Mapping[Hashable, Any], forms: Sequence[str]) -> str:
    """Return the kind of one posting, from its columns and the amounts of its text."""
    text, field = _range(row, "pay"), _range(row, "pay_field")
    if field is None and pd.notna(row["pay_field_beside"]):
        return "no pay in the field"
    if text is None:
        cut = "" if row["text_complete"] else ", text cut"
        return f"field alone{cut}" if field else "neither"
    if field is None:
        return "text alone"
    variable = bool({"on_target", "commission"} & set(str(row["pay_field_beside"]).split("+")))
    return difference(text, [_written(form) for form in forms], field, variable)


def difference(text: Range, every: Iterable[Range], field: Range, variable: bool) -> str:
    """Return what is between the pay of a text and that of a field, in words of `KINDS`.

    Args:
        text: The lowest minimum and the highest maximum.
        every: All amounts of the text.
        field: The board's.
        variable: Whether the field counts or names commission or on-target earnings.
    """
    if _same(text, field):
        return "equal" if text == field else "rounded"
    if any(_same(one, field) for one in every):
        return "one of several"
    if text.currency == field.currency and _a_year(text, field):
        return "converted"
    if text.currency != field.currency:
        alike = _same(text._replace(currency=field.currency), field)
        return "no currency in the field" if alike else "another currency"
    if variable:
        return "variable pay"
    return "another period" if text.period != field.period else _placed(text, field)


def _placed(text: Range, field: Range) -> str:
    """Return how two ranges of one period and currency lie to each other."""
    ends = [(one, other) for one in text[:2] for other in field[:2]]
    single = text.low == text.high or field.low == field.high
    if single and any(_close(one, other) for one, other in ends):
        return "one end"
    if text.low <= field.low and field.high <= text.high:
        return "field within text"
    if field.low <= text.low and text.high <= field.high:
        return "text within field"
    return "overlap" if field.low <= text.high and text.low <= field.high else "apart"


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= (1_000 if max(one, other) >= _THOUSANDS_FROM else 1)


def _same(text: Range, field: Range) -> bool:
    """Say whether two ranges are the same but for whole thousands, or the whole hour's pay."""
    return text[2:] == field[2:] and _close(text.low, field.low) and _close(text.high, field.high)


def _a_year(text: Range, field: Range) -> bool:
    """Say whether two ranges by different periods come to the same in a year."""
    one, other = _A_YEAR[text.period], _A_YEAR[field.period]
    pairs = zip(text[:2], field[:2], strict=True)
    return text.period != field.period and all(
        abs(mine * one - theirs * other) <= _NEAR * theirs * other for mine, theirs in pairs
    )


def _range(row: Mapping[Hashable, Any], prefix: str) -> Range | None:
    low, high = row[f"{prefix}_min"], row[f"{prefix}_max"]
    if pd.isna(high):
        return None
    least = float(high if pd.isna(low) else low)
    return Range(least, float(high), row[f"{prefix}_period"], row[f"{prefix}_currency"])


def _written(form: str) -> Range:
    """Return the amount that a row of evidence holds: `120000-150000 USD year`."""
    ends, currency, period = form.split(" ")
    low, _, high = ends.rpartition("-")
    return Range(float(low or high), float(high), period, currency)
