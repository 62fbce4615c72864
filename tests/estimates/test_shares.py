"""Intervals of shares, against published ones, and how they treat employers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.estimates import clusters, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.shares import Share

samples = st.lists(st.tuples(st.booleans(), st.integers(0, 60)), min_size=8, max_size=120).map(
    lambda rows: Sample.of([value for value, _ in rows], [str(name) for _, name in rows])
)


def alone(k: float, n: int) -> Sample:
    return Sample.of([1] * int(k) + [0] * (n - int(k)), [str(i) for i in range(n)])


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Wilson, Newcombe 1998, Statistics in Medicine 17: 857-872
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1684),  # Clopper-Pearson of the same table: a sparse side
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_intervals_of_independent_postings_are_the_published_ones(k, n, low, high):
    found = Share(n, k, None, 1.0).interval(0.95)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("effect", "low", "high"), [(1.0, 0.685, 0.770), (1.5, 0.675, 0.778), (2.0, 0.666, 0.785)]
)
def test_a_design_effect_widens_the_interval(effect, low, high):
    found = Share(425, 310, None, effect).interval(0.95)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-3)


def test_one_posting_an_employer_gives_the_interval_of_independent_postings():
    found = shares.clustered(alone(90, 250)).interval(0.95)
    expected = proportion_confint(90, 250, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected)


def repeated(seed: int = 1, employers: int = 80) -> Sample:
    draw = np.random.default_rng(seed)
    names = np.repeat(np.arange(employers), draw.integers(1, 6, employers))
    leaning = draw.uniform(0.05, 0.95, employers)
    return Sample.of(draw.random(len(names)) < leaning[names], names.astype(str))


def test_writing_every_posting_twice_changes_nothing():
    once = repeated()
    twice = Sample.of(np.tile(once.values, 2), np.tile(once.employers, 2))
    first, second = shares.clustered(once), shares.clustered(twice)
    assert first.design_effect > 1
    assert second.design_effect == pytest.approx(2 * first.design_effect)
    assert second.interval(0.95).low == pytest.approx(first.interval(0.95).low)
    assert second.interval(0.95).high == pytest.approx(first.interval(0.95).high)
    naive = [proportion_confint(s.values.sum(), s.n, method="wilson") for s in (once, twice)]
    assert naive[1][1] - naive[1][0] < naive[0][1] - naive[0][0]


def test_employers_that_repeat_themselves_widen_the_interval():
    once = repeated()
    mixed = Sample.of(once.values, [str(i) for i in range(once.n)])
    assert (
        shares.clustered(once).interval(0.95).half_width
        > shares.clustered(mixed).interval(0.95).half_width
    )


def test_employers_that_differ_less_than_chance_do_not_add_postings():
    sample = Sample.of([1, 0] * 100, np.repeat(np.arange(100), 2).astype(str))
    assert shares.clustered(sample).n_effective == 200


def test_no_posting_of_few_large_employers_says_less_than_none_of_many():
    large = Sample.of([0] * 100, np.repeat(np.arange(50), 2).astype(str))
    larger = Sample.of([0] * 100, np.repeat([f"e{i}" for i in range(50)], [51] + [1] * 49))
    many = alone(0, 100)
    highs = [shares.clustered(s).interval(0.95).high for s in (many, large, larger)]
    assert highs == sorted(highs)
    assert len(set(highs)) == 3
    assert highs[0] == pytest.approx(1 - 0.025 ** (1 / 100))  # exact, by hand


def test_a_sparse_side_is_not_measured_on_a_handful_of_employers():
    names = np.repeat([f"e{i}" for i in range(50)], 4)
    sample = Sample.of([1] + [0] * 199, names)
    assert shares.clustered(sample, icc=0.5).design_effect == pytest.approx(1 + 3 * 0.5)


def test_few_employers_take_t_for_z():
    found = Share(300, 120, 12, 2.0).interval(0.95)
    n, p, t = 150 * 11 / 12, 0.4, stats.t.ppf(0.975, 11)
    centre = (n * p + t**2 / 2) / (n + t**2)
    half = t * np.sqrt(p * (1 - p) / n + t**2 / (4 * n**2)) / (1 + t**2 / n)
    assert (found.low, found.high) == pytest.approx((centre - half, centre + half))
    many = Share(300, 120, shares.FEW_EMPLOYERS, 2.0).interval(0.95)
    assert found.half_width > many.half_width


@given(samples, st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_the_interval_holds_the_share_and_stays_between_0_and_1(sample, confidence):
    found = shares.clustered(sample).interval(confidence)
    assert 0 <= found.low <= found.estimate <= found.high <= 1


@given(samples)
def test_more_confidence_is_a_wider_interval(sample):
    share = shares.clustered(sample)
    inner, outer = share.interval(0.90), share.interval(0.95)
    assert outer.low <= inner.low
    assert inner.high <= outer.high


@given(samples)
def test_what_has_not_is_the_mirror_of_what_has(sample):
    has = shares.clustered(sample).interval(0.95)
    lacks = shares.clustered(Sample.of(1 - sample.values, sample.employers)).interval(0.95)
    assert (lacks.low, lacks.high) == pytest.approx((1 - has.high, 1 - has.low), abs=1e-9)


@given(samples)
def test_the_order_of_postings_does_not_matter(sample):
    order = np.random.default_rng(0).permutation(sample.n)
    shuffled = Sample.of(sample.values[order], sample.employers[order])
    assert shares.clustered(shuffled).interval(0.95).low == pytest.approx(
        shares.clustered(sample).interval(0.95).low
    )


def test_one_more_posting_with_the_thing_never_lowers_a_bound():
    found = [Share(120, k, None, 1.3).interval(0.95) for k in range(121)]
    assert [one.low for one in found] == sorted(one.low for one in found)
    assert [one.high for one in found] == sorted(one.high for one in found)


def test_no_posting_is_no_share():
    with pytest.raises(ValueError, match=r"^no posting: a share needs one at least$"):
        shares.clustered(Sample.of([], []))


@pytest.mark.parametrize("p", [0.05, 0.36, 0.73])
def test_the_interval_covers_the_truth_as_often_as_it_says(p):
    # 250 employers of two postings, correlation 0.3: each posting copies its employer's first
    # draw with probability 0.3 ** 0.5
    draw = np.random.default_rng(7)
    names = np.repeat(np.arange(250), 2).astype(str)
    covered = 0
    for _ in range(400):
        common = np.repeat(draw.random(250) < p, 2)
        values = np.where(draw.random(500) < 0.3**0.5, common, draw.random(500) < p)
        found = shares.clustered(Sample.of(values, names)).interval(0.95)
        covered += found.low <= p <= found.high
    assert 0.92 <= covered / 400 <= 0.98


def dominated(draw: np.random.Generator, share: float = 0.36, icc: float = 0.3) -> Sample:
    sizes = np.array([44, 12, 4, 4, 3, 3, *[1] * 68])
    spread = (1 - icc) / icc
    own = np.repeat(draw.beta(share * spread, (1 - share) * spread, len(sizes)), sizes)
    names = np.repeat(np.arange(len(sizes)).astype(str), sizes)
    return Sample.of(draw.random(len(names)) < own, names)


def test_where_one_employer_has_a_third_the_interval_covers_and_the_linearised_one_does_not():
    draw = np.random.default_rng(4)
    held = np.zeros(2)
    for _ in range(300):
        sample = dominated(draw)
        used = shares.clustered(sample)
        alone = Share(used.n, used.k, used.employers, max(1.0, clusters.design_effect(sample)))
        for place, made in enumerate((alone, used)):
            found = made.interval(0.95)
            held[place] += found.low <= 0.36 <= found.high
    assert held[0] / 300 < 0.91
    assert held[1] / 300 > 0.93


def test_the_floor_of_a_large_employer_is_what_the_sizes_imply():
    sample = dominated(np.random.default_rng(1))
    icc = clusters.intraclass_correlation(sample)
    floor = clusters.planned_design_effect(sample, icc)
    assert shares.floors(sample, 50, 0.35) == [pytest.approx(floor)]
    assert shares.clustered(sample).design_effect >= floor


def test_an_employer_with_a_twentieth_of_the_postings_is_large():
    values = np.tile([1, 1, 1, 0, 1, 0, 0, 0, 1, 0], 20)
    twenty = Sample.of(values, np.repeat(np.arange(20), 10).astype(str))
    assert clusters.largest(twenty) == shares.DOMINANT
    assert len(shares.floors(twenty, 100, 0.35)) == 1


def test_among_many_small_employers_there_is_no_such_floor():
    assert shares.floors(repeated(), 50, 0.35) == []


def test_a_confidence_is_the_one_that_is_asked_for():
    found = Share(263, 81, None, 1.0).interval(0.9)
    expected = proportion_confint(81, 263, alpha=0.1, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected)


def test_forty_employers_are_not_few_and_one_tells_next_to_nothing():
    many, forty, fewer, one = (
        Share(400, 200, employers, 1.0).interval(0.95) for employers in (None, 40, 39, 1)
    )
    assert forty == many
    assert fewer.low < forty.low
    size = 400 * (stats.norm.ppf(0.975) / stats.t.ppf(0.975, 1)) ** 2
    expected = proportion_confint(size / 2, size, method="wilson")
    assert (one.low, one.high) == pytest.approx(expected)


def test_ten_postings_on_a_side_are_not_sparse_and_nine_are():
    assert [shares.is_sparse(100, k) for k in (9, 10, 90, 91)] == [True, False, False, True]


def test_a_share_of_a_sample_knows_its_employers_and_a_stated_one_does_not():
    sample = Sample.of([1, 0, 1, 0], ["a", "a", "b", "c"])
    assert shares.clustered(sample).employers == 3
    assert shares.stated(0.5, 40, 2.0) == Share(40, 20.0, None, 2.0)
