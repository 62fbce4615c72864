"""Every phrase of a vocabulary found in a text in one pass.

A phrase begins and ends at word boundaries, and one that ends in a sign, such as 'c++', is none
where another '+' or '#' follows. So it is looked for where a word or a sign begins, and nowhere
else, and of those places only where the first three characters are some phrase's, and the first
six any but a short one's. From there a trie is stepped through as far as it goes, which is rarely
beyond a few characters: what is looked for costs next to nothing, however much it is.
"""

from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.errors import AnalysisError
from analysis.signals.characters import WORD, Codes, Kinds, Positions, is_word
from analysis.signals.loops import Loop

_OTHER, _GAP, _MOST = 0, 1, 255
"""The numbers of characters that stand in no phrase and of a space or hyphen; the highest one."""
_SIZE = 0x110000
_NONE, _NO_WAY, _ONE_WAY = 0, 0, 1
"""No phrase; of a state, that nothing leads on from it, or one character alone."""
_RUN_ON = (ord("+"), ord("#"))
_BITS, _FEW, _MANY = 6, 3, 6
"""Of how many bits characters are told apart, and of how many characters those are noted with which
phrases begin: few of a phrase that has not many."""
_LETTER, _BUT_ONE = (1 << _BITS) - 1, (1 << _BITS * (_FEW - 1)) - 1
_SPREAD, _ROWS = 0x2545F49, (1 << 18) - 1
"""An odd number below 2**26, by which many characters as one number are spread over so many rows;
their product has no more than 63 bits."""


Numbers = NDArray[np.unsignedinteger[Any]]
"""The narrower where it holds them all: the less there is to look up, the nearer at hand it is."""


class TooManyCharactersError(AnalysisError):
    """The data files hold more kinds of characters than a byte can tell apart."""


class _Beginnings(NamedTuple):
    """A bit for each run of characters: whether a phrase may begin with them.

    Attributes:
        few: By `_FEW`.
        short: By `_FEW`: a phrase of fewer than `_MANY`.
        many: By the row of `_MANY`.
    """

    few: NDArray[np.uint8]
    short: NDArray[np.uint8]
    many: NDArray[np.uint8]


class _Nodes(NamedTuple):
    """A trie as arrays; it begins at state 0, to which no step leads.

    Attributes:
        alphabet: The number of each character.
        fork: By state, its row of `steps`; `_ONE_WAY` where the next state is the only one to come.
        by: By state, the number of the character that leads to it.
        steps: By fork and character, the state to come; 0 for none.
        phrases: By state, one more than the phrase that ends there, or `_NONE`.
        beginnings: Which characters phrases begin with.
        most: How many phrases may begin in one place.
    """

    alphabet: NDArray[np.uint8]
    fork: Numbers
    by: NDArray[np.uint8]
    steps: Numbers
    phrases: Numbers
    beginnings: _Beginnings
    most: int


class Trie:
    """The phrases of a vocabulary."""

    def __init__(self, phrases: Sequence[str]) -> None:
        """Build the trie.

        Args:
            phrases: Distinct and folded, with single spaces for hyphens, and none at an end.

        Raises:
            TooManyCharactersError: The phrases have too many characters for a byte each.
        """
        self._nodes = _nodes(phrases, _numbers(phrases))

    def find(self, folded: Codes, kinds: Kinds) -> tuple[Positions, Positions, Positions]:
        """Return the phrases of a text by number, with where they begin and end, by start.

        Args:
            folded: The code points of a folded text, behind one border and before two.
            kinds: What each of them is.
        """
        starts = _closer(folded, _begun(folded, kinds, self._nodes), self._nodes)
        return _found(folded, kinds, self._nodes, starts)


def _numbers(phrases: Sequence[str]) -> dict[str, int]:
    """Return the number of each character."""
    used = sorted({char for phrase in phrases for char in phrase} - {" "})
    if _GAP + len(used) > _MOST:
        raise TooManyCharactersError(
            f"the data files use {len(used)} characters, of which a byte can tell "
            f"{_MOST - _GAP} apart: write phrases with fewer of them"
        )
    return {" ": _GAP, "-": _GAP} | {char: _GAP + number for number, char in enumerate(used, 1)}


def _nodes(phrases: Sequence[str], numbers: dict[str, int]) -> _Nodes:
    """Return the trie of phrases, whose characters have these numbers."""
    steps: dict[tuple[int, int], int] = {}
    ends = {}
    # in order, so that a state with one way on is followed by where this leads
    for phrase in sorted(range(len(phrases)), key=phrases.__getitem__):
        state = 0
        for char in phrases[phrase]:
            state = steps.setdefault((state, numbers[char]), len(steps) + 1)
        ends[state] = phrase
    alphabet = np.zeros(_SIZE, np.uint8)
    alphabet[[ord(char) for char in numbers]] = list(numbers.values())
    kind = np.dtype(np.uint16 if max(len(steps), len(phrases)) < 1 << 16 else np.uint32)
    ended = np.full(len(steps) + 1, _NONE, kind)
    ended[list(ends)] = np.array([*ends.values()], kind) + 1
    origin, by = np.array([*steps], np.intp).reshape(-1, 2).T
    ways = np.bincount(origin, minlength=len(ended))
    forks = np.flatnonzero(ways > 1)
    fork = np.where(ways == 1, _ONE_WAY, _NO_WAY).astype(kind)
    fork[forks] = np.arange(len(forks)) + _ONE_WAY + 1
    table = np.zeros((_ONE_WAY + 1 + len(forks), len(numbers) + 1), kind)
    at = np.flatnonzero(ways[origin] > 1)
    table[fork[origin[at]], by[at]] = at + 1
    leads = np.append(0, by).astype(np.uint8)
    beginnings = _beginnings(phrases, numbers)
    return _Nodes(alphabet, fork, leads, table, ended, beginnings, _nested(origin, ended))


