"""Words that open lines are known to the automaton, and others are not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.signals import characters, headings, starters
from analysis.signals.suspects import word_end

STARTERS = sorted(headings.load().starters)


def end_of(text: str) -> int:
    codes = characters.codes(f"{text}\0")
    return word_end(codes, characters.kinds(codes), 0, starters.automaton())


@pytest.mark.parametrize("word", STARTERS)
def test_a_word_that_opens_lines_ends_where_it_does(word: str) -> None:
    assert end_of(f"{word} more") == len(word)


@given(st.from_regex(r"[A-Z][a-z]{0,12}", fullmatch=True))
def test_a_word_opens_lines_if_it_is_listed(word: str) -> None:
    assert bool(end_of(word)) == (word in STARTERS)


def test_steps_lead_to_states_that_are_there() -> None:
    steps, ends = starters.automaton()
    assert steps.max() == len(ends) - 1
    assert np.count_nonzero(steps >= 0) == len(ends) - 1
