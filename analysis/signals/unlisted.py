"""Sections that a heading opens which the vocabulary of headings does not hold.

Such a heading stands in a short line that no stop ends and a longer line follows, or, where line
breaks are lost, before a colon. Its words tell what it opens; where they do not, what the items
beneath it ask for.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from analysis.signals import headings
from analysis.signals.characters import SPACE, Mask, Positions, Texts
from analysis.signals.headings import Kind
from analysis.signals.loops import Loop
from analysis.signals.reading import Reading, Readings

ENDINGS = ".!?:;)|-\u2022\u2013\u2014"
"""What stands at the end of what goes before a heading, where line breaks are lost."""

_LONGEST = 60
_NO_HEADING = (ord("."), ord(","), ord(";"))
_AROUND = " \n*:?!\u2026-\u2013#"
_WORD = re.compile(r"[^\W\d_][\w'&/-]*")
_NAMES = re.compile(r"[a-z][a-z'&/,-]*(?: [a-z'&/,-]+)+")
_ASKS = re.compile(
    r"\W*(?:\d+\+? (?:or more )?y|bachelor|master|phd|degree|experience|proficien|strong|solid"
    r"|deep|proven|knowledge|familiar|understanding|ability|excellent|expert|fluen|hands.on)"
)
_ITEMS = 3
"""So many items that all ask for something make a list of requirements."""


Line = tuple[int, int]
"""Where it begins in a reading's text, and where it ends."""


def openings(
    reading: Reading, known: Mapping[int, str], short: Iterable[Line]
) -> list[tuple[int, Kind]]:
    """Return where such headings stand, in order, and the section that each opens.

    Args:
        reading: A posting.
        known: The kinds of the sections that listed headings open, by start.
        short: Its `short_lines`.
    """
    lines = _before_colons(reading) if reading.flattened else short
    others = (
        (start, _kind(reading, known, start, end)) for start, end in lines if start not in known
    )
    return [(start, kind) for start, kind in others if kind]


def short_lines(readings: Readings) -> Iterator[list[Line]]:
    """Return an iterator over the texts' short lines that no stop ends and a longer one follows.

    Args:
        readings: Texts; those that have lost their line breaks have none.
    """
    start, end = _short(readings.joined.arrays, readings.lines, readings.flattened)
    number = readings.joined.number(start)
    begin = readings.joined.starts[number]
    lines = zip((start - begin).tolist(), (end - begin).tolist(), strict=True)
    return readings.split(number, list(lines))


@Loop
def _short(texts: Texts, lines: Positions, flattened: Mask) -> tuple[Positions, Positions]:
    _, _, starts, ends = texts
    begin, end = np.empty_like(lines), np.empty_like(lines)
    count = line = 0
    for number in range(len(starts)):
        start = following = -1
        while line < len(lines) and lines[line] <= ends[number]:
            at, line = lines[line], line + 1
            if flattened[number] or _line_end(lines, line, ends[number]) - at <= 1:
                continue
            if start >= 0 and _is_short(texts, start, following, at):
                begin[count], end[count], count = start, following, count + 1
            start, following = following, at
        if start >= 0 and _is_short(texts, start, following, ends[number]):
            begin[count], end[count], count = start, following, count + 1
    return begin[:count], end[:count]


@Loop
def _line_end(lines: Positions, line: int, text_end: int) -> int:
    return min(lines[line], text_end) if line < len(lines) else text_end


@Loop
def _is_short(texts: Texts, start: int, end: int, following_end: int) -> bool:
    """Say whether a line is short, the next one no shorter, and no stop stands at its end."""
    codes, kinds, _, _ = texts
    if end - start > _LONGEST or following_end - end < end - start:
        return False
    last = end - 1
    while last >= start and kinds[last] & SPACE:
        last -= 1
    return last >= start and codes[last] not in _NO_HEADING


def _before_colons(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the few words before a colon that begin behind a stop, with a capital."""
    colon = -1
    for start in reading.breaks:
        if colon < start:
            colon = reading.text.find(":", start)
        if colon < 0:
            return
        if colon >= start + _LONGEST:
            continue
        capital = reading.lowercased or reading.text[start : start + 1].isupper()
        before = reading.text[max(0, start - 2) : start].rstrip()[-1:]
        if colon > 0 and capital and before in ENDINGS:
            yield start, colon


def _kind(reading: Reading, known: Mapping[int, str], start: int, end: int) -> Kind | None:
    line = reading.folded[start:end].strip(_AROUND)
    if kind := headings.guessed(line):
        return kind
    if reading.flattened or reading.lowercased or not _NAMES.fullmatch(line):
        return None
    words = _WORD.findall(reading.text[start:end])
    titled = all(word[0].isupper() for word in words if len(word) > 3)
    return "requirements" if titled and _is_asked(reading, known, line, start) else None


def _is_asked(reading: Reading, known: Mapping[int, str], line: str, start: int) -> bool:
    """Say whether every item beneath a line asks for something, and it for nothing itself.

    Nice-to-haves are worded as requirements are: behind their heading the items tell nothing.
    """
    before = max(at for at in known if at <= start)
    at = bisect.bisect_right(reading.line_starts, start)
    items = reading.line_starts[at : at + _ITEMS]
    preferred = known[before] == "preferred" or "prefer" in line
    if preferred or _ASKS.match(line) or len(items) < _ITEMS:
        return False
    return all(_ASKS.match(reading.folded, item) for item in items)
