"""Greenhouse's posting API: a JSON payload a board, its texts HTML that was escaped once more."""

import html
from pathlib import PurePosixPath

from analysis.corpora import links, places
from analysis.corpora.adapters.fields import Record, Row, body, day, located, text


def row(record: Record, file: str) -> Row:
    """Map a job; the employer is the board's slug where the payload names none.

    Args:
        record: The native job.
        file: The payload, named by the board.
    """
    location = text((record.get("location") or {}).get("name"))
    content = body(record.get("content"))
    return {
        "id": text(record.get("id")) or "",
        "source_url": links.canonical(text(record.get("absolute_url"))),
        "title": text(record.get("title")),
        "employer": text(record.get("company_name")) or PurePosixPath(file).stem,
        "location": location,
        **located(places.of(location)),
        "posted_on": day(record.get("first_published") or record.get("updated_at")),
        "pay_field_known": False,
        "text": html.unescape(content) if content else None,
        "text_complete": True,
    }
