"""Postings' measurements, and the evidence that each of them rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.signals import employment, headings, levels, lexicon, pay, roles, sections
from analysis.signals.levels import Leveller
from analysis.signals.matching import Matcher, Spans
from analysis.signals.reading import Reading, Readings, read_all
from analysis.signals.scanning import Hits, Scanner
from analysis.signals.sections import Sections

EVIDENCE = ("id", "signal", "form", "section", "level", "rule", "start", "end")
"""Columns of the evidence: a row a span; offsets into the text, or the title where the section
is `title`; `form` is the normalised value for the signals `pay` and `employment`."""

OTHERS = (
    "role", "role_strict", "pay_disclosed", "pay_min", "pay_max", "pay_period", "pay_currency",
    "employment",
)  # fmt: skip
"""Columns of the measurements beside the id and the signals."""

_BATCH = 200
"""Postings measured together: enough to pay for the arrays, few enough to stay near at hand."""


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
    keys = postings["id"].tolist()
    columns = [list(map(_text, postings[name].tolist())) for name in ("title", "text", "employer")]
    for first in range(0, len(keys), _BATCH):
        batch = slice(first, first + _BATCH)
        for key, measured in zip(keys[batch], _measure(*(c[batch] for c in columns)), strict=True):
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
    return next(_measure([title], [text], [employer]))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _measure(
    titles: Sequence[str], texts: Sequence[str], employers: Sequence[str]
) -> Iterator[Measured]:
    """Yield the measurements of postings, read and scanned together."""
    rules, count = _rules(), len(texts)
    readings = read_all([*texts, *titles])
    hits = rules.scanner.hits(readings)
    parts = rules.scanner.owners["form"]
    spans = rules.matcher.spans(readings, hits["form"], parts, [*employers, *employers])
    heads = hits["heading"][sections.likely(readings, hits["heading"])]
    by_text = {
        "heading": rules.scanner.by_text("heading", heads, readings),
        "cue": rules.scanner.by_text("cue", levels.telling(readings, hits["cue"], spans), readings),
        "term": rules.scanner.by_text("term", hits["term"], readings),
    }
    number = readings.joined.number(spans.start)
    begin = readings.joined.starts[number]
    places = list(zip(spans.rule.tolist(), (spans.start-begin).tolist(), (spans.end-begin).tolist(), readings.origin(spans.start).tolist(), (readings.origin(spans.end-1)+1).tolist()))
    bounds = np.searchsorted(number, np.arange(2*count+1)).tolist()
    mr = rules.matcher.rules; ids = rules.lexicon.ids
    for n in range(count):
        reading = readings[n]
        tracked = sections.track(reading, by_text["heading"][n])
        leveller = Leveller(reading, tracked, by_text["cue"][n])
        evidence = []
        for rule, s, e, a, b in places[bounds[n]:bounds[n+1]]:
            g = leveller.level(s, e)
            evidence.append(Evidence(ids[mr[rule].signal], mr[rule].form.text, tracked.at(s).kind, g.level, g.rule, a, b))
        for rule, s, e, a, b in places[bounds[n+count]:bounds[n+count+1]]:
            evidence.append(Evidence(ids[mr[rule].signal], mr[rule].form.text, "title", "duty", "title", a, b))
        by_signal = _signal_levels(evidence)
        offered = employment.read_employment(reading, tracked, by_text["term"][n], by_text["term"][n+count])
        paid = pay.read_pay(reading)
        evidence += _terms_evidence(reading, tracked, paid, offered)
        evidence.sort(key=lambda e: (e.signal, e.start, e.end, e.rule))
        title = titles[n]
        yield Measured(by_signal, roles.role(title)[0], roles.role_strict(title)[0], paid, offered.kind, tuple(evidence))


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
