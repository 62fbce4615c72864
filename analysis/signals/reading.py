"""A posting's text made ready for rules: one gap is one character, and lines are found again.

Boards wrap lines, escape Markdown, keep HTML tags, glue paragraphs together and set non-breaking
hyphens. `read` undoes this once and keeps the way back: every position in `Reading.text` leads to
a position in the text as it was published.
"""

import bisect
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from analysis.signals import headings

HYPHENS = "\u2010\u2011\u2012\u2043\u2212\ufe63\uff0d"
DASHES = "\u2013\u2014\u2015"
QUOTES = "\u2018\u2019\u201b\u02bc\u00b4`"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
BULLETS = (
    "\u2022\u25cf\u00b7\u25aa\u25e6\u2023\u25cb\u25a0\u2219\u27a2\u2713\u2714\u25b8\u25ba\uf0b7"
)

_BULLET = rf"(?:[-*+{DASHES}{BULLETS}](?=\s)|[{BULLETS}]|\d{{1,2}}[.)](?=\s)|#+(?=\s))"
_NEWLINE = r"\n\r\u2028\u2029\x0b\x0c\x85"
_EVENT = re.compile(
    # one character class first: the engine skips whatever cannot begin an event
    rf"[\s<&\\*_{INVISIBLE}](?:"
    rf"(?P<line>(?:(?<=[{_NEWLINE}])|(?<=[^\S{_NEWLINE}])[^\S{_NEWLINE}]*[{_NEWLINE}])"
    rf"\s*(?:{_BULLET}\s*)*)"
    rf"|(?P<space>(?<=[^\S{_NEWLINE}])[^\S{_NEWLINE}]+|(?<=[^\S{_NEWLINE} ]))"
    r"|(?P<tag>(?<=<)/?[a-zA-Z][^<>]{0,200}>)"
    r"|(?P<entity>(?<=&)(?:amp|nbsp|lt|gt|quot|apos|#39|#x27);)"
    rf"|(?P<drop>(?<=\\)(?=[!-/:-@\[-`{{-~])|(?<=\*)\**|(?<=_)_+|(?<=[{INVISIBLE}])[{INVISIBLE}]*)"
    r")"
)
_ENTITIES = {
    "&amp;": "&", "&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"',
    "&apos;": "'", "&#39;": "'", "&#x27;": "'",
}  # fmt: skip
_BLOCK_TAG = re.compile(r"</?(?:p|br|li|ul|ol|div|h[1-6]|tr|td|table|hr)\b", re.IGNORECASE)
_GLUE = re.compile(r"[a-z\d.)!?:;%](?=[A-Z][a-z])")
_WORD = re.compile(r"[A-Z][a-z]*")
_FIRST = re.compile(r"[^\s-]*-?")


