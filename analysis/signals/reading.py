"""A posting's text made ready for rules: one gap is one character, and lines are found again.

Boards wrap lines, escape Markdown, keep HTML tags, glue paragraphs together and set non-breaking
hyphens. `read_all` undoes this for many texts at once and keeps the way back: every position in
what is read leads to a position in the text as it was published.
"""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import TypeVar

import numpy as np

from analysis.signals import characters, cleaning, sentences
from analysis.signals.characters import Mask, Positions
from analysis.signals.cleaning import Joined, Origins

Row = TypeVar("Row")

_FLAT_FROM = 600
_FLAT_LINES = 450
"""A text of so many characters has lost its line breaks when it has fewer than one in so many."""


class _Fold(dict[int, str]):
    """What `characters.fold_char` makes of each character met so far."""

    def __missing__(self, code: int) -> str:
        self[code] = characters.fold_char(chr(code))
        return self[code]


_FOLD = _Fold()


def fold(text: str) -> str:
    """Return a text in lower case with one kind of hyphen, quote and space, position by position.

    Args:
        text: Any text; what is returned has its length.

    Example:
        >>> fold("Entry–LEVEL")
        'entry-level'
    """
    return text.translate(_FOLD)


@dataclass(frozen=True)
class Reading:
    r"""A text as the rules see it.

    Attributes:
        text: The text with gaps of one character, marks dropped, `\n` where a paragraph or a
            list item begins.
        folded: `fold(text)`: as long, lower-cased.
        breaks: Positions in `text` at which a line, an item or a sentence begins, ascending; the
            first is 0.
        line_starts: The ones among `breaks` that begin a line or an item.
        lowercased: Whether no capital stands in the whole text (one corpus is so).
        flattened: Whether the text has lost its line breaks.
        figures: Where figures and signs of currencies stand.
        origins: Where each character stands in the joined texts as published.
        begin: Where the text begins among these.
    """

    text: str
    folded: str
    breaks: list[int]
    line_starts: list[int]
    lowercased: bool
    flattened: bool
    figures: list[int]
    origins: Origins
    begin: int

    def origin(self, position: int) -> int:
        """Return where a character of `text` stands in the text as published."""
        return int(self.origins[position]) - self.begin

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the published span of `text[start:end]`."""
        return self.origin(start), self.origin(end - 1) + 1

    def sentence(self, position: int) -> int:
        """Return the number of the sentence that a position belongs to."""
        return bisect.bisect_right(self.breaks, position) - 1

    @cached_property
    def ends(self) -> list[int]:
        """Return where each sentence ends."""
        return [*self.breaks[1:], len(self.text)]


@dataclass(frozen=True)
class Readings:
    """Many texts as the rules see them, joined: positions run on from one text to the next.

    Attributes:
        joined: The texts, cleaned.
        folded: As long as the joined text, folded.
        folded_codes: Its code points.
        source: Where each character stands in the joined texts as published.
        begins: Where each text begins among these.
        lines: Where lines and items begin, ascending; each text's begin among them.
        breaks: Where lines, items and sentences begin, ascending.
        figures: Where figures and signs of currencies stand.
        lowercased: Whether no capital stands in each text.
        flattened: Whether each text has lost its line breaks.
    """

    joined: Joined
    folded: str
    folded_codes: characters.Codes
    source: Origins
    begins: Positions
    lines: Positions
    breaks: Positions
    figures: Positions
    lowercased: Mask
    flattened: Mask

    def __len__(self) -> int:
        return len(self.begins)

    def each(self, count: int) -> Iterator[Reading]:
        """Yield the first texts one by one, on their own.

        Args:
            count: How many.
        """
        columns = [self._split(at) for at in (self.breaks, self.lines, self.figures)]
        bounds = zip(self.joined.starts.tolist(), self.joined.ends.tolist(), strict=True)
        for number, (start, end) in enumerate(islice(bounds, count)):
            breaks, lines, amounts = (next(column) for column in columns)
            yield Reading(
                self.joined.text[start:end], self.folded[start:end], breaks, lines,
                bool(self.lowercased[number]), bool(self.flattened[number]), amounts,
                self.source[start:end], int(self.begins[number]),
            )  # fmt: skip

    def _split(self, at: Positions) -> Iterator[list[int]]:
        """Yield the positions of each text, counted from its start; one may be its end."""
        number = self.joined.number(at)
        return self.split(number, (at - self.joined.starts[number]).tolist())

    def split(self, number: Positions, rows: list[Row]) -> Iterator[list[Row]]:
        """Return an iterator over the rows of each text.

        Args:
            number: That of each row's text, ascending.
            rows: Of all texts.
        """
        bounds = np.searchsorted(number, np.arange(len(self) + 1)).tolist()
        return (rows[first:last] for first, last in pairwise(bounds))

    def sentence(self, at: Positions) -> Positions:
        """Return the number of the sentence that each position belongs to, through all texts."""
        return np.searchsorted(self.breaks, at, side="right") - 1

    def origin(self, at: Positions) -> Positions:
        """Return where characters stand in their own texts as published."""
        return self.source[at] - self.begins[self.joined.number(at)]


def read(text: str) -> Reading:
    """Make a text ready for rules.

    Args:
        text: The text of a posting as published: plain, Markdown, HTML, wrapped or flattened.
    """
    return next(read_all([text]).each(1))


def read_all(texts: Sequence[str]) -> Readings:
    """Make texts ready for rules.

    Args:
        texts: Texts of postings as published; one at least.
    """
    cleaned = cleaning.clean(texts)
    joined, lines = cleaned.joined, cleaned.lines
    size = joined.ends - joined.starts
    count = np.searchsorted(lines, joined.ends, side="right") - np.searchsorted(
        lines, joined.starts
    )
    flattened = (size > _FLAT_FROM) & (count < size / _FLAT_LINES)
    breaks = sentences.begins(cleaned, flattened)
    return Readings(
        joined, characters.text(cleaned.folded), cleaned.folded, cleaned.source, cleaned.begins,
        lines, breaks, cleaned.figures, joined.lowercased, flattened,
    )  # fmt: skip
