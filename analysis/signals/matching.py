"""From the phrases that stand in readings to the spans that name a signal.

Spans are rows of arrays, for all texts of a batch at once: the tests of a form look at the rows of
that form alone, and Python looks at single spans only where words or capitals are compared.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.signals.characters import Codes, Mask, Positions
from analysis.signals.lexicon import Form, Lexicon
from analysis.signals.reading import Readings, fold
from analysis.signals.scanning import Hits, Listeners, plain

_LISTED_LEFT = re.compile(r"(?:[,/(:|&\u2022+]|\bor|\band)\s*$")
_LISTED_RIGHT = re.compile(r"\s*(?:[,/).|;&+\n]|or\b|and\b|$)")
_SUFFIX = re.compile(r"[,.]?\s+(?:inc|llc|ltd|corp|co|gmbh|plc)\.?$")

_FAR = 200
"""Characters between two parts of a form that are no longer near one another."""


@dataclass(frozen=True)
class Spans:
    """Places in the joined text that name a signal: a row a span.

    Attributes:
        rule: Numbers of `Matcher.rules`: the form that found each.
        start: Where each begins.
        end: Where it ends.
    """

    rule: Positions
    start: Positions
    end: Positions

    def __getitem__(self, which: Mask | Positions | slice) -> "Spans":
        """Return some of them."""
        return Spans(self.rule[which], self.start[which], self.end[which])

    def __len__(self) -> int:
        return len(self.start)

    def rows(self) -> Iterator[tuple[int, int, int]]:
        """Return an iterator over them, one after the other."""
        return zip(self.rule.tolist(), self.start.tolist(), self.end.tolist(), strict=True)

    @classmethod
    def together(cls, several: Sequence["Spans"]) -> "Spans":
        """Return the spans of several as one."""
        return cls(
            np.concatenate([spans.rule for spans in several]),
            np.concatenate([spans.start for spans in several]),
            np.concatenate([spans.end for spans in several]),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A form made ready.

    Attributes:
        signal: The number of its signal.
        form: As written.
        parts: The phrases that must stand near one another; mostly one.
        capitals: How a form that asks for its case may be written.
    """

    signal: int
    form: Form
    parts: tuple[str, ...]
    capitals: frozenset[str]


