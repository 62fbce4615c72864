"""Lever's posting API: a JSON list a board, its text in parts."""

from datetime import UTC, datetime
from pathlib import PurePosixPath

from analysis.corpora import links, places
from analysis.corpora.adapters.fields import Record, Row, body, located, text
from analysis.corpora.adapters.mapped_table import employment


def row(record: Record, file: str) -> Row:
    """Map a posting; the employer is the board's slug.

    Args:
        record: The native posting.
        file: The payload, named by the board.
    """
    categories = record.get("categories") or {}
    location = text(categories.get("location"))
    place = located(places.of(location))
    kind = text(record.get("workplaceType"))
    if kind in {"remote", "onsite", "hybrid"}:
        place |= {"remote": kind == "remote", "remote_rule": "field: workplaceType"}
    created = record.get("createdAt")
    return {
        "id": text(record.get("id")) or "",
        "source_url": links.canonical(text(record.get("hostedUrl"))),
        "title": text(record.get("text")),
        "employer": PurePosixPath(file).stem,
        "location": location,
        **place,
        "posted_on": (
            datetime.fromtimestamp(created / 1000, tz=UTC).date().isoformat() if created else None
        ),
        "employment_type": employment(categories.get("commitment")),
        "pay_field": _pay(record.get("salaryRange") or {}),
        "pay_field_known": True,
        "text": _text(record),
        "text_complete": True,
    }


def _pay(salary: Record) -> str | None:
    low, high = salary.get("min"), salary.get("max")
    if low is None and high is None:
        return None
    period = str(salary.get("interval") or "").removeprefix("per-").removesuffix("-salary")
    told = [f"{amount:,.2f}" for amount in (low, high) if amount is not None]
    amounts = " - ".join(amount.removesuffix(".00") for amount in told)
    return f"{salary.get('currency') or ''} {amounts} {f'per {period}' if period else ''}".strip()


def _text(record: Record) -> str | None:
    lists = [
        f"{part.get('text') or ''}\n{part.get('content') or ''}"
        for part in record.get("lists") or []
    ]
    parts = [record.get("descriptionPlain"), *lists, record.get("additionalPlain"),
             record.get("salaryDescriptionPlain")]  # fmt: skip
    return body("\n\n".join(str(part).strip() for part in parts if text(part)))
