"""Ashby's posting API: a JSON payload a board, named by the board's slug."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from analysis.corpora import links, places
from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    body,
    day,
    json_records,
    located,
    text,
)

EMPLOYMENT = {
    "FullTime": "full_time",
    "PartTime": "part_time",
    "Contract": "contract",
    "Temporary": "contract",
    "Intern": "internship",
}
"""Fixed-term and temporary work is contract work in the codebook's sense."""


def records(content: bytes) -> list[Record]:
    """Return the jobs of a payload.

    Args:
        content: The file's bytes.
    """
    return json_records(content, within="jobs")


def row(record: Record, file: str) -> Row:
    """Map a job; the employer is the slug of its board, and remote is the board's own flag.

    Args:
        record: The native job.
        file: The payload, named by the board.
    """
    compensation = record.get("compensation") or {}
    place = places.together(_place(entry) for entry in _entries(record))
    return {
        "id": text(record.get("id")) or "",
        "source_url": links.canonical(text(record.get("jobUrl"))),
        "title": text(record.get("title")),
        "employer": PurePosixPath(file).stem,
        "location": text(record.get("location")),
        **located(place),
        "remote": record.get("isRemote"),
        "remote_rule": None if record.get("isRemote") is None else "field: isRemote",
        "posted_on": day(record.get("publishedAt")),
        "employment_type": EMPLOYMENT.get(str(record.get("employmentType"))),
        "pay_field": text(compensation.get("compensationTierSummary")),
        "pay_field_known": True,
        "text": body(record.get("descriptionPlain")),
        "text_complete": True,
    }


def _entries(record: Record) -> Iterable[Record]:
    yield record
    yield from record.get("secondaryLocations") or []


def _place(entry: Record) -> places.Place:
    """Return an entry's place: its address, and where that is silent what it is called."""
    address = (entry.get("address") or {}).get("postalAddress") or {}
    found = places.of_address(
        text(address.get("addressLocality")),
        text(address.get("addressRegion")),
        text(address.get("addressCountry")),
    )
    called = places.of(text(entry.get("location")))
    if found.country is None:
        return called
    if found.state is None and called.country == found.country:
        return called
    return found


ADAPTER = Adapter(files="ashby/companies/*.json", records=records, mapper=lambda _: Mapper(row))
