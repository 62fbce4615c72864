"""Every phrase of a vocabulary found in a text in one pass.

A phrase begins and ends at word boundaries, and one that ends in a sign, such as 'c++', is none
where another '+' or '#' follows. So it is looked for where a word or a sign begins, and
nowhere else, and of those places only where its first three characters are some phrase's. From
there a trie is stepped through as far as it goes, which is rarely beyond a few characters: what is
looked for costs next to nothing, however much it is.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.errors import AnalysisError
from analysis.signals.characters import WORD, Codes, Kinds, Positions
from analysis.signals.loops import Loop

_OTHER, _GAP, _MOST = 0, 1, 255
"""The numbers of characters that stand in no phrase and of a space or hyphen; the highest one."""
_SIZE = 0x110000
_NONE, _ONE_WAY = -1, -1
_RUN_ON = (ord("+"), ord("#"))
_LETTERS, _BEGINNING = 64, 3
"""How many characters are told apart, higher numbers sharing lower ones', and of how many those
are noted with which phrases begin."""


class TooManyCharactersError(AnalysisError):
    """The data files hold more kinds of characters than a byte can tell apart."""


class _Nodes(NamedTuple):
    """A trie as arrays; it begins at state 0, to which no step leads.

    Attributes:
        alphabet: The number of each character.
        fork: By state, its row of `steps`; `_ONE_WAY` where the next state is the only one to come.
        by: By state, the number of the character that leads to it.
        steps: By fork and character, the state to come; 0 for none.
        phrases: By state, the phrase that ends there, or `_NONE`.
        beginnings: A bit for each three characters: whether a phrase may begin with them.
    """

    alphabet: NDArray[np.uint8]
    fork: NDArray[np.int32]
    by: NDArray[np.uint8]
    steps: NDArray[np.int32]
    phrases: NDArray[np.int32]
    beginnings: NDArray[np.uint8]


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
        return _found(folded, kinds, self._nodes, _begun(folded, kinds, self._nodes))


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
    ended = np.full(len(steps) + 1, _NONE, np.int32)
    ended[list(ends)] = list(ends.values())
    origin, by = np.array([*steps], np.intp).reshape(-1, 2).T
    ways = np.bincount(origin, minlength=len(ended))
    forks = np.flatnonzero(ways > 1)
    fork = np.where(ways == 1, _ONE_WAY, 0).astype(np.int32)
    fork[forks] = np.arange(len(forks)) + 1
    table = np.zeros((len(forks) + 1, len(numbers) + 1), np.int32)
    at = np.flatnonzero(ways[origin] > 1)
    table[fork[origin[at]], by[at]] = at + 1
    leads = np.append(0, by).astype(np.uint8)
    return _Nodes(alphabet, fork, leads, table, ended, _beginnings(phrases, numbers))


def _beginnings(phrases: Sequence[str], numbers: dict[str, int]) -> NDArray[np.uint8]:
    """Return which characters phrases begin with; behind a shorter phrase any may follow."""
    found = np.zeros((_LETTERS,) * _BEGINNING, bool)
    for begin in {phrase[:_BEGINNING] for phrase in phrases}:
        found[tuple(numbers[char] % _LETTERS for char in begin)] = True
    return np.packbits(found, bitorder="little")


@Loop
def _begun(folded: Codes, kinds: Kinds, nodes: _Nodes) -> Positions:
    """Return where a word or a sign begins as some phrase does."""
    alphabet, beginnings = nodes.alphabet, nodes.beginnings
    found = np.empty(len(folded), np.intp)
    count = 0
    begin = int(alphabet[folded[1]]) % _LETTERS * _LETTERS + int(alphabet[folded[2]]) % _LETTERS
    for at in range(_BEGINNING, len(folded)):
        start = at - _BEGINNING + 1
        begin = begin % _LETTERS**2 * _LETTERS + int(alphabet[folded[at]]) % _LETTERS
        likely = int(beginnings[begin // 8]) >> begin % 8 & 1
        # no branch, since none could be foretold
        found[count] = start
        count += likely & int(kinds[start] & kinds[start - 1] & WORD == 0)
    return found[:count]


@Loop
def _found(
    folded: Codes, kinds: Kinds, nodes: _Nodes, starts: Positions
) -> tuple[Positions, Positions, Positions]:
    alphabet, fork, by, steps, phrases, _ = nodes
    phrase = []
    begin = []
    end = []
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
                phrase.append(phrases[state])
                begin.append(start)
                end.append(at + 1)
    return np.array(phrase, np.intp), np.array(begin, np.intp), np.array(end, np.intp)


@Loop
def _ends(folded: Codes, kinds: Kinds, last: int) -> bool:
    """Say whether a phrase may end with this character, by the one that follows."""
    if kinds[last] & WORD:
        return not kinds[last + 1] & WORD
    return folded[last + 1] not in _RUN_ON
