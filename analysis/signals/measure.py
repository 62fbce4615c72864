"""Postings' measurements, and the evidence that each of them rests on."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.signals import batches, levels, roles, sections
from analysis.signals.batches import Batch, Rows, Strengths, Words
from analysis.signals.pay import Pay
from analysis.signals.reading import read_all

if TYPE_CHECKING:
    # takes most of a second, which one posting need not wait for: loaded where tables are made
    import pandas as pd
    from pandas.api.extensions import ExtensionArray

EVIDENCE = ("id", "signal", "form", "section", "level", "rule", "start", "end")
"""Columns of the evidence: a row a span; offsets into the text, or the title where the section
is `title`; `form` is the normalised value for the signals `pay` and `employment`."""

OTHERS = (
    "role", "role_strict", "role_rule",
    "pay_disclosed", "pay_min", "pay_max", "pay_period", "pay_currency",
    "employment",
)  # fmt: skip
"""Columns of the measurements beside the id and the signals; `role_rule` is the words of the title
by which the broad rule decided, empty where none did."""

_BATCH = 100
"""Postings measured together: enough to pay for the arrays, few enough to stay near at hand."""

_LEVELS = np.array(sorted(levels.LEVELS, key=levels.STRENGTH.__getitem__), object)
"""Levels of postings by their strength."""


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
    role_rule: str
    pay: Pay
    employment: str
    evidence: tuple[Evidence, ...]


def measure(postings: "pd.DataFrame") -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Measure postings.

    Args:
        postings: Columns id (unique), title, employer, text; text and title may be null.

    Returns:
        The evidence (columns `EVIDENCE`, sorted by id, signal, start, end, rule) and the
        measurements: a row per posting in the order given, with id, a level per signal, and
        `OTHERS`.
    """
    return as_frames(postings[["id", "title"]], in_batches(postings))


def in_batches(postings: "pd.DataFrame") -> list[Batch]:
    """Measure postings, some at a time, their texts needed no longer.

    Args:
        postings: Columns title, employer, text; text and title may be null.
    """
    columns = [_texts(postings[name]) for name in ("title", "text", "employer")]
    parts = (slice(first, first + _BATCH) for first in range(0, len(postings), _BATCH))
    with _uncollected():
        return [batches.measure_batch(*(column[part] for column in columns)) for part in parts]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for circles of objects: measuring makes none, and many objects.

    Looking through them over and over takes a tenth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def as_frames(
    postings: "pd.DataFrame", found: Sequence[Batch]
) -> "tuple[pd.DataFrame, pd.DataFrame]":
    """Return what `measure` does, of postings that were measured.

    Args:
        postings: Columns id (unique) and title.
        found: Their batches, in their order.
    """
    ids, titles = postings["id"], _texts(postings["title"])
    return _evidence(ids, found), _measurements(ids, titles, found)


def measure_posting(title: str, text: str, employer: str = "") -> Measured:
    """Measure one posting.

    Args:
        title: Its title; what it names counts as a duty.
        text: Its text as published; may be empty.
        employer: The employer's name: 'AI' as part of it is no sign of AI.
    """
    found = batches.measure_batch([title], [text], [employer])
    _, *columns = (column.tolist() for column in found.evidence)
    evidence = sorted(
        map(Evidence._make, zip(*columns, strict=True)),
        key=lambda item: (item.signal, item.start, item.end, item.rule),
    )
    return Measured(
        dict(zip(batches.rules().ids, _LEVELS[found.strengths[0]].tolist(), strict=True)),
        *_roles(title), found.pay[0], found.employment[0], tuple(evidence),
    )  # fmt: skip


def sections_of(text: str) -> list[tuple[int, str]]:
    """Return where each section of a posting begins in its text as published, and its kind.

    Args:
        text: Of the posting.
    """
    readings, scanner = read_all([text]), batches.rules().scanner
    (reading,) = readings.each(1)
    (tracked,) = sections.track(readings, [reading], scanner.hits(readings)["heading"], scanner)
    return [(reading.origin(one.start) if one.start else 0, one.kind) for one in tracked.found]


def _texts(column: "pd.Series[str]") -> list[str]:
    return [value if isinstance(value, str) else "" for value in column.to_numpy(object)]


@lru_cache(maxsize=10_000)
def _roles(title: str) -> tuple[str, str, str]:
    """Return the family of a title by the broad and by the strict rule, and the words that decided.

    Many titles are common.
    """
    broad, words = roles.role(title)
    return broad, roles.role_strict(title)[0], words


def _evidence(ids: "pd.Series[str]", found: Sequence[Batch]) -> "pd.DataFrame":
    import pandas as pd

    rows = Rows.together(batch.evidence for batch in found)
    first = np.cumsum([0, *(len(batch.employment) for batch in found)])
    at = rows.posting + np.repeat(first[:-1], [len(batch.evidence.posting) for batch in found])
    columns = rows._asdict()
    places = {name: columns[name].astype(np.int64) for name in ("start", "end")}
    words = {name: _factorized(columns[name]) for name in EVIDENCE[1:6]}
    rank = pd.factorize(ids, sort=True)[0][at]
    keys = (words["rule"][0], places["end"], places["start"], words["signal"][0], rank)
    order = np.lexsort(keys)
    return pd.DataFrame(
        {"id": ids.array.take(at[order])}
        | {name: kept.take(codes[order]) for name, (codes, kept) in words.items()}
        | {name: place[order] for name, place in places.items()}
    )


def _factorized(words: Words) -> "tuple[NDArray[np.intp], ExtensionArray]":
    """Return the number of each word among the distinct ones in order, and these."""
    import pandas as pd

    codes, distinct = pd.factorize(words, sort=True)
    return codes, pd.array(distinct, dtype="str")


def _measurements(
    ids: "pd.Series[str]", titles: Sequence[str], found: Sequence[Batch]
) -> "pd.DataFrame":
    import pandas as pd

    names = batches.rules().ids
    none: Strengths = np.zeros((0, len(names)), np.int8)
    strengths = np.concatenate([none, *(batch.strengths for batch in found)])
    words = pd.array(_LEVELS, dtype="str")
    signals = pd.DataFrame({n: words.take(own) for n, own in zip(names, strengths.T, strict=True)})
    paid = [pay for batch in found for pay in batch.pay]
    families = [_roles(title) for title in titles]
    others = {
        "role": pd.Series([broad for broad, _, _ in families], dtype="str"),
        "role_strict": pd.Series([strict for _, strict, _ in families], dtype="str"),
        "role_rule": pd.Series([words for *_, words in families], dtype="str"),
        "pay_disclosed": pd.Series([pay.disclosed for pay in paid], dtype="bool"),
        "pay_min": pd.Series([pay.low for pay in paid], dtype="float64"),
        "pay_max": pd.Series([pay.high for pay in paid], dtype="float64"),
        "pay_period": pd.Series([pay.period for pay in paid], dtype="string"),
        "pay_currency": pd.Series([pay.currency for pay in paid], dtype="string"),
        "employment": pd.Series(
            [kind for batch in found for kind in batch.employment], dtype="str"
        ),
    }
    return pd.concat([ids.reset_index(drop=True), signals, pd.DataFrame(others)], axis=1)