class Matcher:
    """The forms of a lexicon, compiled.

    Attributes:
        lexicon: The lexicon.
        rules: Its forms, in the order of the file.
        signal: The number of each rule's signal.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile a lexicon.

        Args:
            lexicon: A checked lexicon.
        """
        self.lexicon = lexicon
        self.rules = [
            Rule(number, form, form.parts, _capitals(lexicon, form))
            for number, signal in enumerate(lexicon.signal)
            for form in signal.forms
        ]
        self.signal = np.array([rule.signal for rule in self.rules], np.intp)
        texts = sorted({rule.form.text for rule in self.rules})
        ranks = {text: rank for rank, text in enumerate(texts)}
        self._rank = np.array([ranks[rule.form.text] for rule in self.rules], np.intp)
        forms = [rule.form for rule in self.rules]
        self._cased = np.array([form.case for form in forms], bool)
        self._beside = np.array([bool(f.not_before or f.not_after) for f in forms], bool)
        self._not_employer = np.array([form.not_employer for form in forms], bool)
        self._bound = np.array([bool(form.with_ or form.without) for form in forms], bool)
        self._neighbours = _Neighbours(forms)
        self._pairs = [
            (number, rule.parts) for number, rule in enumerate(self.rules) if len(rule.parts) > 1
        ]
        self._single = lru_cache(maxsize=2)(self._by_part)
        self._makers = self._context_makers()

    def wanted(self) -> Iterator[tuple[str, str]]:
        """Yield each phrase to look for, with the part of a form that wants it."""
        parts = {part for rule in self.rules for part in rule.parts}
        parts |= {f"@{name}" for name in self.lexicon.sets}
        for part in sorted(parts):
            for phrase in self.lexicon.phrases(part):
                yield phrase.lower(), part

    def _by_part(self, parts: Sequence[str]) -> Listeners:
        """Return, by the number of a part, the forms that are that part alone."""
        numbers = {part: number for number, part in enumerate(parts)}
        pairs = [
            (numbers[rule.parts[0]], number)
            for number, rule in enumerate(self.rules)
            if len(rule.parts) == 1 and rule.parts[0] in numbers
        ]
        return Listeners(pairs, len(parts))

    def _context_makers(self) -> dict[str, Mask]:
        """Return, by name of a context, the signals that make it, themselves or by implication."""
        names = {name for rule in self.rules for name in (*rule.form.with_, *rule.form.without)}
        implied = self.lexicon.implied()
        return {
            name: np.array([name in (own, *implied[own]) for own in self.lexicon.ids], bool)
            for name in names
        }

    def spans(
        self,
        readings: Readings,
        hits: Hits,
        parts: Sequence[str],
        employers: Sequence[str] | None = None,
    ) -> Spans:
        """Return the spans that name a signal, by start, the longest of nested ones per signal.

        Args:
            readings: The texts.
            hits: Where the phrases of `wanted` stand in them.
            parts: What the hits' owners are.
            employers: Each text's employer: some forms do not count as part of its name.
        """
        return self.outermost(self.every_span(readings, hits, parts, employers))

    def every_span(
        self,
        readings: Readings,
        hits: Hits,
        parts: Sequence[str],
        employers: Sequence[str] | None = None,
    ) -> Spans:
        """Return the spans that name a signal, those inside longer ones of it too, in no order.

        Args:
            readings: The texts.
            hits: Where the phrases of `wanted` stand in them.
            parts: What the hits' owners are.
            employers: Each text's employer: some forms do not count as part of its name.
        """
        places = _places(hits, parts)
        found = Spans.together(list(self._candidates(readings, hits, parts, places)))
        found = self._as_asked(readings, found, employers)
        bound = self._bound[found.rule]
        if bound.any():
            context = _Context(readings, places, found[~bound], self.signal)
            asked = found[bound]
            found = Spans.together([found[~bound], *self._in_context(asked, context)])
        return found

    def _candidates(
        self, readings: Readings, hits: Hits, parts: Sequence[str], places: dict[str, "Place"]
    ) -> Iterator[Spans]:
        """Yield the spans of forms, their neighbours and their context left open."""
        row, rule = self._single(tuple(parts)).take(hits.owner)
        yield Spans(rule, hits.start[row], hits.end[row])
        for number, (first, second) in self._pairs:
            if first in places and second in places:
                form = self.rules[number].form
                pair = _pairs(form, readings, places[first], places[second])
                yield Spans(np.full(len(pair[0]), number), *pair)

    def _as_asked(self, readings: Readings, spans: Spans, employers: Sequence[str] | None) -> Spans:
        """Return the spans whose capitals, neighbours and employer are as the form asks."""
        spans = _passing(spans, self._cased, lambda some: self._written(readings, some))
        spans = _passing(spans, self._beside, lambda some: self._stand_apart(readings, some))
        if employers is None:
            return spans
        return _passing(
            spans, self._not_employer, lambda some: _outside_name(readings, employers, some)
        )

    def _written(self, readings: Readings, spans: Spans) -> list[bool]:
        """Say of which spans the capitals stand as the form asks, or the text has none to give."""
        number = readings.joined.number(spans.start)
        text, rules = readings.joined.text, self.rules
        found = [
            plain(text[start:end]) in rules[rule].capitals for rule, start, end in spans.rows()
        ]
        for row in np.flatnonzero(readings.lowercased[number]).tolist():
            found[row] = _counts_in_small(
                rules[spans.rule[row]].form, text, int(spans.start[row]), int(spans.end[row]),
                int(readings.joined.ends[number[row]]),
            )  # fmt: skip
        return found

    def _stand_apart(self, readings: Readings, spans: Spans) -> Mask:
        """Say of which spans none of the words that may not stand beside the form does."""
        text, rules, codes = readings.folded, self.rules, readings.folded_codes
        told = self._neighbours.may_follow(spans.rule, codes, spans.end)
        told |= self._neighbours.may_precede(spans.rule, codes, spans.start)
        found = ~told
        found[told] = [
            not _follows(text, end, rules[rule].form.not_before)
            and not _precedes(text, start, rules[rule].form.not_after)
            for rule, start, end in spans[told].rows()
        ]
        return found

    def _in_context(self, spans: Spans, context: "_Context") -> Iterator[Spans]:
        """Yield the spans whose sentence, or posting, holds what the form asks for."""
        order = np.argsort(spans.rule, kind="stable")
        spans = spans[order]
        numbers, first = np.unique(spans.rule, return_index=True)
        for number, own in zip(
            numbers.tolist(), np.split(np.arange(len(spans)), first[1:]), strict=True
        ):
            form = self.rules[number].form
            yield spans[own[context.allows(form, self._makers, spans.start[own])]]

    def outermost(self, spans: Spans) -> Spans:
        """Return the spans that no longer one of the same signal holds, by start."""
        signal = self.signal[spans.rule]
        order = np.lexsort((self._rank[spans.rule], -spans.end, spans.start, signal))
        spans, signal = spans[order], signal[order]
        if not len(spans):
            return spans
        reach = np.maximum.accumulate(spans.end + signal * (int(spans.end.max()) + 1))
        spans = spans[np.concatenate([[True], reach[1:] > reach[:-1]])]
        return spans[np.argsort(spans.start, kind="stable")]


