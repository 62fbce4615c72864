"""Who does not see some colours tells apart, on both grounds, what a figure has to tell apart."""

import itertools

import numpy as np
import pytest

from analysis.publishing import (
    accuracy_figures,
    category_figures,
    comparison_figures,
    estimate_figures,
    legibility,
    multiverse_figures,
    style,
)

VISIONS = {
    "full": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
"""What is seen of linear red, green and blue (Machado, Oliveira and Fernandes 2009, severity 1)."""

TO_CONES = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
TO_LAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]
"""OKLab (Ottosson 2020), in which equal distances look about equally large."""

APART, LINES, CELLS = 0.085, 0.06, 0.06
"""The least distances in OKLab, in which 0.02 is just seen.

Corpora and raters are drawn as points, so their markers tell them apart as well. A cell of a matrix
holds a sign that says its verdict. The thin lines of a curve have their colour alone, and the
verdicts of neighbours on a curve are neighbours in meaning.
"""


def seen(colour: str, vision: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.array(TO_LAB) @ np.cbrt(
        np.array(TO_CONES) @ np.clip(np.array(VISIONS[vision]) @ linear, 0, 1)
    )


def distance(one: str, other: str, vision: str) -> float:
    return float(np.linalg.norm(seen(one, vision) - seen(other, vision)))


def looks(given: dict[str, tuple[str, str]]) -> list[str]:
    return [colour for colour, _ in given.values()]


TOLD_APART = {
    "corpora": ([*looks(style.CORPORA), style.OTHER[0], style.ARTICLE], APART),
    "raters": (looks(category_figures.LOOKS), APART),
    "views": (looks(accuracy_figures.VIEWS), APART),
    "roles": ([colour for _, colour in style.ROLES.values()], APART),
    "mixes": ([colour for _, colour, _ in comparison_figures.HELD.values()], APART),
    "effects": (looks(estimate_figures.EFFECTS), APART),
    "places": (looks(estimate_figures.PLACES), APART),
    "within": (looks(estimate_figures.WITHIN), APART),
    "intervals": (looks(estimate_figures.INTERVALS), APART),
    "verdicts as lines": (list(multiverse_figures.SEEN.values()), LINES),
    "verdicts as cells": (list(style.SIGNS), CELLS),
}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("ground", [legibility.LIGHT, legibility.DARK])
@pytest.mark.parametrize("kind", TOLD_APART)
def test_colours_stay_apart_for_every_eye(kind: str, ground: str, vision: str) -> None:
    colours, least = TOLD_APART[kind]
    shown = [legibility.on_dark(one) if ground == legibility.DARK else one for one in colours]
    apart = {pair: distance(*pair, vision=vision) for pair in itertools.combinations(shown, 2)}
    assert min(apart.values()) >= least, sorted(apart.items(), key=lambda pair: pair[1])[:3]


def test_the_eye_that_is_simulated_confuses_what_it_is_known_to_confuse() -> None:
    """Red and green of one lightness for protan and deutan, blue and green for tritan."""
    red, green, blue, teal = "#b5651d", "#6b8e23", "#0080c0", "#009080"
    for vision in ("protan", "deutan"):
        assert distance(red, green, vision) < distance(red, green, "full") / 2
    assert distance(blue, teal, "tritan") < distance(blue, teal, "full") / 2


def test_greys_and_distances_are_those_of_the_sources() -> None:
    for vision in VISIONS:
        lightness, *hue = seen("#808080", vision)
        assert lightness == pytest.approx(0.5999, abs=1e-3)
        assert hue == pytest.approx([0, 0], abs=1e-3)
    assert seen("#ff0000", "full") == pytest.approx([0.628, 0.2249, 0.1258], abs=1e-3)


@pytest.mark.parametrize(
    "given", [style.CORPORA, category_figures.LOOKS], ids=["corpora", "raters"]
)
def test_a_marker_tells_apart_what_a_colour_tells_apart(given: dict[str, tuple[str, str]]) -> None:
    assert len({marker for _, marker in given.values()}) == len(given)


def test_a_sign_tells_every_cell_apart() -> None:
    assert len(set(style.SIGNS.values())) == len(style.SIGNS)
