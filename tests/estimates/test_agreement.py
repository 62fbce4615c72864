"""Agreement: coefficients that others have published, and what bootstraps of them must keep."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimates import agreement

PUBLISHED = [
    ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], {"kappa": 0.4842}),  # SAS, PROC FREQ
    ([[40, 9], [6, 45]], {"kappa": 0.6995, "ac1": 0.7007, "percent": 0.85}),
    ([[80, 10], [5, 5]], {"kappa": 0.3182, "ac1": 0.8080, "percent": 0.85}),
    ([[118, 5], [2, 0]], {"kappa": -0.0234, "ac1": 0.9408}),
    ([[5, 1], [3, 1]], {"alpha": 0.0952}),  # Krippendorff 2011, ten units, two values
]


@pytest.mark.parametrize(("table", "expected"), PUBLISHED)
def test_coefficients_are_the_published_ones(table, expected):
    found = agreement.coefficients(np.array(table, dtype=float))
    for name, value in expected.items():
        assert float(found[name]) == pytest.approx(value, abs=6e-5)


tables = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=3, max_size=3)


@given(tables)
def test_alpha_is_that_of_another_hand(table):
    counts = np.array(table)
    pairs = [(a, b) for a in range(3) for b in range(3) for _ in range(counts[a, b])]
    if len({value for pair in pairs for value in pair}) < 2:
        return
    theirs = krippendorff.alpha(np.array(pairs).T, level_of_measurement="nominal")
    ours = agreement.coefficients(counts.astype(float))["alpha"]
    assert float(ours) == pytest.approx(theirs, abs=1e-9)


@given(tables)
def test_many_tables_at_once_are_each_alone(table):
    counts = np.array(table, dtype=float) + np.eye(3)
    stacked = np.stack([counts, counts.T])
    for name, values in agreement.coefficients(stacked).items():
        alone = agreement.coefficients(counts)[name]
        assert values == pytest.approx([float(alone)] * 2, nan_ok=True)  # none has a direction


def test_sensitivity_and_specificity_are_those_of_the_table():
    found = agreement.by_class(np.array([[8.0, 2.0], [3.0, 27.0]]))
    assert found["sensitivity"] == pytest.approx([0.8, 0.9])
    assert found["specificity"] == pytest.approx([0.9, 0.8])


def test_a_class_that_the_first_never_gave_has_no_sensitivity():
    found = agreement.by_class(np.array([[8.0, 2.0], [0.0, 0.0]]))
    assert np.isnan(found["sensitivity"][1])
    assert np.isnan(found["specificity"][0])


def test_classes_of_many_tables_at_once_are_those_of_each_alone():
    table = np.array([[8.0, 2.0, 1.0], [3.0, 27.0, 4.0], [0.0, 5.0, 6.0]])
    stacked = np.stack([table, table.T, table * [1, 2, 3]])
    for name, values in agreement.by_class(stacked).items():
        alone = [agreement.by_class(each)[name] for each in stacked]
        assert values == pytest.approx(np.stack(alone))


def test_with_three_values_chance_is_spread_over_two_of_them():
    """Gwet 2008, equation 5: here pi is 3/8, 3/8 and 2/8, and chance (1/2) x 42/64."""
    found = agreement.coefficients(np.array([[2.0, 2.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 2.0]]))
    chance = 42 / 64 / 2
    assert float(found["ac1"]) == pytest.approx((0.75 - chance) / (1 - chance))
