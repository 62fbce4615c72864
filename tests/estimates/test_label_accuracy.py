"""Intervals of scores see employers, not postings."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.estimates import label_accuracy


def cells(coded, measured, employers=None, item="rag", view="mentions"):
    names = [f"e{n}" for n in range(len(coded))] if employers is None else employers
    return pd.DataFrame(
        {"item": item, "view": view, "employer_key": names, "coded": coded, "measured": measured}
    )


def scored(table, item="rag"):
    found = label_accuracy.intervals(table, ["mentions"], ["rag", "aws"])
    return found[found["item"] == item].iloc[0]


def test_precision_of_single_employers_agrees_with_a_binomial_interval():
    coded = [True] * 80 + [False] * 20
    row = scored(cells(coded, [True] * 100))
    low, high = stats.binom(100, 0.8).ppf([0.025, 0.975]) / 100
    assert row["precision_low"] == pytest.approx(low, abs=0.02)
    assert row["precision_high"] == pytest.approx(high, abs=0.02)


def test_postings_repeated_within_their_employer_leave_the_interval_as_it_is():
    chance = np.random.default_rng(1)
    once = cells(chance.random(60) < 0.5, chance.random(60) < 0.6)
    pd.testing.assert_series_equal(scored(once), scored(pd.concat([once] * 3)), check_names=False)


def test_alike_employers_make_an_interval_wider_than_independent_postings():
    coded, measured = [True] * 60 + [False] * 20, [True] * 80
    apart = scored(cells(coded, measured))
    alike = scored(cells(coded, measured, [f"e{n // 10}" for n in range(80)]))
    assert alike["precision_high"] - alike["precision_low"] > 1.8 * (
        apart["precision_high"] - apart["precision_low"]
    )


def test_a_score_without_an_error_has_the_exact_lower_bound_of_its_employers():
    row = scored(cells([True] * 40, [True] * 40, [f"e{n // 2}" for n in range(40)]))
    assert row["f1_high"] == 1
    exact = stats.binomtest(20, 20).proportion_ci(method="exact").low
    assert row["f1_low"] == pytest.approx(exact)


def test_the_mean_over_signals_is_of_the_same_resamples():
    both = cells([True, True, False] * 20, [True, False, False] * 20)
    alone = scored(both)
    together = scored(pd.concat([both, both.assign(item="aws")]), "macro")
    assert together["f1_low"] == pytest.approx(alone["f1_low"])
    assert together["f1_high"] == pytest.approx(alone["f1_high"])


def test_words_have_an_agreement_and_no_precision():
    table = cells(["duty", "required"] * 10, ["duty", "duty"] * 10, view="level")
    row = scored(table)
    assert row["agreement_low"] < 0.5 < row["agreement_high"]
    assert "precision_low" not in row.dropna()
