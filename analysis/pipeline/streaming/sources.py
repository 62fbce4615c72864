"""What there is to measure, as a list of units that does not change from run to run."""

import glob
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.pipeline.streaming import rows
from analysis.pipeline.streaming.lines import Line, Lines, Records
from analysis.pipeline.streaming.rows import Fault, InputFileError, Read, Row

UNIT_ROWS = 2_000
"""Postings of a text file measured as one."""
UNIT_BYTES = 1 << 25
"""Bytes of a text file after which a unit ends although it holds fewer postings."""

SLICE_ROWS, SLICES = 5_000, 32
"""A row group is cut into slices of so many rows, but into so many slices at most: each reads over
those before it, and pandas writes a million rows as one group."""

_BATCH = 1_000
"""Rows of a Parquet file held as Python objects at a time."""

TEXT_ENDINGS = (".jsonl", ".csv")
ENDINGS = (*TEXT_ENDINGS, ".parquet")
PACKED = ("", ".gz", ".zst")


@dataclass(frozen=True)
class Source:
    """A file to measure.

    Attributes:
        path: Where it stands.
        name: As it is told of: inside the folder that was named.
    """

    path: Path
    name: str

    @property
    def ending(self) -> str:
        """Return its ending, without that of a compression."""
        suffix = self.path.suffix
        packed = suffix in PACKED and self.path.with_suffix("").suffix in TEXT_ENDINGS
        return self.path.with_suffix("").suffix if packed else suffix


class Content(Protocol):
    """What a unit holds, or where it is to be found."""

    def read(self) -> Iterator[Read]:
        """Yield its postings, some at a time."""


@dataclass(frozen=True)
class Unit:
    """What is measured as one and written as one part.

    Attributes:
        number: Among the units of the whole input.
        file: The file's name, as `Source` has it.
        content: Its rows; those of Parquet as the place where they stand.
        weight: Bytes of the file that it stands for.
    """

    number: int
    file: str
    content: Content
    weight: int


