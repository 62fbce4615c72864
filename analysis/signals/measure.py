"""Postings' measurements, and the evidence that each of them rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.signals import batches, levels, roles
from analysis.signals.batches import Batch, Evidence, Strengths
from analysis.signals.pay import Pay

EVIDENCE = ("id", *Evidence._fields)
"""Columns of the evidence: a row a span; offsets into the text, or the title where the section
is `title`; `form` is the normalised value for the signals `pay` and `employment`."""

OTHERS = (
    "role", "role_strict", "pay_disclosed", "pay_min", "pay_max", "pay_period", "pay_currency",
    "employment",
)  # fmt: skip
"""Columns of the measurements beside the id and the signals."""

_BATCH = 200
"""Postings measured together: enough to pay for the arrays, few enough to stay near at hand."""

_LEVELS = np.array(sorted(levels.LEVELS, key=levels.STRENGTH.__getitem__), object)
"""Levels of postings by their strength."""


@dataclass(frozen=True)
class Measured:
    """One posting measured."""

    levels: dict[str, str]
    role: str
    role_strict: str
    pay: Pay
    employment: str
    evidence: tuple[Evidence, ...]


def measure(postings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measure postings.

    Args:
        postings: Columns id (unique), title, employer, text; text and title may be null.

    Returns:
        The evidence (columns `EVIDENCE`, sorted by id, signal, start, end, rule) and the
        measurements: a row per posting in the order given, with id, a level per signal, and
        `OTHERS`.
    """
    titles, texts, employers = (_texts(postings[name]) for name in ("title", "text", "employer"))
    found = []
    for first in range(0, len(postings), _BATCH):
        part = slice(first, first + _BATCH)
        found.append(batches.measure_batch(titles[part], texts[part], employers[part]))
    keys = postings["id"].tolist()
    return _evidence_frame(keys, found), _measurements_frame(keys, titles, found)


def measure_posting(title: str, text: str, employer: str = "") -> Measured:
    """Measure one posting.

    Args:
        title: Its title; what it names counts as a duty.
        text: Its text as published; may be empty.
        employer: The employer's name: 'AI' as part of it is no sign of AI.
    """
    found = batches.measure_batch([title], [text], [employer])
    evidence = sorted(found.evidence, key=lambda e: (e.signal, e.start, e.end, e.rule))
    return Measured(
        dict(zip(batches.rules().ids, _LEVELS[found.strengths[0]].tolist(), strict=True)),
        *_roles(title), found.pay[0], found.employment[0], tuple(evidence),
    )  # fmt: skip


def _texts(column: pd.Series) -> list[str]:
    return [value if isinstance(value, str) else "" for value in column.tolist()]


@lru_cache(maxsize=10_000)
def _roles(title: str) -> tuple[str, str]:
    """Return the family of a title by the broad and by the strict rule; many titles are common."""
    return roles.role(title)[0], roles.role_strict(title)[0]


def _evidence_frame(keys: Sequence[object], found: Sequence[Batch]) -> pd.DataFrame:
    rows = [item for batch in found for item in batch.evidence]
    posting = [
        number + _BATCH * nth for nth, batch in enumerate(found) for number in batch.posting
    ]
    columns = dict(zip(Evidence._fields, zip(*rows, strict=True), strict=True)) if rows else {}
    frame = pd.DataFrame({"id": [keys[number] for number in posting], **columns}, columns=EVIDENCE)
    frame = frame.astype({"start": "int64", "end": "int64"})
    by_id = np.argsort(np.argsort(np.array(keys, object)))[posting]
    signal, rule = (pd.factorize(frame[name], sort=True)[0] for name in ("signal", "rule"))
    order = np.lexsort((rule, frame["end"], frame["start"], signal, by_id))
    return frame.take(order).reset_index(drop=True)


def _measurements_frame(
    keys: Sequence[object], titles: Sequence[str], found: Sequence[Batch]
) -> pd.DataFrame:
    ids = batches.rules().ids
    none: Strengths = np.zeros((0, len(ids)), np.int8)
    strengths = np.concatenate([none, *(batch.strengths for batch in found)])
    signals = pd.DataFrame(_LEVELS[strengths], columns=ids, dtype="str")
    paid = [pay for batch in found for pay in batch.pay]
    families = [_roles(title) for title in titles]
    others = {
        "role": pd.Series([broad for broad, _ in families], dtype="str"),
        "role_strict": pd.Series([strict for _, strict in families], dtype="str"),
        "pay_disclosed": pd.Series([pay.disclosed for pay in paid], dtype="bool"),
        "pay_min": pd.Series([pay.low for pay in paid], dtype="float64"),
        "pay_max": pd.Series([pay.high for pay in paid], dtype="float64"),
        "pay_period": pd.Series([pay.period for pay in paid], dtype="string"),
        "pay_currency": pd.Series([pay.currency for pay in paid], dtype="string"),
        "employment": pd.Series([kind for batch in found for kind in batch.employment], dtype="str"),
    }
    return pd.concat([pd.Series(keys, name="id"), signals, pd.DataFrame(others)], axis=1)
