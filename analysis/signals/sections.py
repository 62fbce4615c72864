"""Where the sections of a posting begin and what each is about."""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from analysis.signals import headings, unlisted
from analysis.signals.characters import (
    CAPITAL,
    DIGIT,
    LOWER,
    SMALL,
    SPACE,
    UPPER,
    WORD,
    Codes,
    Kinds,
    Mask,
    Positions,
    Texts,
)
from analysis.signals.headings import Kind
from analysis.signals.loops import Loop
from analysis.signals.reading import Reading, Readings
from analysis.signals.scanning import Hit, Hits, Scanner

_WORD = re.compile(r"[\w'&+/]+")
_MARKS = " \n\"'(#>-\u2013\u2014\u2022\u00b7*"
_HASHES = re.compile(r"\s#{1,6}$")
_LONGEST_MARK = len(" ######")
_PLUS = re.compile(r"nice.to.have|\bbonus\b|\ba plus\b")
_FIRM = re.compile(r"required|minimum|basic|description")
_LONGEST = 90
_MOST_WORDS = 9
"""A longer line is a sentence, whatever stands in it."""
_MOST_BEFORE = 14
"""Words of a line that ends in a colon and speaks of preferences."""
_LONGEST_NAME = 4
_COLON_WITHIN = 5
_BLANK, _COLON = ord(" "), ord(":")
_PADDING = (_BLANK, ord("*"))
"""What may stand between a heading and its colon."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a posting.

    Attributes:
        start: Where it begins in the reading's text.
        kind: What it is about; `summary` before the first heading.
        heading: The words that opened it, as listed; empty for the summary.
    """

    start: int
    kind: str
    heading: str


class Sections:
    """The sections of one posting, in order; looked for when the first is asked for."""

    def __init__(
        self, reading: Reading, hits: Iterable[Hit[Kind]], short: Iterable[unlisted.Line]
    ) -> None:
        """Take a posting.

        Args:
            reading: The posting.
            hits: The headings' phrases found in it, each with the kind of section it opens.
            short: Its short lines, which may be headings that are not listed.
        """
        self._reading = reading
        self._hits = hits
        self._short = short

    @cached_property
    def found(self) -> list[Section]:
        """The sections; the first begins at 0."""
        listed = _listed(self._reading, self._hits)
        known = {section.start: section.kind for section in listed}
        others = unlisted.openings(self._reading, known, self._short)
        found = [Section(start, kind, "unlisted") for start, kind in others]
        return sorted([*listed, *found], key=lambda section: section.start) if found else listed

    @cached_property
    def _starts(self) -> list[int]:
        return [section.start for section in self.found]

    def at(self, position: int) -> Section:
        """Return the section that a position belongs to."""
        return self.found[bisect.bisect_right(self._starts, position) - 1]


def track(
    readings: Readings, each: Iterable[Reading], hits: Hits, scanner: Scanner
) -> list[Sections]:
    """Return the sections of texts.

    Args:
        readings: The texts.
        each: The first of them, one by one.
        hits: The headings' phrases found in them.
        scanner: What found those.
    """
    hits = hits[np.flatnonzero(likely(readings, hits, scanner.phrases))]
    heads = scanner.by_text("heading", hits, readings)
    return [*map(Sections, each, heads, unlisted.short_lines(readings))]


def likely(readings: Readings, hits: Hits, phrases: Sequence[str]) -> Mask:
    """Say which phrases could be headings at all: most stand in sentences, and need no closer look.

    A heading stands in a short line or before a colon, or is capitalised in a text that has lost
    its line breaks. What is turned down here would be turned down below.

    Args:
        readings: Texts.
        hits: The headings' phrases found in them, by start.
        phrases: The phrases by number.
    """
    weak, most = _told(tuple(phrases))
    return _likely(
        readings.joined.arrays, readings.folded_codes, readings.lines, readings.flattened,
        (hits.start, hits.end, weak[hits.phrase], most[hits.phrase]),
    )  # fmt: skip


@Loop
def _likely(
    texts: Texts,
    folded: Codes,
    lines: Positions,
    flattened: Mask,
    hits: tuple[Positions, Positions, Mask, Positions],
) -> Mask:
    _, kinds, _, ends = texts
    starts, behind, weak, most = hits
    found = np.zeros(len(starts), np.bool_)
    number = line = 0
    for hit in range(len(starts)):
        start, end = starts[hit], behind[hit]
        while ends[number] < start:
            number += 1
        while line + 1 < len(lines) and lines[line + 1] <= start:
            line += 1
        stop = ends[number]
        if line + 1 < len(lines):
            stop = min(stop, lines[line + 1])
        after = end
        while after < end + _COLON_WITHIN - 1 and folded[after] in _PADDING:
            after += 1
        lost, space = flattened[number], int(folded[end] == _BLANK)
        if folded[after] == _COLON and (lost or not weak[hit]):
            found[hit] = True
        elif lost and kinds[start] & UPPER and not (weak[hit] and kinds[start + 1] & LOWER):
            found[hit] = not (space and kinds[end + 1] & LOWER)
        if weak[hit] and kinds[end + space] & WORD and end + space < stop:
            continue
        if not found[hit] and stop - lines[line] <= _LONGEST:
            found[hit] = _words(kinds, lines[line], stop) <= most[hit]
    return found


@Loop
def _words(kinds: Kinds, start: int, end: int) -> int:
    """Return how many words stand in a line at least."""
    count = 0
    for at in range(start + 1, end):
        if kinds[at - 1] & SPACE and kinds[at] & (CAPITAL | SMALL | DIGIT):
            count += 1
    return count


