"""A gap read through labels that err, by hand; what an article states as a share."""

import math

import pytest

from analysis.estimates import label_error, shares
from analysis.estimates.shares import Interval

Z95 = 1.959963984540054
BY_HAND = math.sqrt((91 / 102) * (11 / 102) / 102 + (81 / 102) * (21 / 102) / 102)
"""The error of the factor: 90 of 100 and 80 of 100, a hit and a miss added to each."""


def test_a_gap_that_is_known_exactly_is_as_unsure_as_the_factor():
    gap = label_error.transported_gap(Interval(0.2, 0.2, 0.2), (90, 100), (80, 100), 0.95)
    half = Z95 * (0.2 / 0.7) / 0.7 * BY_HAND
    assert gap.estimate == pytest.approx(0.2 / 0.7)
    assert gap.estimate - gap.low == pytest.approx(half)
    assert gap.high - gap.estimate == pytest.approx(half)


def test_each_side_keeps_what_chance_gave_it():
    gap = label_error.transported_gap(Interval(0.2, 0.1, 0.35), (90, 100), (80, 100), 0.95)
    factor = Z95 * (0.2 / 0.7) / 0.7 * BY_HAND
    assert gap.estimate - gap.low == pytest.approx(math.hypot(0.1 / 0.7, factor))
    assert gap.high - gap.estimate == pytest.approx(math.hypot(0.15 / 0.7, factor))


def test_a_gap_stays_between_less_and_plus_one():
    up = label_error.transported_gap(Interval(0.9, 0.8, 1.0), (80, 100), (80, 100), 0.95)
    down = label_error.transported_gap(Interval(-0.9, -1.0, -0.8), (80, 100), (80, 100), 0.95)
    assert (up.estimate, up.high) == (1.0, 1.0)
    assert (down.estimate, down.low) == (-1.0, -1.0)


def test_labels_that_find_nothing_tell_nothing_and_say_which_rate_cannot_be():
    with pytest.raises(
        ValueError,
        match=r"^sensitivity: 11 of 10 postings cannot be; give hits and coded postings$",
    ):
        label_error.transported_gap(Interval(0.2, 0.1, 0.3), (11, 10), (8, 10), 0.95)
    with pytest.raises(ValueError, match=r"^specificity: 0 of 0 "):
        label_error.transported_gap(Interval(0.2, 0.1, 0.3), (8, 10), (0, 0), 0.95)


def test_labels_that_never_hit_are_refused_for_what_they_tell():
    said = (
        "sensitivity 0.000 and specificity 1.000 sum to 1 or less: such labels say nothing about "
        "the truth; correct the rules or audit this corpus"
    )
    with pytest.raises(ValueError, match=f"^{said}$"):
        label_error.transported_gap(Interval(0.2, 0.1, 0.3), (0, 10), (10, 10), 0.95)


def test_a_rate_of_nothing_found_is_a_rate():
    gap = label_error.transported_gap(Interval(0.1, 0.1, 0.1), (10, 10), (1, 10), 0.95)
    assert gap.estimate == pytest.approx(1.0)


def test_a_stated_share_is_counted_out_and_carries_the_effect_it_is_given():
    stated = shares.stated(0.25, 400, 2.0)
    assert (stated.n, stated.k, stated.employers, stated.design_effect) == (400, 100.0, None, 2.0)
    assert stated.n_effective == 200.0
    assert stated.estimate == 0.25
