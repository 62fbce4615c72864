"""Shares corrected for labels that err, against worked examples and in simulation."""

import math
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analysis.estimates import clusters, label_error, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.shares import Interval, Share

NOT_AUDITED = float("nan")


def alone(labels: list[int]) -> Sample:
    return Sample.of(labels, [str(number) for number in range(len(labels))])


@st.composite
def audits(draw: st.DrawFn) -> tuple[Sample, np.ndarray]:
    """Return labels and codes, with a posting of each label audited."""
    rows = draw(
        st.lists(
            st.tuples(st.booleans(), st.sampled_from([0.0, 1.0, None]), st.integers(0, 30)),
            min_size=4,
            max_size=80,
        )
    )
    labels = [label for label, _, _ in rows]
    codes = np.array([np.nan if code is None else code for _, code, _ in rows])
    for label in set(labels):
        assume(not np.isnan(codes[np.array(labels) == label]).all())
    return Sample.of(labels, [str(name) for _, _, name in rows]), codes


def bounds(measured: Sample, coded: np.ndarray) -> tuple[float, float]:
    found = label_error.audited(measured, coded).interval(0.95)
    return found.low, found.high


# The example of prediction-powered inference: 10 postings coded and labelled, 40 labelled only.
CODES = [1, 1, 0, 0, 1, 0, 1, 0, 0, 1]
PREDICTED = alone([1, 1, 0, 0, 1, 0, 0, 1, 0, 1] + [1] * 16 + [0] * 24)
CODED = np.array(CODES + [NOT_AUDITED] * 40)


def test_the_tuned_estimate_is_that_of_prediction_powered_inference():
    # ppi-python 0.2.3 gives .451724 (.190659 to .712789) with its lam=None, which takes the
    # covariance of 10 over the variance of 50 where we take both of the 10
    estimate, influence = label_error.linearised(PREDICTED, CODED)
    error = math.sqrt((influence**2).sum())
    assert estimate == pytest.approx(0.451724, abs=5e-4)
    assert error == pytest.approx((0.712789 - 0.190659) / 2 / 1.959964, abs=3e-3)


def test_tuning_beats_both_taking_the_labels_whole_and_not_taking_them():
    # its lam=1 gives .083965 to .716035 and its lam=0 .190102 to .809898
    _, influence = label_error.linearised(PREDICTED, CODED)
    half = 1.959964 * math.sqrt((influence**2).sum())
    assert half < (0.716035 - 0.083965) / 2
    assert half < (0.809898 - 0.190102) / 2


def test_where_labels_and_truth_err_alike_the_estimate_is_the_difference_estimators():
    # as many misses as false alarms in audits of the same fraction: whatever lam is, the audited
    # differences sum to 0
    measured = alone([1] * 40 + [0] * 40)
    coded = np.full(80, np.nan)
    coded[:20], coded[40:60] = [1] * 17 + [0] * 3, [0] * 17 + [1] * 3
    assert label_error.audited(measured, coded).estimate == pytest.approx(0.5)


def test_an_audit_of_each_label_worked_by_hand():
    # 155 labelled yes, 3 of 60 audited false; 270 labelled no, 4 of 100 audited missed: .3719, and
    # in the corpus itself a standard error of .0128 (with n - 1 for n)
    measured = alone([1] * 155 + [0] * 270)
    coded = np.full(425, np.nan)
    coded[:60], coded[155:255] = [1] * 57 + [0] * 3, [1] * 4 + [0] * 96
    estimate, influence = label_error.linearised(measured, coded)
    assert estimate == pytest.approx(0.3719, abs=5e-5)
    of_the_corpus = (influence**2).sum() - estimate * (1 - estimate) / 425
    assert math.sqrt(of_the_corpus) == pytest.approx(0.0128, abs=2e-4)
    yes, no = 95 / 155 * 0.95 * 0.05 / 60, 170 / 270 * 0.04 * 0.96 / 100
    assert of_the_corpus == pytest.approx((155**2 * yes + 270**2 * no) / 425**2)


def test_the_variance_is_that_of_double_sampling():
    # Tenenbein 1970: pq/n (1 - K) + pq/N K, K the squared correlation of label and truth
    labels, codes = (
        np.repeat([1, 1, 0, 0], [30, 10, 15, 45]),
        np.repeat([1, 0, 1, 0], [30, 10, 15, 45]),
    )
    measured = alone(np.tile(labels, 4).tolist())
    coded = np.concatenate([codes, np.full(300, np.nan)])
    estimate, influence = label_error.linearised(measured, coded)
    k = np.corrcoef(labels, codes)[0, 1] ** 2
    expected = 0.45 * 0.55 * ((1 - k) / 100 + k / 400)
    assert estimate == pytest.approx(0.45)
    assert (influence**2).sum() == pytest.approx(expected)


