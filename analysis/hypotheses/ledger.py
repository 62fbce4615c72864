"""The ledger of hypotheses: a table that only grows, each row sealed with the one before it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import pandas as pd

from analysis.errors import AnalysisError
from analysis.hypotheses.card import Card

REGISTERED, CHANGED, WITHDRAWN, RETURNED = "registered", "changed", "withdrawn", "returned"


class LedgerError(AnalysisError):
    """A ledger whose rows were altered, left out or put in another order."""


@dataclass(frozen=True)
class Entry:
    """A row of the ledger.

    Attributes:
        hypothesis: Its id.
        event: `registered` when it first runs, `changed` when it runs with another card,
            `withdrawn` when its notebook is gone, `returned` when it is back unchanged.
        digest: The SHA-256 of the card.
        changed_keys: What the card says otherwise than the one before it.
        card: The card, as one line of JSON.
        seal: The SHA-256 of this row and of the seal before it.
    """

    hypothesis: str
    event: str
    digest: str
    changed_keys: str
    card: str
    seal: str


COLUMNS = [field.name for field in fields(Entry)]


def entries(frame: pd.DataFrame, name: str) -> list[Entry]:
    """Return the rows of a ledger, every seal checked.

    Rows cut off at the end leave no trace here: the history of the repository shows them.

    Args:
        frame: As it was read, texts everywhere.
        name: What to call it in an error.

    Raises:
        LedgerError: A seal is wrong.
    """
    rows = [Entry(**{key: str(row[key]) for key in COLUMNS}) for row in frame.to_dict("records")]
    before = ""
    for number, row in enumerate(rows, start=1):
        if row.seal != _seal(row, before):
            raise LedgerError(
                f"{name}, row {number} ({row.hypothesis}): altered, or a row before it is missing; "
                f"restore the file: git checkout {name}"
            )
        before = row.seal
    return rows


def grown(known: Sequence[Entry], cards: Sequence[Card]) -> list[Entry]:
    """Return the ledger with what the present cards add to it.

    Args:
        known: Its rows so far.
        cards: Of every notebook that stands now.
    """
    rows = list(known)
    standing = {card.id: card for card in cards}
    last = {row.hypothesis: row for row in rows}
    for name in sorted(set(last) | set(standing)):
        event = _event(last.get(name), standing.get(name))
        if event is None:
            continue
        before = last.get(name)
        digest, text = (
            (standing[name].digest, standing[name].frozen)
            if name in standing
            else (last[name].digest, last[name].card)
        )
        keys = _changed(json.loads(before.card), json.loads(text)) if before else []
        row = Entry(name, event, digest, ", ".join(keys), text, "")
        seal = _seal(row, rows[-1].seal if rows else "")
        rows.append(Entry(name, event, digest, ", ".join(keys), text, seal))
    return rows


def to_frame(rows: Sequence[Entry]) -> pd.DataFrame:
    """Return a ledger as a table.

    Args:
        rows: In their order.
    """
    return pd.DataFrame([asdict(row) for row in rows], columns=COLUMNS)


def versions(rows: Sequence[Entry]) -> list[tuple[str, str]]:
    """Return every card that ever ran, as (hypothesis, digest), in the order of the ledger.

    Args:
        rows: Of the ledger.
    """
    return list(dict.fromkeys((row.hypothesis, row.digest) for row in rows))


def _event(before: Entry | None, now: Card | None) -> str | None:
    if before is None:
        return REGISTERED
    if now is None:
        return None if before.event == WITHDRAWN else WITHDRAWN
    if now.digest != before.digest:
        return CHANGED
    return RETURNED if before.event == WITHDRAWN else None


def _changed(before: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    return sorted(key for key in {*before, *now} if before.get(key) != now.get(key))


def _seal(row: Entry, before: str) -> str:
    told = [before, row.hypothesis, row.event, row.digest, row.changed_keys, row.card]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
