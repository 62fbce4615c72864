"""A verdict leaves the gates as it came or undetermined, and never better than it came."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import paths
from analysis.claims import families, frozen, gates, layers, verdicts
from analysis.claims.gates import Varied
from analysis.claims.robustness import Judged
from analysis.claims.verdicts import (
    COMPATIBLE,
    NOT_ASSESSABLE,
    NOT_REPLICATED,
    REPLICATED,
    UNDETERMINED,
    VERDICTS,
    Verdict,
)
from analysis.estimates import multiverse_declared
from analysis.estimates.multiverse import Universes
from analysis.estimates.rows import Estimate
from analysis.register import register
from analysis.register.register import Claim

DECLARED = multiverse_declared.load(paths.source(multiverse_declared.FILE))
KEY = ("python", "here")
CLAIM = Claim(
    id="python", section="s", said="postings that require Python", stated="50%", kind="share",
    population="ai_engineer", level="requires", measure="python", margin=0.10, needs="skill_share",
)  # fmt: skip


def varied(shares=None, *, flips=None, reach=True):
    words = {} if shares is None else {KEY: shares}
    return Varied(DECLARED, words, {KEY: flips} if flips else {}, {KEY: reach})


def shares_of(word, part, assessable=1.0):
    """Return shares in which a part of those that can be judged say a word, the rest another."""
    other = UNDETERMINED if word != UNDETERMINED else REPLICATED
    found = dict.fromkeys(VERDICTS, 0.0) | {"universes": 1000.0, "assessable": assessable}
    found[word], found[NOT_ASSESSABLE] = part * assessable, 1 - assessable
    return found | {other: (1 - part) * assessable}


def through(word, *, holm=None, known=None):
    alone = {KEY: Verdict(word, "It is so.")}
    adjusted = {} if holm is None else {KEY: holm}
    return gates.passed(alone, adjusted, {"python": "s"}, known or varied())[KEY]


unit = st.floats(0, 1)


@given(st.sampled_from(VERDICTS), unit, unit, unit)
def test_a_verdict_stays_or_becomes_undetermined(word, part, assessable, holm):
    passed = through(word, holm=holm, known=varied(shares_of(word, part, assessable)))
    assert passed.alone.word == word
    assert passed.final.word in {word, UNDETERMINED}
    assert passed.final.reason.endswith(".")
    if word in {UNDETERMINED, NOT_ASSESSABLE}:
        assert passed.final.word == word


@given(st.sampled_from([REPLICATED, COMPATIBLE, NOT_REPLICATED]), unit, unit)
def test_more_agreement_never_undoes_a_verdict(word, part, more):
    fewer, larger = sorted((part, more))
    first, second = (through(word, known=varied(shares_of(word, p))) for p in (fewer, larger))
    if first.final.word == word:
        assert second.final.word == word


@given(unit, unit)
def test_replicated_and_not_replicated_are_held_to_the_same_gates(part, holm):
    ends = [
        through(word, holm=holm, known=varied(shares_of(word, part))).final.word == word
        for word in (REPLICATED, NOT_REPLICATED)
    ]
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    ("part", "assessable", "stands"),
    [(0.91, 1.0, True), (0.89, 1.0, False), (1.0, 0.51, True), (1.0, 0.49, False)],
)
def test_nine_readings_in_ten_must_agree_among_half_at_least(part, assessable, stands):
    known = varied(shares_of(NOT_REPLICATED, part, assessable))
    assert (through(NOT_REPLICATED, known=known).final.word == NOT_REPLICATED) is stands


def test_the_reason_says_what_turns_it():
    flips = '[{"level": "required", "verdict": "replicated"}]'
    known = varied(shares_of(NOT_REPLICATED, 0.4), flips=flips)
    told = through(NOT_REPLICATED, known=known).final.reason
    assert "40% of the 1,000 readings" in told
    assert "with 'required alone' it is replicated" in told


def test_a_corpus_that_is_too_small_says_so():
    reason = through(UNDETERMINED, known=varied(reach=False)).final.reason
    assert "could not have been replicated" in reason
    assert "could not" not in through(UNDETERMINED).final.reason


@pytest.mark.parametrize("word", [REPLICATED, NOT_REPLICATED])
def test_what_chance_could_give_among_all_tests_of_a_section_is_undone(word):
    other = ("other", "here")
    alone = dict.fromkeys((KEY, other), Verdict(word, "It is so."))
    found = gates.passed(alone, {KEY: 0.06, other: 0.05}, {"python": "s", "other": "s"}, varied())
    assert found[KEY].final.word == UNDETERMINED
    assert found[KEY].final.reason == (
        f"At the declared reading {word}, but among the 2 tests of its section chance could give "
        "that (p = 0.06, Holm). It is so."
    )
    assert found[other].final == alone[other]
    assert [found[key].holm for key in (KEY, other)] == [0.06, 0.05]


def test_the_gates_tell_what_they_saw():
    seen = through(REPLICATED, holm=0.01, known=varied(shares_of(REPLICATED, 0.95)))
    assert (seen.holm, seen.agree, seen.reach) == (0.01, pytest.approx(0.95), True)


def test_what_is_just_enough_is_enough():
    just = shares_of(REPLICATED, DECLARED.stands, DECLARED.assessable)
    just[REPLICATED] = DECLARED.stands * DECLARED.assessable
    assert through(REPLICATED, known=varied(just)).final.word == REPLICATED


@pytest.mark.parametrize(
    ("part", "assessable", "why"),
    [
        (0.4, 0.8, "40% of the 800 readings that can be judged say so, and 90% are needed"),
        (0.0, 1.0, "0% of the 1,000 readings that can be judged say so, and 90% are needed"),
        (1.0, 0.4, "only 40% of 1,000 readings leave postings enough to judge"),
    ],
)
def test_how_many_readings_say_so_is_told(part, assessable, why):
    known = varied(shares_of(REPLICATED, part, assessable), reach=False)
    assert through(REPLICATED, known=known).final.reason == (
        f"At the declared reading replicated, but {why}. It is so. Found exactly as stated, it "
        "could not have been replicated in so few postings."
    )


def test_all_that_must_change_is_named():
    (one, first), (other, second) = [
        next(pair for pair in DECLARED.names if pair[0] == choice) for choice in ("level", "words")
    ]
    flips = json.dumps([{one: first, other: second, "verdict": "mixed"}])
    told = through(REPLICATED, known=varied(shares_of(REPLICATED, 0.4), flips=flips)).final.reason
    names = [DECLARED.names[pair] for pair in ((one, first), (other, second))]
    assert f"with '{names[0]} and {names[1]}' it is mixed" in told


def test_agreement_is_none_where_it_is_not_known_and_never_above_one():
    assert gates.agreement({"assessable": 1.0, REPLICATED: float("nan")}, REPLICATED) is None
    assert gates.agreement({"assessable": 0.8, REPLICATED: 0.8000001}, REPLICATED) == 1.0


def row(difference, half, **keys):
    inner = half * stats.norm.isf(0.05) / stats.norm.isf(0.025)
    given_ = {
        "n": 1000, "n_effective": 1000.0, "estimate": 0.5 + difference, "low95": 0.4,
        "high95": 0.6, "stated_value": 0.5, "difference": difference,
        "diff_low95": difference - half, "diff_high95": difference + half,
        "diff_low90": difference - inner, "diff_high90": difference + inner,
    }  # fmt: skip
    return Estimate("python", "ai_engineer", "here", **(given_ | keys))


@given(st.floats(-0.6, 0.6), st.floats(0.005, 0.3))
def test_the_chance_is_small_exactly_where_the_rule_decides(difference, half):
    word = verdicts.decide(CLAIM, [row(difference, half)]).word
    for tried in (REPLICATED, NOT_REPLICATED):
        chance = families.chance(CLAIM, [row(difference, half)], tried)
        if abs(chance - 0.05) > 1e-6:
            assert (chance < 0.05) == (word == tried)


def normal(difference, error, **keys):
    return row(difference, error * stats.norm.isf(0.025), **keys)


@pytest.mark.parametrize(
    ("claim", "difference", "word", "chance"),
    [
        ({}, 0.08, REPLICATED, stats.norm.sf(1)),
        ({}, 0.13, NOT_REPLICATED, 2 * stats.norm.sf(1.5)),
        ({}, 0.0, NOT_REPLICATED, 1.0),
        ({"margin": "half to double"}, 0.15, REPLICATED, stats.norm.sf(2.5)),
        ({"margin": "half to double"}, -0.09, REPLICATED, stats.norm.sf(0.5)),
        ({"kind": "universal"}, -0.08, REPLICATED, stats.norm.sf(1)),
        ({"kind": "universal"}, -0.13, NOT_REPLICATED, 2 * stats.norm.sf(1.5)),
        ({"kind": "universal"}, 0.2, REPLICATED, stats.norm.sf(15)),
    ],
)
def test_the_chance_is_that_of_the_normal_test(claim, difference, word, chance):
    """Replicated is tested on one side of either margin, not replicated on two."""
    found = [normal(difference, 0.02, stated_value=0.2)]
    assert families.chance(CLAIM.model_copy(update=claim), found, word) == pytest.approx(chance)


def test_an_order_pays_for_all_its_pairs_where_it_is_contradicted():
    order = CLAIM.model_copy(update={"kind": "ranking"})
    half = 0.1 * stats.norm.isf(0.025 / 3)
    pairs = [row(0, 0.1, estimate=e, low95=e - half, high95=e + half) for e in (-0.25, 0.1, 0.2)]
    chance = families.chance(order, pairs, NOT_REPLICATED)
    assert chance == pytest.approx(6 * stats.norm.sf(2.5))


@pytest.mark.parametrize(
    ("stated", "estimate", "word", "chance"),
    [
        ("<5%", 0.03, REPLICATED, stats.norm.sf(2)),
        ("<5%", 0.08, NOT_REPLICATED, 2 * stats.norm.sf(3)),
        ("<5%", 0.02, NOT_REPLICATED, 1.0),
        (">5%", 0.08, NOT_REPLICATED, 1.0),
    ],
)
def test_a_threshold_is_tested_on_one_side_or_on_two(stated, estimate, word, chance):
    claim = CLAIM.model_copy(update={"kind": "threshold", "stated": stated})
    found = [around(estimate, 0.01 * stats.norm.isf(0.025))]
    assert families.chance(claim, found, word) == pytest.approx(chance)


@given(st.floats(-0.6, 0.6), st.floats(0.005, 0.3), st.sampled_from([REPLICATED, NOT_REPLICATED]))
def test_the_chance_does_not_know_the_sign(difference, half, word):
    one, other = (families.chance(CLAIM, [row(d, half)], word) for d in (difference, -difference))
    assert one == pytest.approx(other)


def test_a_threshold_has_the_chance_of_its_own_side():
    claim = CLAIM.model_copy(update={"kind": "threshold", "stated": "<5%"})
    bounds = {"estimate": 0.02, "low95": 0.01, "high95": 0.03, "low90": 0.0116, "high90": 0.0284}
    low = row(0, 0.1, **bounds)
    high = row(0, 0.1, **{name: value + 0.10 for name, value in bounds.items()})
    assert families.chance(claim, [low], REPLICATED) < 0.001
    assert families.chance(claim, [high], NOT_REPLICATED) < 0.001
    assert families.chance(claim, [high], REPLICATED) > 0.999


def around(estimate, half):
    inner = half * stats.norm.isf(0.05) / stats.norm.isf(0.025)
    bounds = {"low95": -half, "high95": half, "low90": -inner, "high90": inner}
    moved = {name: estimate + bound for name, bound in bounds.items()}
    return row(0, 0.1, estimate=estimate, **moved)


def test_an_order_is_as_sure_as_its_least_sure_pair_and_wrong_by_its_clearest():
    order = CLAIM.model_copy(update={"kind": "ranking"})
    up, unsure, down = around(0.2, 0.05), around(0.02, 0.05), around(-0.2, 0.05)
    alone = families.chance(order, [unsure], REPLICATED)
    assert alone == pytest.approx(stats.norm.sf(0.02 / 0.05 * stats.norm.isf(0.025)))
    for pairs in ([up, unsure], [unsure, up]):
        assert families.chance(order, pairs, REPLICATED) == pytest.approx(alone)
    for pairs in ([down, unsure], [unsure, down]):
        assert families.chance(order, pairs, NOT_REPLICATED) < 0.001
    assert families.chance(order, [up, unsure], NOT_REPLICATED) > 0.1


@pytest.mark.parametrize(("estimate", "chance"), [(0.02, 0.0), (0.05, 1.0), (0.08, 1.0)])
def test_an_estimate_without_width_is_certain_on_its_side_and_nothing_on_the_limit(
    estimate, chance
):
    claim = CLAIM.model_copy(update={"kind": "threshold", "stated": "<5%"})
    assert families.chance(claim, [around(estimate, 0.0)], REPLICATED) == chance


def test_what_rejects_nothing_has_a_chance_of_one_and_a_structure_none():
    assert families.chance(CLAIM, [row(0, 0.1)], UNDETERMINED) == 1.0
    structure = CLAIM.model_copy(update={"kind": "structure"})
    assert families.chance(structure, [row(0, 0.1)], REPLICATED) is None
    assert families.holm({("a", "x"): None}, {"a": "s"}) == {}


def test_holm_is_that_of_the_section_over_its_corpora():
    chances = {
        ("a", "x"): 0.01, ("a", "y"): 0.04, ("b", "x"): 0.03, ("b", "y"): 0.005,
        ("c", "x"): 0.02, ("d", "x"): None,
    }  # fmt: skip
    sections = {"a": "s", "b": "s", "c": "t", "d": "t"}
    adjusted = families.holm(chances, sections)
    # Benjamini and Hochberg's four: Holm of (.01, .04, .03, .005) is (.03, .06, .06, .02)
    assert [adjusted[key] for key in list(chances)[:4]] == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert adjusted["c", "x"] == 0.02
    assert ("d", "x") not in adjusted


@given(st.lists(unit, min_size=1, max_size=30))
def test_holm_never_makes_a_chance_smaller(chances):
    keys = {(f"c{n}", "x"): chance for n, chance in enumerate(chances)}
    adjusted = families.holm(keys, {claim: "s" for claim, _ in keys})
    assert all(adjusted[key] >= chance for key, chance in keys.items())


def judged(estimates, options=("once", "kept"), countries=("here", "any")):
    """Return a claim in four universes with these estimates of 2,000 postings."""
    choices = pd.DataFrame([(d, c) for d in options for c in countries],
                           columns=["duplicates", "country"])  # fmt: skip
    p = np.array(estimates)
    half = 1.96 * np.sqrt(p * (1 - p) / 2000)
    arrays = {
        "n": np.full(4, 2000.0), "n_effective": np.full(4, 2000.0), "estimate": p,
        "low95": p - half, "high95": p + half, "stated_value": np.full(4, 0.5),
        "diff_low95": p - half - 0.5, "diff_high95": p + half - 0.5,
        "diff_low90": p - 0.84 * half - 0.5, "diff_high90": p + 0.84 * half - 0.5,
    }  # fmt: skip
    return Judged.of(Universes(CLAIM, "here", choices, {"ai_engineer": arrays}))


def test_swings_flips_and_shares_of_four_universes():
    four = judged([0.50, 0.52, 0.70, 0.72])
    assert list(four.words) == [REPLICATED, REPLICATED, NOT_REPLICATED, NOT_REPLICATED]
    shares = four.shares()
    assert (shares[REPLICATED], shares[NOT_REPLICATED], shares["assessable"]) == (0.5, 0.5, 1.0)
    moves = {(s["choice"], s["option"]): s for s in four.swings()}
    assert moves["duplicates", "kept"]["moves"] == pytest.approx(0.20)
    assert moves["country", "any"]["moves"] == pytest.approx(0.02)
    assert moves["duplicates", "kept"]["of_variance"] == pytest.approx(0.01 / 0.0101)
    flip = four.flip()
    assert (flip["fewest"], flip["sets"]) == (1, 1)
    assert flip["first"] == '[{"duplicates": "kept", "verdict": "not replicated"}]'


def test_it_can_take_two_choices_to_turn_a_verdict():
    flip = judged([0.50, 0.52, 0.53, 0.75]).flip()
    assert (flip["fewest"], flip["sets"]) == (2, 1)
    assert judged([0.50, 0.51, 0.52, 0.50]).flip() is None


def test_a_curve_keeps_the_ends_and_the_default():
    curve = judged([0.52, 0.50, 0.70, 0.72]).curve(2)
    assert curve["estimate"].tolist() == [0.50, 0.52, 0.72]
    assert curve["default"].tolist() == [False, True, False]
    assert curve["rank"].iloc[[0, -1]].tolist() == [0, 1]


def test_a_changed_margin_or_reading_changes_the_hash_of_its_claim_alone():
    claims = register.load(paths.source(register.ARTICLE))
    before = frozen.table(claims, DECLARED)
    assert frozen.changed(before, before) == []

    def with_(name, **keys):
        moved = [c.model_copy(update=keys) if c.id == name else c for c in claims.claim]
        return frozen.table(claims.model_copy(update={"claim": tuple(moved)}), DECLARED)

    assert frozen.changed(before, with_("swe-genai", margin=0.12)) == ["swe-genai"]
    assert frozen.changed(before, with_("aie-python", level="mentions")) == ["aie-python"]
    assert frozen.changed(before, with_("aie-python", said="in other words")) == []
    looser = frozen.table(claims, DECLARED.model_copy(update={"stands": 0.8}))
    assert frozen.changed(before, looser) == [frozen.GATE]


def test_what_is_committed_was_declared_so():
    claims = register.load(paths.source(register.ARTICLE))
    committed = pd.read_csv(paths.source("data/processed/multiverse/declared.csv"))
    assert frozen.changed(committed, frozen.table(claims, DECLARED)) == []


def test_the_layers_do_not_touch_one_another():
    detailed = pd.DataFrame(
        {"claim": ["a"] * 2, "corpus": ["x", "y"], "verdict": [UNDETERMINED, REPLICATED],
         "at_default": [NOT_REPLICATED, REPLICATED], "agree": [0.4, 0.95]}
    )  # fmt: skip
    overall = pd.DataFrame(
        {"claim": ["a"], "kind": ["share"], "coherence": ["at odds with itself"],
         "coherence_reason": ["It cannot be."], "verdict": ["holds"]}
    )  # fmt: skip
    corrected = detailed.assign(verdict=detailed["at_default"], corrected_verdict=REPLICATED)
    (row_,) = layers.layers(detailed, overall, corrected, 0.9).to_dict("records")
    words = ["arithmetic", "definitions", "labels", "generalisation", "verdict"]
    assert [row_[word] for word in words] == [
        "at odds with itself", "in part", "in part", "mixed", "holds",
    ]  # fmt: skip
