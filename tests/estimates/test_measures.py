"""A measure in words gives the right yes or no for each posting."""

import pandas as pd
import pytest

from analysis.estimates import measures

FRAME = pd.DataFrame(
    {
        "employer_key": ["prolific", "general motors", "unknown:x/3", "prolific"],
        "employment": ["contract", "full_time", "unstated", "contract"],
        "rag": ["required", "duty", "preferred", "absent"],
        "agentic": ["absent", "required", "mentioned", "absent"],
        "pay_disclosed": [True, True, False, True],
        "pay_min": [None, 170_000.0, None, 150_000.0],
        "pay_max": [80.0, 300_000.0, None, 250_000.0],
        "pay_period": ["hour", "year", None, "year"],
        "pay_currency": ["USD", "USD", None, "EUR"],
    }
)


@pytest.mark.parametrize(
    ("measure", "level", "expected"),
    [
        ("rag", "mentions", [1, 1, 1, 0]),
        ("rag", "requires", [1, 1, 0, 0]),
        ("not rag", "requires", [0, 0, 1, 1]),
        ("rag and agentic", "mentions", [0, 1, 1, 0]),
        ("rag or agentic", "requires", [1, 1, 0, 0]),
        ("rag and not agentic", "requires", [1, 0, 0, 0]),
        ("(rag or agentic) and employer('Prolific')", "mentions", [1, 0, 0, 0]),
        ("pay_disclosed", None, [1, 1, 0, 1]),
        ("annual_pay()", None, [0, 1, 0, 0]),
        ("hourly_pay()", None, [1, 0, 0, 0]),
        ("pay_max_at_least(300000)", None, [0, 1, 0, 0]),
        ("pay_mid_at_least(235000)", None, [0, 1, 0, 0]),
        ("pay_mid_at_least(235001)", None, [0, 0, 0, 0]),
        ("pay_between(170000, 300000)", None, [0, 1, 0, 0]),
        ("pay_between(170001, 300000)", None, [0, 0, 0, 0]),
        ("employer('General Motors LLC')", None, [0, 1, 0, 0]),
        ("employment('contract')", None, [1, 0, 0, 1]),
    ],
)
def test_each_posting_is_read(measure, level, expected):
    words = list(FRAME.select_dtypes(["str", "object"]))
    for frame in (FRAME, FRAME.astype(dict.fromkeys(words, "category"))):
        found = measures.evaluate(measure, level, frame)
        assert found.tolist() == [bool(value) for value in expected]


def test_a_level_that_is_not_known_is_none():
    column = pd.Series(["duty", None], dtype="category").cat.add_categories("required")
    assert measures.evaluate("rag", "requires", pd.DataFrame({"rag": column})).tolist() == [1, 0]


def test_pay_in_another_currency_is_not_an_amount_in_dollars():
    assert measures.evaluate("annual_pay()", None, FRAME).tolist()[3] is False


def test_a_signal_that_was_not_measured_is_named():
    with pytest.raises(measures.MissingSignalError, match="no signal 'kubernetes'"):
        measures.evaluate("rag or kubernetes", "mentions", FRAME)


def test_a_signal_without_a_level_is_refused():
    with pytest.raises(measures.MissingSignalError, match="'rag' needs a level"):
        measures.evaluate("rag", None, FRAME)


@pytest.mark.parametrize(
    ("measure", "about_pay"),
    [("rag", False), ("pay_disclosed", True), ("rag and annual_pay()", True), ("not rag", False)],
)
def test_what_rests_on_pay_is_known(measure, about_pay):
    assert measures.is_about_pay(measure) is about_pay


def test_one_end_of_a_range_stands_for_both():
    frame = pd.DataFrame(
        {
            "pay_disclosed": True, "pay_currency": "USD", "pay_period": "year",
            "pay_min": [180_000.0, float("nan")], "pay_max": [float("nan"), 180_000.0],
        }
    )  # fmt: skip
    for measure in ("pay_between(170000, 190000)", "pay_mid_at_least(180000)"):
        assert measures.evaluate(measure, None, frame).tolist() == [True, True]
