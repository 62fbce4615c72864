"""Audits: worked examples, a program in R, and what all that samples must keep."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimates import audits
from analysis.estimates.audits import Count

YES, NO = Count(155, 60, 3), Count(270, 100, 4)


def test_exact_bounds_are_those_of_the_worked_example():
    assert audits.total(YES, 0.975) == (3, 20)
    assert audits.total(NO, 0.975) == (4, 25)
    assert audits.exact(YES, NO) == (139, 177)


def test_the_share_that_is_possible_is_that_of_the_worked_example():
    labels = [1] * 155 + [0] * 270
    coded = [1.0] * 57 + [0.0] * 3 + [None] * 95 + [1.0] * 4 + [0.0] * 96 + [None] * 170
    found = audits.exact_share(np.array(labels), pd.Series(coded, dtype="float64"))
    assert found == (139 / 425, 177 / 425)


def test_no_error_seen_is_no_proof_of_none():
    assert audits.total(Count(155, 60, 0), 0.95) == (0, 7)
    assert audits.total(Count(270, 100, 0), 0.95) == (0, 7)


def test_totals_are_those_that_neither_tail_rejects():
    # samplingbook's Sprop(m=45, n=100, N=300) prints 110 and 161, the first that are rejected
    assert audits.total(Count(300, 100, 45), 0.95) == (111, 160)


def test_an_audit_of_nothing_leaves_everything_possible():
    assert audits.total(Count(40, 0, 0), 0.95) == (0, 40)


def test_one_audited_posting_that_was_wrong_is_one_wrong_label_at_least():
    assert audits.total(Count(5, 1, 1), 0.95) == (1, 5)
    assert audits.total(Count(5, 1, 0), 0.95) == (0, 4)
    assert audits.total(Count(5, 5, 2), 0.95) == (2, 2)


def test_the_audit_by_label_is_that_of_the_worked_example():
    labels = [1.0] * 155 + [0.0] * 270
    codes = [1.0] * 57 + [0.0] * 3 + [None] * 95 + [1.0] * 4 + [0.0] * 96 + [None] * 170
    found = audits.by_label(labels, codes)
    assert found.estimate == pytest.approx(0.3719, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((0.347, 0.397), abs=5e-4)


def test_the_difference_estimator_is_that_of_the_worked_example():
    audited = [1, 1, 0, 0, 1, 0, 1, 0, 0, 1]
    labels = [1, 1, 0, 0, 1, 0, 0, 1, 0, 1] + [1] * 16 + [0] * 24
    found = audits.difference(labels, audited + [None] * 40, ["any"] * 50)
    assert found.estimate == pytest.approx(0.42)
    half = 1.959964 * 0.0177778**0.5
    assert (found.low, found.high) == pytest.approx((0.42 - half, 0.42 + half), abs=1e-5)


def test_strata_audited_at_different_rates_are_weighted_by_their_size():
    labels, strata = [0.0] * 110, ["large"] * 100 + ["small"] * 10
    codes = [1.0] + [0.0] * 9 + [None] * 90 + [1.0] * 5 + [0.0] * 5
    found = audits.difference(labels, codes, strata)
    assert found.estimate == pytest.approx((100 * 0.1 + 10 * 0.5) / 110)


def test_a_stratum_without_an_audit_is_named():
    with pytest.raises(ValueError, match="stratum 'b': none of its 1 postings"):
        audits.difference([1, 0], [1, None], ["a", "b"])


def test_one_audited_posting_shows_no_spread_and_two_do():
    labels, strata = [0.0] * 20, ["one"] * 10 + ["two"] * 10
    codes = [1.0] + [None] * 9 + [1.0, 0.0] + [None] * 8
    found = audits.difference(labels, codes, strata, confidence=0.9)
    half = 1.6448536 * (0.5**2 * (1 - 2 / 10) * 0.5 / 2) ** 0.5  # of the second stratum alone
    assert (found.low, found.high) == pytest.approx((0.75 - half, 1.0))
    assert found.low > 0


def test_a_share_stays_between_none_and_all():
    labels, codes = [0.0] * 12, [1.0, 0.0, 0.0, 0.0] + [None] * 8
    low = audits.difference(labels, codes, ["any"] * 12)
    high = audits.difference([1 - label for label in labels],
                             [0.0, 1.0, 1.0, 1.0] + [None] * 8, ["any"] * 12)  # fmt: skip
    assert (low.low, high.high) == (0, 1)


def test_the_audit_by_label_has_the_confidence_that_is_asked_for():
    labels = [1.0] * 155 + [0.0] * 270
    codes = [1.0] * 57 + [0.0] * 3 + [None] * 95 + [1.0] * 4 + [0.0] * 96 + [None] * 170
    wide, narrow = (audits.by_label(labels, codes, level) for level in (0.95, 0.90))
    assert (wide.high - wide.low) / (narrow.high - narrow.low) == pytest.approx(1.96 / 1.645, 1e-3)


def test_a_label_that_was_audited_nowhere_is_named():
    with pytest.raises(ValueError, match=r"^stratum 'labelled yes': none of its 2 postings was"):
        audits.by_label([1, 1, 0], [None, None, 0])
    with pytest.raises(ValueError, match=r"^stratum 'labelled no': none of its 1 postings was"):
        audits.by_label([1, 1, 0], [1, 1, None])


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=4, max_size=30))
def test_an_audit_of_all_is_the_truth(pairs):
    labels, codes = ([float(pair[place]) for pair in pairs] for place in (0, 1))
    found = audits.difference(labels, codes, ["any"] * len(pairs))
    truth = float(np.mean(codes))
    assert (found.low, found.estimate, found.high) == pytest.approx((truth, truth, truth))


def test_bounds_that_an_audit_cannot_show_are_left_out():
    found = audits.difference([1, 1, 0, 0], [1, None, 0, None], ["any"] * 4)
    assert found.estimate == 0.5
    assert np.isnan(found.low)
    assert np.isnan(found.high)
