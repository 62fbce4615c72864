"""The rules give one word of five, no two at once, and never a better one for a worse estimate."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.claims import verdicts
from analysis.claims.verdicts import (
    COMPATIBLE,
    DOES_NOT_HOLD,
    HOLDS,
    MIXED,
    NOT_ASSESSABLE,
    NOT_REPLICATED,
    REPLICATED,
    UNDETERMINED,
    Margins,
    Part,
    bounded,
    combine,
    decide,
    equivalence,
)
from analysis.estimates.rows import Estimate
from analysis.register.register import Claim

TEN = Margins(-0.10, 0.10)
LADDER = [NOT_REPLICATED, UNDETERMINED, COMPATIBLE, REPLICATED]


def claim(**keys):
    given_ = {
        "id": "python",
        "section": "s",
        "said": "postings that require Python",
        "stated": "73%",
        "kind": "share",
        "population": "ai_engineer",
        "level": "requires",
        "measure": "python",
        "margin": 0.10,
        "needs": "skill_share",
    }
    return Claim(**(given_ | keys))


def around(centre, half, ratio=0.84):
    """Return a 95% interval and the 90% interval inside it."""
    return (centre - half, centre + half), (centre - ratio * half, centre + ratio * half)


@pytest.mark.parametrize(
    ("centre", "half", "word"),
    [
        (0.0, 0.05, REPLICATED),
        (0.05, 0.04, REPLICATED),  # a difference is shown, and it is small
        (0.0, 0.11, REPLICATED),  # the 90% interval still fits
        (0.04, 0.09, COMPATIBLE),
        (-0.04, 0.09, COMPATIBLE),
        (0.0, 0.15, UNDETERMINED),  # too wide
        (0.10, 0.05, UNDETERMINED),  # straddles the margin
        (0.16, 0.05, NOT_REPLICATED),
        (-0.16, 0.05, NOT_REPLICATED),
        (0.15, 0.05, UNDETERMINED),  # touches the margin
    ],
)
def test_a_difference_is_judged_by_where_its_interval_lies(centre, half, word):
    assert equivalence(*around(centre, half), TEN) == word


differences = st.tuples(st.floats(-1, 1), st.floats(0.001, 0.6), st.floats(0.5, 0.99))


def conditions(outer, inner, margin):
    """Return the words whose rule, as the design states it, an estimate meets."""
    replicated = -margin < inner[0] and inner[1] < margin
    beyond = outer[0] > margin or outer[1] < -margin
    near = outer[0] <= 0 <= outer[1] and (outer[1] - outer[0]) / 2 <= margin
    return replicated, beyond, near


@given(differences, st.floats(0.01, 0.5))
def test_the_word_is_that_of_the_design_and_its_rules_do_not_clash(difference, margin):
    outer, inner = around(*difference)
    replicated, beyond, near = conditions(outer, inner, margin)
    assert not (replicated and beyond)
    assert not (beyond and near)
    expected = (
        REPLICATED
        if replicated
        else NOT_REPLICATED
        if beyond
        else COMPATIBLE
        if near
        else UNDETERMINED
    )
    assert equivalence(outer, inner, Margins(-margin, margin)) == expected


@given(differences, st.floats(0.01, 0.5))
def test_the_sign_of_a_difference_does_not_matter(difference, margin):
    centre, half, ratio = difference
    both = Margins(-margin, margin)
    assert equivalence(*around(centre, half, ratio), both) == equivalence(
        *around(-centre, half, ratio), both
    )


@given(differences, st.floats(0, 1))
def test_a_larger_difference_is_never_judged_better(difference, further):
    centre, half, ratio = difference
    assume(abs(abs(centre) + half - 0.10) > 1e-9)
    near = equivalence(*around(abs(centre), half, ratio), TEN)
    far = equivalence(*around(abs(centre) + further, half, ratio), TEN)
    assert LADDER.index(far) <= LADDER.index(near)


@given(differences, st.floats(0.01, 0.3), st.floats(0, 0.3))
def test_a_wider_margin_never_turns_a_claim_away(difference, margin, wider):
    intervals = around(*difference)
    narrow = equivalence(*intervals, Margins(-margin, margin))
    wide = equivalence(*intervals, Margins(-margin - wider, margin + wider))
    assert LADDER.index(narrow) <= LADDER.index(wide)


@pytest.mark.parametrize(
    ("centre", "half", "word"),
    [
        (0.60, 0.05, REPLICATED),
        (0.52, 0.05, COMPATIBLE),
        (0.48, 0.05, UNDETERMINED),
        (0.60, 0.15, UNDETERMINED),  # on the right side, too wide to tell
        (0.40, 0.05, NOT_REPLICATED),
    ],
)
def test_a_share_that_is_said_to_exceed_a_limit(centre, half, word):
    assert bounded(*around(centre, half), centre, 0.5, 0.10) == word


@given(st.floats(0, 1), st.floats(0.001, 0.5), st.floats(0, 0.5))
def test_a_higher_share_never_exceeds_a_limit_less(centre, half, higher):
    low = bounded(*around(centre, half), centre, 0.5, 0.10)
    high = bounded(*around(centre + higher, half), centre + higher, 0.5, 0.10)
    assert LADDER.index(low) <= LADDER.index(high)


def test_margins_by_their_words():
    assert verdicts.margins(claim(), 0.73) == Margins(-0.10, 0.10)
    small = verdicts.margins(claim(stated="4%", margin="half to double"), 0.04)
    assert (small.low, small.high) == (-0.02, 0.04)
    gap = claim(
        stated="82% against 73%",
        kind="comparison",
        against="software_engineer",
        margin="half the gap",
    )
    assert verdicts.margins(gap, 0.09) == Margins(-0.045, 0.045)
    least = gap.model_copy(update={"stated": "72% against <5%"})
    assert verdicts.margins(least, 0.67) == Margins(-0.335, math.inf)


def row(part="ai_engineer", **keys):
    return Estimate("python", part, "test", **({"n": 100, "n_effective": 90.0} | keys))


def share_row(estimate, half, stated=0.73, **keys):
    outer, inner = around(estimate, half)
    far, near = around(estimate - stated, half)
    return row(
        estimate=estimate,
        low95=outer[0],
        high95=outer[1],
        low90=inner[0],
        high90=inner[1],
        stated_value=stated,
        difference=estimate - stated,
        diff_low95=far[0],
        diff_high95=far[1],
        diff_low90=near[0],
        diff_high90=near[1],
        **keys,
    )


def test_a_share_gets_its_word_and_a_sentence_with_both_numbers():
    found = decide(claim(), [share_row(0.70, 0.05)])
    assert found.word == REPLICATED
    assert found.reason.startswith("70% (65 to 75%) against 73%: the difference (-7 to +1 points")


def test_a_refusal_is_the_reason():
    found = decide(claim(), [row(refused="texts are cut")])
    assert (found.word, found.reason) == (NOT_ASSESSABLE, "Texts are cut.")


def test_too_few_effective_postings_are_not_judged():
    found = decide(claim(), [share_row(0.70, 0.01, n_effective=29.9)])
    assert found.word == NOT_ASSESSABLE
    assert "100 postings here are worth 30 independent ones" in found.reason
    assert decide(claim(), [share_row(0.70, 0.01, n_effective=30.0)]).word == REPLICATED


def test_nothing_estimated_is_not_assessable():
    assert decide(claim(), []).word == NOT_ASSESSABLE


@pytest.mark.parametrize(
    ("stated", "estimate", "word"),
    [
        ("<5%", 0.02, REPLICATED),
        ("<5%", 0.04, COMPATIBLE),
        ("<5%", 0.06, UNDETERMINED),
        ("<5%", 0.30, NOT_REPLICATED),
        (">50%", 0.60, REPLICATED),
        (">50%", 0.40, NOT_REPLICATED),
    ],
)
def test_a_threshold_in_either_direction(stated, estimate, word):
    found = decide(claim(kind="threshold", stated=stated, margin=0.05), [share_row(estimate, 0.02)])
    assert found.word == word


def test_nearly_all_may_be_more_but_not_less():
    nearly = claim(kind="universal", stated="96 of 100", margin=0.05)
    assert decide(nearly, [share_row(0.99, 0.01, 0.96)]).word == REPLICATED
    assert decide(nearly, [share_row(0.80, 0.05, 0.96)]).word == NOT_REPLICATED
    most = claim(kind="universal", stated="90 of 100", margin=0.05)
    assert decide(most, [share_row(0.99, 0.01, 0.90)]).word == REPLICATED


def pairs(*bounds):
    return [
        row(
            part=f"pair_{number}",
            estimate=(low + high) / 2,
            low95=low,
            high95=high,
            low90=low + 0.01,
            high90=high - 0.01,
        )
        for number, (low, high) in enumerate(bounds)
    ]


@pytest.mark.parametrize(
    ("bounds", "word"),
    [
        ([(0.1, 0.3), (0.05, 0.2)], REPLICATED),
        ([(0.1, 0.3), (-0.05, 0.1)], COMPATIBLE),
        ([(0.1, 0.3), (-0.1, 0.05)], UNDETERMINED),
        ([(0.1, 0.3), (-0.05, 0.4)], UNDETERMINED),
        ([(0.1, 0.3), (-0.2, -0.05)], NOT_REPLICATED),
    ],
)
def test_an_order_stands_where_every_pair_does_and_falls_with_one(bounds, word):
    order = claim(kind="ranking", varies="measure", tiers=[["a"], ["b"], ["c"]], stated="top")
    assert decide(order, pairs(*bounds)).word == word


@pytest.mark.parametrize(
    ("named", "rival", "word"),
    [
        (20, 8, REPLICATED),
        (20, 10, COMPATIBLE),
        (10, 20, UNDETERMINED),
        (8, 20, NOT_REPLICATED),
        (5, 5, UNDETERMINED),
    ],
)
def test_the_largest_employer_must_be_beyond_chance(named, rival, word):
    largest = claim(kind="extremum", employer="Alpha", stated="largest")
    found = [row("named", k=named, note="Alpha"), row("rival", k=rival, note="beta")]
    assert decide(largest, found).word == word


def test_an_extremum_of_few_postings_is_not_judged():
    largest = claim(kind="extremum", employer="Alpha", stated="largest")
    found = [row("named", k=20, n=29), row("rival", k=1, n=29)]
    assert decide(largest, found).word == NOT_ASSESSABLE


def part(quantity, value, needed, **more):
    passed = value <= needed if quantity == "dip_p" else value >= needed
    more = {"high95": value + 0.05, "decides": True, **more}
    return Part(quantity=quantity, value=value, needed=needed, passed=passed, **more)


def six_parts(auc=0.97, gain=50.0, p=0.01, rand=0.9):
    return [
        part("auc", auc, 0.9),
        part("bic_gain", gain, 10.0),
        part("dip_p", p, 0.05),
        part("rand", rand, 0.65),
        part("jaccard", 0.2, 0.75, decides=False),
    ]


@pytest.mark.parametrize(
    ("tested", "word"),
    [
        (six_parts(), REPLICATED),
        (six_parts(auc=0.7), NOT_REPLICATED),
        (six_parts(auc=0.88), UNDETERMINED),  # its interval reaches what is needed
        (six_parts(gain=-20.0), NOT_REPLICATED),
        (six_parts(gain=5.0), UNDETERMINED),
        (six_parts(p=0.4), UNDETERMINED),  # a second hump was not shown, which excludes none
        (six_parts(rand=0.1), NOT_REPLICATED),
        ([], NOT_ASSESSABLE),
        ([part("", 0.0, 0.0, decides=False, refused="it is too small")], NOT_ASSESSABLE),
    ],
)
def test_a_clean_split_takes_every_part_that_decides_and_can_fail(tested, word):
    split = claim(kind="structure", stated=">=90%", block="agentic", marks=["rag"])
    assert decide(split, [share_row(0.95, 0.02, 0.9)], tested).word == word


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))
def test_more_postings_of_the_named_employer_never_rank_it_lower(ours, theirs, more):
    largest = claim(kind="extremum", employer="Alpha", stated="largest")

    def word(named, rival):
        found = [row("named", k=named, n=200), row("rival", k=rival, n=200, note="beta")]
        return decide(largest, found).word

    assert LADDER.index(word(ours, theirs)) <= LADDER.index(word(ours + more, theirs))
    assert LADDER.index(word(ours, theirs + more)) <= LADDER.index(word(ours, theirs))
    mirrored = {REPLICATED: NOT_REPLICATED, COMPATIBLE: UNDETERMINED}
    if ours > theirs:
        assert word(theirs, ours) == mirrored[word(ours, theirs)]


gaps = st.lists(st.tuples(st.floats(-0.9, 0.9), st.floats(0.02, 0.4)), min_size=1, max_size=5)


@given(gaps, st.lists(st.floats(0, 0.5), min_size=5, max_size=5), st.randoms())
def test_an_order_whose_gaps_grow_is_never_judged_worse_and_its_pairs_have_no_order(
    centres, further, random
):
    order = claim(kind="ranking", varies="measure", tiers=[["a"], ["b"], ["c"]], stated="top")

    def word(moved):
        bounds = [(c + up - half, c + up + half) for (c, half), up in moved]
        random.shuffle(bounds)
        return decide(order, pairs(*bounds)).word

    near = word([(each, 0.0) for each in centres])
    far = word(list(zip(centres, further, strict=False)))
    assert near in LADDER
    assert LADDER.index(near) <= LADDER.index(far)


@given(gaps)
def test_an_order_and_its_reverse_never_both_stand(centres):
    order = claim(kind="ranking", varies="measure", tiers=[["a"], ["b"], ["c"]], stated="top")
    forward, back = ([(s * c - h, s * c + h) for c, h in centres] for s in (1, -1))
    words_ = decide(order, pairs(*forward)).word, decide(order, pairs(*back)).word
    if words_[0] == REPLICATED:
        assert words_[1] in {NOT_REPLICATED, UNDETERMINED}
    if words_[0] == NOT_REPLICATED and len(centres) == 1:
        assert words_[1] == REPLICATED


@given(st.floats(0, 1), st.floats(0.001, 0.5), st.floats(0.5, 0.99))
def test_a_bound_and_its_mirror_image_get_one_word(share, half, ratio):
    below = claim(kind="threshold", stated="<30%", margin=0.10)
    above = claim(kind="threshold", stated=">70%", margin=0.10)
    outer, inner = around(share, half, ratio)
    bounds = dict(zip(("low95", "high95", "low90", "high90"), (*outer, *inner), strict=True))
    flipped = dict(
        zip(bounds, (1 - outer[1], 1 - outer[0], 1 - inner[1], 1 - inner[0]), strict=True)
    )
    assume(min(abs(edge - 0.3) for edge in (share, *outer, *inner)) > 1e-9)
    assume(abs(half - 0.10) > 1e-9)
    one = decide(below, [row(estimate=share, **bounds)]).word
    assert one == decide(above, [row(estimate=1 - share, **flipped)]).word
    assert one in LADDER


better = st.tuples(*(st.floats(0, 1), st.floats(-60, 60), st.floats(0, 1), st.floats(0, 1)))


@given(better, better, st.permutations(range(5)))
def test_a_cleaner_split_is_never_judged_worse_in_whatever_order_its_parts_stand(one, two, order):
    split = claim(kind="structure", stated=">=90%", block="agentic", marks=["rag"])

    def word(auc, gain, p, rand):
        tested = six_parts(auc, gain, p, rand)
        return decide(split, [share_row(0.95, 0.02, 0.9)], [tested[at] for at in order]).word

    worse = min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), min(one[3], two[3])
    best = max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), max(one[3], two[3])
    assert word(*worse) in LADDER
    assert LADDER.index(word(*worse)) <= LADDER.index(word(*best))


words = st.sampled_from([REPLICATED, COMPATIBLE, NOT_REPLICATED, UNDETERMINED, NOT_ASSESSABLE])


@pytest.mark.parametrize(
    ("given_", "overall", "decided"),
    [
        ([REPLICATED, COMPATIBLE, UNDETERMINED], HOLDS, 2),
        ([NOT_REPLICATED, UNDETERMINED], DOES_NOT_HOLD, 1),
        ([NOT_REPLICATED, REPLICATED], MIXED, 2),
        ([NOT_REPLICATED, COMPATIBLE], MIXED, 2),
        ([COMPATIBLE, NOT_ASSESSABLE], UNDETERMINED, 1),
        ([UNDETERMINED, NOT_ASSESSABLE], UNDETERMINED, 0),
        ([NOT_ASSESSABLE], NOT_ASSESSABLE, 0),
        ([], NOT_ASSESSABLE, 0),
    ],
)
def test_words_of_corpora_become_one(given_, overall, decided):
    assert combine(given_) == (overall, decided)


@given(st.lists(words, max_size=8))
def test_the_overall_word_is_that_of_the_design(given_):
    word, decided = combine(given_)
    held = REPLICATED in given_ and NOT_REPLICATED not in given_
    fell = NOT_REPLICATED in given_ and not {REPLICATED, COMPATIBLE} & set(given_)
    assert (word == HOLDS) == held
    assert (word == DOES_NOT_HOLD) == fell
    assert (word == NOT_ASSESSABLE) == (set(given_) <= {NOT_ASSESSABLE})
    assert combine(list(reversed(given_))) == (word, decided)
    assert decided == sum(word in {REPLICATED, COMPATIBLE, NOT_REPLICATED} for word in given_)


@given(st.lists(words, max_size=6))
def test_a_corpus_that_fails_it_never_helps_a_claim(given_):
    order = [DOES_NOT_HOLD, MIXED, NOT_ASSESSABLE, UNDETERMINED, HOLDS]
    before, after = combine(given_)[0], combine([*given_, NOT_REPLICATED])[0]
    assert after in {MIXED, DOES_NOT_HOLD}
    assert order.index(after) <= max(order.index(before), order.index(MIXED))
