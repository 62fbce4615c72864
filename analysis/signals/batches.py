"""Many postings measured together: read, scanned and matched as arrays, then told one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.signals import employment, headings, levels, lexicon, pay, sections
from analysis.signals.characters import Positions
from analysis.signals.employment import Employment
from analysis.signals.levels import Level, Leveller
from analysis.signals.matching import Matcher, Spans
from analysis.signals.pay import Pay
from analysis.signals.reading import Reading, Readings, read_all
from analysis.signals.scanning import Hits, Scanner
from analysis.signals.sections import Sections

Strengths = NDArray[np.int8]
Words = NDArray[np.object_]


class Rows(NamedTuple):
    """Evidence as columns, a row a span: offsets into the text, or the title, as published."""

    posting: Positions
    signal: Words
    form: Words
    section: Words
    level: Words
    rule: Words
    start: Positions
    end: Positions

    @classmethod
    def of(cls, rows: Sequence[tuple[object, ...]]) -> "Rows":
        """Return rows that were told one by one.

        Args:
            rows: The values of each.
        """
        columns = zip(*rows, strict=True) if rows else [()] * len(cls._fields)
        kinds = [np.intp, *[object] * 5, np.intp, np.intp]
        return cls(*map(np.array, columns, kinds))

    @classmethod
    def together(cls, several: Iterable["Rows"]) -> "Rows":
        """Return the rows of several as one.

        Args:
            several: Any number.
        """
        return cls(*map(np.concatenate, zip(cls.of([]), *several, strict=True)))


@dataclass(frozen=True)
class Batch:
    """Postings measured.

    Attributes:
        evidence: In no order; postings are counted from the batch's first.
        strengths: A row a posting, a column a signal: a strength of `levels.STRENGTH`.
        pay: By posting.
        employment: By posting.
    """

    evidence: Rows
    strengths: Strengths
    pay: list[Pay]
    employment: list[str]


class Rules:
    """Every data file, compiled.

    Attributes:
        ids: The signals.
        matcher: Their forms.
        signals: The signal of each form.
        forms: Each form as it is written.
        scanner: Every phrase of every file.
        implied: By number of a signal, the numbers of those that follow from it.
    """

    def __init__(self) -> None:
        """Read and compile them."""
        found = lexicon.load()
        self.ids = found.ids
        self.matcher = Matcher(found)
        self.signals = np.array([self.ids[rule.signal] for rule in self.matcher.rules], object)
        self.forms = np.array([rule.form.text for rule in self.matcher.rules], object)
        self.scanner = Scanner(
            [
                *((phrase, "form", part) for phrase, part in self.matcher.wanted()),
                *((phrase, "heading", kind) for phrase, kind in headings.vocabulary().items()),
                *((phrase, "cue", cue) for phrase, cue in levels.wanted()),
                *((phrase, "term", term) for phrase, term in employment.wanted()),
            ]
        )
        numbers = {signal: number for number, signal in enumerate(self.ids)}
        self.implied = {
            numbers[signal]: [numbers[name] for name in names]
            for signal, names in found.implied().items()
        }


@cache
def rules() -> Rules:
    """Return the compiled data files: read once a process."""
    return Rules()


def measure_batch(titles: Sequence[str], texts: Sequence[str], employers: Sequence[str]) -> Batch:
    """Measure postings; some hundreds together cost the least each.

    Args:
        titles: Their titles.
        texts: Their texts as published.
        employers: Their employers' names.
    """
    count = len(texts)
    readings = read_all([*texts, *titles])
    hits = rules().scanner.hits(readings)
    spans = rules().matcher.spans(
        readings, hits["form"], rules().scanner.owners["form"], [*employers, *employers]
    )
    number = readings.joined.number(spans.start)
    posting = np.where(number < count, number, number - count)
    told = _tell(readings, hits, spans, count)
    evidence = Rows.together([_evidence(readings, posting, spans, told), told.terms])
    return Batch(evidence, _strengths(posting, spans, told, count), told.pay, told.employment)


class _Told(NamedTuple):
    """What is told posting by posting: of spans, sections and levels; of the rest, all.

    `which` is the number of each span's level among the levels.
    """

    kinds: Words
    levels: list[Level]
    which: Positions
    terms: Rows
    pay: list[Pay]
    employment: list[str]


def _tell(readings: Readings, hits: dict[str, Hits], spans: Spans, count: int) -> _Told:
    """Return the sections and levels of spans, titles last, and the terms of each posting."""
    scanner, each = rules().scanner, list(readings.each(count))
    tracked = sections.track(readings, each, hits["heading"], scanner)
    within = spans[: np.searchsorted(spans.start, readings.joined.ends[count - 1])]
    kinds = _kinds(readings, tracked, within)
    found, which = _levels(readings, each, hits["cue"], within, kinds)
    titled = len(spans) - len(within)
    said = list(scanner.by_text("term", hits["term"], readings))
    offered = list(map(employment.read_employment, each, tracked, said, said[count:]))
    paid = list(map(pay.read_pay, each))
    return _Told(
        np.concatenate([kinds, np.full(titled, "title", object)]),
        [*found, levels.TITLE],
        np.concatenate([which, np.full(titled, len(found), np.intp)]),
        _terms(each, tracked, paid, offered),
        paid,
        [one.kind for one in offered],
    )


def _kinds(readings: Readings, tracked: Sequence[Sections], spans: Spans) -> Words:
    """Return what the section of each span is about."""
    begins = zip(readings.joined.starts.tolist(), tracked, strict=False)
    starts = [begin + one.start for begin, own in begins for one in own.found]
    kinds = np.array([one.kind for own in tracked for one in own.found], object)
    found: Words = kinds[np.searchsorted(starts, spans.start, side="right") - 1]
    return found


def _levels(
    readings: Readings, each: Sequence[Reading], cues: Hits, spans: Spans, kinds: Words
) -> tuple[list[Level], Positions]:
    """Return levels, and which of them each span has; once where nothing tells some apart."""
    scanner, sentence = rules().scanner, readings.sentence(spans.start)
    close = levels.close(readings, cues, scanner.owners["cue"])[sentence]
    alike = levels.alike(sentence, close, kinds.tolist())
    _, first, which = np.unique(alike, return_index=True, return_inverse=True)
    is_open = [close[row] or kinds[row] not in levels.CLOSED for row in first.tolist()]
    asked = spans[first[np.array(is_open, bool)]]
    told = scanner.by_text("cue", levels.telling(readings, cues, asked), readings)
    levellers = [Leveller(*pair) for pair in zip(each, told, strict=False)]
    number = readings.joined.number(spans.start[first])
    begin = readings.joined.starts[number]
    places = zip(
        first.tolist(), number.tolist(), (spans.start[first] - begin).tolist(),
        (spans.end[first] - begin).tolist(), strict=True,
    )  # fmt: skip
    found = [levellers[own].level(start, end, kinds[row]) for row, own, start, end in places]
    return found, which


def _terms(
    each: Sequence[Reading],
    tracked: Sequence[Sections],
    paid: Sequence[Pay],
    offered: Sequence[Employment],
) -> Rows:
    """Return the evidence of pay and of employment."""
    rows: list[tuple[object, ...]] = []
    for number, (reading, own, pays, offer) in enumerate(
        zip(each, tracked, paid, offered, strict=True)
    ):
        for amount in pays.amounts:
            kind, place = own.at(amount.start).kind, reading.span(amount.start, amount.end)
            rows.append((number, "pay", amount.value, kind, "mentioned", "amount", *place))
        if offer.span is not None:
            kind, place = own.at(offer.span[0]).kind, reading.span(*offer.span)
            rows.append((number, "employment", offer.kind, kind, "mentioned", "terms", *place))
    return Rows.of(rows)


def _evidence(readings: Readings, posting: NDArray[np.intp], spans: Spans, told: _Told) -> Rows:
    """Return the evidence of signals."""
    level, rule = (np.array(column, object) for column in zip(*told.levels, strict=True))
    return Rows(
        posting,
        rules().signals[spans.rule],
        rules().forms[spans.rule],
        told.kinds,
        level[told.which],
        rule[told.which],
        readings.origin(spans.start),
        readings.origin(spans.end - 1) + 1,
    )


def _strengths(posting: NDArray[np.intp], spans: Spans, told: _Told, count: int) -> Strengths:
    """Return how strongly each posting asks for each signal."""
    own = np.zeros((count, len(rules().ids)), np.int8)
    given = np.array([levels.STRENGTH[level.level] for level in told.levels], np.int8)
    place = (posting, rules().matcher.signal[spans.rule])
    np.maximum.at(own, place, given[told.which])
    found = own.copy()
    for signal, names in rules().implied.items():
        for name in names:
            np.maximum(found[:, name], own[:, signal], out=found[:, name])
    return found
