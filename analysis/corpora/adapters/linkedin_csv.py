"""LinkedIn: CSV files, a row a posting, texts flattened to one line."""

import re

from analysis.corpora import links
from analysis.corpora.adapters.fields import Adapter, Mapper, Record, Row, csv_records, day, text

COLUMNS = {"Job Title", "Company", "Date", "Job Link", "Description"}
BADGE = re.compile(r"\s+with verification$")
HEADING = re.compile(r"^\s*About the job\s*")


def records(content: bytes) -> list[Record]:
    """Return the rows of a CSV file.

    Args:
        content: The file's bytes.
    """
    return csv_records(content, COLUMNS)


def row(record: Record, file: str) -> Row:
    """Map a row; the site's badge leaves the title and its heading the text.

    Args:
        record: The native row.
        file: Where it stands.
    """
    url = links.canonical(text(record["Job Link"]))
    title = text(record["Job Title"])
    return {
        "id": url.rpartition("/")[2] if url else "",
        "source_url": url,
        "title": BADGE.sub("", title) if title else None,
        "employer": text(record["Company"]),
        "posted_on": day(record["Date"]),
        "text": HEADING.sub("", record["Description"] or "") or None,
        "text_complete": True,
        "pay_field_known": False,
    }


ADAPTER = Adapter(files="scraps/*.csv", records=records, mapper=lambda _: Mapper(row))
