"""Words that open lines, as an automaton that a loop over characters steps through.

Its states are rows: a column for each letter leads to the next one, 0 is where it begins and -1
where no word goes on.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.signals import headings
from analysis.signals.characters import Mask

States = NDArray[np.int16]

LETTERS = 26


class Automaton(NamedTuple):
    """The steps, by state and letter, and which states end a word of `headings.toml`.

    The first letter of a word is a capital, and the others are small: letters are numbers from 0.
    """

    steps: States
    ends: Mask


@cache
def automaton() -> Automaton:
    """Return the words of `headings.toml` that open lines."""
    steps: list[list[int]] = [[-1] * LETTERS]
    ends = [False]
    for word in sorted(headings.load().starters):
        state = 0
        for letter in word.lower():
            number = ord(letter) - ord("a")
            if steps[state][number] < 0:
                steps[state][number] = len(steps)
                steps.append([-1] * LETTERS)
                ends.append(False)
            state = steps[state][number]
        ends[state] = True
    return Automaton(np.array(steps, np.int16), np.array(ends, bool))
