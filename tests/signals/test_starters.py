"""Words that open lines are never passed over, and most others are."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.signals import characters, headings, starters

STARTERS = sorted(headings.load().starters)


def may_open(text: str) -> bool:
    return bool(starters.may_open(characters.codes(text), np.array([0]))[0])


@given(st.sampled_from(STARTERS), st.text(max_size=5))
def test_no_word_that_opens_lines_is_passed_over(word: str, behind: str) -> None:
    assert may_open(f"{word} {behind}  ")


def test_a_word_with_other_letters_is_passed_over() -> None:
    assert not any(map(may_open, ["Zebra ", "Xylophone ", "Byte ", "I  "]))
