"""What was measured in a posting, laid out for a reader: its text in pieces, and every mark."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from analysis.corpora import places
from analysis.publishing import words
from analysis.publishing.explaining import reasons
from analysis.signals import levels, lexicon, measure, roles
from analysis.signals.measure import Measured
from analysis.signals.reading import fold

LOOKS = ("required", "duty", "preferred", "pay", "employment", "mentioned", "negated")
"""What a piece of text can look like, the strongest first: it colours where marks overlap."""

_OPENING = re.compile(r"(?:<(?!/)[^<>\n]{0,80}>|[^\w\n<>.!?;,)\]])*\Z")
_LONGEST_MARKUP = 200
_LONGEST_FORM = 48
"""Characters of a form that tell it apart in the lexicon."""


class Piece(NamedTuple):
    """Some of a text, whose characters all carry the same marks.

    Attributes:
        text: As published.
        look: One of `LOOKS`; empty where it carries none.
        marks: The numbers of the marks that it is part of.
        ends: The numbers of those that end with it.
    """

    text: str
    look: str
    marks: tuple[int, ...]
    ends: tuple[int, ...]


class Block(NamedTuple):
    """A section of the text: what it is called, and its pieces."""

    section: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Mark:
    """One piece of evidence, as a reader is told of it.

    Attributes:
        number: From 1, in the order of title and text.
        signal: Its label.
        look: Its level, or `pay`, `employment`.
        found: The words as published.
        form: What they stand for, or the lexicon's form where it is not the words themselves.
        section: What the section is called.
        why: The rule, in words.
        start: Where it begins in the text, or in the title.
        end: Where it ends there.
        in_title: Whether it stands in the title.
    """

    number: int
    signal: str
    look: str
    found: str
    form: str
    section: str
    why: str
    start: int
    end: int
    in_title: bool

    @property
    def place(self) -> str:
        """Where it stands, as in the evidence."""
        return f"{self.start}–{self.end}"


@dataclass(frozen=True)
class Explained:
    """A posting and all that was measured in it.

    Attributes:
        title: In pieces.
        employer: As given.
        blocks: The text in pieces, by section.
        marks: Every piece of evidence, by number.
        outcome: What the posting comes to: (name, value), levels first, then role, pay and
            employment.
    """

    title: tuple[Piece, ...]
    employer: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    outcome: tuple[tuple[str, str], ...]


def explained(title: str, text: str, employer: str = "") -> Explained:
    """Measure a posting and lay out what was found.

    Args:
        title: Its title; may be empty.
        text: Its text as published; may be empty.
        employer: The employer's name.
    """
    measured = measure.measure_posting(title, text, employer)
    marks = _marks(title, text, measured)
    in_text = [mark for mark in marks if not mark.in_title]
    bounds = [*_section_starts(text), (len(text), "")]
    blocks = tuple(
        Block(reasons.section(kind), pieces(text, in_text, start, end))
        for (start, kind), (end, _) in pairwise(bounds)
        if start < end
    )
    in_title = [mark for mark in marks if mark.in_title]
    return Explained(
        pieces(title, in_title, 0, len(title)), employer, blocks, marks,
        (*_levels(measured), *_others(title, measured)),
    )  # fmt: skip


def pieces(text: str, marks: Sequence[Mark], start: int, end: int) -> tuple[Piece, ...]:
    """Cut a stretch of a text wherever a mark begins or ends.

    Args:
        text: The text that the marks stand in.
        marks: In any order; they may overlap, and reach out of the stretch.
        start: Where the stretch begins.
        end: Where it ends.
    """
    near = [mark for mark in marks if mark.start < end and mark.end > start]
    inside = {place for mark in near for place in (mark.start, mark.end) if start < place < end}
    cuts = sorted({start, end} | inside)
    return tuple(_piece(text, near, *cut) for cut in pairwise(cuts))


def _piece(text: str, marks: Iterable[Mark], start: int, end: int) -> Piece:
    over = [mark for mark in marks if mark.start <= start and mark.end >= end]
    return Piece(
        text[start:end],
        min((mark.look for mark in over), key=LOOKS.index, default=""),
        tuple(mark.number for mark in over),
        tuple(mark.number for mark in over if mark.end == end),
    )


def _marks(title: str, text: str, measured: Measured) -> tuple[Mark, ...]:
    labels = {signal.id: signal.label for signal in lexicon.load().signal}
    found = sorted(measured.evidence, key=lambda e: (e.section != "title", e.start, e.end))
    return tuple(
        _mark(number, item, title if item.section == "title" else text, labels)
        for number, item in enumerate(found, start=1)
    )


def _mark(number: int, item: measure.Evidence, text: str, labels: Mapping[str, str]) -> Mark:
    said = " ".join(text[item.start : item.end].split())
    is_term = item.signal not in labels
    form = item.form.replace("_", "-") if is_term else _form(item.form, said)
    return Mark(
        number=number,
        signal=labels.get(item.signal, item.signal),
        look=item.signal if is_term else item.level,
        found=said,
        form=form,
        section=reasons.section(item.section),
        why=reasons.rule(item.rule, item.level),
        start=item.start,
        end=item.end,
        in_title=item.section == "title",
    )


def _form(form: str, said: str) -> str:
    """Return a form where it says more than the words, cut where it grows long."""
    if form.lower() == fold(said):
        return ""
    return form if len(form) <= _LONGEST_FORM else f"{form[: _LONGEST_FORM - 1]}…"


def _section_starts(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each section begins in the published text, and its kind."""
    done = 0
    for begin, kind in measure.sections_of(text):
        done = max(done, _with_markup(text, begin, done))
        yield done, kind


