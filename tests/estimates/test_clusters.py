"""Variance, design effect and correlation of postings that share an employer."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.estimates import clusters
from analysis.estimates.clusters import Sample

HAND = Sample.of([1, 1, 1, 0, 0, 1, 0, 0], list("aaabbccd"))

postings = st.lists(
    st.tuples(st.booleans(), st.sampled_from("abcdef")), min_size=3, max_size=40
).filter(lambda rows: 0 < sum(value for value, _ in rows) < len(rows))


def sample_of(rows: list[tuple[bool, str]]) -> Sample:
    return Sample.of([value for value, _ in rows], [name for _, name in rows])


def test_variance_worked_by_hand():
    assert clusters.linearised_variance(HAND) == pytest.approx(0.0546875)
    assert clusters.design_effect(HAND) == pytest.approx(0.0546875 / (0.25 / 8))


@given(postings)
def test_variance_is_that_of_an_intercept_with_errors_clustered_by_employer(rows):
    sample = sample_of(rows)
    fit = sm.OLS(sample.values, np.ones(sample.n)).fit(
        cov_type="cluster",
        cov_kwds={"groups": pd.factorize(sample.employers)[0], "use_correction": False},
    )
    assert clusters.linearised_variance(sample) == pytest.approx(fit.cov_params()[0, 0], abs=1e-12)


@given(postings, postings)
def test_covariance_completes_the_variance_of_a_pooled_linear_probability_model(one, other):
    first, second = sample_of(one), sample_of(other)
    values = np.concatenate([first.values, second.values])
    role = np.repeat([1.0, 0.0], [first.n, second.n])
    employers = pd.factorize(np.concatenate([first.employers, second.employers]))[0]
    fit = sm.OLS(values, sm.add_constant(role)).fit(
        cov_type="cluster", cov_kwds={"groups": employers, "use_correction": False}
    )
    mine = (
        clusters.linearised_variance(first)
        + clusters.linearised_variance(second)
        - 2 * clusters.linearised_covariance(first, second)
    )
    assert mine == pytest.approx(fit.cov_params()[1, 1], abs=1e-10)


def test_one_posting_an_employer_has_no_design_effect():
    assert clusters.design_effect(Sample.of([1, 1, 0, 0, 0], list("abcde"))) == pytest.approx(1.0)


def test_copies_of_one_posting_are_worth_one():
    values, employers = [1] * 4 + [0] * 4, list("aaaabbbb")
    assert clusters.design_effect(Sample.of(values, employers)) == pytest.approx(4.0)


def test_correlation_of_a_sample_with_itself_and_its_opposite():
    opposite = Sample.of(1 - HAND.values, HAND.employers)
    assert clusters.correlation(HAND, HAND) == pytest.approx(1.0)
    assert clusters.correlation(HAND, opposite) == pytest.approx(-1.0)


def test_samples_without_a_common_employer_are_uncorrelated():
    assert clusters.correlation(HAND, Sample.of([1, 0, 1], list("xyz"))) == 0.0


def test_intraclass_correlation_is_that_of_the_analysis_of_variance():
    values, employers = [1, 1, 1, 0, 0, 0, 0, 1, 0], list("aaabbbccc")
    groups = [[1, 1, 1], [0, 0, 0], [0, 1, 0]]
    f = stats.f_oneway(*groups).statistic
    expected = (f - 1) / (f - 1 + 3)  # equal clusters of three
    assert clusters.intraclass_correlation(Sample.of(values, employers)) == pytest.approx(expected)


def test_intraclass_correlation_is_one_where_employers_agree_with_themselves():
    assert clusters.intraclass_correlation(Sample.of([1, 1, 0, 0], list("aabb"))) == 1.0


@pytest.mark.parametrize(
    ("values", "employers"),
    [([1, 0, 1], "abc"), ([1, 0, 1], "aaa"), ([1, 1, 1], "aab"), ([0, 0, 0], "aab")],
)
def test_intraclass_correlation_is_unknown_without_repeats_or_variation(values, employers):
    assert np.isnan(clusters.intraclass_correlation(Sample.of(values, list(employers))))


def test_planned_design_effect_of_equal_employers_is_kishs():
    sample = Sample.of([0] * 12, list("aaaabbbbcccc"))
    assert clusters.planned_design_effect(sample, 0.5) == pytest.approx(1 + 3 * 0.5)


def test_effective_employers_of_unequal_shares():
    # shares 30, 30, 20, 20: a concentration index of 2,600 of 10,000
    sample = Sample.of([0] * 10, list("aaabbbccdd"))
    assert clusters.effective_employers(sample) == pytest.approx(1 / 0.26)


@given(postings.filter(lambda rows: len({name for _, name in rows}) > 1))
def test_leaving_one_employer_out_is_what_dropping_its_rows_gives(rows):
    left = []
    for gone in {name for _, name in rows}:
        kept = [value for value, name in rows if name != gone]
        left.append(sum(kept) / len(kept))
    assert clusters.without_each_employer(sample_of(rows)) == pytest.approx((min(left), max(left)))


def test_one_vote_an_employer():
    assert clusters.one_vote_each(HAND) == pytest.approx((1 + 0 + 0.5 + 0) / 4)


def test_a_value_without_its_employer_is_refused():
    with pytest.raises(ValueError, match="3 values and 2 employers"):
        Sample.of([1, 0, 1], ["a", "b"])


def test_duplicating_every_posting_inside_its_employer_leaves_the_linearised_variance() -> None:
    values, employers = [1, 1, 1, 0, 0, 1, 0, 0], list("aaabbccd")
    once = Sample.of(values, employers)
    twice = Sample.of(values * 2, employers * 2)
    assert clusters.linearised_variance(once) == pytest.approx(0.0546875)
    assert clusters.linearised_variance(twice) == pytest.approx(0.0546875)


def test_a_difference_without_each_employer_leaves_it_out_on_both_sides() -> None:
    first = Sample.of([1, 1, 1, 0], list("aabc"))
    second = Sample.of([1, 0, 0, 0], list("abbd"))
    lefts = {
        "a": 1 / 2 - 0 / 3, "b": 2 / 3 - 1 / 2, "c": 3 / 3 - 1 / 4, "d": 3 / 4 - 1 / 3
    }  # fmt: skip
    found = clusters.differences_without_each(first, second)
    assert found == pytest.approx((min(lefts.values()), max(lefts.values())))


def test_the_largest_employers_part() -> None:
    assert clusters.largest(Sample.of([0] * 4, list("aaab"))) == 0.75


@given(postings)
def test_employers_as_categories_give_the_groups_of_their_names(rows):
    values, names = [value for value, _ in rows], pd.Series([str(name) for _, name in rows])
    by_name = Sample.of(values, names)
    by_code = Sample.of(values, names.astype("category").cat.add_categories("of no posting"))
    pd.testing.assert_frame_equal(by_name.groups, by_code.groups)
    assert clusters.correlation(by_name, by_code) == clusters.correlation(by_name, by_name)


def test_intraclass_correlation_of_employers_of_unequal_size_is_that_of_the_analysis_of_variance():
    groups = [[1, 1, 0], [0, 0, 0, 0, 1], [1, 1]]
    values = [value for group in groups for value in group]
    employers = [name for name, group in zip("abc", groups, strict=True) for _ in group]
    f = stats.f_oneway(*groups).statistic
    size = (10 - (9 + 25 + 4) / 10) / 2
    expected = (f - 1) / (f - 1 + size)
    assert clusters.intraclass_correlation(Sample.of(values, employers)) == pytest.approx(expected)


@pytest.mark.parametrize("same", [0, 1])
def test_a_share_that_does_not_vary_has_no_design_effect_and_no_correlation(same: int) -> None:
    flat = Sample.of([same] * 4, list("aabb"))
    assert np.isnan(clusters.design_effect(flat))
    assert clusters.correlation(flat, HAND) == 0.0
