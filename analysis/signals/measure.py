"""A posting's measurements, and the evidence that each of them rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from analysis.signals import employment, headings, levels, lexicon, pay, roles, sections
from analysis.signals.levels import Leveller
from analysis.signals.matching import Matcher
from analysis.signals.reading import Reading, read
from analysis.signals.scanning import Hit, Scanner

EVIDENCE = ("id", "signal", "form", "section", "level", "rule", "start", "end")
"""Columns of the evidence: a row a span; offsets into the text, or the title where the section
is `title`; `form` is the normalised value for the signals `pay` and `employment`."""

OTHERS = (
    "role", "role_strict", "pay_disclosed", "pay_min", "pay_max", "pay_period", "pay_currency",
    "employment",
)  # fmt: skip
"""Columns of the measurements beside the id and the signals."""


class Evidence(NamedTuple):
    """One span and what it says; the columns of `EVIDENCE` but the id."""

    signal: str
    form: str
    section: str
    level: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class Measured:
    """One posting measured."""

    levels: dict[str, str]
    role: str
    role_strict: str
    pay: pay.Pay
    employment: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class _Rules:
    lexicon: lexicon.Lexicon
    matcher: Matcher
    scanner: Scanner
    implied: dict[str, list[str]]


@cache
def _rules() -> _Rules:
    """Compile every data file, once a process."""
    found = lexicon.load()
    matcher = Matcher(found)
    wanted = [
        *((phrase, "form", part) for phrase, part in matcher.wanted()),
        *((phrase, "heading", kind) for phrase, kind in headings.vocabulary().items()),
        *((phrase, "cue", cue) for phrase, cue in levels.wanted()),
        *((phrase, "term", term) for phrase, term in employment.wanted()),
    ]
    return _Rules(found, matcher, Scanner(wanted), found.implied())


def measure(postings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measure postings.

    Args:
        postings: Columns id (unique), title, employer, text; text and title may be null.

    Returns:
        The evidence (columns `EVIDENCE`, sorted by id, signal, start, end, rule) and the
        measurements: a row per posting in the order given, with id, a level per signal, and
        `OTHERS`.
    """
    evidence: list[tuple[Any, ...]] = []
    rows: list[dict[str, Any]] = []
    for key, title, employer, text in postings[["id", "title", "employer", "text"]].itertuples(
        index=False, name=None
    ):
        measured = measure_posting(_text(title), _text(text), _text(employer))
        evidence += [(key, *found) for found in measured.evidence]
        rows.append(_row(key, measured))
    return _evidence_frame(evidence), _measurements_frame(rows)


def measure_posting(title: str, text: str, employer: str = "") -> Measured:
    """Measure one posting.

    Args:
        title: Its title; what it names counts as a duty.
        text: Its text as published; may be empty.
        employer: The employer's name: 'AI' as part of it is no sign of AI.
    """
    reading = read(text)
    title_reading = read(title)
    hits = _rules().scanner.hits(reading)
    title_hits = _rules().scanner.hits(title_reading)
    tracked = sections.track(reading, hits["heading"])
    evidence = [
        *_title_evidence(title_reading, title_hits["form"], employer),
        *_text_evidence(reading, tracked, hits, employer),
    ]
    by_signal = _signal_levels(evidence)
    offered = employment.read_employment(reading, tracked, hits["term"], title_hits["term"])
    paid = pay.read_pay(reading)
    evidence += _terms_evidence(reading, tracked, paid, offered)
    evidence.sort(key=lambda e: (e.signal, e.start, e.end, e.rule))
    return Measured(
        by_signal, roles.role(title)[0], roles.role_strict(title)[0], paid, offered.kind,
        tuple(evidence),
    )  # fmt: skip


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _title_evidence(reading: Reading, hits: list[Hit[str]], employer: str) -> Iterator[Evidence]:
    for span in _rules().matcher.spans(reading, hits, employer):
        start, end = reading.span(span.start, span.end)
        yield Evidence(span.signal, span.form, "title", "duty", "title", start, end)


def _text_evidence(
    reading: Reading, tracked: sections.Sections, hits: dict[str, list[Hit[Any]]], employer: str
) -> Iterator[Evidence]:
    leveller = Leveller(reading, tracked, hits["cue"])
    for span in _rules().matcher.spans(reading, hits["form"], employer):
        given = leveller.level(span)
        kind = tracked.at(span.start).kind
        start, end = reading.span(span.start, span.end)
        yield Evidence(span.signal, span.form, kind, given.level, given.rule, start, end)


def _terms_evidence(
    reading: Reading, tracked: sections.Sections, paid: pay.Pay, offered: employment.Employment
) -> Iterator[Evidence]:
    for amount in paid.amounts:
        kind = tracked.at(amount.start).kind
        start, end = reading.span(amount.start, amount.end)
        yield Evidence("pay", amount.value, kind, "mentioned", "amount", start, end)
    if offered.span is not None:
        kind = tracked.at(offered.span[0]).kind
        start, end = reading.span(*offered.span)
        yield Evidence("employment", offered.kind, kind, "mentioned", "terms", start, end)


def _signal_levels(evidence: list[Evidence]) -> dict[str, str]:
    rules = _rules()
    given: dict[str, set[str]] = {}
    for item in evidence:
        given.setdefault(item.signal, set()).add(item.level)
    found: dict[str, set[str]] = {signal: set() for signal in rules.lexicon.ids}
    for signal, each in given.items():
        for name in (signal, *rules.implied[signal]):
            found[name] |= each
    return {signal: levels.strongest(each) for signal, each in found.items()}


def _row(key: object, measured: Measured) -> dict[str, Any]:
    return {
        "id": key,
        **measured.levels,
        "role": measured.role,
        "role_strict": measured.role_strict,
        "pay_disclosed": measured.pay.disclosed,
        "pay_min": measured.pay.low,
        "pay_max": measured.pay.high,
        "pay_period": measured.pay.period,
        "pay_currency": measured.pay.currency,
        "employment": measured.employment,
    }


def _evidence_frame(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(EVIDENCE))
    frame = frame.astype({"start": "int64", "end": "int64"})
    return frame.sort_values(["id", "signal", "start", "end", "rule"], ignore_index=True)


def _measurements_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["id", *_rules().lexicon.ids, *OTHERS])
    texts = ["pay_period", "pay_currency"]
    return frame.astype(
        {"pay_min": "float64", "pay_max": "float64", "pay_disclosed": "bool"}
        | dict.fromkeys(texts, "string")
    )
