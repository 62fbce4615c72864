"""From a posting's reading to the spans that name a signal."""

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.signals.lexicon import Form, Lexicon
from analysis.signals.reading import Reading, fold
from analysis.signals.scanning import Hit, plain

_LISTED_LEFT = re.compile(r"(?:[,/(:|&\u2022+]|\bor|\band)\s*$")
_LISTED_RIGHT = re.compile(r"\s*(?:[,/).|;&+\n]|or\b|and\b|$)")
_SUFFIX = re.compile(r"[,.]?\s+(?:inc|llc|ltd|corp|co|gmbh|plc)\.?$")


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the reading's text that names a signal, and the form that found it."""

    signal: str
    form: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """A form made ready: the keys under which its parts are heard of."""

    signal: str
    form: Form
    parts: tuple[str, ...]
    capitals: frozenset[str]


_FAR = 200
"""Characters between two parts of a form that are no longer near one another."""

Places = dict[str, list[tuple[int, int, str]]]
"""Per part of a form, or set, where it stands: start, end and phrase."""


class Matcher:
    """The forms of a lexicon, compiled."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile a lexicon.

        Args:
            lexicon: A checked lexicon.
        """
        self.lexicon = lexicon
        self._above = {name: [name, *rest] for name, rest in lexicon.implied().items()}
        self._rules: list[_Rule] = []
        for signal in lexicon.signal:
            for form in signal.forms:
                capitals = frozenset(map(plain, lexicon.phrases(form.text))) if form.case else ()
                rule = _Rule(signal.id, form, form.parts, frozenset(capitals))
                self._rules.append(rule)
        self._free: dict[str, list[_Rule]] = defaultdict(list)
        self._bound: dict[str, list[_Rule]] = defaultdict(list)
        for rule in self._rules:
            bound = rule.form.with_ or rule.form.without
            (self._bound if bound else self._free)[rule.parts[0]].append(rule)

    def wanted(self) -> Iterator[tuple[str, str]]:
        """Yield each phrase to look for, with the part of a form that wants it."""
        parts = {part for rule in self._rules for part in rule.parts}
        parts |= {f"@{name}" for name in self.lexicon.sets}
        for part in sorted(parts):
            for phrase in self.lexicon.phrases(part):
                yield phrase.lower(), part

    def spans(self, reading: Reading, hits: Iterable[Hit[str]], employer: str = "") -> list[Span]:
        """Return the spans that name a signal, by start, the longest of nested ones per signal.

        Args:
            reading: The posting.
            hits: Where the phrases of `wanted` stand in it.
            employer: The employer's name: some forms do not count as part of it.
        """
        places: Places = defaultdict(list)
        for hit in hits:
            places[hit.owner].append((hit.start, hit.end, hit.phrase))
        own = _occurrences(reading, employer)
        found = [
            span
            for part in tuple(places)
            for rule in self._free.get(part, ())
            for span in _apply(rule, reading, places, own)
        ]
        bound = [rule for part in tuple(places) for rule in self._bound.get(part, ())]
        if bound:
            context = self._context(reading, places, found)
            for rule in bound:
                found += _in_context(rule, reading, context, _apply(rule, reading, places, own))
        return _outermost(found)

    def _context(
        self, reading: Reading, places: Places, found: Iterable[Span]
    ) -> dict[str, set[int]]:
        """Return the sentences in which each signal and set stands."""
        context: dict[str, set[int]] = defaultdict(set)
        for span in found:
            number = reading.sentence(span.start)
            for signal in self._above[span.signal]:
                context[signal].add(number)
        for part, where in places.items():
            if part.startswith("@"):
                context[part] |= {reading.sentence(start) for start, _, _ in where}
        return context