def _capitals(lexicon: Lexicon, form: Form) -> frozenset[str]:
    return frozenset(map(plain, lexicon.phrases(form.text))) if form.case else frozenset()


def _passing(spans: Spans, asked: Mask, test: Callable[[Spans], list[bool] | Mask]) -> Spans:
    """Return the spans but those whose form asks for a test that they fail."""
    rows = np.flatnonzero(asked[spans.rule])
    if not len(rows):
        return spans
    kept = np.ones(len(spans), bool)
    kept[rows] = test(spans[rows])
    return spans[kept]


Place = tuple[Positions, Positions]
"""Where a part of a form, or a set, stands: starts and ends."""


def _places(hits: Hits, parts: Sequence[str]) -> dict[str, Place]:
    """Return where each part stands that stands anywhere."""
    # sixteen bits, since numpy sorts these by counting
    order = np.argsort(hits.owner.astype(np.uint16), kind="stable")
    count = np.bincount(hits.owner, minlength=len(parts))
    last = np.cumsum(count)
    return {
        parts[number]: (hits.start[rows], hits.end[rows])
        for number in np.flatnonzero(count).tolist()
        for rows in [order[last[number] - count[number] : last[number]]]
    }


def _counts_in_small(form: Form, text: str, start: int, end: int, text_end: int) -> bool:
    """Say whether a form counts in a text that has no capitals at all."""
    if form.lowercased == "listed":
        return _is_listed(text, start, end, text_end)
    return form.lowercased == "always"


def _is_listed(text: str, start: int, end: int, text_end: int) -> bool:
    """Say whether a word stands as an item of a list: a comma or slash beside it."""
    left = _LISTED_LEFT.search(text, max(0, start - 8), start)
    right = _LISTED_RIGHT.match(text, end, text_end)
    if not left or not right:
        return False
    return any(mark in left.group() + right.group() for mark in ",/")


def _pairs(form: Form, readings: Readings, first: Place, second: Place) -> Place:
    """Return the spans from a first part to the nearest second one in the same sentence."""
    orders = [(first, second), (second, first)] if form.joint == " & " else [(first, second)]
    found = [_followed(form, readings, *order) for order in orders]
    return np.concatenate([start for start, _ in found]), np.concatenate([end for _, end in found])


def _followed(form: Form, readings: Readings, left: Place, right: Place) -> Place:
    """Return the spans from each left part to the next right one, where it is near enough."""
    order = np.lexsort((right[1], right[0]))
    starts, ends = right[0][order], right[1][order]
    at = np.searchsorted(starts, left[1])
    near = np.flatnonzero(at < len(starts))
    near = near[starts[at[near]] - left[1][near] < _FAR]
    start, end, at = left[0][near], left[1][near], at[near]
    until = ends[at]
    spaces = np.searchsorted(readings.spaces, starts[at]) - np.searchsorted(readings.spaces, end)
    beside = spaces - 1 < form.within
    beside &= readings.sentence(start) == readings.sentence(until - 1)
    return start[beside], until[beside]


