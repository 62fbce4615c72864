"""P-values from intervals are those of the test whose intervals they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.estimates import multiplicity, p_values
from analysis.estimates.shares import Interval


def normal(estimate: float, error: float):
    """Return the intervals of a normal estimate, of which every p-value is known."""

    def interval(confidence: float) -> Interval:
        half = error * float(stats.norm.ppf((1 + confidence) / 2))
        return Interval(estimate, estimate - half, estimate + half)

    return interval


scores = st.floats(-5, 5).filter(lambda z: abs(z) > 0.01)


@given(scores, st.floats(0.01, 1))
def test_two_sided_is_that_of_the_normal_test(z, error):
    found = p_values.two_sided(normal(z * error, error))
    assert found == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-3, abs=1e-7)


@given(scores, st.floats(-1, 1))
def test_one_sided_is_that_of_the_normal_test_about_any_limit(z, limit):
    interval = normal(limit + 0.1 * z, 0.1)
    assert p_values.above(interval, limit) == pytest.approx(stats.norm.sf(z), rel=1e-3, abs=1e-7)
    assert p_values.below(interval, limit) == pytest.approx(stats.norm.cdf(z), rel=1e-3, abs=1e-7)


def test_no_difference_at_all_is_no_evidence():
    assert p_values.two_sided(normal(0.0, 0.1)) == 1.0
    assert p_values.above(normal(0.3, 0.1), 0.3) == 0.5


def test_nothing_is_told_below_the_smallest():
    assert p_values.above(normal(1.0, 0.01), 0.0) == p_values.SMALLEST
    assert p_values.below(normal(-1.0, 0.01), 0.0) == p_values.SMALLEST
    assert p_values.two_sided(normal(-1.0, 0.01)) == 2 * p_values.SMALLEST


def test_a_family_of_none_costs_nothing_and_a_p_of_one_is_an_e_of_a_half():
    assert multiplicity.holm([]) == []
    assert multiplicity.e_value(1.0) == 0.5
