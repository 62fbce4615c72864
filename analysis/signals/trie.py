"""Every phrase of a vocabulary found in a text in one pass, as arrays.

A phrase begins and ends at word boundaries, so it is looked for where a word or a sign begins, and
nowhere else. A text is cut into pieces: each word, eight characters at a time, and each sign; a
space is no piece but a gap before one. Eight characters of a byte each are one number, by which a
piece is known, and the pieces of phrases are the edges of a trie. All places of a text that may
still become a phrase take their next step together, so that Python counts the words of the longest
phrase, not those of the text; and how many phrases there are matters to no step.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.errors import AnalysisError
from analysis.signals import characters
from analysis.signals.characters import Codes, Kinds, Positions

Keys = NDArray[np.uint64]

_WIDTH = 8
"""Characters of a piece: bytes of a key."""
_MASKS = np.array([256**size - 1 for size in range(_WIDTH + 1)], np.uint64)
_SPACE, _UNUSED = 1, 255
"""The bytes of a space or hyphen, and of characters that stand in no phrase."""
_SIZE = 0x110000
_GAPS, _GOES_ON = 8, 7
"""Kinds of gaps before a piece: so many spaces, or none within a word that goes on."""
_NONE = -1
_MIX = np.uint64(0x9E3779B97F4A7C15)
_ROOM = 3
"""Bits by which a table is larger than what it holds, so that few keys share a place."""


class TooManyCharactersError(AnalysisError):
    """The data files hold more kinds of characters than a byte can tell apart."""


class _Pieces(NamedTuple):
    """The pieces of a text, in order: where each begins and ends, its characters, its gap."""

    start: Positions
    end: Positions
    key: Keys
    gap: Positions


class Trie:
    """The phrases of a vocabulary."""

    def __init__(self, phrases: Sequence[str]) -> None:
        """Build the trie.

        Args:
            phrases: Distinct and folded, with single spaces for hyphens, and none at an end.

        Raises:
            TooManyCharactersError: The phrases have too many characters for a byte each.
        """
        self._alphabet = _alphabet(phrases)
        codes = characters.codes("\0".join(["", *phrases, "", ""]))
        border = codes == 0
        pieces = self._cut(codes, characters.kinds(codes))
        inside = np.flatnonzero(~border[pieces.start])
        keys, piece = np.unique(pieces.key[inside], return_inverse=True)
        self._keys, self._edges = _Table(keys), len(keys) * _GAPS
        owner = np.cumsum(border)[pieces.start[inside]] - 1
        edge = piece * _GAPS + pieces.gap[inside]
        steps: dict[int, int] = {}
        last, state, ends = _NONE, 0, [0] * len(phrases)
        for phrase, taken in zip(owner.tolist(), edge.tolist(), strict=True):
            origin, last = state * self._edges if phrase == last else 0, phrase
            state = ends[phrase] = steps.setdefault(origin + taken, len(steps) + 1)
        self._steps = _Table(np.array(list(steps), np.uint64))
        self._phrase = np.full(len(steps) + 1, _NONE, np.intp)
        self._phrase[ends] = np.arange(len(phrases))
        self._opening = np.full(len(keys) + 1, _NONE, np.intp)
        for step, state in steps.items():
            if step < self._edges:
                self._opening[step // _GAPS] = state

    def find(self, folded: Codes, kinds: Kinds) -> tuple[Positions, Positions, Positions]:
        """Return the phrases of a text by number, with where they begin and end, in no order.

        Args:
            folded: The code points of a folded text that begins and ends with a sign.
            kinds: What each of them is.
        """
        pieces = self._cut(folded, kinds)
        piece = self._keys.find(pieces.key)
        edge, goes_on = piece * _GAPS + pieces.gap, pieces.gap == _GOES_ON
        state = self._opening[piece]
        at = np.flatnonzero((state != _NONE) & ~goes_on)
        state, start, found = state[at], pieces.start[at], []
        while len(at):
            phrase = self._phrase[state]
            full = np.flatnonzero((phrase != _NONE) & ~goes_on[at + 1])
            found.append((phrase[full], start[full], pieces.end[at[full]]))
            at = at + 1
            known = np.flatnonzero(piece[at] != _NONE)
            at, state, start = at[known], state[known], start[known]
            state = self._steps.find((state * self._edges + edge[at]).view(np.uint64)) + 1
            on = np.flatnonzero(state)
            at, state, start = at[on], state[on], start[on]
        none = np.zeros(0, np.intp)
        phrase, start, end = map(np.concatenate, zip((none, none, none), *found, strict=True))
        return phrase, start, end

    def _cut(self, folded: Codes, kinds: Kinds) -> _Pieces:
        """Return the pieces of a text but its first and last character, which are signs."""
        written = np.zeros(len(folded) + _WIDTH, np.uint8)
        written[: len(folded)] = np.take(self._alphabet, folded, mode="clip")
        word = characters.are(kinds, characters.WORD)
        solid, parted = written[: len(folded)] != _SPACE, ~(word[1:] & word[:-1])
        start = np.flatnonzero(parted & solid[1:])[:-1] + 1
        end = np.flatnonzero(parted & solid[:-1])[1:] + 1
        gap = np.minimum(np.diff(start, prepend=1), _GAPS)
        gap[1:] = np.minimum(start[1:] - end[:-1], _GOES_ON - 1)
        parts = (end - start + (_WIDTH - 1)) // _WIDTH
        if parts.max(initial=1) > 1:
            start, end, gap = _split(parts, start, end, gap)
        windows = np.ndarray(len(folded), "<u8", written.data, 0, (1,))
        return _Pieces(start, end, windows[start] & _MASKS[end - start], gap)


def _alphabet(phrases: Sequence[str]) -> NDArray[np.uint8]:
    """Return the byte of each character."""
    used = sorted({char for phrase in phrases for char in phrase} - {" "})
    if _SPACE + len(used) >= _UNUSED:
        raise TooManyCharactersError(
            f"the data files use {len(used)} characters, of which a byte can tell "
            f"{_UNUSED - _SPACE - 1} apart: write phrases with fewer of them"
        )
    found = np.full(_SIZE, _UNUSED, np.uint8)
    found[[ord(char) for char in used]] = np.arange(len(used)) + _SPACE + 1
    found[[ord(" "), ord("-")]] = _SPACE
    return found


def _split(
    parts: Positions, start: Positions, end: Positions, gap: Positions
) -> tuple[Positions, Positions, Positions]:
    """Return where the parts of words begin and end, and what stands before each."""
    first = np.cumsum(parts) - parts
    begin = np.repeat(start - _WIDTH * first, parts) + _WIDTH * np.arange(parts.sum())
    stop = begin + _WIDTH
    stop[first + parts - 1] = end
    before = np.full(len(begin), _GOES_ON)
    before[first] = gap
    return begin, stop, before


class _Table:
    """Numbers of keys, looked up for whole arrays: a hash table with a few keys in a place."""

    def __init__(self, keys: Keys) -> None:
        """Lay the table out.

        Args:
            keys: Distinct ones.
        """
        bits = len(keys).bit_length() + _ROOM
        self._shift = np.uint64(64 - bits)
        place = self._place(keys)
        self._deepest = int(np.bincount(place).max(initial=0))
        order = np.argsort(place, kind="stable")
        self._first = np.searchsorted(place[order], np.arange(2**bits)).astype(np.int32)
        self._number = np.append(order, [_NONE] * self._deepest)
        self._keys = np.append(keys[order], np.zeros(self._deepest, np.uint64))

    def _place(self, keys: Keys) -> Positions:
        return ((keys * _MIX) >> self._shift).view(np.intp)

    def find(self, keys: Keys) -> Positions:
        """Return the number of each key, -1 for those that are not in the table.

        Args:
            keys: Any.
        """
        at = self._first[self._place(keys)]
        found = np.full(len(keys), _NONE)
        for _ in range(self._deepest):
            hit = np.flatnonzero(self._keys[at] == keys)
            found[hit] = self._number[at[hit]]
            at += 1
        return found