def _nested(origin: Positions, ended: Numbers) -> int:
    """Return how many phrases begin as one another, by the state before each and where they end."""
    count = (ended != _NONE).astype(np.intp)
    for state, before in enumerate(origin.tolist(), 1):
        count[state] += count[before]
    return int(count.max())


def _beginnings(phrases: Sequence[str], numbers: dict[str, int]) -> _Beginnings:
    """Return which characters phrases begin with, and what may follow those that are shorter."""
    letters = (_LETTER + 1,) * _FEW
    few, short, many = np.zeros(letters, bool), np.zeros(letters, bool), np.zeros(_ROWS + 1, bool)
    no_word = [_OTHER, *(number & _LETTER for char, number in numbers.items() if not is_word(char))]
    for phrase in phrases:
        begin = [numbers[char] & _LETTER for char in phrase[:_MANY]]
        ended = len(begin) < _FEW and is_word(phrase[-1])
        at: tuple[int | list[int], ...] = (*begin[:_FEW], *([no_word] if ended else []))
        few[at] = True
        if len(begin) < _MANY:
            short[at] = True
        else:
            many[_row(reduce(_with, begin))] = True
    return _Beginnings(*(np.packbits(some, bitorder="little") for some in (few, short, many)))


@Loop
def _with(begin: int, number: int) -> int:
    """Return characters as one number, with the one behind them."""
    return begin << _BITS | number & _LETTER


@Loop
def _row(begin: int) -> int:
    """Return the row of `_Beginnings.many` that many characters as one number have."""
    return begin * _SPREAD >> 18 & _ROWS


@Loop
def _begun(folded: Codes, kinds: Kinds, nodes: _Nodes) -> Positions:
    """Return where a word or a sign begins as some phrase does."""
    alphabet, few = nodes.alphabet, nodes.beginnings.few
    found = np.empty(len(folded), np.intp)
    count = 0
    begin = _with(int(alphabet[folded[1]]), int(alphabet[folded[2]]))
    for at in range(_FEW, len(folded)):
        start = at - _FEW + 1
        begin = _with(begin & _BUT_ONE, int(alphabet[folded[at]]))
        likely = int(few[begin >> 3]) >> (begin & 7) & 1
        # no branch, since none could be foretold
        found[count] = start
        count += likely & int(kinds[start] & kinds[start - 1] & WORD == 0)
    return found[:count]


@Loop
def _closer(folded: Codes, starts: Positions, nodes: _Nodes) -> Positions:
    """Return where many characters are some phrase's too, or few are a short one's."""
    alphabet, (_, short, many) = nodes.alphabet, nodes.beginnings
    found = np.empty_like(starts)
    count = 0
    for start in starts:
        begin = 0
        for at in range(start, start + _MANY):
            begin = _with(begin, int(alphabet[folded[min(at, len(folded) - 1)]]))
        few, row = begin >> _BITS * (_MANY - _FEW), _row(begin)
        found[count] = start
        count += (int(short[few >> 3]) >> (few & 7) | int(many[row >> 3]) >> (row & 7)) & 1
    return found[:count]


@Loop
def _found(
    folded: Codes, kinds: Kinds, nodes: _Nodes, starts: Positions
) -> tuple[Positions, Positions, Positions]:
    alphabet, fork, by, steps, phrases, _, most = nodes
    size, count = len(starts) * most, 0
    phrase, begin, end = np.empty(size, np.intp), np.empty(size, np.intp), np.empty(size, np.intp)
    for start in starts:
        state = 0
        for at in range(start, len(folded)):
            char = alphabet[folded[at]]
            if fork[state] != _ONE_WAY:
                state = steps[fork[state], char]
            elif by[state + 1] == char:
                state += 1
            else:
                break
            if not state:
                break
            if phrases[state] != _NONE and _ends(folded, kinds, at):
                phrase[count], begin[count], end[count] = phrases[state] - 1, start, at + 1
                count += 1
    return phrase[:count], begin[:count], end[:count]


@Loop
def _ends(folded: Codes, kinds: Kinds, last: int) -> bool:
    """Say whether a phrase may end with this character, by the one that follows."""
    if kinds[last] & WORD:
        return not kinds[last + 1] & WORD
    return folded[last + 1] not in _RUN_ON