@lru_cache(maxsize=2)
def _told(phrases: Sequence[str]) -> tuple[Mask, Positions]:
    """Say which phrases open no section where more words follow, and how many a line may have."""
    vocabulary, weak = headings.vocabulary(), headings.load().weak.words
    preferred = [vocabulary.get(phrase) == "preferred" for phrase in phrases]
    alone = [phrase in weak and phrase != "about" for phrase in phrases]
    return (
        np.array(alone, bool) & ~np.array(preferred, bool),
        np.where(preferred, _MOST_BEFORE, _MOST_WORDS),
    )


def _listed(reading: Reading, hits: Iterable[Hit[Kind]]) -> list[Section]:
    """Return the sections of a posting that listed headings open, and what stands before them."""
    found = [Section(0, "summary", "")]
    done = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.start < done:
            continue
        start, end = _bounds(reading, hit)
        if end - start <= _LONGEST and _is_heading_line(reading, hit, start, end):
            found.append(Section(start, _kind(reading, hit, start, end), hit.phrase))
            done = end
        elif _is_inline(reading, hit, start):
            found.append(Section(hit.start, hit.owner, hit.phrase))
            done = hit.end
    return found


def _bounds(reading: Reading, hit: Hit[Kind]) -> tuple[int, int]:
    """Return where the line of a phrase begins and ends."""
    at = bisect.bisect_right(reading.line_starts, hit.start) - 1
    following = reading.line_starts[at + 1 : at + 2]
    return reading.line_starts[at], following[0] if following else len(reading.text)


def _is_heading_line(reading: Reading, hit: Hit[Kind], start: int, end: int) -> bool:
    """Say whether a line holds a heading and little else."""
    line = reading.text[start:end].strip()
    before = _WORD.findall(reading.folded[start : hit.start]) if start < hit.start else []
    after = _WORD.findall(reading.folded[hit.end : end])
    length = len(before) + len(after) + hit.phrase.count(" ") + 1
    if (
        hit.owner == "preferred"
        and line.endswith((":", "...", "\u2026"))
        and length <= _MOST_BEFORE
    ):
        return True
    if length > _MOST_WORDS:
        return False
    if not before and not after:
        return line[-1:] not in ".," or not reading.text[hit.start].islower()
    titled = reading.lowercased or _is_title(line)
    if hit.phrase == "about" and not before:
        return len(after) <= _LONGEST_NAME and titled
    return _allows(line, titled, hit.phrase, before, after)


def _allows(line: str, titled: bool, phrase: str, before: list[str], after: list[str]) -> bool:
    """Say whether a line may have these words beside a heading."""
    words = headings.load()
    closed = line[-1:] in ".,;"
    if phrase in words.weak.words:
        ours = all(word in words.filler.words for word in before)
        return not after and ours and not closed and titled
    if before and not (titled or line[-1:] in ":?"):
        return False
    strange = sum(word not in words.filler.words for word in before + after)
    if closed:
        return strange == 0 and not before
    return strange <= (1 if " " not in phrase else 2) + (line[-1:] in ":?")


def _is_title(line: str) -> bool:
    """Say whether a line's longer words are all capitalised."""
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return all(word[0].isupper() or not word[0].isalpha() for word in words)


def _is_inline(reading: Reading, hit: Hit[Kind], start: int) -> bool:
    """Say whether a heading stands within a line: before a colon, or where breaks are lost."""
    before = reading.text[start : hit.start]
    colon = reading.text[hit.end : hit.end + _COLON_WITHIN].lstrip(" *").startswith(":")
    weak = hit.phrase in headings.load().weak.words
    if not reading.flattened:
        return colon and not weak and hit.owner != "preferred" and not before.strip(_MARKS)
    ended = before.rstrip()[-_LONGEST_MARK:]
    begins = (
        not before.strip(_MARKS) or ended[-1:] in unlisted.ENDINGS or bool(_HASHES.search(ended))
    )
    if colon and begins:
        return True
    if reading.lowercased or not reading.text[hit.start].isupper():
        return False
    return _is_run_in(reading, hit, begins, weak)


def _is_run_in(reading: Reading, hit: Hit[Kind], begins: bool, weak: bool) -> bool:
    """Say whether a capitalised phrase of a flattened text was a heading on a line of its own."""
    written = reading.text[hit.start : hit.end]
    after = reading.text[hit.end : hit.end + 5]
    if hit.phrase == "about":
        return after[1:2].isupper()
    long = len(hit.phrase.split()) > 2
    if after.lstrip(" *").startswith(":") and (_is_title(written) or long):
        return not weak
    follows = after.lstrip(_MARKS + ":?.\u2026")[:1]
    if follows and not (follows.isupper() or follows.isdigit()):
        return False
    apart = begins or reading.text[max(0, hit.start - 2) : hit.start - 1].islower()
    shouted = written.isupper() and len(written) > len("ABOUT")
    return shouted or (not weak and ((begins and long) or (apart and _is_title(written))))


def _kind(reading: Reading, hit: Hit[Kind], start: int, end: int) -> Kind:
    """Return what a heading opens; 'preferred' wherever its line says so."""
    line = reading.folded[start:end]
    if hit.owner in ("requirements", "duties"):
        if _PLUS.search(line):
            return "preferred"
        if "preferred" in line and not _FIRM.search(line):
            return "preferred"
    return hit.owner