@given(audits())
def test_the_estimate_is_the_tuned_difference_estimator_of_a_random_audit(audit):
    measured, coded = audit
    known = ~np.isnan(coded)
    labels, truth = measured.values[known], coded[known]
    assume(0 < labels.mean() < 1)
    lam = np.cov(labels, truth)[0, 1] / labels.var(ddof=1)
    expected = lam * measured.share + (truth - lam * labels).mean()
    assert -1 - 1e-9 <= lam <= 1 + 1e-9
    assert label_error.audited(measured, coded).estimate == pytest.approx(expected)


@given(audits())
def test_where_all_is_audited_the_labels_do_not_matter(audit):
    measured, coded = audit
    truth = np.nan_to_num(coded)
    expected = shares.clustered(Sample(truth, measured.employers))
    found = label_error.audited(measured, truth)
    assert found.k == pytest.approx(expected.k)
    assert found.design_effect == pytest.approx(expected.design_effect)


@given(audits())
def test_an_audit_without_errors_keeps_the_share_and_widens_the_interval(audit):
    measured, coded = audit
    agreed = np.where(np.isnan(coded), np.nan, measured.values)
    naive, found = shares.clustered(measured), label_error.audited(measured, agreed)
    assert found.estimate == pytest.approx(naive.estimate)
    assert found.design_effect >= naive.design_effect - 1e-9
    if np.isnan(agreed).any():
        assert found.design_effect > naive.design_effect


@given(audits())
def test_what_has_not_is_the_mirror_of_what_has(audit):
    measured, coded = audit
    low, high = bounds(measured, coded)
    opposite = bounds(Sample(1 - measured.values, measured.employers), 1 - coded)
    assert opposite == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(audits())
def test_the_interval_holds_the_share_and_stays_between_0_and_1(audit):
    found = label_error.audited(*audit).interval(0.95)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    assert found.low < found.high


@given(audits(), st.randoms(use_true_random=False))
def test_the_order_of_postings_does_not_matter(audit, random):
    measured, coded = audit
    order = random.sample(range(measured.n), measured.n)
    shuffled = Sample(measured.values[order], measured.employers[order])
    assert bounds(shuffled, coded[order]) == pytest.approx(bounds(measured, coded))


def corpus(seed: int, p: float, errors: tuple[float, float]) -> tuple[Sample, np.ndarray]:
    """Return labels and truths of 400 postings, a third of the employers with several."""
    draw = np.random.default_rng(seed)
    sizes = np.array([1] * 140 + [2] * 40 + [4] * 25 + [8] * 10)
    names = np.repeat(np.arange(len(sizes)), sizes)
    copies, common = draw.random(len(names)) < 0.35**0.5, draw.random(len(sizes))
    truth = np.where(copies, common[names], draw.random(len(names))) < p
    missed, alarmed = draw.random((2, len(names))) < np.array(errors)[:, None]
    labels = np.where(truth, ~missed, alarmed)
    return Sample.of(labels, names.astype(str)), truth.astype(float)


def audit_of(truth: np.ndarray, n: int, seed: int) -> np.ndarray:
    chosen = np.random.default_rng(seed).choice(len(truth), n, replace=False)
    coded = np.full(len(truth), np.nan)
    coded[chosen] = truth[chosen]
    return coded


def test_writing_every_posting_twice_changes_nothing():
    measured, truth = corpus(1, 0.4, (0.1, 0.05))
    coded = audit_of(truth, 150, seed=1)
    twice = Sample(np.tile(measured.values, 2), np.tile(measured.employers, 2))
    once = label_error.audited(measured, coded)
    assert once.design_effect > 1
    assert bounds(twice, np.tile(coded, 2)) == pytest.approx(bounds(measured, coded))


def test_employers_that_repeat_their_errors_widen_the_interval():
    labels, codes = [1] * 60 + [0] * 60, [1] * 54 + [0] * 6 + [0] * 60
    coded = np.array(codes + [np.nan] * 120)
    apart = [str(number) for number in range(240)]
    repeated = ["erring" if 54 <= number < 60 else name for number, name in enumerate(apart)]
    widths = [
        label_error.audited(Sample.of(labels * 2, names), coded).interval(0.95).half_width
        for names in (apart, repeated)
    ]
    assert widths[0] < widths[1]


