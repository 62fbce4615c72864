"""Many postings measured together: read, scanned and matched as arrays, then told one by one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.signals import employment, headings, levels, lexicon, pay, sections
from analysis.signals.employment import Employment
from analysis.signals.levels import Level, Leveller
from analysis.signals.matching import Matcher, Spans
from analysis.signals.pay import Pay
from analysis.signals.reading import Reading, Readings, read_all
from analysis.signals.scanning import Hits, Scanner
from analysis.signals.sections import Sections

Strengths = NDArray[np.int8]


@dataclass(frozen=True)
class Rows:
    """Evidence as columns, a row a span: offsets into the text, or the title, as published."""

    posting: list[int] = field(default_factory=list)
    signal: list[str] = field(default_factory=list)
    form: list[str] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    level: list[str] = field(default_factory=list)
    rule: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)

    def add(self, *values: object) -> None:
        """Add a row.

        Args:
            values: A value a column.
        """
        for column, value in zip(vars(self).values(), values, strict=True):
            column.append(value)

    def extend(self, other: "Rows") -> None:
        """Add the rows of others.

        Args:
            other: These.
        """
        for name, column in vars(self).items():
            column.extend(getattr(other, name))


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
        scanner: Every phrase of every file.
        implied: By number of a signal, the numbers of those that follow from it.
    """

    def __init__(self) -> None:
        """Read and compile them."""
        found = lexicon.load()
        self.ids = found.ids
        self.matcher = Matcher(found)
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
    evidence = _evidence(readings, posting, spans, told)
    evidence.extend(told.terms)
    return Batch(evidence, _strengths(posting, spans, told, count), told.pay, told.employment)


class _Told(NamedTuple):
    """What is told posting by posting: of spans, sections and levels; of the rest, all."""

    kinds: list[str]
    levels: list[Level]
    terms: Rows
    pay: list[Pay]
    employment: list[str]


def _tell(readings: Readings, hits: dict[str, Hits], spans: Spans, count: int) -> _Told:
    """Return the sections and levels of spans, titles last, and the terms of each posting."""
    scanner, each = rules().scanner, list(readings.each(count))
    likely = np.flatnonzero(sections.likely(readings, hits["heading"], scanner.phrases))
    heads = scanner.by_text("heading", hits["heading"][likely], readings)
    tracked = [Sections(*pair) for pair in zip(each, heads, strict=False)]
    within = spans[: np.searchsorted(spans.start, readings.joined.ends[count - 1])]
    kinds = _kinds(readings, tracked, within)
    titled = len(spans) - len(within)
    told = _Told(
        kinds + ["title"] * titled,
        _levels(readings, each, hits["cue"], within, kinds) + [levels.TITLE] * titled,
        Rows(), [], [],
    )  # fmt: skip
    terms = list(scanner.by_text("term", hits["term"], readings))
    for number, (reading, own) in enumerate(zip(each, tracked, strict=True)):
        offered = employment.read_employment(reading, own, terms[number], terms[count + number])
        paid = pay.read_pay(reading)
        _add_terms(told.terms, number, reading, own, paid, offered)
        told.pay.append(paid)
        told.employment.append(offered.kind)
    return told


def _kinds(readings: Readings, tracked: Sequence[Sections], spans: Spans) -> list[str]:
    """Return what the section of each span is about."""
    begins = zip(readings.joined.starts.tolist(), tracked, strict=False)
    found = [(begin + one.start, one.kind) for begin, own in begins for one in own.found]
    at = np.searchsorted([start for start, _ in found], spans.start, side="right") - 1
    return [found[number][1] for number in at.tolist()]


def _levels(
    readings: Readings, each: Sequence[Reading], cues: Hits, spans: Spans, kinds: Sequence[str]
) -> list[Level]:
    """Return the level of each span; where nothing tells some of them apart, for all at once."""
    scanner, sentence = rules().scanner, readings.sentence(spans.start)
    close = levels.close(readings, cues, scanner.owners["cue"])[sentence]
    alike = levels.alike(sentence, close, kinds)
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
    return [found[one] for one in which.tolist()]


def _add_terms(
    rows: Rows, number: int, reading: Reading, tracked: Sections, paid: Pay, offered: Employment
) -> None:
    """Add the evidence of pay and of employment."""
    for amount in paid.amounts:
        kind = tracked.at(amount.start).kind
        place = reading.span(amount.start, amount.end)
        rows.add(number, "pay", amount.value, kind, "mentioned", "amount", *place)
    if offered.span is not None:
        kind = tracked.at(offered.span[0]).kind
        place = reading.span(*offered.span)
        rows.add(number, "employment", offered.kind, kind, "mentioned", "terms", *place)


def _evidence(readings: Readings, posting: NDArray[np.intp], spans: Spans, told: _Told) -> Rows:
    """Return the evidence of signals."""
    matched, ids = [rules().matcher.rules[rule] for rule in spans.rule.tolist()], rules().ids
    return Rows(
        posting.tolist(),
        [ids[rule.signal] for rule in matched],
        [rule.form.text for rule in matched],
        told.kinds,
        [level.level for level in told.levels],
        [level.rule for level in told.levels],
        readings.origin(spans.start).tolist(),
        (readings.origin(spans.end - 1) + 1).tolist(),
    )


def _strengths(posting: NDArray[np.intp], spans: Spans, told: _Told, count: int) -> Strengths:
    """Return how strongly each posting asks for each signal."""
    own = np.zeros((count, len(rules().ids)), np.int8)
    given = np.array([levels.STRENGTH[level.level] for level in told.levels], np.int8)
    np.maximum.at(own, (posting, rules().matcher.signal[spans.rule]), given)
    found = own.copy()
    for signal, names in rules().implied.items():
        for name in names:
            np.maximum(found[:, name], own[:, signal], out=found[:, name])
    return found