def _apply(
    rule: _Rule, reading: Reading, places: Places, own: Sequence[tuple[int, int]]
) -> Iterator[Span]:
    """Yield the spans of one form, its context left open."""
    form = rule.form
    if len(rule.parts) == 1:
        candidates = [
            (start, end)
            for start, end, _ in places[rule.parts[0]]
            if _as_written(rule, reading, start, end)
        ]
    else:
        candidates = _pairs(rule, reading, places)
    for start, end in candidates:
        if form.not_employer and any(a <= start and end <= b for a, b in own):
            continue
        if form.not_before or form.not_after:
            text = reading.folded
            if _follows(text, end, form.not_before) or _precedes(text, start, form.not_after):
                continue
        yield Span(rule.signal, form.text, start, end)


def _as_written(rule: _Rule, reading: Reading, start: int, end: int) -> bool:
    """Say whether capitals stand as the form asks, or the text has none to give."""
    form = rule.form
    if not form.case:
        return True
    if reading.lowercased:
        if form.lowercased == "listed":
            return _is_listed(reading.text, start, end)
        return form.lowercased == "always"
    written = plain(reading.text[start:end])
    return written in rule.capitals or " ".join(fold(written).split()) != fold(written)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Say whether a word stands as an item of a list: a comma or slash beside it."""
    left = _LISTED_LEFT.search(text, max(0, start - 8), start)
    right = _LISTED_RIGHT.match(text, end)
    if not left or not right:
        return False
    return any(mark in left.group() + right.group() for mark in ",/")


def _pairs(rule: _Rule, reading: Reading, places: Places) -> list[tuple[int, int]]:
    """Return the spans from a first part to the nearest second one in the same sentence."""
    firsts = sorted(places[rule.parts[0]])
    seconds = sorted(places.get(rule.parts[1], ()))
    orders = [(firsts, seconds)]
    if rule.form.joint == " & ":
        orders.append((seconds, firsts))
    found: list[tuple[int, int]] = []
    for left, right in orders:
        starts = [start for start, _, _ in right]
        for start, end, _ in left:
            at = bisect.bisect_left(starts, end)
            if at == len(starts):
                continue
            until = right[at][1]
            if starts[at] - end >= _FAR:
                continue
            between = reading.folded[end : starts[at]]
            near = between.count(" ") - 1 < rule.form.within
            if near and reading.sentence(start) == reading.sentence(until - 1):
                found.append((start, until))
    return found


def _in_context(
    rule: _Rule, reading: Reading, context: dict[str, set[int]], spans: Iterable[Span]
) -> Iterator[Span]:
    form = rule.form
    anywhere = form.scope == "posting" and any(context.get(name) for name in form.with_)
    if form.with_ and form.scope == "posting" and not anywhere:
        return
    for span in spans:
        number = reading.sentence(span.start)
        beside = anywhere or not form.with_ or any(
            number in context.get(name, ()) for name in form.with_
        )  # fmt: skip
        if beside and not any(number in context.get(name, ()) for name in form.without):
            yield span


def _follows(text: str, end: int, words: Sequence[str]) -> bool:
    """Say whether one of the words comes next; one that ends in a sign may run on."""
    after = text[end : end + 40].replace("-", " ").lstrip(" ")
    return any(
        after.startswith(word)
        and not (word[-1].isalnum() and after[len(word) : len(word) + 1].isalnum())
        for word in words
    )


def _precedes(text: str, start: int, words: Sequence[str]) -> bool:
    """Say whether one of the words comes right before; one that begins with a sign may run on."""
    before = text[max(0, start - 40) : start].replace("-", " ").rstrip(" ")
    return any(
        before.endswith(word) and not (word[0].isalnum() and before[: -len(word)][-1:].isalnum())
        for word in words
    )


def _occurrences(reading: Reading, employer: str) -> list[tuple[int, int]]:
    """Return where the employer's name stands."""
    name = _SUFFIX.sub("", fold(employer).strip())
    if len(name) < 3:
        return []
    return [(m.start(), m.end()) for m in re.finditer(re.escape(name), reading.folded)]


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that no longer one of the same signal holds, by start."""
    kept: list[Span] = []
    reach: dict[str, int] = {}
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end, s.signal, s.form)):
        if span.end > reach.get(span.signal, -1):
            kept.append(span)
            reach[span.signal] = span.end
    return kept
