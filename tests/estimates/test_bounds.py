"""What stays possible where postings hide pay."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimates import bounds

amounts = st.lists(st.floats(1, 1e6), min_size=1, max_size=40)


@pytest.mark.parametrize(("shown", "low", "high"), [(0.72, 0.3056, 0.6944), (0.77, 0.3506, 0.6494)])
def test_the_median_lies_between_these_quantiles_of_those_shown(shown, low, high) -> None:
    assert bounds.positions(0.5, shown) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("shown", [0.05, 0.16, 0.49])
def test_with_under_half_shown_the_median_is_not_identified(shown: float) -> None:
    found = bounds.quantile(np.array([100.0, 200.0]), 0.5, shown)
    assert (found.low, found.high) == (-math.inf, math.inf)
    assert not found.identified


@given(amounts, amounts)
def test_whatever_the_silent_pay_the_share_above_lies_within(shown, silent) -> None:
    every = np.array([*shown, *silent])
    disclosed = len(shown) / len(every)
    found = bounds.beyond(float(np.mean(np.array(shown) > 1000)), disclosed)
    assert found.low - 1e-9 <= np.mean(every > 1000) <= found.high + 1e-9


@given(amounts)
def test_with_all_shown_nothing_is_open(shown) -> None:
    found = bounds.quantile(np.array(shown), 0.5, 1.0)
    assert found.low == found.high == pytest.approx(np.median(shown))


def test_where_half_disclose_the_median_lies_between_the_least_and_the_most() -> None:
    found = bounds.quantile(np.array([1.0, 2.0, 5.0]), 0.5, 0.5)
    assert (found.low, found.high) == (1, 5)
    assert not bounds.quantile(np.array([1.0, 2.0, 5.0]), 0.5, 0.499).identified
