"""Intervals that hold together are as wide as they must be, and no wider."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from analysis.estimates import simultaneous
from analysis.estimates.clusters import Sample
from analysis.estimates.setting import Setting
from analysis.estimates.shares import clustered, stated
from analysis.estimates.simultaneous import Quantity, confidence, correlations, quantities, sidak
from analysis.pipeline.shelves import REAL
from analysis.register.register import Claim

OFF = 0.003
"""Four standard errors of what is drawn."""

CLAIM = {
    "section": "s", "said": "asked for", "stated": "50%", "kind": "share", "level": "requires",
    "population": "ai_engineer", "margin": 0.1, "needs": "skill_share",
}  # fmt: skip


def alike(number: int, correlation: float) -> np.ndarray:
    return np.full((number, number), correlation) + (1 - correlation) * np.eye(number)


@pytest.mark.parametrize("number", [1, 2, 7, 40])
def test_estimates_that_have_nothing_to_do_with_one_another_get_sidaks_interval(number):
    assert confidence(np.eye(number)) == pytest.approx(0.95 ** (1 / number), abs=OFF / number)


@pytest.mark.parametrize("number", [1, 2, 7, 40])
def test_one_estimate_however_often_printed_keeps_its_own_interval(number):
    assert confidence(alike(number, 1.0)) == pytest.approx(0.95, abs=OFF)


@pytest.mark.parametrize("together", [0.5, 0.6, 0.7, 0.8, 0.9, 0.99])
def test_no_draw_leaves_the_bounds_that_hold_whatever_correlates(together):
    assert confidence(alike(3, 1.0), together) >= together
    assert confidence(np.eye(3), together) <= sidak(3, together)


def test_an_estimate_and_its_complement_are_one():
    assert confidence(np.array([[1.0, -1.0], [-1.0, 1.0]])) == pytest.approx(0.95, abs=OFF)


@pytest.mark.parametrize("number", [2, 3, 6, 20])
def test_all_that_are_held_against_one_get_dunnetts_quantile(number):
    """Every pair correlates by half; then one integral gives it (Dunnett 1955, JASA 50: 1096)."""
    quantile = stats.norm.ppf((1 + confidence(alike(number, 0.5))) / 2)

    def within(common):
        edges = (side * np.sqrt(2) * quantile + common for side in (1, -1))
        above, below = (stats.norm.cdf(edge) for edge in edges)
        return stats.norm.pdf(common) * (above - below) ** number

    assert integrate.quad(within, -9, 9)[0] == pytest.approx(0.95, abs=OFF)


@settings(max_examples=15)
@given(st.integers(2, 6), st.integers(0, 1000))
def test_all_lie_within_the_quantile_in_95_of_100_samples(number, seed):
    random = np.random.default_rng(seed)
    correlation = np.corrcoef(random.normal(size=(number, 9)))
    edge = np.full(number, stats.norm.ppf((1 + confidence(correlation)) / 2))
    held = stats.multivariate_normal(cov=correlation, allow_singular=True).cdf(
        edge, lower_limit=-edge
    )
    assert held == pytest.approx(0.95, abs=OFF)


def table(register, corpus, frames, *claims):
    corpora = [corpus(id=name) for name in frames]
    return simultaneous.of_sections(register(*claims), corpora, frames, None)


def claim(name, measure, **more):
    return Claim(**(CLAIM | {"id": name, "measure": measure} | more))


def skills(measured, n=200, seed=0):
    random = np.random.default_rng(seed)
    values = np.where(random.random((n, 2)) < 0.4, "required", "absent")
    employers = [f"e{number // 2}" for number in range(n)]
    return measured(n, rag=values[:, 0], aws=values[:, 1], employer_key=employers)


def test_two_names_of_one_share_in_one_corpus_are_one_estimate(register, corpus, measured):
    twice = claim("rag", "rag"), claim("rag-too", "rag")
    found = table(register, corpus, {"one": skills(measured)}, *twice)
    assert found["low_together"].tolist() == pytest.approx(found["low95"].tolist(), abs=OFF)
    assert found["family"].tolist() == [2, 2]


def test_two_corpora_are_two_estimates_and_sections_are_apart(register, corpus, measured):
    frames = {"one": skills(measured), "two": skills(measured, seed=1)}
    other = claim("aws", "aws", section="t")
    found = table(register, corpus, frames, claim("rag", "rag"), other)
    assert found["confidence"].tolist() == pytest.approx([0.95**0.5] * 4, abs=OFF)
    assert (found["low_together"] < found["low95"]).all()
    assert (found["high_together"] > found["high95"]).all()


def test_a_gap_moves_with_the_shares_that_it_is_of(register, corpus, measured):
    order = claim("order", None, kind="ranking", varies="measure", tiers=[["rag"], ["aws"]])
    frames = {"one": skills(measured)}
    found = table(register, corpus, frames, claim("rag", "rag"), order)
    assert found["part"].tolist() == ["ai_engineer", "rag - aws"]
    assert 0.95 + OFF < found["confidence"].iloc[0] < 0.95**0.5 - OFF


def test_too_few_postings_are_in_no_family(register, corpus, measured):
    frames = {"one": skills(measured), "two": skills(measured, n=20)}
    found = table(register, corpus, frames, claim("rag", "rag"))
    assert found["corpus"].tolist() == ["one"]
    assert found["confidence"].tolist() == [0.95]


def test_thirty_postings_worth_one_each_are_in_the_family(register, corpus, measured):
    half = measured(30, rag=["required", "absent"] * 15)
    found = table(register, corpus, {"one": half}, claim("rag", "rag"))
    assert (len(found), found["n"].iloc[0]) == (1, 30)


@settings(max_examples=15)
@given(st.integers(2, 6), st.integers(0, 1000))
def test_sidaks_confidence_holds_whatever_correlates(number, seed):
    random = np.random.default_rng(seed)
    mixed = random.normal(size=(number, number + 3)) + 2 * random.normal(size=number + 3)
    edge = np.full(number, stats.norm.ppf((1 + sidak(number)) / 2))
    held = stats.multivariate_normal(cov=np.corrcoef(mixed), allow_singular=True).cdf(
        edge, lower_limit=-edge
    )
    assert held >= 0.95 - OFF


def test_a_difference_carries_both_sides_at_the_confidence_of_all(register, corpus, measured):
    frames = {"one": skills(measured), "two": skills(measured, seed=1)}
    claims = register(claim("rag", "rag"))
    corpora = [corpus(id=name) for name in frames]
    found = simultaneous.of_sections(claims, corpora, frames, None).iloc[0]
    level = 0.95 ** (1 / 2)
    ours = quantities(Setting(claims, claims["rag"], corpora[0], frames["one"], None))[0].value
    theirs = stated(0.5, 425, claims.design_effect(claims["rag"]))
    sides = [share.interval(level) for share in (ours, theirs)]
    down = np.hypot(sides[0].estimate - sides[0].low, sides[1].high - sides[1].estimate)
    assert found["diff_confidence"] == pytest.approx(level)
    assert found["difference"] == pytest.approx(sides[0].estimate - 0.5)
    assert found["diff_low_together"] == pytest.approx(found["difference"] - down)


def test_a_limit_is_no_sample(register, corpus, measured):
    limit = claim("rag", "rag", kind="threshold", stated=">30%")
    found = table(register, corpus, {"one": skills(measured)}, limit).iloc[0]
    assert found["diff_high_together"] == pytest.approx(found["high95"] - 0.3)


def test_an_order_states_no_number_to_differ_from(register, corpus, measured):
    order = claim("order", None, kind="ranking", varies="measure", tiers=[["rag"], ["aws"]])
    found = table(register, corpus, {"one": skills(measured)}, order)
    assert found[["difference", "diff_low_together", "diff_high_together"]].isna().all(axis=None)


def test_every_verdict_that_holm_adjusts_has_its_interval_in_the_committed_tables():
    paths = (REAL.path(name) for name in ("simultaneous.csv", "verdicts.csv"))
    found, verdicts = (pd.read_csv(path) for path in paths)
    adjusted = verdicts[verdicts["holm"].notna()]
    assert set(zip(found["claim"], found["corpus"], strict=True)) == set(
        zip(adjusted["claim"], adjusted["corpus"], strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize("icc", [0.0, 0.3, 0.7])
def test_all_of_a_section_hold_in_95_of_100_samples(monkeypatch, icc):
    """Six shares of .1 to .6 that lean on one trait of the employer, 250 employers of two."""
    monkeypatch.setattr(simultaneous, "DRAWS", 10_000)
    random, held, runs = np.random.default_rng(2), 0, 1000
    truth = np.linspace(0.1, 0.6, 6)
    employers = np.repeat(np.arange(250).astype(str), 2).astype(object)
    for _ in range(runs):
        trait, own = random.normal(size=(250, 1)), random.normal(size=(250, 6))
        between = np.sqrt(icc) * (0.7 * trait + np.sqrt(1 - 0.49) * own)
        within = np.sqrt(1 - icc) * random.normal(size=(500, 6))
        has = np.repeat(between, 2, axis=0) + within < stats.norm.ppf(truth)
        samples = [Sample.of(column, employers) for column in has.T]
        family = [
            Quantity(Claim(**CLAIM, id="rag", measure="rag"), "", "one", clustered(sample), moved)
            for sample in samples
            for moved in [sample.groups["residual"] / sample.n]
        ]
        level = confidence(correlations(family))
        found = [quantity.value.interval(level) for quantity in family]
        held += all(i.low <= p <= i.high for i, p in zip(found, truth, strict=True))
    assert 0.93 <= held / runs <= 0.97
