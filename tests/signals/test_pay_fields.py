"""Text and board's field of pay are compared, and every difference has its kind."""

import pandas as pd
import pytest

from analysis.signals import pay_fields
from analysis.signals.pay_fields import Range


def yearly(low, high, currency="USD"):
    return Range(low, high, "year", currency)


@pytest.mark.parametrize(
    ("text", "field", "kind"),
    [
        (yearly(90_000, 120_000), yearly(90_000, 120_000), "equal"),
        (yearly(90_250, 119_600), yearly(90_000, 120_000), "rounded"),
        (Range(41.6, 52, "hour", "USD"), yearly(86_528, 108_160), "converted"),
        (Range(41.6, 52, "hour", "USD"), yearly(60_000, 70_000), "another period"),
        (yearly(90_000, 120_000, "GBP"), yearly(90_000, 120_000), "no currency in the field"),
        (yearly(90_000, 120_000, "GBP"), yearly(150_000, 190_000), "another currency"),
        (yearly(90_000, 90_000), yearly(90_000, 120_000), "one end"),
        (yearly(90_000, 120_000), yearly(120_000, 120_000), "one end"),
        (yearly(90_000, 150_000), yearly(100_000, 120_000), "field within text"),
        (yearly(100_000, 120_000), yearly(90_000, 150_000), "text within field"),
        (yearly(100_000, 120_000), yearly(110_000, 150_000), "overlap"),
        (yearly(100_000, 120_000), yearly(130_000, 150_000), "apart"),
        (Range(30, 40, "hour", "USD"), Range(32, 40, "hour", "USD"), "field within text"),
        (yearly(91_000, 120_000), yearly(90_000, 121_000), "rounded"),
        (yearly(91_001, 120_000), yearly(90_000, 120_000), "text within field"),
        (Range(30, 40, "hour", "USD"), Range(31, 39, "hour", "USD"), "rounded"),
        (yearly(9_000, 9_999), yearly(9_000, 9_997), "field within text"),  # no thousands yet
        (yearly(9_000, 10_000), yearly(9_000, 9_997), "rounded"),
        (yearly(90_000, 120_000), yearly(90_000, 110_000), "field within text"),
        (yearly(95_000, 120_000), yearly(90_000, 120_000), "text within field"),
        (yearly(90_000, 110_000), yearly(90_000, 120_000), "text within field"),
        (yearly(90_000, 110_000), yearly(110_000, 150_000), "overlap"),
        (yearly(110_000, 150_000), yearly(90_000, 110_000), "overlap"),
        (Range(50, 75, "hour", "USD"), yearly(100_000, 150_000), "another period"),  # 4% apart
        (Range(48.5, 72.75, "hour", "USD"), yearly(100_880, 151_320), "converted"),
        (yearly(103_000, 154_500), Range(100_000 / 12, 150_000 / 12, "month", "USD"), "converted"),
        (
            yearly(103_100, 154_500),
            Range(100_000 / 12, 150_000 / 12, "month", "USD"),
            "another period",
        ),
        (yearly(97_000, 145_500), Range(100_000 / 12, 150_000 / 12, "month", "USD"), "converted"),
        (Range(2_000, 3_000, "week", "USD"), Range(400, 600, "day", "USD"), "converted"),
    ],
)
def test_a_difference_has_its_kind(text, field, kind):
    assert pay_fields.difference(text, [text], field, variable=False) == kind


def test_a_field_that_gives_one_range_of_several_is_told_from_one_within_them():
    towns = [yearly(90_000, 110_000), yearly(100_000, 130_000)]
    whole, field = yearly(90_000, 130_000), yearly(100_000, 130_000)
    assert pay_fields.difference(whole, towns, field, variable=False) == "one of several"
    assert pay_fields.difference(whole, towns[:1], field, variable=False) == "field within text"


def test_commission_explains_what_differs_and_nothing_that_agrees():
    base, target = yearly(100_000, 120_000), yearly(200_000, 240_000)
    assert pay_fields.difference(base, [base], target, variable=True) == "variable pay"
    assert pay_fields.difference(base, [base], base, variable=True) == "equal"


@pytest.mark.parametrize(
    ("field", "named"),
    [
        ("$150K – $180K", ""),
        ("$150K – $180K • Offers Equity • Offers Bonus", "bonus+equity"),
        ("$150K – $180K • OTE", "on_target"),
        ("$70K • $40K – $50K Commission • Multiple Ranges", "commission+several_ranges"),
        ("£90K • 0.1% – 0.5%", "equity"),
    ],
)
def test_what_a_field_names_beside_the_amount(field, named):
    assert pay_fields.beside(field) == named


def row(number, text, field, **changed):
    keys = ("min", "max", "period", "currency")
    return (
        {"id": f"made-up/{number}", "pay_field_known": True, "text_complete": True}
        | {f"pay_{key}": value for key, value in zip(keys, text or [None] * 4, strict=True)}
        | {f"pay_field_{key}": value for key, value in zip(keys, field or [None] * 4, strict=True)}
        | {"pay_field_beside": "" if field else None}
        | changed
    )


def test_postings_are_compared_where_the_field_is_known():
    said, none = (90_000, 120_000, "year", "USD"), None
    measured = pd.DataFrame(
        [
            row(0, said, said),
            row(1, said, none),
            row(2, none, said),
            row(3, none, said, text_complete=False),
            row(4, none, none),
            row(5, said, none, pay_field_beside=""),
            row(6, said, said, pay_field_known=False),
            row(7, said, (90_000, 100_000, "year", "USD")),
            row(8, (None, 120_000, "year", "USD"), (120_000, 120_000, "year", "USD")),
        ],
        index=range(10, 19),
    )
    evidence = pd.DataFrame(
        [
            {"id": "made-up/7", "signal": "pay", "form": "90000-100000 USD year"},
            {"id": "made-up/7", "signal": "pay", "form": "-120000 USD year"},
            {"id": "made-up/7", "signal": "python", "form": "python"},
        ]
    )
    found = pay_fields.compare(measured, evidence)
    assert found.to_dict() == {
        10: "equal", 11: "text alone", 12: "field alone", 13: "field alone, text cut",
        14: "neither", 15: "no pay in the field", 17: "one of several", 18: "equal",
    }  # fmt: skip
    assert set(found) < set(pay_fields.KINDS)


@pytest.mark.parametrize(
    ("beside", "kind"),
    [
        ("bonus+on_target", "variable pay"),
        ("commission+equity", "variable pay"),
        ("bonus+equity", "apart"),
    ],
)
def test_what_a_field_names_beside_its_amount_can_explain_the_difference(beside, kind):
    said, given = (90_000, 120_000, "year", "USD"), (190_000, 240_000, "year", "USD")
    measured = pd.DataFrame([row(0, said, given, pay_field_beside=beside)])
    evidence = pd.DataFrame({"id": [], "signal": [], "form": []})
    assert pay_fields.compare(measured, evidence).tolist() == [kind]


def test_an_amount_with_one_end_is_read_back_from_the_evidence():
    said, given = (None, 120_000, "year", "USD"), (90_000, 90_000, "year", "USD")
    measured = pd.DataFrame([row(0, said, given)])
    forms = ["-120000 USD year", "90000-90000 USD year"]
    evidence = pd.DataFrame({"id": "made-up/0", "signal": "pay", "form": forms})
    assert pay_fields.compare(measured, evidence).tolist() == ["one of several"]
    other = evidence.assign(id="made-up/1")
    assert pay_fields.compare(measured, other).tolist() == ["apart"]