def test_errors_that_cancel_inside_employers_are_chance():
    # each employer has one posting falsely found and one missed
    measured = Sample.of([1, 0] * 100, np.repeat(np.arange(100), 2).astype(str))
    coded = np.array([0.0, 1.0] * 30 + [1.0, 0.0] * 30 + [np.nan] * 80)
    estimate, influence = label_error.linearised(measured, coded)
    apart = 200 * (influence**2).sum() / (estimate * (1 - estimate))
    assert label_error.audited(measured, coded).design_effect >= apart - 1e-9


def test_an_audit_without_errors_worked_by_hand():
    # 60 of 155 and 100 of 270 audited; with one success and one failure more 61 of 62 and 1 of 102
    measured = alone([1] * 155 + [0] * 270)
    coded = np.array([1.0] * 60 + [np.nan] * 95 + [0.0] * 100 + [np.nan] * 170)
    yes = (155 / 425) ** 2 * (95 / 155) * (61 / 62) * (1 / 62) / 62
    no = (270 / 425) ** 2 * (170 / 270) * (1 / 102) * (101 / 102) / 102
    share = 155 / 425 * 61 / 62 + 270 / 425 / 102
    expected = 1 + 425 * (yes + no) / (share * (1 - share))
    assert label_error.audited(measured, coded).design_effect == pytest.approx(expected)


def test_a_share_that_the_audit_refutes_is_known_no_better_than_the_audit():
    # 4 labelled yes are all false and none of 100 audited noes was missed: an audit of 104 without
    # a single yes, beside 400 postings
    measured = alone([1] * 4 + [0] * 396)
    coded = np.array([0.0] * 104 + [np.nan] * 296)
    found = label_error.audited(measured, coded).interval(0.95)
    of_400, of_100 = (proportion_confint(0, n, method="beta")[1] for n in (400, 100))
    assert found.estimate == 0
    assert of_400 < found.high <= 1.2 * of_100


def test_a_coded_series_counts_by_position_and_any_mark_of_missing_does():
    measured = alone([1, 1, 0, 0, 1, 0])
    expected = bounds(measured, np.array([1, 0, 0, np.nan, np.nan, 1]))
    codes = [True, False, False, None, None, True]
    assert bounds(measured, codes) == expected
    assert bounds(measured, pd.Series(codes, index=range(9, 3, -1))) == expected
    assert bounds(measured, pd.Series(codes, dtype="boolean")) == expected


@pytest.mark.parametrize(
    ("labels", "coded", "said"),
    [
        ([1, 0, 1], [True, False], "3 postings and 2 codes"),
        ([], [], "no posting"),
        ([1, 0, 0], [None, True, False], "none of the 1 postings labelled yes was audited"),
        ([1, 0, 0], [True, None, None], "none of the 2 postings labelled no was audited"),
    ],
)
def test_an_audit_that_cannot_correct_is_refused(labels, coded, said):
    with pytest.raises(ValueError, match=said):
        label_error.audited(alone(labels), coded)


@pytest.mark.parametrize("code", ["yes", 2])
def test_a_code_that_is_neither_yes_nor_no_is_refused(code):
    with pytest.raises((TypeError, ValueError)):
        label_error.audited(alone([1, 0, 0]), [code, True, False])


@pytest.mark.parametrize(("p", "errors"), [(0.1, (0.1, 0.05)), (0.36, (0.15, 0.01))])
def test_the_interval_covers_the_truth_where_that_of_the_labels_does_not(p, errors):
    reps, found = 400, {"labels": 0, "audited": 0}
    for seed in range(reps):
        measured, truth = corpus(seed, p, errors)
        coded = audit_of(truth, 120, seed)
        for name, share in {
            "labels": shares.clustered(measured),
            "audited": label_error.audited(measured, coded),
        }.items():
            interval = share.interval(0.95)
            found[name] += interval.low <= p <= interval.high
    noise = 2 * math.sqrt(0.95 * 0.05 / reps)
    assert 0.93 - noise <= found["audited"] / reps <= 0.97 + noise
    assert found["labels"] / reps < 0.90


def test_rates_from_elsewhere_give_the_published_shares():
    # epiR's example of epi.prev, and RSurveillance's of tp, which hold the rates for exact
    cows = label_error.transported(Share(150, 23, None, 1.0), (96, 100), (89, 100), 0.95)
    herd = label_error.transported(Share(120, 20, None, 1.0), (90, 100), (99, 100), 0.95)
    assert cows.estimate == pytest.approx(0.0510, abs=5e-5)
    assert herd.estimate == pytest.approx(0.17603, abs=5e-6)
    assert cows.low == 0