def _with_markup(text: str, start: int, least: int) -> int:
    """Return where a heading begins with the bullet, hashes or tag before it on its line."""
    least = max(least, start - _LONGEST_MARKUP)
    found = _OPENING.search(text, least, start)
    if found is None:
        return start
    begins_line = found.start() == 0 or text[found.start() - 1] == "\n"
    return found.start() if begins_line or "<" in found.group() else start


def _levels(measured: Measured) -> Iterator[tuple[str, str]]:
    """Yield each level with the signals that the posting has at it, and why where unseen."""
    known = lexicon.load()
    labels = {signal.id: signal.label for signal in known.signal}
    own: dict[str, list[str]] = {}
    for item in measured.evidence:
        own.setdefault(item.signal, []).append(item.level)
    for level in levels.LEVELS:
        named = []
        for signal, given in measured.levels.items():
            if given != level or (level == "absent" and signal not in own):
                continue
            sources = [
                labels[source]
                for source, implied in known.implied().items()
                if signal in implied and given in own.get(source, ())
            ]
            seen = levels.strongest(own.get(signal, ())) == given
            after = "" if seen else f" (follows from {words.listed(sources)})"
            named.append(labels[signal] + after)
        if named:
            yield ("named, denied" if level == "absent" else level), "; ".join(named)


def _others(title: str, measured: Measured) -> Iterator[tuple[str, str]]:
    yield "role", reasons.role(*roles.role(title), title)
    yield "role, strict rule", reasons.role(*roles.role_strict(title), title)
    yield "pay", reasons.pay(measured.pay)
    in_text = any(item.signal == "employment" for item in measured.evidence)
    yield "employment", reasons.employment(measured.employment, in_text)


def of(posting: Mapping[str, Any]) -> Explained:
    """Measure a posting and lay out what was found.

    Args:
        posting: A row with title, employer and text; what is missing counts as empty.
    """
    title, text, employer = (
        value if isinstance(value := posting.get(name), str) else ""
        for name in ("title", "text", "employer")
    )
    found = explained(title, text, employer)
    return replace(found, outcome=(*found.outcome, *_where(posting)))


def _where(posting: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield country, state and remote work with what they were read from."""
    told = posting
    if "place_rule" not in posting:
        location = posting.get("location")
        told = vars(places.of(location if isinstance(location, str) else None))
    for name, by in (("country", "place_rule"), ("state", "place_rule"), ("remote", "remote_rule")):
        yield name, reasons.place(told.get(name), told.get(by))
