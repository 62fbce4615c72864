"""A scan of several sources: payloads as they came, in a folder named by the source."""

from pathlib import PurePosixPath

from analysis.corpora.adapters import (
    ashby_api,
    greenhouse_api,
    hacker_news,
    jobspy_table,
    lever_api,
)
from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    json_records,
)

ROWS = {
    "greenhouse": greenhouse_api.row,
    "lever": lever_api.row,
    "ashby": ashby_api.row,
    "hacker_news": hacker_news.row,
    "jobspy": jobspy_table.row,
}


def records(content: bytes) -> list[Record]:
    """Return the postings of a payload: a list, or what stands under `jobs`.

    Args:
        content: The file's bytes.

    Raises:
        UnreadableFileError: It is JSON of another shape.
        ValueError: It is not JSON.
    """
    return json_records(content, within="jobs" if content.lstrip()[:1] == b"{" else None)


def row(record: Record, file: str) -> Row:
    """Map a posting by the rules of its source; its id begins with the source's.

    Args:
        record: The native posting.
        file: The payload, in a folder named by the source.
    """
    place = PurePosixPath(file)
    mapped = ROWS[place.parent.name](record, file)
    return mapped | {"id": f"{place.parent.name}-{place.stem}-{mapped['id']}"}


ADAPTER = Adapter(files="files/*/*.json", records=records, mapper=lambda _: Mapper(row))
