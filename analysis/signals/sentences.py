"""Where lines, items and sentences of cleaned texts begin."""

import string

import numpy as np

from analysis.signals import starters
from analysis.signals.characters import (
    BEFORE_ITEM,
    CAPITAL,
    CLOSER,
    DASH,
    DIGIT,
    ITEM,
    LOWER,
    SPACE,
    STOP,
    WORD,
    Codes,
    Kinds,
    Mask,
    Positions,
    Texts,
)
from analysis.signals.cleaning import Cleaned
from analysis.signals.loops import Loop
from analysis.signals.starters import Automaton
from analysis.signals.suspects import word_end

_SHORT = frozenset(
    ["etc", "vs", "inc", "corp", "ltd", "co", "sr", "jr", "st", "no", "approx", "dept", "est",
     "incl", "min", "max", "ex", *string.ascii_lowercase]
)  # fmt: skip
"""Words that a full stop may shorten; it ends no sentence behind 'e.g' either, since 'g' is one."""
_LONGEST = max(map(len, _SHORT))
_KEYS = tuple(int.from_bytes(word.encode()) for word in sorted(_SHORT) if len(word) > 1)
_FULL_STOP, _BLANK, _A, _Z, _ASCII = ord("."), ord(" "), ord("a"), ord("z"), 128


def begins(of: Cleaned, flattened: Mask) -> Positions:
    """Return where lines, items and sentences begin, ascending.

    Args:
        of: Cleaned texts.
        flattened: Which of them have lost their line breaks.
    """
    marked = _marked(
        of.joined.arrays,
        of.folded,
        of.turns,
        of.joined.lowercased,
        flattened,
        starters.automaton(),
    )
    marked[of.lines] = True
    return np.flatnonzero(marked)


@Loop
def _marked(
    texts: Texts, folded: Codes, turns: Positions, small: Mask, flattened: Mask, opening: Automaton
) -> Mask:
    """Mark where sentences begin, and the items of texts that have lost their line breaks."""
    codes, kinds, starts, ends = texts
    found = np.zeros(len(codes), np.bool_)
    row = 0
    for number in range(len(starts)):
        lost = flattened[number] and not small[number]
        wanted = STOP | ITEM | DASH | CAPITAL if lost else STOP | ITEM
        while row < len(turns) and turns[row] < ends[number]:
            at, row = turns[row], row + 1
            kind = kinds[at] & wanted
            if not kind:
                continue
            if kind & STOP:
                behind = _behind_stop(codes, folded, kinds, at)
                if behind and (small[number] or not kinds[behind] & LOWER):
                    found[behind] = True
            if kind & ITEM:
                found[_behind_space(kinds, at + 1)] = True
            if kind & DASH and kinds[at - 1] & SPACE and kinds[at + 1] & SPACE:
                behind = _behind_space(kinds, at + 1)
                if kinds[behind] & CAPITAL:
                    found[behind] = True
            if kind & CAPITAL and _opens(codes, kinds, at, opening):
                found[at] = True
    return found


@Loop
def _behind_space(kinds: Kinds, at: int) -> int:
    while kinds[at] & SPACE:
        at += 1
    return at


@Loop
def _behind_stop(codes: Codes, folded: Codes, kinds: Kinds, stop: int) -> int:
    """Return what follows a stop and white space, or 0 where the stop ends no sentence."""
    at = stop + 1
    while kinds[at] & CLOSER:
        at += 1
    if not kinds[at] & SPACE or _shortens(codes, folded, kinds, stop):
        return 0
    return _behind_space(kinds, at)


@Loop
def _shortens(codes: Codes, folded: Codes, kinds: Kinds, stop: int) -> bool:
    """Say whether a stop belongs to an abbreviation."""
    if codes[stop] != _FULL_STOP:
        return False
    begin = stop
    while kinds[begin - 1] & WORD and stop - begin <= _LONGEST:
        begin -= 1
    size, key = stop - begin, 0
    for at in range(begin, stop):
        if folded[at] >= _ASCII:
            return False
        key = 256 * key + int(folded[at])
    if size == 1:
        return _A <= key <= _Z
    return size <= _LONGEST and key in _KEYS


@Loop
def _opens(codes: Codes, kinds: Kinds, at: int, opening: Automaton) -> bool:
    """Say whether a capital begins a word that opens an item, behind what may end one."""
    if codes[at - 1] != _BLANK or not kinds[at - 2] & (BEFORE_ITEM | DIGIT):
        return False
    end = word_end(codes, kinds, at, opening)
    return end > at + 1 and bool(codes[end] == _BLANK)
