"""Where the sentences of cleaned texts begin, beside the lines and items."""

import re
import string

import numpy as np

from analysis.signals import characters, headings, starters
from analysis.signals.characters import Mask, Positions
from analysis.signals.cleaning import Joined

_SHORT = frozenset(
    ["etc", "vs", "inc", "corp", "ltd", "co", "sr", "jr", "st", "no", "approx", "dept", "est",
     "incl", "min", "max", "ex", *string.ascii_lowercase]
)  # fmt: skip
"""Words that a full stop may shorten; it ends no sentence behind 'e.g' either, since 'g' is one."""
_LONGEST = max(map(len, _SHORT))
_OPENING = re.compile(r"([A-Z][a-z]+) ")


def begins(of: Joined, lowercased: Mask, flattened: Mask) -> Positions:
    """Return where sentences begin, in no order.

    Args:
        of: Cleaned texts.
        lowercased: Which of them hold no capital.
        flattened: Which of them have lost their line breaks.
    """
    gaps = _Gaps(of)
    behind = [_behind_stops(of, gaps, lowercased), gaps.behind(of.where(characters.ITEM) + 1)]
    if (flattened & ~lowercased).any():
        behind += _lost(of, gaps, flattened & ~lowercased)
    return np.concatenate(behind)


class _Gaps:
    """Where white space ends."""

    def __init__(self, of: Joined) -> None:
        self.is_space = characters.are(of.kinds, characters.SPACE)
        self._ends = np.flatnonzero(self.is_space[:-1] & ~self.is_space[1:]) + 1

    def behind(self, at: Positions) -> Positions:
        """Return the first position from each one on where no white space stands."""
        inside = self.is_space[at]
        found = at.copy()
        found[inside] = self._ends[np.searchsorted(self._ends, at[inside], side="right")]
        return found


def _behind_stops(of: Joined, gaps: _Gaps, lowercased: Mask) -> Positions:
    """Return what follows a full stop and white space, where the stop ends a sentence."""
    stop = of.where(characters.STOP)
    after = stop + 1
    while (closing := characters.are(of.kinds[after], characters.CLOSER)).any():
        after[closing] += 1
    ends = gaps.is_space[after]
    stop, after = stop[ends], gaps.behind(after[ends])
    goes_on = characters.are(of.kinds[after], characters.LOWER)
    ends = ~goes_on | lowercased[of.number(stop)]
    stop, after = stop[ends], after[ends]
    return after[~_shortens(of, stop)]


def _shortens(of: Joined, stop: Positions) -> Mask:
    """Say which stops belong to an abbreviation."""
    begin, within = stop.copy(), of.codes[stop] == ord(".")
    for _ in range(_LONGEST + 1):
        within &= characters.are(of.kinds[begin - 1], characters.WORD)
        begin -= within
    rows = np.flatnonzero((begin < stop) & ~within)
    words = zip(begin[rows].tolist(), stop[rows].tolist(), strict=True)
    found = np.zeros(len(stop), bool)
    found[rows] = [of.text[first:last].lower() in _SHORT for first, last in words]
    return found


def _lost(of: Joined, gaps: _Gaps, flattened: Mask) -> list[Positions]:
    """Return where items of flattened texts begin: behind a dash, or with a word that opens one."""
    dash = of.where(characters.DASH)
    dash = dash[gaps.is_space[dash - 1] & gaps.is_space[dash + 1]]
    behind = gaps.behind(dash + 1)
    behind = behind[characters.are(of.kinds[behind], characters.CAPITAL)]
    capital = of.where(characters.CAPITAL)
    capital = capital[np.flatnonzero(of.codes[capital - 1] == ord(" "))]
    before = characters.are(of.kinds[capital - 2], characters.BEFORE_ITEM | characters.DIGIT)
    before &= characters.are(of.kinds[capital + 1], characters.SMALL)
    opening = capital[np.flatnonzero(before)]
    opening = opening[starters.may_open(of.codes, opening)]
    behind, opening = behind[flattened[of.number(behind)]], opening[flattened[of.number(opening)]]
    words = (_OPENING.match(of.text, at) for at in opening.tolist())
    opens = [word is not None and word.group(1) in headings.load().starters for word in words]
    return [behind, opening[np.array(opens, bool)]]
