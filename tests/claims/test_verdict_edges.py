"""Where a rule turns, and what a reader is told there."""

import math

import pytest

from analysis.claims.verdicts import (
    COMPATIBLE,
    NOT_ASSESSABLE,
    NOT_REPLICATED,
    REPLICATED,
    UNDETERMINED,
    Margins,
    bounded,
    decide,
    equivalence,
)
from analysis.register.stated import parse
from tests.claims.test_verdicts import claim, pairs, part, row, share_row, six_parts


@pytest.mark.parametrize(
    ("outer", "inner", "estimate", "widest", "word"),
    [
        ((0.4, 0.7), (0.5, 0.6), 0.55, 0.1, UNDETERMINED),  # the inner bound lies on the limit
        ((0.3, 0.5), (0.35, 0.45), 0.4, 0.1, UNDETERMINED),  # the outer bound lies on the limit
        ((0.375, 0.625), (0.4, 0.6), 0.5, 0.125, COMPATIBLE),  # on the limit, as wide as may be
        ((0.375, 0.625), (0.4, 0.6), 0.5, 0.12, UNDETERMINED),  # wider
        ((0.375, 0.625), (0.4, 0.6), 0.49, 0.125, UNDETERMINED),  # on the other side
    ],
)
def test_a_limit_is_neither_exceeded_nor_missed_by_touching_it(
    outer, inner, estimate, widest, word
):
    assert bounded(outer, inner, estimate, 0.5, widest) == word


def order(**keys):
    tiers = [["a"], ["b"], ["c"]]
    return claim(kind="ranking", varies="measure", tiers=tiers, stated="top", **keys)


def test_a_gap_that_touches_nought_is_neither_reversed_nor_sure():
    assert decide(order(), pairs((-0.5, 0.0))).word == UNDETERMINED
    touching = pairs((-0.01, 0.17))  # its 90% interval begins at nought
    assert touching[0].low90 == 0.0
    assert decide(order(), touching).word == COMPATIBLE


def test_an_order_may_be_as_wide_as_its_margin_and_no_wider():
    assert decide(order(margin=0.25), pairs((-0.125, 0.375))).word == COMPATIBLE
    assert decide(order(margin=0.24), pairs((-0.125, 0.375))).word == UNDETERMINED
    assert decide(order(margin=0.25), pairs((-0.125, 0.125))).word == UNDETERMINED  # estimate 0


def test_an_order_names_the_pair_that_is_most_clearly_reversed():
    found = decide(order(), pairs((0.1, 0.3), (-0.2, -0.05), (-0.4, -0.2)))
    assert found.word == NOT_REPLICATED
    assert found.reason == (
        "Of 3 pairs, 2 stand the other way round, most clearly pair 2 (-40 to -20 points)."
    )


def test_an_order_tells_how_many_pairs_keep_it():
    sure = decide(order(), pairs((0.1, 0.3)))
    assert sure.reason == "1 pair: every gap surely lies in the claimed order."
    one = decide(order(), pairs((0.1, 0.3), (-0.1, 0.05), (-0.3, -0.1)))
    assert one.reason.startswith("Of 3 pairs, 1 stands the other way round, most clearly pair 2")
    kept = decide(order(), pairs((0.1, 0.3), (-0.05, 0.1)))
    assert kept.reason == (
        "Of 2 pairs, 2 stand in the claimed order; none is surely reversed, "
        "and not every one surely stands."
    )


def test_an_order_of_few_postings_names_the_pair():
    few = pairs((0.1, 0.3))[0]
    found = decide(order(), [type(few)(**(vars(few) | {"n": 40, "n_effective": 12.0}))])
    assert found.word == NOT_ASSESSABLE
    assert found.reason == (
        "pair 0: 40 postings here are worth 12 independent ones; 30 are needed."
    )


def lead(named, rival, n=400, other="Beta"):
    largest = claim(kind="extremum", employer="Alpha", stated="largest")
    return decide(largest, [row("named", k=named, n=n), row("rival", k=rival, n=n, note=other)])


def test_thirty_postings_are_enough_for_a_lead():
    assert lead(20, 1, n=29).reason == "29 postings of the role; 30 are needed."
    assert lead(20, 1, n=30).word == REPLICATED


def test_a_lead_names_both_counts_and_whether_chance_gives_it():
    assert lead(20, 8).reason.startswith(
        "Alpha has 20 of 400 postings, Beta 8, more than chance between the two (p = 0.0"
    )
    assert "no other 10, which chance alone could give (p = " in lead(20, 10, other=None).reason
    nobody = lead(None, None)
    assert nobody.word == UNDETERMINED
    assert nobody.reason.startswith("Alpha has 0 of 400 postings, Beta 0, ")


