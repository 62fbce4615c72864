"""Corrections for many tests, against their definitions."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.estimates import multiplicity


def test_holm_multiplies_the_smallest_by_all_and_the_largest_by_one() -> None:
    assert multiplicity.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert multiplicity.holm([]) == []


# each call of statsmodels collects garbage, which takes long among many objects
@settings(max_examples=20)
@given(st.lists(st.sampled_from([0.0, 0.01, 0.02, 0.3, 1.0]) | st.floats(0, 1), max_size=12))
def test_holm_is_the_least_level_at_which_stepping_down_rejects(ps: list[float]) -> None:
    def rejected(p: float, level: float) -> bool:
        before = sorted(ps)[: sorted(ps).index(p) + 1]
        return all(q * (len(ps) - step) <= level for step, q in enumerate(before))

    for p, adjusted in zip(ps, multiplicity.holm(ps), strict=True):
        assert adjusted == 1 or rejected(p, adjusted)
        assert adjusted == 0 or not rejected(p, math.nextafter(adjusted, 0))


def test_an_e_value_of_a_uniform_p_has_mean_one() -> None:
    steps = 200_000
    mean = sum(multiplicity.e_value((i + 0.5) / steps) for i in range(steps)) / steps
    assert mean == pytest.approx(1, abs=2e-3)


@pytest.mark.parametrize("p", [0.0, -0.1, 1.1, math.nan])
def test_what_is_no_p_value_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="no p-value"):
        multiplicity.e_value(p)


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=12), st.floats(0.01, 0.5))
def test_e_bh_is_the_largest_set_that_its_definition_allows(es: list[float], level: float) -> None:
    found = multiplicity.e_bh(es, level)
    sizes = [k for k in range(1, len(es) + 1) if sum(e >= len(es) / (k * level) for e in es) >= k]
    allowed = max(sizes, default=0)
    threshold = len(es) / (allowed * level) if allowed else math.inf
    assert found == [e >= threshold for e in es]


def test_e_bh_holds_false_discoveries_to_one_in_twenty() -> None:
    assert multiplicity.e_bh([20.0]) == [True]
    assert multiplicity.e_bh([19.9]) == [False]
