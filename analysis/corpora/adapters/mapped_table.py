"""A table of one's own, CSV, JSON lines or Parquet, read by the mapping in its registry entry."""

import codecs
import io
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.corpora import links, places
from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    UnreadableFileError,
    body,
    day,
    json_lines,
    located,
    text,
)

ENTRY = "corpus.toml"

EMPLOYMENT = {
    "full": "full_time", "fulltime": "full_time", "permanent": "full_time",
    "part": "part_time", "parttime": "part_time",
    "contract": "contract", "contractor": "contract", "temporary": "contract", "temp": "contract",
    "freelance": "contract", "fixedterm": "contract",
    "intern": "internship", "internship": "internship",
}  # fmt: skip
"""Words for the terms, without space and hyphen; several at once, or another word, say nothing."""

YES, NO = {"true", "yes", "1", "remote"}, {"false", "no", "0", "onsite", "on-site"}

_FIRST_SECOND, _FIRST_MILLISECOND, _LAST = 1e8, 1e11, 4e12
"""Numbers that are times: in seconds since 1973, from the second on in milliseconds, up to 2096."""


_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of .xlsx and other archives, and of .xls."""


def records(content: bytes) -> list[Record]:
    """Return the rows of a table, whatever its format; each with its number, from 1, as `#`.

    Args:
        content: The file's bytes: Parquet by its first bytes, JSON lines by a brace, else CSV.

    Raises:
        UnreadableFileError: It is none of these; the message says what to do.
    """
    rows: list[dict[Any, Any]]
    if content[:4] == b"PAR1":
        try:
            frame = pd.read_parquet(io.BytesIO(content))
        except OSError as error:
            raise UnreadableFileError(f"not Parquet: {error}") from error
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    else:
        rows = _of_text(content)
    return [{str(key): value for key, value in row.items()} | {"#": n}
            for n, row in enumerate(rows, start=1)]  # fmt: skip


def _of_text(content: bytes) -> list[dict[Any, Any]]:
    if content.startswith(_PACKED):
        raise UnreadableFileError(
            "a spreadsheet or an archive: save it as CSV in UTF-8, or unpack the file"
        )
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"byte {error.start + 1} is not UTF-8: unpack the file, or save it as UTF-8"
        ) from error
    start = content.removeprefix(codecs.BOM_UTF8).lstrip()
    if start.startswith(b"["):
        raise UnreadableFileError("a list in JSON: write an object a line, without the brackets")
    if start.startswith(b"{"):
        return [_of_line(line, number) for number, line in _lines(start)]
    try:
        frame = pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False)
    except pd.errors.EmptyDataError as error:
        raise UnreadableFileError("it is empty") from error
    except pd.errors.ParserError as error:
        raise UnreadableFileError(_not_csv(error)) from error
    if not isinstance(frame.index, pd.RangeIndex):  # pandas took the first cells for row names
        raise UnreadableFileError("its first row has more cells than the header: name each column")
    rows: list[dict[Any, Any]] = frame.to_dict("records")
    return rows


def _not_csv(error: pd.errors.ParserError) -> str:
    cells = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error))
    if cells is None:
        return f"not CSV: {error}"
    first, line, here = cells.groups()
    return (
        f"line {line} has {here} cells, those before it {first} (a cell of several lines counts as "
        "one line): part columns with commas, and put a cell that holds one in double quotes"
    )


def _lines(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield lines that end with a line feed alone, since texts hold other breaks, and a number."""
    numbered = enumerate(content.split(b"\n"), start=1)
    return ((number, line) for number, line in numbered if line.strip())


def _of_line(line: bytes, number: int) -> dict[Any, Any]:
    try:
        (record,) = json_lines(line)
    except ValueError as error:
        raise UnreadableFileError(f"line {number} is not JSON: {error}") from error
    if not isinstance(record, dict):
        raise UnreadableFileError(f"line {number} is no JSON object")
    return record


def row(record: Record, mapping: dict[str, str]) -> Row:
    """Map a row; a posting without an id of its own is called by its number.

    Args:
        record: The row.
        mapping: By canonical field, the column.
    """
    given = {field: record.get(column) for field, column in mapping.items()}
    location = text(given.get("location"))
    place = located(places.of(location))
    remote = _yes_or_no(given.get("remote"))
    if remote is not None:
        place |= {"remote": remote, "remote_rule": f"column {mapping['remote']}"}
    return {
        "id": text(given.get("id")) or f"row-{record.get('#')}",
        "source_url": links.canonical(text(given.get("source_url"))),
        "title": text(given.get("title")),
        "employer": text(given.get("employer")),
        "employer_size": text(given.get("employer_size")),
        "industry": text(given.get("industry")),
        "seniority": text(given.get("seniority")),
        "location": location,
        **place,
        "posted_on": _day(given.get("posted_on")),
        "employment_type": employment(given.get("employment_type")),
        "pay_field": text(given.get("pay_field")),
        "pay_field_known": "pay_field" in mapping,
        "text": body(given.get("text")),
        "text_complete": True,
    }


def employment(value: object) -> str | None:
    """Return the terms that a word of a board stands for, None where it names none or several.

    Args:
        value: Such as `Full-time`.
    """
    words = str(value or "").lower().replace("-", "").replace("_", "")
    parts = words.replace(" ", "").replace("time", "").split(",")
    found = {EMPLOYMENT[part] for part in parts if part in EMPLOYMENT}
    return found.pop() if len(found) == 1 else None


def _yes_or_no(value: object) -> bool | None:
    word = str(value).strip().lower()
    return True if word in YES else False if word in NO else None


def _day(value: object) -> str | None:
    written = text(value)
    if written is None:
        return None
    try:
        number = float(written)
    except ValueError:
        return day(value)
    if len(written) == len("20261105") and written.isdigit():
        return f"{written[:4]}-{written[4:6]}-{written[6:]}"
    if not _FIRST_SECOND <= number <= _LAST:
        return written  # 2026 and nan are no date, and the schema says so
    seconds = number / (1000 if number >= _FIRST_MILLISECOND else 1)
    return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()


def _mapper(folder: Path) -> Mapper:
    entry = tomllib.loads((folder / ENTRY).read_text(encoding="utf-8"))
    mapping = dict(entry["mapping"])
    return Mapper(lambda record, _: row(record, mapping))


ADAPTER = Adapter(files="files/*", records=records, mapper=_mapper)
