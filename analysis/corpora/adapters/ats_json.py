"""Job boards of several applicant tracking systems: JSON lists, texts cut at a length."""

from analysis.corpora import links, places
from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    body,
    json_records,
    located,
    text,
)


def row(record: Record, file: str) -> Row:
    """Map a record; a text shorter than its stated length was cut.

    Args:
        record: The native record.
        file: Where it stands.
    """
    url = links.canonical(text(record.get("url")))
    location = text(record.get("location"))
    description = body(record.get("description"))
    return {
        "id": url.partition("://")[2] if url else "",
        "source_url": url,
        "title": text(record.get("title")),
        "employer": text(record.get("company")),
        "location": location,
        **located(places.of(location)),
        "text": description,
        "text_complete": len(description or "") >= int(record.get("desc_len") or 0),
        "pay_field_known": False,
    }


ADAPTER = Adapter(files="*.json", records=json_records, mapper=lambda _: Mapper(row))
