"""Indeed, from a scraper's daily lists of matches: full texts, all lower-cased."""

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
from analysis.corpora.adapters.indeed_dashboard import indeed_key


def row(record: Record, file: str) -> Row:
    """Map a match; the scraper's own score and keywords are left behind.

    Args:
        record: The native match.
        file: Where it stands.
    """
    url = links.canonical(text(record.get("apply_link")))
    location = text(record.get("location"))
    return {
        "id": indeed_key(url),
        "source_url": url,
        "title": text(record.get("title")),
        "employer": text(record.get("company")),
        "location": location,
        **located(places.of(location)),
        "posted_on": day(record.get("posted_at")),
        "text": body(record.get("description")),
        "text_complete": True,
        "pay_field_known": False,
    }


ADAPTER = Adapter(files="*/active_jobs.json", records=json_records, mapper=lambda _: Mapper(row))
