"""The article's numbers are held against each other by counting, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import paths
from analysis.claims import coherence
from analysis.claims.coherence import AT_ODDS, CONSISTENT, FOLLOWS, STRAINED, check
from analysis.register import register
from analysis.register.register import Relation


def relation(kind, parts, whole=None, speaks_to=None):
    about = tuple(speaks_to or parts)
    return Relation(kind=kind, parts=tuple(parts), whole=whole, speaks_to=about, why="So.")


def status(article, stated, *given_):
    return check(article(stated, relation(*given_)))[
        given_[3][0] if len(given_) > 3 else given_[1][0]
    ]


@pytest.mark.parametrize(("total", "expected"), [("1,101", CONSISTENT), ("1,100", AT_ODDS)])
def test_parts_add_up_or_do_not(article, total, expected):
    stated = {"a": "429", "b": "425", "c": "247", "all": total}
    assert status(article, stated, "sum", ["a", "b", "c"], "all").status == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [("36%", CONSISTENT), ("37%", AT_ODDS), ("<40%", CONSISTENT), ("<36%", AT_ODDS)],
)
def test_one_quantity_printed_twice_agrees_or_does_not(article, other, expected):
    assert status(article, {"a": "36 of 100", "b": other}, "same", ["a", "b"]).status == expected


@pytest.mark.parametrize(("rest", "expected"), [("64%", CONSISTENT), ("65%", AT_ODDS)])
def test_a_part_and_the_rest_make_the_whole_or_do_not(article, rest, expected):
    assert status(article, {"a": "36%", "b": rest}, "complement", ["a", "b"]).status == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [("41%", CONSISTENT), ("42%", AT_ODDS), (">41%", AT_ODDS), (">=41%", CONSISTENT)],
)
def test_a_part_is_no_larger_than_its_whole(article, part, expected):
    assert status(article, {"a": part, "b": "41%"}, "within", ["a"], "b").status == expected


@pytest.mark.parametrize(
    ("part", "expected", "left"),
    [
        ("6 of 100", AT_ODDS, "leaves at most 4"),
        ("4 of 100", STRAINED, "at most 0 of the other 96"),
        ("2 of 100", STRAINED, "at most 2 of the other 98"),
        ("1 of 100", CONSISTENT, "at most 3 of the other 99"),
    ],
)
def test_a_total_that_one_employer_fills_speaks_of_that_employer(article, part, expected, left):
    found = status(article, {"a": part, "b": "<5%"}, "single_employer", ["a"], "b", ["b"])
    assert found.status == expected
    assert left in found.reason


@pytest.mark.parametrize(
    ("part", "claimed", "expected"),
    [
        ("73%", ">50%", FOLLOWS),  # at least 73 + 64 - 100 = 37 of 64 are in both
        ("22%", ">50%", AT_ODDS),  # at most 22 of 64
        ("40%", ">50%", CONSISTENT),
        ("22%", "<50%", FOLLOWS),
        ("73%", "<50%", AT_ODDS),
        ("22%", "50%", AT_ODDS),
        ("40%", "50%", CONSISTENT),
    ],
)
def test_two_totals_bound_what_they_share(article, part, claimed, expected):
    stated = {"a": part, "b": "64%", "c": claimed}
    assert status(article, stated, "overlap", ["a"], "b", ["c"]).status == expected


@given(st.integers(0, 30), st.integers(1, 30))
def test_the_bounds_of_an_overlap_are_those_of_every_possible_overlap(a, b):
    possible = [both / b for both in range(31) if both <= min(a, b) and a + b - both <= 30]
    low, high = coherence.conditional_bounds(range(a, a + 1), range(b, b + 1), 30)
    assert (low, high) == pytest.approx((min(possible), max(possible)))


def test_the_worst_of_several_findings_stands_with_every_reason(article):
    stated = {"a": "36%", "b": "36 of 100", "c": "30%"}
    found = check(
        article(stated, relation("same", ["a", "b"]), relation("within", ["a"], "c", ["a"]))
    )
    assert found["a"].status == AT_ODDS
    assert "agree at 36" in found["a"].reason
    assert "leaves at most 30" in found["a"].reason
    assert found["b"].status == CONSISTENT
    assert "c" not in found


def test_a_changed_number_of_the_article_changes_what_is_found(tmp_path):
    text = paths.source(register.ARTICLE).read_text(encoding="utf-8")
    as_printed = check(register.load(paths.source(register.ARTICLE)))
    changed = tmp_path / "claims.toml"
    changed.write_text(
        text.replace('stated = "20 of 425"', 'stated = "22 of 425"'), encoding="utf-8"
    )
    assert as_printed["aie-pay-below-5"].status == STRAINED
    assert "at most 1 of the other 405" in as_printed["aie-pay-below-5"].reason
    assert check(register.load(changed))["aie-pay-below-5"].status == AT_ODDS


def reason(article, stated, *given_):
    return status(article, stated, *given_).reason


def test_a_reason_says_what_was_counted_and_then_why(article):
    assert reason(article, {"a": "429", "b": "0", "all": "429"}, "sum", ["a", "b"], "all") == (
        "429 + 0 = 429. So."
    )
    assert reason(article, {"a": "1,000", "b": "5", "all": "0"}, "sum", ["a", "b"], "all") == (
        "1,000 + 5 = 1,005, not 0. So."
    )
    assert reason(article, {"a": "36%", "b": "37%"}, "same", ["a", "b"]) == (
        "No count gives both '36%' and '37%'. So."
    )
    assert reason(article, {"a": "36%", "b": "<64%"}, "complement", ["a", "b"]) == (
        "'36%' and '<64%' make 36 to 99, not 100. So."
    )
    assert reason(article, {"a": "36%", "b": "64%"}, "complement", ["a", "b"]) == (
        "'36%' and '64%' can make up 100. So."
    )
    overlap = "overlap", ["a"], "b", ["c"]
    assert reason(article, {"a": "40%", "b": "50%", "c": "30%"}, *overlap) == (
        "The totals leave between 0% and 80%, against '30%'. So."
    )


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [("1 of 100", "<2%", STRAINED), ("0 of 100", "<1%", CONSISTENT)],
)
def test_one_posting_carries_a_total_of_one_and_none_carries_none(article, part, whole, expected):
    assert status(
        article, {"a": part, "b": whole}, "single_employer", ["a"], "b", ["b"]
    ).status == (expected)


@pytest.mark.parametrize(
    ("part", "whole", "claimed", "expected"),
    [
        ("80%", "80%", "75%", CONSISTENT),  # 60 to 80 of 80 are in both
        ("80%", "80%", "100%", CONSISTENT),
        ("40%", "50%", "0%", CONSISTENT),
        ("80%", "80%", ">75%", CONSISTENT),
        ("40%", "80%", "<50%", CONSISTENT),  # 20 to 40 of 80
        ("40%", "80%", ">50%", AT_ODDS),
        ("80%", "80%", "<75%", AT_ODDS),
    ],
)
def test_a_bound_that_touches_the_claim_neither_follows_from_it_nor_allows_more(
    article, part, whole, claimed, expected
):
    stated = {"a": part, "b": whole, "c": claimed}
    assert status(article, stated, "overlap", ["a"], "b", ["c"]).status == expected


def test_of_a_whole_that_may_be_none_only_the_counts_above_bound_its_part():
    assert coherence.conditional_bounds(range(1, 2), range(3), 100) == (0, 1)


def test_a_relation_of_counts_needs_a_role(article):
    claims = article({"a": "36%", "b": "64%"})
    alone = claims["a"].model_copy(update={"population": None})
    with pytest.raises(ValueError, match=r"^claim 'a' has no population: a relation of counts "):
        coherence.counts(claims.model_copy(update={"claim": (alone,)}), "a")