@dataclass(frozen=True)
class JsonLines:
    """Lines of JSON, and what was set aside among them."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def read(self) -> Iterator[Read]:
        """Yield the postings."""
        objects, broken = rows.objects(self.lines)
        named = ((number, *map(one.get, rows.READ)) for number, one in objects)
        postings, faults = rows.read(named)
        yield Read(postings, sorted([*self.faults, *broken, *faults]))


@dataclass(frozen=True)
class CsvRows:
    """Rows of CSV, and what was set aside among them."""

    rows: list[Row]
    faults: list[Fault]

    def read(self) -> Iterator[Read]:
        """Yield the postings."""
        postings, faults = rows.read(self.rows)
        yield Read(postings, sorted([*self.faults, *faults]))


@dataclass(frozen=True)
class RowGroup:
    """Rows of a row group of a Parquet file.

    Attributes:
        path: The file.
        group: The number of the row group.
        begin: How many rows of the file stand before the group.
        first: The first row wanted, in the group.
        end: The row after the last one wanted.
    """

    path: Path
    group: int
    begin: int
    first: int
    end: int

    def read(self) -> Iterator[Read]:
        """Yield the postings; without buffering ahead, which would hold the whole file."""
        at = 0
        try:
            file = pq.ParquetFile(self.path, pre_buffer=False, buffer_size=1 << 20)
            for batch in file.iter_batches(_BATCH, row_groups=[self.group], columns=[*rows.READ]):
                skipped, at = max(0, self.first - at), at + len(batch)
                if skipped < len(batch):
                    wanted = batch.slice(skipped, self.end - at + len(batch) - skipped)
                    yield rows.read(_of_batch(wanted, self.begin + at - len(batch) + skipped + 1))
                if at >= self.end:
                    return
        except (OSError, pa.ArrowException) as error:
            line = self.begin + max(at, self.first) + 1
            why = f"row group {self.group} cannot be read from here on: {_short(error)}"
            yield rows.read([])._replace(faults=[Fault(line, why)])


def _of_batch(batch: pa.RecordBatch, line: int) -> list[Row]:
    columns = []
    for name in rows.READ:
        column = batch.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = column.cast(pa.large_binary())  # what is not UTF-8 is told row by row
        columns.append(column.to_pylist())
    return list(zip(range(line, line + len(batch)), *columns, strict=True))


def files(named: str) -> list[Source]:
    """Return the files that an input stands for, sorted by name.

    Args:
        named: A file, a folder (every file in it with an ending that is read; names that begin
            with a dot or an underscore are left out), or a pattern with *, ? or **.

    Raises:
        InputFileError: It stands for no file that can be read.
    """
    path = Path(named)
    if path.is_file():
        found, base = [path], path.parent
    elif path.is_dir():
        found, base = [file for file in path.rglob("*") if _is_shown(file, path)], path
    else:
        found = [Path(name) for name in glob.glob(named, recursive=True)]  # noqa: PTH207 - absolute too
        base = Path(os.path.commonpath([file.parent for file in found])) if found else path
    listed = [Source(file, file.relative_to(base).as_posix()) for file in found if file.is_file()]
    read = [source for source in listed if source.ending in ENDINGS]
    if not read:
        endings = f"{', '.join(ENDINGS)}, the first two also with .gz or .zst"
        if path.is_file():
            raise InputFileError(f"{named}: the ending must be one of {endings}")
        raise InputFileError(f"{named}: no file with one of the endings {endings}")
    return sorted(read, key=lambda source: source.name)


def require_apart(named: str, target: Path) -> None:
    """Refuse to write over what is to be read.

    Args:
        named: As `files` takes it.
        target: The file that is to be written.

    Raises:
        InputFileError: It is of the input.
    """
    if any(source.path.resolve() == target.resolve() for source in files(named)):
        raise InputFileError(f"{target} is of the input: name another file to write to")


def _is_shown(file: Path, folder: Path) -> bool:
    inside = file.relative_to(folder).parts
    return file.is_file() and not any(part.startswith((".", "_")) for part in inside)


def identity(source: Source) -> dict[str, object]:
    """Return what a file is known by: its name, size and SHA-256.

    Args:
        source: The file. It is read once more, at some hundred times the speed of measuring.
    """
    with source.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"file": source.name, "bytes": source.path.stat().st_size, "sha256": digest}


def units(sources: list[Source]) -> Iterator[Unit]:
    """Yield everything there is to measure; a file that cannot be read is a unit of its fault.

    Args:
        sources: As `files` returns them.
    """
    number = 0
    for source in sources:
        try:
            for content, weight in contents(source):
                yield Unit(number, source.name, content, weight)
                number += 1
        except InputFileError as error:
            why = str(error).removeprefix(f"{source.path}: ")
            yield Unit(number, source.name, JsonLines([], [Fault(0, why)]), _size(source.path))
            number += 1


def contents(source: Source) -> Iterator[tuple[Content, int]]:
    """Yield what a file holds, unit by unit, and the bytes of it that a unit stands for.

    Args:
        source: The file.

    Raises:
        InputFileError: It cannot be read at all, or lacks a column.
    """
    reader = {".jsonl": _of_jsonl, ".csv": _of_csv, ".parquet": _of_parquet}[source.ending]
    try:
        yield from reader(source.path)
    except OSError as error:
        raise InputFileError(f"{source.path}: {error.strerror or error}") from error


def _of_jsonl(path: Path) -> Iterator[tuple[Content, int]]:
    faults: list[Fault] = []
    lines = Lines(path, faults)
    written = (line for line in lines if line[1].strip())
    begun = 0
    for chunk in _chunks(written, lambda line: len(line[1])):
        if not begun:
            _check_keys(path, chunk)
        yield JsonLines(chunk, _taken(faults)), lines.at() - begun
        begun = lines.at()
    if faults:
        yield JsonLines([], faults), 0


def _check_keys(path: Path, lines: list[Line]) -> None:
    """Refuse a file whose first rows all lack a column; a row alone may leave out what is null."""
    objects, _ = rows.objects(lines)
    wrong = rows.missing({key for _, one in objects for key in one})
    if objects and wrong:
        raise InputFileError(f"{path}: {wrong}")


def _of_csv(path: Path) -> Iterator[tuple[Content, int]]:
    faults: list[Fault] = []
    lines = Lines(path, faults)
    records = Records(iter(lines), faults)
    if faults or records.header is None:
        raise InputFileError(f"{path}: {faults[0].why if faults else 'the file is empty'}")
    wrong = rows.missing(records.header)
    if wrong:
        raise InputFileError(f"{path}: {wrong}")
    at = [records.header.index(name) for name in rows.READ]
    found: Iterator[Row] = (
        (number, *(fields[place] for place in at)) for number, fields in records
    )
    begun = 0
    for chunk in _chunks(found, lambda row: sum(map(len, row[1:]))):
        yield CsvRows(chunk, _taken(faults)), lines.at() - begun
        begun = lines.at()
    if faults:
        yield CsvRows([], faults), 0


def _taken(faults: list[Fault]) -> list[Fault]:
    """Return the faults found so far, and forget them."""
    taken = list(faults)
    faults.clear()
    return taken


Item = TypeVar("Item")


def _chunks(items: Iterator[Item], size: Callable[[Item], int]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    held = 0
    for item in items:
        chunk.append(item)
        held += size(item)
        if len(chunk) == UNIT_ROWS or held >= UNIT_BYTES:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk


def _of_parquet(path: Path) -> Iterator[tuple[Content, int]]:
    try:
        footer = pq.ParquetFile(path, pre_buffer=False).metadata
    except (OSError, pa.ArrowException) as error:
        raise InputFileError(f"{path}: not a Parquet file: {_short(error)}") from error
    wrong = rows.missing(footer.schema.to_arrow_schema().names)
    if wrong:
        raise InputFileError(f"{path}: {wrong}")
    begin = 0
    for group in range(footer.num_row_groups):
        count = footer.row_group(group).num_rows
        step = max(SLICE_ROWS, -(-count // SLICES))
        weight = path.stat().st_size * count // max(footer.num_rows, 1)
        for first in range(0, count, step):
            end = min(first + step, count)
            yield RowGroup(path, group, begin, first, end), weight * (end - first) // count
        begin += count


def _short(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
