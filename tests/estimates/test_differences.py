"""Intervals of differences, against published ones, and the fault of statsmodels that we avoid."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference, mover
from analysis.estimates.shares import Interval


def wilson(k: int, n: int) -> Interval:
    return Interval(k / n, *proportion_confint(k, n, method="wilson"))


counts = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [  # method 10 of Newcombe 1998, Statistics in Medicine 17: 873-890, table II
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_published_intervals_come_out(first, second, low, high):
    found = mover(wilson(*first), wilson(*second))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(counts, counts)
def test_it_is_statsmodels_newcombe_where_postings_are_independent(first, second):
    found = mover(wilson(*first), wilson(*second))
    expected = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx(expected, abs=1e-9)


@pytest.mark.xfail(
    strict=True,
    reason="statsmodels 0.15 takes count0 for nobs0 in the score test (its issue 10269)",
)
def test_the_score_interval_of_statsmodels_is_the_published_one():
    found = confint_proportions_2indep(
        56, 70, 48, 80, method="score", compare="diff", correction=False
    )
    assert found == pytest.approx((0.0533, 0.3377), abs=5e-4)  # Mee, in Newcombe's table


@given(counts, counts, st.floats(-1, 1))
def test_it_stays_between_minus_1_and_1_and_holds_the_difference(first, second, correlation):
    found = mover(wilson(*first), wilson(*second), correlation)
    assert -1 - 1e-9 <= found.low <= found.estimate + 1e-12
    assert found.estimate - 1e-12 <= found.high <= 1 + 1e-9


@given(counts, counts, st.floats(-1, 1))
def test_swapping_the_sides_changes_the_sign(first, second, correlation):
    one = mover(wilson(*first), wilson(*second), correlation)
    other = mover(wilson(*second), wilson(*first), correlation)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


def test_sides_that_move_together_differ_more_surely():
    sides = wilson(60, 100), wilson(40, 100)
    widths = [mover(*sides, correlation).half_width for correlation in (-0.5, 0.0, 0.5, 0.9)]
    assert widths == sorted(widths, reverse=True)


def test_a_known_value_shifts_the_interval_and_no_more():
    share = wilson(60, 100)
    found = mover(share, Interval(0.5, 0.5, 0.5))
    assert (found.low, found.high) == pytest.approx((share.low - 0.5, share.high - 0.5))


def test_a_sparse_side_is_planned_with_the_correlation_that_is_given():
    few = Sample.of([1] + [0] * 59, np.repeat(np.arange(20), 3).astype(str))
    pay, skill = (Difference.of(few, few, icc) for icc in (0.68, 0.35))
    assert (pay.first.design_effect, skill.second.design_effect) == pytest.approx((2.36, 1.7))
