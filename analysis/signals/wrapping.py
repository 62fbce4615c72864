"""White space as boards set it: runs of it, lines that only wrap a sentence, bullets behind them.

Everything here goes through texts that are joined, each between two borders that are no white
space, and speaks of their characters by position.
"""

import sys
from typing import NamedTuple

import numpy as np

from analysis.signals.characters import (
    BULLET,
    DIGIT,
    GLYPH,
    HOLDS_LINE,
    HYPHEN,
    LINE_END,
    LOWER,
    NEWLINE,
    ODD_SPACE,
    SPACE,
    Codes,
    Kinds,
    Mask,
    Positions,
    Texts,
)
from analysis.signals.loops import Loop

NOTHING = 0
"""Put in the place of what leaves no character."""

_UNWRAPPED = sys.maxsize
_BLANK, _NEW, _RETURN, _HASH, _DASH = (ord(char) for char in " \n\r#-")
_DOT, _BRACKET = ord("."), ord(")")


class Runs(NamedTuple):
    """Runs of white space that are more than one space, in order.

    Attributes:
        start: Where each begins.
        end: Where what it becomes ends: behind the bullets that follow a line end.
        put: The code point that it becomes, or `NOTHING`.
        line: Whether a line begins behind it.
    """

    start: Positions
    end: Positions
    put: Codes
    line: Mask


def runs(texts: Texts, small: Mask, places: Positions) -> Runs:
    """Return the white space of texts that does not stand as it was published.

    A line end parts two lines, unless it only wraps a sentence; a blank line, a bullet and the
    text's edge part paragraphs or items.

    Args:
        texts: The texts.
        small: Which of them hold no capital.
        places: Where line ends and white space stand, but single blanks; others may be among them.
    """
    return Runs(*_runs(texts, small, _widths(texts, places), places))


@Loop
def _widths(texts: Texts, places: Positions) -> Positions:
    """Return at what width each text was wrapped, so that most line ends say nothing."""
    codes, kinds, starts, ends = texts
    found = np.full(len(starts), _UNWRAPPED, np.intp)
    row = 0
    for number in range(len(starts)):
        lengths = []
        longest, begin, at = 0, starts[number], 0
        while at < ends[number]:
            at = min(places[row], ends[number]) if row < len(places) else ends[number]
            row += at < ends[number]
            if at == ends[number] or kinds[at] & LINE_END:
                if codes[at] == _RETURN and codes[at + 1] == _NEW:
                    continue
                pair = codes[at - 1] == _RETURN and codes[at] == _NEW
                lengths.append(at - begin - int(pair))
                longest, begin = max(longest, lengths[-1]), at + 1
        full = 0
        for length in lengths:
            full += length > 0.75 * longest
        lines = len(lengths) - int(lengths[-1] == 0)
        if 40 <= longest <= 130 and lines >= 4 and full >= 0.25 * lines:
            found[number] = longest
    return found


@Loop
def _runs(
    texts: Texts, small: Mask, widths: Positions, places: Positions
) -> tuple[Positions, Positions, Codes, Mask]:
    codes, kinds, starts, ends = texts
    start, end = np.empty_like(places), np.empty_like(places)
    put, line = np.empty(len(places), np.uint32), np.empty(len(places), np.bool_)
    count = row = 0
    for number in range(len(starts)):
        line_start = behind = starts[number]
        while row < len(places) and places[row] < ends[number]:
            first, row = places[row], row + 1
            if not may_begin(kinds, first) or first < behind:
                continue
            at, next_line, breaks = first, line_start, False
            while kinds[at] & SPACE:
                breaks |= (kinds[at] & NEWLINE) != 0
                if codes[at] == _NEW or codes[at] == _RETURN:
                    next_line = at + 1
                at += 1
            until, become, is_line = at, _BLANK, False
            if breaks:
                until = _behind_bullets(codes, kinds, at)
                width = first - line_start + 1 + _needed(codes, kinds, at, ends[number])
                edge = first == starts[number] or until == ends[number]
                if until > at or edge or _is_blank_line(codes, first, at):
                    become, is_line = _NEW, True
                elif width > widths[number] or (_goes_on(kinds, first, at) and not small[number]):
                    become = NOTHING if kinds[first - 1] & HYPHEN else _BLANK
                else:
                    is_line = True
            start[count], end[count], put[count], line[count] = first, until, become, is_line
            line_start, behind, count = next_line, at, count + 1
    return start[:count], end[:count], put[:count], line[:count]


@Loop
def may_begin(kinds: Kinds, at: int) -> bool:
    """Say whether a run of white space may begin at a place: one blank is none, and most are.

    Args:
        kinds: What the characters of joined texts are.
        at: Before the last of them.
    """
    return bool(kinds[at] & ODD_SPACE | kinds[at] & kinds[at + 1] & SPACE)


@Loop
def _behind_bullets(codes: Codes, kinds: Kinds, at: int) -> int:
    """Return where the text goes on behind bullets and numbers of items, if any stand here."""
    while True:
        end = at
        if codes[at] == _HASH:
            while codes[end] == _HASH:
                end += 1
        elif kinds[at] & BULLET:
            end += 1
        elif kinds[at] & DIGIT:
            end += 1 + ((kinds[at + 1] & DIGIT) != 0)
            end = end + 1 if codes[end] == _DOT or codes[end] == _BRACKET else at
        if end == at or not (kinds[end] & SPACE or kinds[at] & GLYPH):
            return at
        while kinds[end] & SPACE:
            end += 1
        at = end


@Loop
def _is_blank_line(codes: Codes, first: int, end: int) -> bool:
    news = returns = 0
    for at in range(first, end):
        news += codes[at] == _NEW
        returns += codes[at] == _RETURN
    return news > 1 or (returns > 1 and news == 0)


@Loop
def _goes_on(kinds: Kinds, first: int, end: int) -> bool:
    """Say whether a sentence goes on behind a line end in small letters."""
    return bool(kinds[end] & LOWER) and not kinds[first - 1] & HOLDS_LINE


@Loop
def _needed(codes: Codes, kinds: Kinds, at: int, text_end: int) -> int:
    """Return how wide the next word is, up to a hyphen of it."""
    end = at
    while end < text_end and codes[end] != _DASH and not kinds[end] & SPACE:
        end += 1
    return end - at + int(codes[end] == _DASH)
