"""No text stops the measuring, and its time grows with the length of the text."""

import time
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.signals import measure

ZERO_WIDTH, RIGHT_TO_LEFT, BOM = "\u200b", "\u202e", "\ufeff"
SENTENCE = "Requirements:\n- five years of Python, SQL and AWS; pay $150,000 - $170,000 a year.\n"

AWKWARD: dict[str, Callable[[int], str]] = {
    "sentences": lambda size: SENTENCE * (size // len(SENTENCE)),
    "one word": lambda size: "a" * size,
    "spaces": lambda size: " " * size,
    "no-break spaces and tabs": lambda size: "\u00a0\t" * (size // 2),
    "line ends": lambda size: "\n" * size,
    "figures": lambda size: "1" * size,
    "amounts without an end": lambda size: "$1," + "000," * (size // 4),
    "dashes": lambda size: "- " * (size // 2),
    "brackets": lambda size: "(" * size,
    "tags": lambda size: "<b" * (size // 2),
    "entities": lambda size: "&amp" * (size // 4),
    "or": lambda size: "or python " * (size // 10),
    "not": lambda size: "no " * (size // 3),
    "zero width": lambda size: f"py{ZERO_WIDTH}thon " * (size // 8),
    "combining marks": lambda size: "e" + "\u0301" * size,
}


def spent(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        measure.measure_posting("Engineer", text)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("kind", AWKWARD)
def test_time_grows_with_the_length_of_a_text(kind: str) -> None:
    """Eight times the length in less than 24 times the time; the square would be 64 times."""
    measure.measure_posting("Engineer", SENTENCE)
    short, long = (spent(AWKWARD[kind](size)) for size in (25_000, 200_000))
    assert long < 24 * max(short, 0.005)


def test_a_posting_of_five_million_characters_is_measured() -> None:
    text = "We bake bread for the town and for its guests every day. " * 90_000
    found = measure.measure_posting("Baker", f"{text}\nRequirements: Python.")
    assert len(text) > 5_000_000
    assert found.levels["python"] == "required"
    assert found.evidence[-1].end <= len(text) + 30


@pytest.mark.parametrize(
    "text",
    [
        "Requirements: \x00Python\x00.", f"{BOM}Requirements: Python.",
        f"Requirements: {RIGHT_TO_LEFT}Python{RIGHT_TO_LEFT}.",
        "<script>alert('Requirements')</script>\nRequirements: Python.",
        "Requirements: Python. Pay $1000000000000000000 a year.",
        "Requirements: Python. Starts 9999-12-31, NaN, Infinity.",
    ],
)  # fmt: skip
def test_what_surrounds_a_word_does_not_hide_it(text: str) -> None:
    found = measure.measure_posting("Engineer", text)
    (own,) = [one for one in found.evidence if one.signal == "python"]
    assert text[own.start : own.end] == "Python"
    assert found.levels["python"] == "required"


AWKWARD_CHARACTERS = st.sampled_from(
    [*"\x00\t\r\n\v\f$-–—,.;:()<>&#/*'\"=+@%0149aAkK€", ZERO_WIDTH, RIGHT_TO_LEFT, BOM, "\u0301",
     "\u00a0", "\u2028", "\U0001f600", "\ufffd", "ß", "İ", "ﬁ"]
)  # fmt: skip
WRITABLE = st.characters(codec="utf-8")
"""Half a surrogate pair stands in no table: what reads a file puts U+FFFD in its place."""

PIECES = st.sampled_from(
    [
        "Python",
        "required",
        "Requirements",
        "no",
        "AI",
        "$",
        "150k",
        "a year",
        "an hour",
        "full-time",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(AWKWARD_CHARACTERS, PIECES, WRITABLE), max_size=60).map("".join))
def test_any_text_is_measured_and_its_spans_lie_within_it(text: str) -> None:
    found = measure.measure_posting(text[:80], text, text[:20])
    for own in found.evidence:
        whole = text[:80] if own.section == "title" else text
        assert 0 <= own.start < own.end <= len(whole)
    frame = pd.DataFrame({"id": ["a"], "title": [text[:80]], "employer": [""], "text": [text]})
    evidence, measured = measure.measure(frame)
    assert len(measured) == 1
    assert len(evidence) >= len(found.evidence) - 1