def split(tested):
    structure = claim(kind="structure", stated=">=90%", block="agentic", marks=["rag"])
    return decide(structure, [row("share", estimate=0.9)], tested).reason


def test_a_split_tells_what_failed_and_what_was_needed():
    assert split(six_parts(auc=0.7)) == (
        "Of 4 parts that decide, 1 fails: the other features tell the flag with an AUC of 0.70, "
        "at least 0.90 needed."
    )
    assert split(six_parts(p=0.4)) == (
        "Of 4 parts that decide, 1 fails: the dip of the score has p = 0.40, at most 0.05 needed; "
        "none fails for sure."
    )
    assert split(six_parts()).startswith("All that decides is passed: the other features tell")


def test_a_split_that_was_refused_says_why_and_one_that_was_not_run_says_so():
    refused = [*six_parts(), part("", 0.0, 0.0, decides=False, refused="it is too small")]
    assert split(refused) == "The six-part test refused it: it is too small."
    assert split([]) == "No six-part test was run."


def test_nothing_estimated_and_a_lost_number_are_told():
    assert decide(claim(), []).reason == "Nothing was estimated in this corpus."
    lost = row("ai_engineer", n_effective=300.0, stated_value=math.nan)
    said = "^an estimate that was not refused lacks a number: run the estimates again$"
    with pytest.raises(ValueError, match=said):
        decide(claim(), [lost])


@pytest.mark.parametrize(
    ("difference", "inner", "word"),
    [
        ((-0.12, 0.06), (-0.1, 0.05), COMPATIBLE),  # the 90% interval touches the margin below
        ((-0.06, 0.12), (-0.05, 0.1), COMPATIBLE),  # and above
        ((0.1, 0.3), (0.12, 0.28), UNDETERMINED),  # the 95% interval begins on the margin
        ((-0.3, -0.1), (-0.28, -0.12), UNDETERMINED),
    ],
)
def test_a_difference_that_touches_its_margin_is_neither_within_nor_beyond(difference, inner, word):
    assert equivalence(difference, inner, Margins(low=-0.1, high=0.1)) == word


@pytest.mark.parametrize("ends", [(0.0, 0.4), (-0.4, 0.0)])
def test_a_difference_that_touches_nought_is_not_shown(ends):
    low, high = ends
    wide = row(
        "ai_engineer", n=300, n_effective=300.0, estimate=0.5, low95=0.3, high95=0.7,
        diff_low95=low, diff_high95=high, diff_low90=low + 0.03, diff_high90=high - 0.03,
        stated_value=0.5,
    )  # fmt: skip
    found = decide(claim(), [wide])
    assert found.word == UNDETERMINED
    assert found.reason.endswith("is known too roughly for the margin of 10 points.")


def test_a_threshold_is_told_as_it_was_printed_and_as_it_is_read():
    limit = claim(kind="threshold", stated="most", read_as=">50%")
    found = decide(limit, [share_row(0.7, 0.05, 0.5)])
    assert " against 'most', read as more than 50%: " in found.reason


def test_margins_that_differ_are_told_apart():
    half = claim(kind="count", stated="12.5%", margin="half to double")
    found = decide(half, [share_row(0.125, 0.01, 0.125)])
    assert found.reason.endswith("stays within the margin of 6.2 points below and 12 above.")


def test_no_estimate_of_its_worth_is_worth_nothing():
    lost = row("ai_engineer", n=40, n_effective=None)
    assert decide(claim(), [lost]).reason == (
        "40 postings here are worth 0 independent ones; 30 are needed."
    )


@pytest.mark.parametrize(
    ("stated", "centre", "half", "word"),
    [
        (">50%", 0.55, 0.09, COMPATIBLE),
        (">50%", 0.55, 0.12, UNDETERMINED),  # as wide as no margin allows
        (">50%", 0.45, 0.09, UNDETERMINED),
        ("<50%", 0.45, 0.09, COMPATIBLE),
        ("<50%", 0.45, 0.12, UNDETERMINED),
        ("<50%", 0.55, 0.09, UNDETERMINED),
    ],
)
def test_a_threshold_is_compatible_on_its_side_within_the_margin_alone(stated, centre, half, word):
    limit = claim(kind="threshold", stated=stated, margin=0.10)
    said = {"<": "less than", ">": "more than"}[stated[0]]
    found = decide(limit, [share_row(centre, half, 0.5)])
    assert found.word == word
    assert found.reason.startswith(f"{centre:.0%} (")
    assert f") against {said} 50%: " in found.reason


def test_dollars_are_thousands_only_where_they_say_so():
    assert (parse("$170K-$300K").value, parse("$170K-$300K").high) == (170_000.0, 300_000.0)
    assert (parse("$95.50").value, parse("$95.50").high) == (95.5, None)
    assert (parse("$90 - $1,200").value, parse("$90 - $1,200").high) == (90.0, 1200.0)