class _Fold(dict[int, str]):
    """Lower case, straight quotes, one hyphen and one space: always one character for one."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = char.lower()
        folded = lower if len(lower) == 1 else char
        for group, to in ((HYPHENS + DASHES, "-"), (QUOTES, "'"), (DOUBLE_QUOTES, '"')):
            if char in group:
                folded = to
        if char.isspace() and char != "\n":
            folded = " "
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """Return a text in lower case with one kind of hyphen, quote and space, position by position.

    Args:
        text: Any text; what is returned has its length.
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
    """

    text: str
    folded: str
    breaks: list[int]
    line_starts: list[int]
    lowercased: bool
    flattened: bool
    _here: list[int]
    _there: list[int]

    def origin(self, position: int) -> int:
        """Return where a character of `text` stands in the text as published."""
        at = bisect.bisect_right(self._here, position) - 1
        return self._there[at] + position - self._here[at]

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


def read(text: str) -> Reading:
    """Make a text ready for rules.

    Args:
        text: The text of a posting as published: plain, Markdown, HTML, wrapped or flattened.
    """
    wrapped = _Wrapping.of(text)
    pieces: list[str] = []
    here: list[int] = [0]
    there: list[int] = [0]
    lines: list[int] = [0]
    length = position = 0
    for start, end, put, is_line in _events(text, wrapped):
        if start > position:
            pieces.append(text[position:start])
            length += start - position
        if is_line:
            lines.append(length + len(put))
        if put:
            here.append(length)
            there.append(min(start, len(text) - 1))
            pieces.append(put)
            length += len(put)
        here.append(length)
        there.append(end)
        position = end
    pieces.append(text[position:])
    joined = "".join(pieces)
    line_starts = sorted(set(lines))
    lowercased = joined.islower()
    flattened = len(joined) > 600 and len(line_starts) < len(joined) / 450
    breaks = sorted({*line_starts, *_sentences(joined, lowercased, flattened)})
    return Reading(joined, fold(joined), breaks, line_starts, lowercased, flattened, here, there)


@dataclass(frozen=True)
class _Wrapping:
    """Whether lines were cut at a width, so that most line ends say nothing."""

    width: int
    has_capitals: bool

    @classmethod
    def of(cls, text: str) -> "_Wrapping":
        lines = text.splitlines()
        longest = max(map(len, lines), default=0)
        full = sum(len(line) > 0.75 * longest for line in lines)
        is_wrapped = 40 <= longest <= 130 and len(lines) >= 4 and full >= 0.25 * len(lines)
        return cls(longest if is_wrapped else sys.maxsize, not text.islower())

    def joins(self, text: str, start: int, end: int) -> bool:
        """Say whether the line end in `text[start:end]` only wraps a sentence."""
        if text[end].islower() and text[start - 1] not in ".:!?;" and self.has_capitals:
            return True
        line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        first = _FIRST.match(text, end)
        needed = len(first.group()) if first else 0
        return start - line_start + 1 + needed > self.width


def _events(text: str, wrapping: _Wrapping) -> Iterator[tuple[int, int, str, bool]]:
    """Yield (start, end, replacement, begins a line) of what is not taken as it stands."""
    glued = _glue_positions(text)
    following = next(glued, None)
    for found in _EVENT.finditer(text):
        start, end = found.span()
        while following is not None and following <= start:
            yield following, following, "\n", True
            following = next(glued, None)
        kind = found.lastgroup
        if kind == "line":
            yield start, end, *_line(text, found, wrapping)
        elif kind == "tag":
            is_block = _BLOCK_TAG.match(found.group()) is not None
            yield start, end, "\n" if is_block else "", is_block
        elif kind == "entity":
            yield start, end, _ENTITIES[found.group()], False
        elif kind == "space":
            yield start, end, " ", False
        else:
            yield start, end, "", False
    while following is not None:
        yield following, following, "\n", True
        following = next(glued, None)


def _line(text: str, found: re.Match[str], wrapping: _Wrapping) -> tuple[str, bool]:
    start, end = found.span()
    run = found.group()
    blank = run.count("\n") > 1 or (run.count("\r") > 1 and "\n" not in run)
    item = bool(run.strip())
    if blank or item or start == 0 or end == len(text):
        return "\n", True
    if wrapping.joins(text, start, end):
        return ("" if text[start - 1] in "-" + HYPHENS else " "), False
    return " ", True


def _glue_positions(text: str) -> Iterator[int]:
    starters = headings.load().starters
    for found in _GLUE.finditer(text):
        word = _WORD.match(text, found.end())
        if word and word.group() in starters:
            yield found.end()


_SENTENCE = re.compile(
    r"[.!?;\u2022\u25cf\u00b7\u25aa\u25e6\u2023\u25a0\uf0b7]"
    r"(?:(?<=[.!?])[\"')\]]*\s+|(?<=[^.!?])\s*)"
)
_DASH = re.compile(r"[-\u2013\u2014](?<=\s.)\s+(?=[A-Z])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|inc|corp|ltd|co|sr|jr|st|u\.s|u\.s\.a|no|approx|dept|est|incl|min|max|ex|a\.i|ph\.d|b\.s|m\.s)|\b[a-z])$",
    re.IGNORECASE,
)


def _sentences(text: str, lowercased: bool, flattened: bool) -> Iterator[int]:
    for found in _SENTENCE.finditer(text):
        mark = found.group()
        if mark[0] in ".!?":
            after = text[found.end() : found.end() + 1]
            if mark[0] == "." and _NO_END.search(text, max(0, found.start() - 8), found.start()):
                continue
            if not lowercased and after.islower():
                continue
        yield found.end()
    if flattened and not lowercased:
        yield from (found.end() for found in _DASH.finditer(text))
        starters = headings.load().starters
        for found in re.finditer(r"(?<=[a-z)\d%+#]) (?=[A-Z][a-z]+ )", text):
            word = _WORD.match(text, found.end())
            if word and word.group() in starters:
                yield found.end()
