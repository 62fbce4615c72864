"""Indeed, from a dashboard's daily snapshots: texts cut at a length, pay as a string."""

from urllib.parse import parse_qs, urlsplit

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

CUT_AT = 6000
"""Characters; a text of this length was cut there. No text of the source is longer."""


def records(content: bytes) -> list[Record]:
    """Return the jobs of a snapshot; its second list repeats the new ones among them.

    Args:
        content: The file's bytes.
    """
    return json_records(content, within="jobs")


def indeed_key(url: str | None) -> str:
    """Return the key by which Indeed names a posting, or an empty text.

    Args:
        url: Its canonical address.
    """
    return parse_qs(urlsplit(url or "").query).get("jk", [""])[0]


def row(record: Record, file: str) -> Row:
    """Map a job.

    Args:
        record: The native job.
        file: Where it stands.
    """
    url = links.canonical(text(record.get("url")))
    location = text(record.get("location"))
    description = body(record.get("description"))
    return {
        "id": indeed_key(url),
        "source_url": url,
        "title": text(record.get("title")),
        "employer": text(record.get("company")),
        "location": location,
        **located(places.of(location)),
        "posted_on": day(record.get("date_posted")),
        "pay_field": text(record.get("salary")),
        "pay_field_known": True,
        "text": description,
        "text_complete": len(description or "") < CUT_AT,
    }


ADAPTER = Adapter(files="*/indeed_jobs.json", records=records, mapper=lambda _: Mapper(row))
