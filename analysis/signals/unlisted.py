"""Sections that a heading opens which the vocabulary of headings does not hold.

Such a heading stands in a short line that no stop ends and a longer line follows, or, where line
breaks are lost, before a colon. Its words tell what it opens; where they do not, what the items
beneath it ask for.
"""

import bisect
import re
from collections.abc import Iterator, Mapping

from analysis.signals import headings
from analysis.signals.headings import Kind
from analysis.signals.reading import Reading

ENDINGS = ".!?:;)|-\u2022\u2013\u2014"
"""What stands at the end of what goes before a heading, where line breaks are lost."""

_LONGEST = 60
_NO_HEADING = (".", ",", ";", "")
_AROUND = " \n*:?!\u2026-\u2013#"
_WORD = re.compile(r"[^\W\d_][\w'&/-]*")
_NAMES = re.compile(r"[a-z][a-z'&/,-]*(?: [a-z'&/,-]+)+")
_ASKS = re.compile(
    r"\W*(?:\d+\+? (?:or more )?y|bachelor|master|phd|degree|experience|proficien|strong|solid"
    r"|deep|proven|knowledge|familiar|understanding|ability|excellent|expert|fluen|hands.on)"
)
_ITEMS = 3
"""So many items that all ask for something make a list of requirements."""


def openings(reading: Reading, known: Mapping[int, str]) -> list[tuple[int, Kind]]:
    """Return where such headings stand, in order, and the section that each opens.

    Args:
        reading: A posting.
        known: The kinds of the sections that listed headings open, by start.
    """
    lines = _before_colons(reading) if reading.flattened else _short_lines(reading)
    found = ((start, _kind(reading, known, start, end)) for start, end in lines)
    return [(start, kind) for start, kind in found if kind and start not in known]


def _short_lines(reading: Reading) -> Iterator[tuple[int, int]]:
    ends = [*reading.line_starts[1:], len(reading.text)]
    lines = [start for start, end in zip(reading.line_starts, ends, strict=True) if end - start > 1]
    lines.append(len(reading.text))
    for start, end, following in zip(lines, lines[1:], lines[2:], strict=False):
        short = end - start <= _LONGEST and following - end >= end - start
        if short and reading.text[start:end].rstrip()[-1:] not in _NO_HEADING:
            yield start, end


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
