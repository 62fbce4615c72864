"""On the dark ground everything stands out at least as it does on the white one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.publishing import legibility, style

COLOURS = some.tuples(*[some.integers(0, 255)] * 3).map(lambda rgb: f"#{bytes(rgb).hex()}")
ROUNDED = 0.93
"""A colour is rounded to whole steps of its channels, which on a dark ground are coarse."""


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio) -> None:
    assert legibility.ratio(one, other) == legibility.ratio(other, one)
    assert legibility.ratio(one, other) == pytest.approx(ratio, abs=0.01)


@settings(deadline=None)
@given(COLOURS)
def test_no_colour_stands_out_less_on_dark(colour) -> None:
    least = min(
        legibility.ratio(colour, legibility.LIGHT),
        legibility.ratio(legibility.LIGHT, legibility.DARK),
    )
    assert legibility.ratio(legibility.on_dark(colour), legibility.DARK) >= least * ROUNDED


def test_the_grounds_change_places() -> None:
    assert legibility.on_dark("#FFFFFF") == legibility.DARK
    assert legibility.on_dark("#000000") == legibility.LIGHT


def test_corpora_stay_apart_on_dark() -> None:
    looks = [legibility.on_dark(colour) for colour, _ in style.CORPORA.values()]
    assert len(set(looks)) == len(looks)


def test_a_picture_is_changed_in_its_colours_alone_and_black_that_is_not_said() -> None:
    svg = (
        '<?xml?>\n<svg id="a#b"><text>n</text><path style="fill: #FFFFFF; stroke: #0072b2"/></svg>'
    )
    dark = legibility.picture_on_dark(svg)
    blue = legibility.on_dark("#0072b2")
    assert dark == (
        f'<?xml?>\n<svg fill="{legibility.LIGHT}" id="a#b"><text>n</text>'
        f'<path style="fill: {legibility.DARK}; stroke: {blue}"/></svg>'
    )
    assert legibility.picture_on_dark(svg) == dark
