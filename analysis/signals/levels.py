"""How strongly a posting asks for what it names: from the section and the words around it."""

import bisect
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from analysis.signals import phrases
from analysis.signals.characters import Mask, Positions
from analysis.signals.matching import Spans
from analysis.signals.reading import Reading, Readings
from analysis.signals.scanning import Hit, Hits

FILE = Path(__file__).with_name("cues.toml")

STRENGTH = {"absent": 0, "negated": 0, "mentioned": 1, "preferred": 2, "duty": 3, "required": 4}
"""The strongest level that a posting gives a signal counts; negated spans count for nothing."""

LEVELS = ("required", "duty", "preferred", "mentioned", "absent")

_CLAUSE = re.compile(
    r"\bbut\b|\bhowever\b|\bwhile\b|, with "
    r"|,? (?:and|plus) (?:experience|familiarity|knowledge|exposure|understanding)\b"
)
_FIRST_WORD = re.compile(r"[a-z]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_PLAIN = frozenset(["a", "an", "but", "not", "required", "highly", "strongly", "also", "is", "are"])
_DASH = re.compile(r"\s?[\u2013\u2014-]\s")
_REACH = 600
"""Characters from a cue to the furthest term that it can be about."""
_NEAR = 120
"""Characters that the few words between a denial and a term may take."""
_FEW = 40
"""So many cues of a sentence are all tried."""

_OPENS = 5
"""Characters before a cue that still opens its item: a bullet, '3+ '."""

_MODES = ("leading", "trailing", "sentence")

Cue = tuple[str, str]
"""What a cue says and where what it is about stands: ('preferred', 'trailing')."""


class Level(NamedTuple):
    """A span's level and the rule that gave it."""

    level: str
    rule: str


CLOSED = {
    kind: Level(level, f"section: {kind}")
    for kind, level in (
        ("requirements", "required"),
        ("preferred", "preferred"),
        ("benefits", "mentioned"),
        ("legal", "mentioned"),
    )
}
"""Sections that settle the level of what stands in them, but for a cue right beside it."""

TITLE = Level("duty", "title")
"""Of what a title names."""

_CLOSE = ("preferred", "negated")
"""Cues that are about what stands right beside them."""


@cache
def _written() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _openings() -> frozenset[str]:
    return frozenset(_written()["duty"]["opening"])


@cache
def _no_negation() -> tuple[str, ...]:
    return tuple(word + " " for word in _written()["negated"]["not_before"])


def wanted() -> Iterator[tuple[str, Cue]]:
    """Yield each phrase to look for, with the cue that it is."""
    for kind, modes in _written().items():
        for mode, patterns in modes.items():
            if mode in _MODES:
                for pattern in patterns:
                    for phrase in phrases.expand(pattern):
                        yield phrase, (kind, mode)


def telling(readings: Readings, hits: Hits, spans: Spans) -> Hits:
    """Return the cues that stand in a sentence with a span.

    Args:
        readings: Texts.
        hits: The cues found in them.
        spans: The spans that are to be given levels.
    """
    named = np.zeros(len(readings.breaks), bool)
    named[readings.sentence(spans.start)] = True
    return hits[np.flatnonzero(named[readings.sentence(hits.start)])]


def close(readings: Readings, hits: Hits, cues: Sequence[Cue]) -> Mask:
    """Say which sentences hold a cue that is about what stands right beside it alone.

    Args:
        readings: Texts.
        hits: The cues found in them.
        cues: The cues by number.
    """
    is_close = np.array([kind in _CLOSE for kind, _ in cues], bool)
    found = np.zeros(len(readings.breaks), bool)
    found[readings.sentence(hits.start[np.flatnonzero(is_close[hits.owner])])] = True
    return found


def alike(sentence: Positions, is_close: Mask, kinds: Sequence[str]) -> Positions:
    """Return a number for each span; spans of the same number have the same level.

    They are those in sections that settle the level, and those of a sentence and kind of section,
    but none that a cue may be close to.

    Args:
        sentence: The number of each span's sentence.
        is_close: Whether it holds a cue that is about what stands beside it.
        kinds: What each span's section is about.
    """
    order = [*CLOSED, *sorted({*kinds} - {*CLOSED})]
    places = {kind: place for place, kind in enumerate(order)}
    place = np.array([places[kind] for kind in kinds], np.intp)
    number = np.where(place < len(CLOSED), place, (sentence + 1) * len(order) + place)
    return np.where(is_close, -1 - np.arange(len(kinds)), number)


class Leveller:
    """Gives the spans of one posting their levels."""

    def __init__(self, reading: Reading, hits: Iterable[Hit[Cue]]) -> None:
        """Sort the cues of a posting by sentence.

        Args:
            reading: The posting.
            hits: Where the phrases of `wanted` stand in it, by start.
        """
        self._reading = reading
        self._cues: dict[int, list[Hit[Cue]]] = {}
        self._close: set[int] = set()
        self._open: dict[tuple[int, str], Level] = {}
        for hit in hits:
            number = reading.sentence(hit.start)
            self._cues.setdefault(number, []).append(hit)
            if hit.owner[0] in _CLOSE:
                self._close.add(number)

    def level(self, start: int, end: int, kind: str) -> Level:
        """Return the level of a span.

        Args:
            start: Where it begins in the reading's text.
            end: Where it ends.
            kind: What its section is about.
        """
        number = self._reading.sentence(start)
        if number in self._close:
            cued = self._cued(self._near(number, start, end), start, end)
            if cued:
                return cued
        if kind in CLOSED:
            return CLOSED[kind]
        if (number, kind) not in self._open:
            self._open[number, kind] = _open_section(kind, self._all_said(number))
        return self._open[number, kind]

    def _cued(self, cues: list[Hit[Cue]], start: int, end: int) -> Level | None:
        """Return the level that a cue right beside a span gives it, if one does."""
        for cue in cues:
            if cue.owner[0] == "preferred" and self._prefers(cue, start, end):
                return Level("preferred", f"cue: {cue.phrase}")
        for cue in cues:
            if cue.owner[0] == "negated" and self._negates(cue, start, end):
                return Level("negated", f"cue: {cue.phrase}")
        return None

    def _all_said(self, number: int) -> dict[str, str]:
        """Return the cues of a sentence by kind.

        A verb that opens it tells what to do, and an item that opens with a qualification what to
        bring: both address the candidate. `subject` is what of the employer's a sentence opens
        with.
        """
        cues = self._cues.get(number, ())
        said: dict[str, str] = {}
        for (kind, _), phrase, _, _ in cues:
            said.setdefault(kind, phrase)
        begin = self._reading.breaks[number]
        opening = _FIRST_WORD.search(self._reading.folded, begin)
        if opening and opening.group() in _openings():
            return {"duty": opening.group(), "addressed": opening.group()} | said
        for (kind, _), phrase, start, _ in cues[:_FEW]:
            if kind == "required" and start - begin <= _OPENS:
                return {"addressed": phrase} | said
            if kind == "mentioned" and start == begin:
                return {"subject": phrase} | said
        return said

    def _near(self, number: int, start: int, end: int) -> list[Hit[Cue]]:
        """Return the cues of a sentence that stand near enough to be about a span."""
        cues = self._cues[number]
        if len(cues) < _FEW:
            return cues
        first = bisect.bisect_left(cues, start - _REACH, key=lambda cue: cue.start)
        last = bisect.bisect_right(cues, end + _REACH, key=lambda cue: cue.start)
        return cues[first:last]

    def _prefers(self, cue: Hit[Cue], start: int, end: int) -> bool:
        """Say whether a cue of preference is about a span of its sentence."""
        text = self._reading.folded
        opens = cue.phrase == "preferred" and self._opens(cue)
        if opens or cue.owner[1] == "leading":
            return start >= cue.end and ")" not in text[cue.end : start]
        if cue.owner[1] != "trailing" or start >= cue.end:
            return False
        if text[cue.end : cue.end + 1] == ":":
            return False  # it opens what follows
        between = _flat(text[end : cue.start])
        opened = between.rfind("(")
        if opened < 0:
            return not _CLAUSE.search(between)
        closing = text.find(")", cue.end, cue.end + _REACH)
        inside = between[opened + 1 :] + text[cue.end : max(closing, cue.end)]
        alone = all(word in _PLAIN for word in inside.split())
        return alone and not _CLAUSE.search(between[:opened])

    def _opens(self, cue: Hit[Cue]) -> bool:
        """Say whether a cue opens a sentence, or a part of one with a dash behind it."""
        text, begin = self._reading.folded, self._reading.breaks[self._reading.sentence(cue.start)]
        parted = text[begin : cue.start].rstrip()[-1:] in ",;("
        return begin == cue.start or (parted and bool(_DASH.match(text, cue.end)))

    def _negates(self, cue: Hit[Cue], start: int, end: int) -> bool:
        """Say whether a cue denies a span: three words before it at most, or four behind it."""
        if start - cue.end > _NEAR or cue.start - end > _NEAR:
            return False
        text = self._reading.folded
        if cue.owner[1] == "trailing":
            between = text[end : cue.start]
            return end <= cue.start and len(between.split()) <= 3 and "," not in between
        between = text[cue.end : start]
        if start < cue.end or any(mark in between for mark in ",.:("):
            return False
        after = between.strip() + " "
        if after.startswith(_no_negation()):
            return False
        return len(between.split()) <= 2


def _flat(between: str) -> str:
    """Return what stands between a term and a cue, without closed brackets."""
    return _BRACKETS.sub(" ", between).replace(")", " ")


def _open_section(kind: str, said: dict[str, str]) -> Level:
    """Return the level where the section leaves it to the sentence."""
    if kind == "about" and "addressed" not in said:
        return _told(kind, said)
    if "required" in said and not (kind == "about" and "mentioned" in said):
        return Level("required", f"{kind}, cue: {said['required']}")
    if kind != "duties" and "duty" in said:
        return Level("duty", f"{kind}, cue: {said['duty']}")
    if "subject" in said and "duty" not in said and "addressed" not in said:
        return _told(kind, said)
    if kind != "duties" and (kind == "about" or "mentioned" in said):
        return _told(kind, said)
    return Level("duty", f"section: {kind}")


def _told(kind: str, said: dict[str, str]) -> Level:
    return Level("mentioned", f"{kind}, cue: {said.get('mentioned', 'none')}")


def strongest(levels: Iterable[str]) -> str:
    """Return the level of a posting from those of its spans.

    Args:
        levels: Levels of spans, `negated` among them.

    Example:
        >>> strongest(["mentioned", "required", "preferred"]), strongest([])
        ('required', 'absent')
    """
    best = max(levels, key=STRENGTH.__getitem__, default="absent")
    return "absent" if best == "negated" else best
