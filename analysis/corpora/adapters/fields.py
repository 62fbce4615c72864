"""What every adapter is, and the few conversions that they share."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.corpora import places

LONGEST = 1 << 28
"""Characters of a field of CSV, or bytes of a line or record beyond which it is set aside."""

csv.field_size_limit(LONGEST)  # one field beyond Python's own 131,072 would cost a file's every row

Record = Mapping[str, Any]
"""A posting in its native form."""

Row = dict[str, object]
"""A posting under the canonical columns; a column that the format lacks is left out."""


class UnreadableFileError(ValueError):
    """A file that does not hold what its format promises."""


@dataclass(frozen=True)
class Mapper:
    """How a corpus's records are mapped.

    Attributes:
        row: Maps a record and the path of its file.
        unreadable: Files beside the postings that could not be read, with the reason.
    """

    row: Callable[[Record, str], Row]
    unreadable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Adapter:
    """How a native format is read.

    Attributes:
        files: Pattern of the files that hold postings, inside the corpus's folder.
        records: A file's bytes to its native records; raises ValueError where it cannot be read.
        mapper: The corpus's folder to how its records are mapped.
    """

    files: str
    records: Callable[[bytes], list[Record]]
    mapper: Callable[[Path], Mapper]


def text(value: object) -> str | None:
    """Return a field as text without surrounding space, or None where it is empty.

    Args:
        value: A native value.
    """
    if value is None:
        return None
    return whole(str(value)).strip() or None


def body(value: object) -> str | None:
    """Return a posting's text untouched, or None where it holds nothing but space.

    Args:
        value: A native value.
    """
    return whole(str(value)) if text(value) else None


def whole(value: str) -> str:
    """Return a text in which each half of a surrogate pair, which no file can hold, is U+FFFD.

    Args:
        value: Such as JSON gives for the escape of an emoji that was cut in two.
    """
    if value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def day(value: object) -> str | None:
    """Return the day of a date or timestamp, as its first ten characters.

    Args:
        value: A native value; whether it is a date is the schema's question.
    """
    written = text(value)
    return written[:10] if written else None


def located(place: places.Place) -> Row:
    """Return a place under its columns.

    Args:
        place: Where the posting is.
    """
    return dict(vars(place))


def json_records(content: bytes, within: str | None = None) -> list[Record]:
    """Return the records of a JSON file.

    Args:
        content: Its bytes.
        within: The key that the list stands under; None where the file is the list.

    Raises:
        UnreadableFileError: It is JSON of another shape.
        ValueError: It is not JSON.
    """
    loaded = _loaded(content)
    if within is not None:
        loaded = loaded.get(within) if isinstance(loaded, dict) else None
    if not isinstance(loaded, list):
        raise UnreadableFileError(f"no list of postings{f' under {within}' if within else ''}")
    return loaded


def json_lines(content: bytes) -> list[Record]:
    """Return the records of a file with a JSON object a line.

    Args:
        content: Its bytes; lines end with a line feed alone, since texts hold other breaks.

    Raises:
        UnreadableFileError: A line is nested too deep.
        ValueError: A line is not JSON in UTF-8.
    """
    return [_loaded(line) for line in content.decode().split("\n") if line.strip()]


def _loaded(content: bytes | str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(content)
    except RecursionError as error:
        raise UnreadableFileError("JSON nested too deep") from error


def csv_records(content: bytes, columns: set[str]) -> list[Record]:
    """Return the rows of a CSV file.

    Args:
        content: Its bytes.
        columns: Columns that it must have.

    Raises:
        UnreadableFileError: It is no CSV, or lacks a column.
        ValueError: It is not text.
    """
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    try:
        missing = columns.difference(reader.fieldnames or ())
        if missing:
            raise UnreadableFileError(f"no column {', '.join(sorted(missing))}")
        return list(reader)
    except csv.Error as error:
        raise UnreadableFileError(f"not CSV: {error}") from error
