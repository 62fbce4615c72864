"""From the phrases that stand in readings to the spans that name a signal.

Spans are rows of arrays, for all texts of a batch at once: the tests of a form look at the rows of
that form alone, and Python looks at single spans only where words or capitals are compared.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.signals import characters
from analysis.signals.characters import Codes, Mask, Positions
from analysis.signals.lexicon import Form, Lexicon
from analysis.signals.loops import Loop
from analysis.signals.reading import Readings, fold
from analysis.signals.scanning import Hits, Listeners, plain

_LISTED_LEFT = re.compile(r"(?:[,/(:|&\u2022+]|\bor|\band)\s*$")
_LISTED_RIGHT = re.compile(r"\s*(?:[,/).|;&+\n]|or\b|and\b|$)")
_SUFFIX = re.compile(r"[,.]?\s+(?:inc|llc|ltd|corp|co|gmbh|plc)\.?$")

_BLANK, _HYPHEN = ord(" "), ord("-")
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
        self._spellings = _Spellings([rule.capitals for rule in self.rules])
        self._single = lru_cache(maxsize=2)(self._by_part)
        self._contexts = _Contexts(lexicon, forms)

    def wanted(self) -> Iterator[tuple[str, str]]:
        """Yield each phrase to look for, with the part of a form that wants it."""
        parts = {part for rule in self.rules for part in rule.parts}
        parts |= {f"@{name}" for name in self.lexicon.sets}
        for part in sorted(parts):
            for phrase in self.lexicon.phrases(part):
                yield phrase.lower(), part

    def _by_part(self, parts: Sequence[str]) -> tuple[Listeners, Mask]:
        """Return, by the number of a part, the forms that are that part alone, and which pair."""
        numbers = {part: number for number, part in enumerate(parts)}
        pairs = [
            (numbers[rule.parts[0]], number)
            for number, rule in enumerate(self.rules)
            if len(rule.parts) == 1 and rule.parts[0] in numbers
        ]
        paired = {part for _, both in self._pairs for part in both}
        return Listeners(pairs, len(parts)), np.array([part in paired for part in parts], bool)

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
        parts = tuple(parts)
        found = Spans.together(list(self._candidates(readings, hits, parts)))
        found = self._as_asked(readings, found, employers)
        bound = self._bound[found.rule]
        free, asked = found[~bound], found[bound]
        if not len(asked):
            return free
        signals = self.signal[free.rule]
        allowed = self._contexts.allow(readings, hits, parts, signals, free.start, asked)
        return Spans.together([free, asked[allowed]])

    def _candidates(
        self, readings: Readings, hits: Hits, parts: tuple[str, ...]
    ) -> Iterator[Spans]:
        """Yield the spans of forms, their neighbours and their context left open."""
        alone, paired = self._single(parts)
        row, rule = alone.take(hits.owner)
        yield Spans(rule, hits.start[row], hits.end[row])
        places = _places(hits[np.flatnonzero(paired[hits.owner])], parts)
        for number, (first, second) in self._pairs:
            if first in places and second in places:
                form = self.rules[number].form
                for start, end in _pairs(form, readings, places[first], places[second]):
                    yield Spans(np.full(len(start), number), start, end)

    def _as_asked(self, readings: Readings, spans: Spans, employers: Sequence[str] | None) -> Spans:
        """Return the spans whose capitals, neighbours and employer are as the form asks."""
        spans = _passing(spans, self._cased, lambda some: self._written(readings, some))
        spans = _passing(spans, self._beside, lambda some: self._stand_apart(readings, some))
        if employers is None:
            return spans
        return _passing(
            spans, self._not_employer, lambda some: _outside_name(readings, employers, some)
        )

    def _written(self, readings: Readings, spans: Spans) -> Mask:
        """Say of which spans the capitals stand as the form asks, or the text has none to give."""
        number = readings.joined.number(spans.start)
        text, rules = readings.joined.text, self.rules
        found = self._spellings.stand(readings.joined.codes, spans)
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

    def outermost(self, spans: Spans) -> Spans:
        """Return the spans that no longer one of the same signal holds, by start."""
        if not len(spans):
            return spans
        signal, size = self.signal[spans.rule], int(spans.end.max()) + 1
        longest_first = self._rank[spans.rule] - spans.end * len(self.rules)
        order = np.lexsort((longest_first, spans.start + signal * size))
        spans, signal = spans[order], signal[order]
        reach = np.maximum.accumulate(spans.end + signal * size)
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


def _pairs(form: Form, readings: Readings, first: Place, second: Place) -> Iterator[Place]:
    """Yield the spans from a first part to the nearest second one in the same sentence."""
    orders = [(first, second), (second, first)] if form.joint == " & " else [(first, second)]
    for left, right in orders:
        yield _followed(readings.folded_codes, readings.breaks, left, right, form.within)


@Loop
def _followed(codes: Codes, breaks: Positions, left: Place, right: Place, within: int) -> Place:
    """Return the spans from each part to the next that begins behind it, where it is near."""
    (start, end), (begin, until) = left, right
    first, last, count = np.empty_like(start), np.empty_like(start), 0
    for one in range(len(start)):
        other = np.searchsorted(begin, end[one])
        if other == len(begin) or begin[other] - end[one] >= _FAR:
            continue
        words = -1
        for at in range(end[one], begin[other]):
            words += codes[at] == _BLANK
        following = np.searchsorted(breaks, start[one], side="right")
        apart = following < len(breaks) and breaks[following] < until[other]
        if words < within and not apart:
            first[count], last[count], count = start[one], until[other], count + 1
    return first[:count], last[:count]


class _Spellings:
    """How forms that ask for their capitals may be written."""

    def __init__(self, spellings: Sequence[Collection[str]]) -> None:
        words = [word for some in spellings for word in sorted(some)]
        first, begin = (np.cumsum([0, *map(len, some)]) for some in (spellings, words))
        self._words = first, begin, characters.codes("".join(words))

    def stand(self, codes: Codes, spans: Spans) -> Mask:
        """Say at which spans a spelling of their form stands, hyphens as spaces."""
        return _spelled(codes, (spans.rule, spans.start, spans.end), self._words)


@Loop
def _spelled(
    codes: Codes,
    spans: tuple[Positions, Positions, Positions],
    words: tuple[Positions, Positions, Codes],
) -> Mask:
    (rule, start, end), (first, begin, spelling) = spans, words
    found = np.zeros(len(rule), np.bool_)
    for span in range(len(rule)):
        size = end[span] - start[span]
        for word in range(first[rule[span]], first[rule[span] + 1]):
            same = begin[word + 1] - begin[word] == size
            for letter in range(size if same else 0):
                code = codes[start[span] + letter]
                if code == _HYPHEN:
                    code = np.uint32(_BLANK)
                same &= code == spelling[begin[word] + letter]
            found[span] |= same
    return found


class _Contexts:
    """What must stand, or must not stand, in the sentence or the posting of some forms."""

    def __init__(self, lexicon: Lexicon, forms: Sequence[Form]) -> None:
        names = sorted({name for form in forms for name in (*form.with_, *form.without)})
        self._numbers = {name: number for number, name in enumerate(names)}
        implied = lexicon.implied()
        self._of_signal = Listeners(
            [
                (number, self._numbers[name])
                for number, signal in enumerate(lexicon.ids)
                for name in (signal, *implied[signal])
                if name in self._numbers
            ],
            len(lexicon.ids),
        )
        self._with, self._without = (
            Listeners(
                [(form, self._numbers[name]) for form, some in enumerate(asked) for name in some],
                len(forms),
            )
            for asked in ([form.with_ for form in forms], [form.without for form in forms])
        )
        self._free = np.array([not form.with_ for form in forms], bool)
        self._anywhere = np.array([form.scope == "posting" for form in forms], bool)
        self._of_part = lru_cache(maxsize=2)(self._by_part)

    def _by_part(self, parts: Sequence[str]) -> Listeners:
        """Return, by the number of a part, the context that it is, where it is a set."""
        pairs = [
            (number, self._numbers[part])
            for number, part in enumerate(parts)
            if part.startswith("@") and part in self._numbers
        ]
        return Listeners(pairs, len(parts))

    def allow(
        self,
        readings: Readings,
        hits: Hits,
        parts: tuple[str, ...],
        signals: Positions,
        starts: Positions,
        asked: Spans,
    ) -> Mask:
        """Say which spans stand where their form asks to stand.

        Args:
            readings: The texts.
            hits: Where parts and sets stand in them.
            parts: What the hits' owners are.
            signals: The signals of spans whose forms ask for no context.
            starts: Where those begin.
            asked: Spans whose forms ask for one.
        """
        stands = np.zeros((len(self._numbers), len(readings.breaks)), bool)
        for listeners, of, where in (
            (self._of_signal, signals, starts),
            (self._of_part(parts), hits.owner, hits.start),
        ):
            row, context = listeners.take(of)
            stands[context, readings.sentence(where[row])] = True
        sentence = readings.sentence(asked.start)
        found = self._free[asked.rule]
        row, context = self._with.take(asked.rule)
        found[row[stands[context, sentence[row]]]] = True
        wide = np.flatnonzero(self._anywhere[asked.rule[row]])
        if len(wide):
            texts = readings.sentence(readings.joined.starts)
            distinct, which = np.unique(context[wide], return_inverse=True)
            within = np.logical_or.reduceat(stands[distinct], texts, axis=1)
            number = readings.joined.number(asked.start)[row[wide]]
            found[row[wide[within[which, number]]]] = True
        row, context = self._without.take(asked.rule)
        found[row[stands[context, sentence[row]]]] = False
        return found


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
