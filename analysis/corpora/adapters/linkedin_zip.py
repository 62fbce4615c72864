"""LinkedIn's machine-learning postings: a zip archive with one CSV, read in memory."""

import io
import zipfile
import zlib

from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    UnreadableFileError,
    body,
    csv_records,
    day,
    text,
)

COLUMNS = {"job_posted_date", "company_name", "job_description_text", "job_title"}
LARGEST = 200_000_000
"""Bytes that the CSV may unpack to; the corpus's own has 5.4 million."""


def records(content: bytes) -> list[Record]:
    """Return the rows of the archive's CSV.

    Args:
        content: The archive's bytes.

    Raises:
        UnreadableFileError: It is no zip archive with one CSV of the expected columns.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [entry for entry in archive.infolist() if entry.filename.endswith(".csv")]
            if len(members) != 1 or members[0].file_size > LARGEST:
                raise UnreadableFileError("not a zip archive with one CSV of sensible size")
            table = archive.read(members[0])
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise UnreadableFileError(f"not a zip archive: {error}") from error
    return csv_records(table, COLUMNS)


def row(record: Record, file: str) -> Row:
    """Map a row.

    The address columns are the employer's (each employer has one, wherever it hires): the place
    of the posting is unknown. There is no address of the posting; its number is the row's.

    Args:
        record: The native row.
        file: Where it stands.
    """
    return {
        "id": text(record.get("")) or "",
        "title": text(record["job_title"]),
        "employer": text(record["company_name"]),
        "seniority": text(record.get("seniority_level")),
        "posted_on": day(record["job_posted_date"]),
        "text": body(record["job_description_text"]),
        "text_complete": True,
        "pay_field_known": False,
    }


ADAPTER = Adapter(files="*.zip", records=records, mapper=lambda _: Mapper(row))
