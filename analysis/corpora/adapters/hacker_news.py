"""Comments of a 'Who is hiring?' thread: a first line parted by bars, then the text."""

import html
import re
from datetime import UTC, datetime

from analysis.corpora import places
from analysis.corpora.adapters.fields import Record, Row, body, located, text

JOB = re.compile(
    r"engineer|developer|scientist|researcher|architect|designer|manager|\bdevops\b|\bsre\b",
    re.IGNORECASE,
)
TAGS = re.compile(r"<[^>]+>")


def row(record: Record, file: str) -> Row:
    """Map a comment; its title is the first part of its first line that names a job.

    A comment that seeks several jobs is one posting, by the first of them. One without bars in its
    first line is no posting in the thread's own form: it has no employer, and is set aside for it.

    Args:
        record: As Algolia gives it.
        file: The thread.
    """
    content = body(record.get("text"))
    first = html.unescape(TAGS.sub("", re.split(r"<p>|\n", content or "", maxsplit=1)[0]))
    parts = [part.strip() for part in first.split("|")]
    named = next((part for part in parts[1:] if JOB.search(part)), None)
    rest = [part for part in parts[1:] if part != named]
    location = text("; ".join(rest))  # not by commas: a part settles no other
    created = record.get("created_at_i")
    return {
        "id": text(record.get("id")) or "",
        "source_url": f"https://news.ycombinator.com/item?id={record.get('id')}",
        "title": named if len(parts) > 1 else None,
        "employer": parts[0] if len(parts) > 1 else None,
        "location": location,
        **located(places.of(location)),
        "posted_on": (
            datetime.fromtimestamp(created, tz=UTC).date().isoformat() if created else None
        ),
        "pay_field_known": False,
        "text": content,
        "text_complete": True,
    }
