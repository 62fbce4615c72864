"""How much is offered: hours and years never mixed, and bounds where pay is hidden."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpora.registry import Unfit
from analysis.estimates import pay_levels
from tests.estimates.test_pay_by_law import LAW, frame


def paid(n: int, **columns: object) -> pd.DataFrame:
    defaults: dict[str, object] = {
        "pay_min": 150_000.0, "pay_max": 250_000.0, "pay_period": "year", "pay_currency": "USD",
        "pay_field_period": None, "pay_field_currency": None,
    }  # fmt: skip
    return frame(n, **(defaults | columns))


def row(held: pd.DataFrame, corpus, period: str) -> pd.Series:
    found = pay_levels.levels(held, [corpus()], [LAW], ["ai_engineer"])
    return found[(found["reading"] == "text") & (found["period"] == period)].iloc[0]


def test_hourly_pay_is_neither_annual_nor_silent(corpus) -> None:
    held = paid(
        40,
        pay_min=[100_000.0] * 15 + [50.0] * 10 + [np.nan] * 15,
        pay_max=[100_000.0] * 15 + [50.0] * 10 + [np.nan] * 15,
        pay_period=["year"] * 15 + ["hour"] * 10 + [None] * 15,
    )
    annual, hourly = row(held, corpus, "year"), row(held, corpus, "hour")
    assert (annual["n"], annual["disclosed"], annual["median"]) == (30, 0.5, 100_000)
    assert (hourly["n"], hourly["median"], hourly["bounds"]) == (10, 50, "not identified")
    assert pd.isna(hourly["disclosed"])


def test_the_middle_of_a_range_in_another_currency_is_none(corpus) -> None:
    held = paid(20, pay_currency=["USD"] * 10 + ["EUR"] * 10)
    found = row(held, corpus, "year")
    assert (found["n"], found["median"]) == (10, 200_000)


def test_with_under_half_stated_the_median_of_all_is_not_identified(corpus) -> None:
    held = paid(40, pay_min=[1.0] * 15 + [np.nan] * 25, pay_max=[1.0] * 15 + [np.nan] * 25)
    found = row(held, corpus, "year")
    assert found["bounds"] == "not identified"
    assert np.isinf(found["median_least"])


def test_a_corpus_unfit_for_amounts_has_no_row(corpus) -> None:
    found = pay_levels.levels(paid(30), [corpus("pay_amount")], [LAW], ["ai_engineer"])
    assert found.empty


def test_writing_every_posting_twice_leaves_the_medians_interval() -> None:
    draw = np.random.default_rng(2)
    values, names = draw.normal(100, 10, 60), pd.Series(np.repeat(np.arange(20), 3).astype(str))
    once = pay_levels.median_bounds(values, names)
    twice = pay_levels.median_bounds(np.tile(values, 2), pd.concat([names, names]))
    assert once == twice
    assert once[0] < np.median(values) < once[1]


def test_one_employer_repeating_itself_widens_nothing_but_its_own_weight() -> None:
    alone = pd.Series([str(i) for i in range(60)])
    values = np.random.default_rng(2).normal(100, 10, 60)
    low, high = pay_levels.median_bounds(values, alone)
    assert high - low == pytest.approx(2 * 1.96 * 1.2533 * 10 / 60**0.5, rel=0.35)


def test_an_amount_without_a_currency_or_period_is_none() -> None:
    held = paid(3, pay_currency=["USD", None, "USD"], pay_period=["year", "year", None])
    for name in ("pay_currency", "pay_period"):
        held[name] = held[name].astype("string")
    assert pay_levels.middles(held, "text", "year").isna().tolist() == [False, True, True]


def test_a_reason_that_holds_for_one_role_refuses_and_marks_that_role_alone(corpus) -> None:
    roles = ["ai_engineer", "software_engineer"]
    both = pd.concat([paid(20, role=role) for role in roles], ignore_index=True)
    for need, left in (("pay_amount", ["ai_engineer"]), ("pay_disclosure", roles)):
        why = [Unfit(need=need, why="of engineers", roles=["software_engineer"])]
        found = pay_levels.levels(both, [corpus(unfit=why)], [LAW], roles)
        found = found[found["reading"] == "text"].set_index("role")["unfit"]
        assert sorted(found.index) == left
        assert pd.isna(found["ai_engineer"])
        assert need == "pay_amount" or found["software_engineer"] == "of engineers"
