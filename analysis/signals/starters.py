"""Words that open lines, told from others by their first three letters in arrays of characters."""

from functools import cache

import numpy as np

from analysis.signals import headings
from analysis.signals.characters import Codes, Mask, Positions

_LETTERS = 26
"""What stands for a character that is no small letter, beside the numbers of these."""


def may_open(codes: Codes, at: Positions) -> Mask:
    """Say where a word may open a line: the first letters of one in `headings.toml` stand there.

    Most words are none, and need no second look.

    Args:
        codes: Code points of a text.
        at: Where capitals from A to Z stand, none among the last two characters.
    """
    first = codes[at] - np.uint32(ord("A"))
    found: Mask = _table()[first, _small(codes[at + 1]), _small(codes[at + 2])]
    return found


def _small(codes: Codes) -> Codes:
    found: Codes = np.minimum(codes - np.uint32(ord("a")), np.uint32(_LETTERS))
    return found


@cache
def _table() -> Mask:
    found = np.zeros((_LETTERS, _LETTERS + 1, _LETTERS + 1), bool)
    for word in headings.load().starters:
        first, *others = np.frombuffer(word[:3].encode("utf-32-le"), np.uint32)
        second, *third = [*_small(np.array(others, np.uint32)).tolist(), _LETTERS][:2]
        found[first - ord("A"), second, third if second < _LETTERS else slice(None)] = True
    return found