def test_rates_known_exactly_leave_the_interval_of_agresti_and_coull():
    share = Share(240, 40, None, 2.0)  # as much as 20 of 120
    found = label_error.transported(share, (9 * 10**8, 10**9), (99 * 10**7, 10**9), 0.95)
    ends = proportion_confint(20, 120, method="agresti_coull")
    assert (found.low, found.high) == pytest.approx([(end - 0.01) / 0.89 for end in ends], abs=1e-6)
    # Wilson's in RSurveillance: .1129887 to .2623065
    assert (found.low, found.high) == pytest.approx((0.1129887, 0.2623065), abs=2e-3)


def test_the_interval_of_lang_and_reiczigel_worked_by_hand():
    # 30 of 100, no error in 10 and 10: centre .268879 - .022607, half width .180860
    found = label_error.transported(Share(100, 30, None, 1.0), (10, 10), (10, 10), 0.95)
    assert (found.low, found.high) == pytest.approx((0.065412, 0.427132), abs=1e-5)


@given(
    st.integers(20, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.integers(40, 60),
    st.integers(40, 60),
)
def test_rates_swap_with_the_labels(counts, found, passed):
    n, k = counts
    has = label_error.transported(Share(n, k, None, 1.3), (found, 60), (passed, 60), 0.95)
    lacks = label_error.transported(Share(n, n - k, None, 1.3), (passed, 60), (found, 60), 0.95)
    assert 0 <= has.low <= has.estimate <= has.high <= 1
    assert (lacks.low, lacks.high) == pytest.approx((1 - has.high, 1 - has.low), abs=1e-9)


def test_rates_of_few_coded_postings_cover_the_truth():
    draw, covered = np.random.default_rng(5), 0
    for _ in range(2000):
        k = draw.binomial(300, 0.2 * 0.9 + 0.8 * 0.05)
        rates = (draw.binomial(40, 0.9), 40), (draw.binomial(60, 0.95), 60)
        found = label_error.transported(Share(300, k, None, 1.0), *rates, 0.95)
        covered += found.low <= 0.2 <= found.high
    assert 0.94 <= covered / 2000 <= 0.98


def test_few_employers_widen_a_corrected_share_as_they_widen_a_measured_one():
    many, few = (Share(400, 180, employers, 1.3) for employers in (200, 8))
    exact = (10**9, 10**9)
    for confidence in (0.90, 0.95):
        own, corrected = (
            few.interval(confidence), label_error.transported(few, exact, exact, confidence)
        )  # fmt: skip
        assert corrected.high - corrected.low == pytest.approx(own.high - own.low, rel=0.03)
        wider = label_error.transported(many, exact, exact, confidence)
        assert corrected.high - corrected.low > 1.1 * (wider.high - wider.low)


@pytest.mark.parametrize(
    ("sensitivity", "specificity", "said"),
    [
        ((30, 60), (30, 60), "sum to 1 or less"),
        ((61, 60), (50, 60), "sensitivity: 61 of 60"),
        ((50, 60), (0, 0), "specificity: 0 of 0"),
    ],
)
def test_rates_that_tell_nothing_are_refused(sensitivity, specificity, said):
    with pytest.raises(ValueError, match=said):
        label_error.transported(Share(100, 30, None, 1.0), sensitivity, specificity, 0.95)


def test_a_constant_label_leaves_the_audit_alone():
    measured, coded = alone([0] * 200), np.array([1.0] * 20 + [0.0] * 80 + [np.nan] * 100)
    estimate, influence = label_error.linearised(measured, coded)
    assert estimate == 0.2
    assert (influence**2).sum() == pytest.approx(
        clusters.linearised_variance(alone([1] * 20 + [0] * 80))
    )


def test_a_gap_is_divided_by_what_the_labels_keep_of_it():
    gap = label_error.transported_gap(Interval(0.2, 0.1, 0.3), (90, 100), (80, 100), 0.95)
    assert gap.estimate == pytest.approx(0.2 / 0.7)
    assert gap.low < 0.1 / 0.7
    assert gap.high > 0.3 / 0.7


def test_a_gap_under_perfect_labels_stays_but_for_what_is_not_known_of_them():
    sure = label_error.transported_gap(Interval(0.2, 0.1, 0.3), (10**6,) * 2, (10**6,) * 2, 0.95)
    assert (sure.low, sure.high) == pytest.approx((0.1, 0.3), abs=1e-3)
    thin = label_error.transported_gap(Interval(0.2, 0.1, 0.3), (20, 20), (20, 20), 0.95)
    assert thin.low < sure.low
    assert thin.high > sure.high


def test_a_gap_from_labels_that_say_nothing_is_refused():
    with pytest.raises(ValueError, match="say nothing about the truth"):
        label_error.transported_gap(Interval(0.2, 0.1, 0.3), (50, 100), (50, 100), 0.95)


@given(st.integers(0, 500))
def test_leaving_out_an_employer_is_correcting_what_remains(seed):
    random = np.random.default_rng(seed)
    labels, employers = random.random(40) < 0.5, np.array([f"e{n // 4}" for n in range(40)])
    codes = [
        bool(v) if known else None for v, known in zip(labels, random.random(40) < 0.4, strict=True)
    ]
    expected = []
    for employer in np.unique(employers):
        kept = employers != employer
        rest = Sample.of(labels[kept], employers[kept])
        with suppress(ValueError):
            kept_codes = [code for code, stays in zip(codes, kept, strict=True) if stays]
            expected.append(label_error.linearised(rest, kept_codes)[0])
    assume(expected and all(label in labels[[c is not None for c in codes]] for label in (0, 1)))
    found = label_error.without_each_employer(Sample.of(labels, employers), codes)
    assert found == pytest.approx((min(expected), max(expected)))


def test_leaving_out_an_employer_worked_by_hand():
    labels, employers = [1, 1, 0, 0, 0], list("abcdd")
    sample = Sample.of(labels, employers)
    # without b: 1 of 1 yes, 1 of 2 coded no of 3; without c: 2 and 2 of 4; without d: 2 and 0 of 3
    found = label_error.without_each_employer(sample, [True, None, False, True, None])
    assert found == pytest.approx((2.5 / 4, 4 / 4))  # without a no coded yes is left: not looked at
    one = Sample.of([1, 0, 0], list("abc"))
    assert label_error.without_each_employer(one, [True, False, False]) == pytest.approx((0, 0.5))
    alike = Sample.of([1, 1, 1], list("abb"))
    found = label_error.without_each_employer(alike, [True, False, None])
    assert found == pytest.approx((0, 1))


def test_where_one_employer_had_the_whole_audit_none_can_be_left_out():
    one = Sample.of([1, 0], ["a", "a"])
    assert np.isnan(label_error.without_each_employer(one, [True, False])).all()


def test_what_was_not_audited_widens_by_one_hit_and_one_miss_a_label_and_no_more():
    """The addition for what an audit may have missed, by its definition: after less before."""
    labels = [1] * 40 + [0] * 60
    coded = [1] * 16 + [0] * 4 + [None] * 20 + [1] * 3 + [0] * 27 + [None] * 30
    share = label_error.audited(alone(labels), pd.Series(coded, dtype="object"))
    estimate, influence = label_error.linearised(alone(labels), coded)
    yes, no = 16 / 20, 3 / 30
    assert estimate == pytest.approx(0.4 * yes + 0.6 * no)

    def variance(rates, sizes):
        parts = zip((0.4, 0.6), (0.5, 0.5), rates, sizes, strict=True)
        return sum(w**2 * left * p * (1 - p) / n for w, left, p, n in parts)

    added = (17 / 22, 4 / 32)
    mean = 0.4 * added[0] + 0.6 * added[1]
    after = variance(added, (22, 32)) / (mean * (1 - mean))
    before = variance((yes, no), (20, 30)) / (estimate * (1 - estimate))
    plain = (influence**2).sum() * 100 / (estimate * (1 - estimate))
    assert after > before
    assert share.design_effect == pytest.approx(plain + 100 * (after - before))


def test_an_employer_that_had_all_audited_postings_of_either_label_is_not_left_out():
    labels, employers = [1, 1, 1, 0, 0, 0], list("abcadd")
    codes = [True, True, None, True, None, None]  # only a was audited where the label is no
    found = label_error.without_each_employer(Sample.of(labels, employers), codes)
    without_b = (2 * 1 + 3 * 1) / 5
    assert found == pytest.approx((without_b, without_b))  # so without c or d


def test_where_each_had_the_whole_audit_of_a_label_none_can_be_left_out():
    sample = Sample.of([1, 1, 0, 0], list("abba"))
    found = label_error.without_each_employer(sample, [True, None, False, None])
    assert np.isnan(found).all()