class _Context:
    """In which sentences, and which texts, each signal and set stands."""

    def __init__(
        self, readings: Readings, places: dict[str, Place], found: Spans, signals: Positions
    ) -> None:
        self._readings = readings
        self._places = places
        self._signals = signals[found.rule]
        self._sentences = readings.sentence(found.start)
        self._texts = readings.sentence(readings.joined.starts)
        self._known: dict[str, Mask] = {}

    def allows(self, form: Form, makers: dict[str, Mask], start: Positions) -> Mask:
        """Say which spans of a form stand where it asks to stand.

        Args:
            form: The form.
            makers: By name of a context, the signals that make it.
            start: Where the spans begin.
        """
        sentence = self._readings.sentence(start)
        beside = np.full(len(start), not form.with_)
        for name in form.with_:
            where = self._where(name, makers)
            if form.scope == "posting":
                texts = np.logical_or.reduceat(where, self._texts)
                beside |= texts[self._readings.joined.number(start)]
            else:
                beside |= where[sentence]
        for name in form.without:
            beside &= ~self._where(name, makers)[sentence]
        return beside

    def _where(self, name: str, makers: dict[str, Mask]) -> Mask:
        """Return the sentences that hold a context."""
        if name not in self._known:
            where = np.zeros(len(self._readings.breaks), bool)
            if name.startswith("@"):
                if name in self._places:
                    where[self._readings.sentence(self._places[name][0])] = True
            else:
                where[self._sentences[makers[name][self._signals]]] = True
            self._known[name] = where
        return self._known[name]


class _Neighbours:
    """With which characters the words begin, or end, that may not stand beside each form."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self._after = _edges([[word[0] for word in form.not_before] for form in forms])
        self._before = _edges([[word[-1] for word in form.not_after] for form in forms])

    def may_follow(self, rule: Positions, codes: Codes, end: Positions) -> Mask:
        """Say behind which spans such a word may stand, by its first character behind one gap."""
        after = end + _is_gap(codes[end])
        found: Mask = self._after[rule, np.minimum(codes[after], _OTHERS)]
        return found

    def may_precede(self, rule: Positions, codes: Codes, start: Positions) -> Mask:
        """Say before which spans such a word may stand, by its last character before one gap."""
        before = start - 1 - _is_gap(codes[start - 1])
        found: Mask = self._before[rule, np.minimum(codes[before], _OTHERS)]
        return found


_OTHERS = 127
"""Stands for every character from here on."""


def _edges(chars: Sequence[Sequence[str]]) -> Mask:
    """Return, a row a form, which characters need a closer look; a second gap always does."""
    found = np.zeros((len(chars), _OTHERS + 1), bool)
    for row, some in zip(found, chars, strict=True):
        if some:
            row[[min(ord(char), _OTHERS) for char in some]] = True
            row[[ord(" "), ord("-"), _OTHERS]] = True
    return found


def _is_gap(codes: Codes) -> Mask:
    found: Mask = (codes == ord(" ")) | (codes == ord("-"))
    return found


def _follows(text: str, end: int, words: tuple[str, ...]) -> bool:
    """Say whether one of the words comes next; one that ends in a sign may run on."""
    after = text[end : end + 40].replace("-", " ").lstrip(" ")
    return after.startswith(words) and any(
        after.startswith(word)
        and not (word[-1].isalnum() and after[len(word) : len(word) + 1].isalnum())
        for word in words
    )


def _precedes(text: str, start: int, words: tuple[str, ...]) -> bool:
    """Say whether one of the words comes right before; one that begins with a sign may run on."""
    before = text[max(0, start - 40) : start].replace("-", " ").rstrip(" ")
    return before.endswith(words) and any(
        before.endswith(word) and not (word[0].isalnum() and before[: -len(word)][-1:].isalnum())
        for word in words
    )


def _outside_name(readings: Readings, employers: Sequence[str], spans: Spans) -> list[bool]:
    """Say which spans are no part of the name of the text's employer."""
    text, starts, ends = readings.folded, readings.joined.starts, readings.joined.ends
    number = readings.joined.number(spans.start)
    bounds = zip(number.tolist(), starts[number].tolist(), ends[number].tolist(), strict=True)
    found = []
    for (own, begin, stop), (_, start, end) in zip(bounds, spans.rows(), strict=True):
        name = _short_name(employers[own])
        first, last = max(begin, end - len(name)), min(stop, start + len(name))
        found.append(not name or text.find(name, first, last) < 0)
    return found


@lru_cache(maxsize=10_000)
def _short_name(employer: str) -> str:
    """Return an employer's name without its legal form; empty where it is too short to tell."""
    name = _SUFFIX.sub("", fold(employer).strip())
    return name if len(name) >= 3 else ""
