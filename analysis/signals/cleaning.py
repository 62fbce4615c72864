"""What boards do to a text, undone for many texts at once: wrapped lines, Markdown, HTML, glue.

Texts are joined, with a sign between them that stands in no event, and gone through as one array
of characters. What is not taken as it stands is an event: a stretch that becomes one character or
none, or a place where a line break was lost. Every character that is left keeps the way back to
where it was published.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.signals import characters, suspects, wrapping
from analysis.signals.characters import (
    CAPITAL,
    DASH,
    DIGIT,
    ITEM,
    LOWER,
    MONEY,
    STOP,
    UPPER,
    Codes,
    Kinds,
    Mask,
    Positions,
    Texts,
)
from analysis.signals.loops import Loop
from analysis.signals.wrapping import NOTHING, Runs

Origins = NDArray[np.int32]

BORDER = "\0"
"""Stands before the first text, between two and, twice, behind the last: rules look one ahead."""

_MARK = re.compile(rf"</?[a-zA-Z][^<>{BORDER}]{{0,200}}>|&(?:amp|nbsp|lt|gt|quot|apos|#39|#x27);")
_ENTITIES = {
    "&amp;": "&", "&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"',
    "&apos;": "'", "&#39;": "'", "&#x27;": "'",
}  # fmt: skip
_BLOCK_TAG = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|td|table|hr)\b", re.IGNORECASE)
_FIGURE = DIGIT | MONEY
_TURN = STOP | ITEM | DASH | CAPITAL
_NEW = ord("\n")


@dataclass(frozen=True)
class Joined:
    """Texts joined: `text[starts[n]:ends[n]]` is the text number n.

    Attributes:
        text: The texts, with a `BORDER` before, between and behind them.
        codes: Its code points.
        kinds: What each of them is.
        starts: Where each text begins.
        ends: Where it ends: a border.
        lowercased: Which texts hold letters but no capital, as `str.islower` says.
    """

    text: str
    codes: Codes
    kinds: Kinds
    starts: Positions
    ends: Positions
    lowercased: Mask

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Joined":
        """Join texts.

        Args:
            texts: One at least.
        """
        text = BORDER + BORDER.join(texts) + 2 * BORDER
        ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.intp)
        starts = np.concatenate([[1], ends[:-1] + 1])
        found = characters.codes(text)
        kinds = characters.kinds(found)
        return cls(text, found, kinds, starts, ends, _lowercased(kinds, starts, ends))

    @property
    def arrays(self) -> Texts:
        """What loops go through."""
        return Texts(self.codes, self.kinds, self.starts, self.ends)

    def number(self, at: Positions) -> Positions:
        """Return the number of the text that each position belongs to."""
        return np.searchsorted(self.ends, at)


class Cleaned(NamedTuple):
    """Texts without what boards do to them.

    Attributes:
        joined: The texts as they are to be read; borders stay.
        folded: The code points of the joined text, folded.
        source: Where each of their characters stands in the joined texts as published.
        begins: Where each text begins among the joined texts as published.
        lines: Where a line or an item begins, ascending; each text's begin among them.
        figures: Where figures and signs of currencies stand.
        turns: Where a sentence may end or an item begin: stops, dashes and capitals.
    """

    joined: Joined
    folded: Codes
    source: Origins
    begins: Positions
    lines: Positions
    figures: Positions
    turns: Positions


def clean(texts: Sequence[str]) -> Cleaned:
    """Undo what boards do to texts.

    Args:
        texts: As published; one at least.
    """
    raw = Joined.of(texts)
    places = suspects.places(raw.kinds)
    found = suspects.find(raw.codes, raw.kinds, places)
    events = _apart(
        wrapping.runs(raw.arrays, raw.lowercased, places),
        _marks(raw.text, found.marks),
        _nothing_at(found.dropped, found.dropped + 1),
    )
    glued = _outside(suspects.glued(raw.text, found), events)
    behind = np.array([len(raw.codes)])
    written, source, edges, lines = _kept(
        raw.codes,
        np.stack([raw.starts, raw.ends], axis=1).ravel(),
        _together(events, _nothing_at(behind, behind)),
        np.append(glued, behind),
    )
    starts, ends = edges[::2].copy(), edges[1::2].copy()
    kinds = characters.kinds(written)
    folded, figures, turns = _told(written, kinds, characters.folds())
    small = _lowercased(kinds, starts, ends)
    text = Joined(characters.text(written), written, kinds, starts, ends, small)
    return Cleaned(text, folded, source, raw.starts, lines, figures, turns)


def _nothing_at(start: Positions, end: Positions) -> Runs:
    """Return events that leave no character."""
    return Runs(start, end, np.full(len(start), NOTHING, np.uint32), np.zeros(len(start), bool))


@Loop
def _lowercased(kinds: Kinds, starts: Positions, ends: Positions) -> Mask:
    found = np.empty(len(starts), np.bool_)
    for number in range(len(starts)):
        seen = 0
        for at in range(starts[number], ends[number]):
            seen |= kinds[at]
            if seen & UPPER:
                break
        found[number] = seen & LOWER and not seen & UPPER
    return found


def _marks(text: str, may_begin: Positions) -> Runs:
    """Return the tags and entities, with what they become."""
    found = [mark for at in may_begin.tolist() if (mark := _MARK.match(text, at))]
    words = [mark.group() for mark in found]
    blocks = np.array([_BLOCK_TAG.match(word) is not None for word in words], bool)
    put = [
        _NEW if block else ord(_ENTITIES.get(word, chr(NOTHING)))
        for word, block in zip(words, blocks, strict=True)
    ]
    spans = np.array([mark.span() for mark in found], np.intp).reshape(-1, 2)
    return Runs(spans[:, 0].copy(), spans[:, 1].copy(), np.array(put, np.uint32), blocks)


def _together(*several: Runs) -> Runs:
    start, end, put, line = zip(*several, strict=True)
    return Runs(
        np.concatenate(start), np.concatenate(end), np.concatenate(put), np.concatenate(line)
    )


def _apart(*several: Runs) -> Runs:
    """Return all events by start, without those that begin within an earlier one."""
    start, end, put, line = _together(*several)
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    reach = np.maximum.accumulate(np.append(0, end[:-1]))[: len(start)]
    free = start >= reach
    return Runs(start[free], end[free], put[order][free], line[order][free])


def _outside(at: Positions, events: Runs) -> Positions:
    """Return the positions that no event covers, but for its first."""
    inside = np.searchsorted(events.start, at) - 1
    outside: Positions = at[at >= np.append(events.end, 0)[inside]]
    return outside


@Loop
def _kept(
    codes: Codes, edges: Positions, events: Runs, glued: Positions
) -> tuple[Codes, Origins, Positions, Positions]:
    """Return the texts with each event replaced and lost line breaks put in.

    Args:
        codes: The code points of the joined texts.
        edges: Where texts begin and end, by turns.
        events: What does not stand as published; behind all, one that is none.
        glued: Where a line break was lost; behind all, the end of the joined texts.

    Returns:
        The code points that are left, where each of them stands as published, where texts begin
        and end by turns, and where lines begin, ascending.
    """
    size = len(codes) + len(glued)
    written, source = np.empty(size, np.uint32), np.empty(size, np.int32)
    moved, lines = edges.copy(), [0]
    at = count = edge = event = glue = 0
    while at < len(codes):
        while edge < len(edges) and edges[edge] == at:
            moved[edge] = count
            if edge % 2 == 0:
                lines.append(count)
            edge += 1
        if glued[glue] == at:
            written[count], source[count], count, glue = _NEW, at, count + 1, glue + 1
            lines.append(count)
        if events.start[event] == at:
            if events.put[event] != NOTHING:
                written[count], source[count], count = events.put[event], at, count + 1
            if events.line[event] and lines[-1] != count:
                lines.append(count)
            at, event = events.end[event], event + 1
            continue
        stop = min(events.start[event], glued[glue])
        if edge < len(edges):
            stop = min(stop, edges[edge])
        for place in range(at, stop):
            written[count], source[count], count = codes[place], place, count + 1
        at = stop
    return written[:count], source[:count], moved, np.array(lines[1:], np.intp)


@Loop
def _told(written: Codes, kinds: Kinds, fold_of: Codes) -> tuple[Codes, Positions, Positions]:
    """Return what each character is folded to, and where figures and turns stand."""
    folded = np.empty_like(written)
    figures, turns = np.empty(len(written), np.intp), np.empty(len(written), np.intp)
    figure = turn = 0
    for at in range(len(written)):
        folded[at] = fold_of[written[at]]
        # no branch, since none could be foretold
        figures[figure] = turns[turn] = at
        figure += kinds[at] & _FIGURE != 0
        turn += kinds[at] & _TURN != 0
    return folded, figures[:figure], turns[:turn]
