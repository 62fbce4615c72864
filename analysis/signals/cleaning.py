"""What boards do to a text, undone for many texts at once: wrapped lines, Markdown, HTML, glue.

Texts are joined, with a sign between them that stands in no event, and looked at as one array of
characters. What is not taken as it stands is an event: a stretch that becomes one character or
none, or a place where a line break was lost. Every character that is left keeps the way back to
where it was published.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from analysis.signals import characters, headings
from analysis.signals.characters import BULLETS, DASHES, Codes, Kinds, Mask, Positions, codes, kinds

BORDER = "\0"
"""Stands before the first text, between two and, twice, behind the last: rules look one ahead."""

_BULLET = rf"(?:[-*+{DASHES}{BULLETS}](?=\s)|[{BULLETS}]|\d{{1,2}}[.)](?=\s)|#+(?=\s))"
_ITEM = re.compile(rf"(?:{_BULLET}\s*)*")
_MARK = re.compile(rf"</?[a-zA-Z][^<>{BORDER}]{{0,200}}>|&(?:amp|nbsp|lt|gt|quot|apos|#39|#x27);")
_ENTITIES = {
    "&amp;": "&", "&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"',
    "&apos;": "'", "&#39;": "'", "&#x27;": "'",
}  # fmt: skip
_BLOCK_TAG = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|td|table|hr)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Z][a-z]*")
_GLUED_HEADING = re.compile(r"([A-Z][A-Za-z'\u2019&, ]{2,40}?[a-z]):?(?=[A-Z\d])")
_NOTHING = 0
"""Put in the place of an event that leaves no character."""


@dataclass(frozen=True)
class Joined:
    """Texts joined: `text[starts[n]:ends[n]]` is the text number n.

    Attributes:
        text: The texts, with a `BORDER` before, between and behind them.
        codes: Its code points.
        kinds: What each of them is.
        starts: Where each text begins.
        ends: Where it ends: a border.
    """

    text: str
    codes: Codes
    kinds: Kinds
    starts: Positions
    ends: Positions

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Joined":
        """Join texts.

        Args:
            texts: One at least.
        """
        text = BORDER + BORDER.join(texts) + 2 * BORDER
        ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.intp)
        starts = np.concatenate([[1], ends[:-1] + 1])
        found = codes(text)
        return cls(text, found, kinds(found), starts, ends)

    def number(self, at: Positions) -> Positions:
        """Return the number of the text that each position belongs to."""
        return np.searchsorted(self.ends, at)

    @cached_property
    def _rare(self) -> tuple[Positions, Kinds, Codes]:
        """Where all but small letters and spaces stand, and what they are."""
        at = np.flatnonzero(characters.are(self.kinds, ~characters.COMMON & 0xFFFFFFFF))
        return at, self.kinds[at], self.codes[at]

    def where(self, kind: int) -> Positions:
        """Return where characters of a kind stand; not for kinds that small letters are of.

        Args:
            kind: A kind, or several added up.
        """
        at, kinds, _ = self._rare
        found: Positions = at[np.flatnonzero(characters.are(kinds, kind))]
        return found

    def where_char(self, *chars: str) -> Positions:
        """Return where a character stands that is neither a small letter nor a space.

        Args:
            chars: Characters; any of them.
        """
        at, _, codes = self._rare
        found = codes == ord(chars[0])
        for char in chars[1:]:
            found |= codes == ord(char)
        where: Positions = at[np.flatnonzero(found)]
        return where

    @cached_property
    def lowercased(self) -> Mask:
        """Say which texts hold letters but no capital, as `str.islower` does."""
        capitals = np.append(self.where(characters.UPPER), len(self.codes))
        found = capitals[np.searchsorted(capitals, self.starts)] >= self.ends
        for number in np.flatnonzero(found).tolist():
            found[number] = self.text[self.starts[number] : self.ends[number]].islower()
        return found


class Events(NamedTuple):
    """Stretches that do not stand as published, by start; none begins within another.

    `put` is the code point in their place, or `_NOTHING`; `line` says whether a line begins there.
    """

    start: Positions
    end: Positions
    put: Codes
    line: Mask


@dataclass(frozen=True)
class Cleaned:
    """Texts without what boards do to them.

    Attributes:
        joined: The texts as they are to be read; borders stay.
        source: Where each of their characters stands in the joined texts as published.
        begins: Where each text begins among the joined texts as published.
        lines: Where a line or an item begins, ascending; each text's begin among them.
    """

    joined: Joined
    source: Positions
    begins: Positions
    lines: Positions


def clean(texts: Sequence[str]) -> Cleaned:
    """Undo what boards do to texts.

    Args:
        texts: As published; one at least.
    """
    raw = Joined.of(texts)
    events = _apart(_runs(raw), _marks(raw))
    glued = _glued(raw, events)
    return _without(raw, events, glued)


def _runs(raw: Joined) -> Events:
    """Return the runs of white space that are more than a single space, with what they become."""
    space = characters.are(raw.kinds, characters.SPACE)
    odd = space & (raw.codes != ord(" "))
    beside = space[1:] & space[:-1]
    odd[1:] |= beside
    odd[:-1] |= beside
    edges = np.flatnonzero(odd[1:] != odd[:-1]) + 1
    start, end = edges[::2].copy(), edges[1::2].copy()
    breaks = raw.where(characters.NEWLINE)
    first = np.searchsorted(breaks, start)
    is_break = np.flatnonzero(first < np.searchsorted(breaks, end))
    put = np.full(len(start), ord(" "), np.uint32)
    line = np.zeros(len(start), bool)
    end[is_break], put[is_break], line[is_break] = _line_ends(raw, start[is_break], end[is_break])
    return Events(start, end, put, line)


def _line_ends(raw: Joined, start: Positions, after: Positions) -> tuple[Positions, Codes, Mask]:
    """Return where runs with a line end stop, what they become and whether a line begins there.

    A bullet behind a line end goes with it. A line end parts two lines, unless it only wraps a
    sentence; a blank line, a bullet and the text's edge part paragraphs or items.
    """
    end = _behind_bullets(raw, after)
    number = raw.number(start)
    news, returns = _count(raw, "\n", start, end), _count(raw, "\r", start, end)
    edge = (start == raw.starts[number]) | (end == raw.ends[number])
    apart = (news > 1) | ((returns > 1) & (news == 0)) | (end > after) | edge
    wraps = ~apart & _wraps(raw, start, end, number)
    cut = wraps & (characters.are(raw.kinds[start - 1], characters.HYPHEN))
    put = np.where(apart, ord("\n"), np.where(cut, _NOTHING, ord(" ")))
    return end, put.astype(np.uint32), ~wraps


def _behind_bullets(raw: Joined, after: Positions) -> Positions:
    may_begin = characters.BULLET | characters.DIGIT
    rows = np.flatnonzero(characters.are(raw.kinds[after], may_begin))
    end, text = after.copy(), raw.text
    at = after[rows]
    alone = characters.are(raw.kinds[at], characters.BULLET) & (raw.codes[at + 1] == ord(" "))
    alone &= ~characters.are(raw.kinds[at + 2], may_begin | characters.SPACE)
    end[rows[alone]] += 2
    rows = rows[~alone]
    end[rows] = [found.end() for at in after[rows].tolist() if (found := _ITEM.match(text, at))]
    return end


def _count(raw: Joined, char: str, start: Positions, end: Positions) -> Positions:
    where = raw.where_char(char)
    return np.searchsorted(where, end) - np.searchsorted(where, start)


def _wraps(raw: Joined, start: Positions, end: Positions, number: Positions) -> Mask:
    """Say which line ends only wrap a sentence: it goes on in small letters, or had no room."""
    goes_on = characters.are(raw.kinds[end], characters.LOWER)
    held = characters.are(raw.kinds[start - 1], characters.HOLDS_LINE)
    found: Mask = goes_on & ~held & ~raw.lowercased[number]
    widths = _widths(raw)
    rows = np.flatnonzero(~found & (widths[number] < sys.maxsize))
    if len(rows):
        needed = _needed(raw, start[rows], end[rows], number[rows])
        found[rows] = needed > widths[number[rows]]
    return found


def _needed(raw: Joined, start: Positions, end: Positions, number: Positions) -> Positions:
    """Return how wide each line would be with the next word, up to a hyphen of it."""
    breaks = raw.where_char("\n", "\r")
    last = np.searchsorted(breaks, start) - 1
    before = np.where(last >= 0, breaks[last] + 1, 0)
    line_start = np.maximum(before, raw.starts[number])
    gaps = np.flatnonzero((characters.are(raw.kinds, characters.SPACE)) | (raw.codes == ord("-")))
    gaps = np.append(gaps, len(raw.codes))
    gap = np.minimum(gaps[np.searchsorted(gaps, end)], raw.ends[number])
    word = gap - end + (raw.codes[gap] == ord("-"))
    needed: Positions = start - line_start + 1 + word
    return needed


def _widths(raw: Joined) -> Positions:
    """Return at what width each text was wrapped, so that most line ends say nothing."""
    stop = raw.where(characters.LINE_END)
    stop = stop[(raw.codes[stop] != ord("\r")) | (raw.codes[stop + 1] != ord("\n"))]
    stop = characters.ascending(stop, raw.ends)
    begin = np.concatenate([[0], stop[:-1]]) + 1
    pair = (raw.codes[stop - 1] == ord("\r")) & (raw.codes[stop] == ord("\n"))
    length = stop - begin - pair
    first = np.searchsorted(stop, raw.starts)
    longest = np.maximum.reduceat(length, first)
    sizes = np.diff(np.append(first, len(stop)))
    lines = sizes - (length[first + sizes - 1] == 0)
    full = np.add.reduceat(length > 0.75 * np.repeat(longest, sizes), first)
    is_wrapped = (longest >= 40) & (longest <= 130) & (lines >= 4) & (full >= 0.25 * lines)
    return np.where(is_wrapped, longest, sys.maxsize)


def _marks(raw: Joined) -> Events:
    """Return the tags and entities, with what they become."""
    may_begin = raw.where_char("<", "&")
    found = [mark for at in may_begin.tolist() if (mark := _MARK.match(raw.text, at))]
    words = [mark.group() for mark in found]
    blocks = np.array([_BLOCK_TAG.match(word) is not None for word in words], bool)
    put = [
        ord("\n") if block else ord(_ENTITIES.get(word, "\0"))
        for word, block in zip(words, blocks, strict=True)
    ]
    spans = np.array([mark.span() for mark in found], np.intp).reshape(-1, 2)
    return Events(spans[:, 0], spans[:, 1], np.array(put, np.uint32), blocks)


def _apart(*several: Events) -> Events:
    """Return events by start, without those that begin within an earlier one."""
    start, end, put, line = (np.concatenate(column) for column in zip(*several, strict=True))
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    reach = np.maximum.accumulate(np.concatenate([[0], end[:-1]]))[: len(start)]
    free = start >= reach
    return Events(start[free], end[free], put[order][free], line[order][free])


def _glued(raw: Joined, events: Events) -> Positions:
    """Return where a line break was lost.

    That is before a word that opens lines, glued to what it ends, and before and behind a heading
    that is glued to what follows it.
    """
    at = raw.where(characters.CAPITAL)
    glue = characters.BEFORE_GLUE | characters.DIGIT
    before, after = raw.kinds[at - 1], raw.kinds[at + 1]
    glues = characters.are(before, glue) & characters.are(after, characters.SMALL)
    at = at[np.flatnonzero(glues)]
    behind = np.array(list(_behind_headings(raw.text, at)), np.intp)
    opens = [word in headings.load().starters for word in _words(raw.text, at)]
    at = np.unique(np.concatenate([at[np.array(opens, bool) | (behind > 0)], behind[behind > 0]]))
    inside = np.searchsorted(events.start, at) - 1
    ends = np.append(events.end, 0)
    outside: Positions = at[at >= ends[inside]]
    return outside


def _behind_headings(text: str, at: Positions) -> Iterator[int]:
    """Yield where the heading that begins at each position is glued to what follows it, or 0."""
    known = headings.vocabulary()
    for position in at.tolist():
        found = _GLUED_HEADING.match(text, position)
        heading = found.group(1).lower().replace("\u2019", "'") if found else ""
        yield found.end() if found and heading in known else 0


def _words(text: str, at: Positions) -> Iterator[str]:
    """Yield the capitalised word that begins at each position, empty where none does."""
    for position in at.tolist():
        found = _WORD.match(text, position)
        yield found.group() if found else ""


def _without(raw: Joined, events: Events, glued: Positions) -> Cleaned:
    """Return the texts with each event replaced, markup dropped and lost line breaks put in."""
    put, is_put = raw.codes.copy(), events.put != _NOTHING
    keep = np.ones(len(put), bool)
    keep[_dropped(raw)] = False
    keep[_within(events)] = False
    keep[events.start[is_put]] = True
    put[events.start[is_put]] = events.put[is_put]
    source = np.flatnonzero(keep)
    at = np.searchsorted(source, glued)
    lost = at + np.arange(len(glued))
    # a merge of two runs, which numpy.insert takes its time over
    source = np.sort(np.concatenate([source, glued]), kind="stable")
    found, kind = put[source], raw.kinds[source]
    found[lost] = ord("\n")
    changed = np.concatenate([lost, np.searchsorted(source, events.start[is_put])])
    kind[changed] = kinds(found[changed])
    starts, ends = np.searchsorted(source, raw.starts), np.searchsorted(source, raw.ends)
    begins = np.searchsorted(source, events.start[events.line]) + 1
    lines = characters.ascending(starts, begins, lost + 1)
    text = Joined(characters.text(found), found, kind, starts, ends)
    return Cleaned(text, source, raw.starts, lines)


def _dropped(raw: Joined) -> Positions:
    """Return where marks stand, backslashes that escape a sign, and bars side by side."""
    escapes = raw.where_char("\\")
    escapes = escapes[characters.are(raw.kinds[escapes + 1], characters.PUNCTUATION)]
    bars = raw.where_char("_")
    bars = bars[(raw.codes[bars - 1] == ord("_")) | (raw.codes[bars + 1] == ord("_"))]
    return np.concatenate([raw.where(characters.MARKUP), escapes, bars])


def _within(events: Events) -> Positions:
    """Return every position that an event covers."""
    size = events.end - events.start
    before = np.cumsum(size) - size
    return np.repeat(events.start - before, size) + np.arange(size.sum())
