"""Printed values become numbers, and numbers the counts that could have been printed so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.register import stated


@pytest.mark.parametrize(
    ("text", "form", "value", "bound"),
    [
        ("49%", "share", 0.49, "="),
        ("<5%", "share", 0.05, "<"),
        (">=45%", "share", 0.45, ">="),
        ("155 of 425", "share", 155 / 425, "="),
        ("1,101", "count", 1101.0, "="),
        ("$300K", "amount", 300_000.0, "="),
        ("$170K-$300K", "amount", 170_000.0, "="),
        ("rare", "words", None, "="),
        ("3-6 months", "words", None, "="),
        ("5 of 4", "words", None, "="),
        ("0 of 0", "words", None, "="),
        ("4 of 4", "share", 1.0, "="),
        ("1 of 1", "share", 1.0, "="),
    ],
)
def test_a_printed_value_is_read(text, form, value, bound):
    found = stated.parse(f" {text} ")
    told = found.text, found.form, found.value, found.bound
    assert told == (text, form, pytest.approx(value), bound)


def test_a_band_of_pay_has_both_ends():
    assert stated.parse("$170K-$300K").high == 300_000.0


@pytest.mark.parametrize(
    ("text", "n", "counts"),
    [  # recomputed in the statistical design of the project, section 1.1
        ("49%", 429, (209, 212)),
        ("41%", 429, (174, 178)),
        ("73%", 425, (309, 312)),
        ("22%", 425, (92, 95)),
        ("64%", 425, (270, 274)),
        ("72%", 429, (307, 311)),
        ("16%", 247, (39, 40)),
        ("82%", 247, (202, 203)),
        ("34%", 247, (83, 85)),
        ("36%", 425, (151, 155)),
        ("<5%", 425, (0, 21)),
        (">=45%", 429, (194, 429)),
        ("155 of 425", 425, (155, 155)),
        ("<10%", 20, (0, 1)),
        ("<=10%", 20, (0, 2)),
    ],
)
def test_the_counts_that_a_printed_share_allows(text, n, counts):
    found = stated.possible_counts(stated.parse(text), n)
    assert (found[0], found[-1]) == counts


def test_a_share_that_no_count_gives_allows_none():
    assert not stated.possible_counts(stated.parse("17%"), 3)
    assert not stated.possible_counts(stated.parse("155 of 425"), 424)


def test_a_half_may_have_been_rounded_either_way():
    assert list(stated.possible_counts(stated.parse("12%"), 8)) == [1]  # 12.5%
    assert list(stated.possible_counts(stated.parse("13%"), 8)) == [1]


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_count_behind_a_rounded_share_is_among_those_it_allows(pair):
    k, n = pair
    printed = f"{int(100 * k / n + 0.5)}%"
    assert k in stated.possible_counts(stated.parse(printed), n)


def test_decimals_that_are_printed_are_held_to():
    assert list(stated.possible_counts(stated.parse("12.5%"), 8)) == [1]
    assert list(stated.possible_counts(stated.parse("12.5%"), 1000)) == [125]
    assert list(stated.possible_counts(stated.parse("0.25%"), 1000)) == []
    assert list(stated.possible_counts(stated.parse("0.2%"), 1000)) == [2]


@pytest.mark.parametrize(
    ("text", "counts"),
    [("<2%", [0, 1]), ("<=2%", [0, 1, 2]), (">98%", [99, 100]), (">=98%", [98, 99, 100])],
)
def test_a_bound_allows_what_lies_beyond_it_and_itself_where_it_says_so(text, counts):
    assert list(stated.possible_counts(stated.parse(text), 100)) == counts


@pytest.mark.parametrize("text", ["rare", "1,101", "$300K"])
def test_only_a_share_allows_counts(text):
    with pytest.raises(ValueError, match=r"is no share$"):
        stated.possible_counts(stated.parse(text), 2000)


def test_words_allow_no_count():
    with pytest.raises(ValueError, match="'rare' is no share"):
        stated.possible_counts(stated.parse("rare"), 425)


def test_two_shares_that_are_set_against_each_other():
    pair = stated.parse_pair("72% against <5%")
    assert pair is not None
    assert [side.value for side in pair] == pytest.approx([0.72, 0.05])
    assert stated.parse_pair("72%") is None
    assert stated.parse_pair("34% against rare") is None
