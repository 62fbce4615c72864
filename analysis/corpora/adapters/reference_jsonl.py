"""The synthetic corpus: a JSON object a line, each of which says that it is synthetic."""

from analysis.corpora import places
from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    body,
    day,
    json_lines,
    located,
    text,
)


class NotSyntheticError(ValueError):
    """A row that does not say that it is synthetic: a real posting must not stand among these."""


def records(content: bytes) -> list[Record]:
    """Return the rows of a file.

    Args:
        content: Its bytes; lines end with a line feed alone, since texts hold other breaks.

    Raises:
        ValueError: A line is not JSON in UTF-8.
    """
    return json_lines(content)


def row(record: Record, file: str) -> Row:
    """Map a row.

    Args:
        record: The native row.
        file: Where it stands.

    Raises:
        NotSyntheticError: It does not say that it is synthetic.
    """
    if record.get("synthetic") is not True:
        raise NotSyntheticError(f"{file}: {record.get('id')}: the row does not say synthetic")
    location = text(record.get("location"))
    return {
        "id": text(record.get("id")) or "",
        "title": text(record.get("title")),
        "employer": text(record.get("employer")),
        "location": location,
        **located(places.of(location)),
        "posted_on": day(record.get("posted_on")),
        "text": body(record.get("text")),
        "text_complete": record["text_complete"],
        "pay_field_known": False,
    }


ADAPTER = Adapter(files="postings.jsonl", records=records, mapper=lambda _: Mapper(row))
