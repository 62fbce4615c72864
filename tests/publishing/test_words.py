"""Numbers and names as a reader meets them."""

import math

import pytest

from analysis.publishing import words


@pytest.mark.parametrize(
    ("share", "digits", "said"),
    [(0.494, 0, "49%"), (0.0471, 1, "4.7%"), (1.0, 0, "100%"), (math.nan, 0, "–")],
)
def test_a_share_is_said_in_percent(share: float, digits: int, said: str) -> None:
    assert words.percent(share, digits) == said


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.52, 0.31, math.nan], "31% to 52%"),
        ([0.312, 0.308], "31%"),
        ([], "–"),
        ([math.nan], "–"),
    ],
)
def test_a_spread_is_the_lowest_to_the_highest(shares: list[float], said: str) -> None:
    assert words.spread(shares) == said


@pytest.mark.parametrize(
    ("names", "said"), [([], "none"), (["a"], "a"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed_as_in_a_sentence(names: list[str], said: str) -> None:
    assert words.listed(names) == said


def test_an_interval_says_its_unit_once() -> None:
    assert words.interval(0.312, 0.498) == "31–50%"
    assert words.interval(math.nan, math.nan) == "–"


def test_verdicts_are_told_in_order_with_one_and_many() -> None:
    given = ["does not hold", "mixed", "does not hold", "holds"]
    assert words.tally(given) == "1 holds, 1 is mixed and 2 do not hold"


def test_a_share_and_a_gap_are_said_with_their_intervals() -> None:
    assert words.share(0.494, 0.443, 0.537) == "49% (44–54%)"
    assert words.gap(0.093, -0.021, 0.2) == "+9 points (-2 to +20)"
