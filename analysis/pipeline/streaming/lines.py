"""Lines of text files, plain or compressed, as far as they can be read."""

import csv
import gzip
import io
import zlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from analysis.corpora.adapters.fields import LONGEST
from analysis.pipeline.streaming.rows import Fault

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
"""How a file begins that says it is in UTF-16."""

Line = tuple[int, bytes]


class Lines:
    """Iterates over the lines of a file and stops where it can be read no further."""

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        """Open a file.

        Args:
            path: `.gz` and `.zst` are decompressed.
            faults: Grows by lines too long to be read, and by why the rest of the file cannot be.

        Raises:
            OSError: It cannot be opened.
        """
        self._faults = faults
        self._size = path.stat().st_size
        self._raw = path.open("rb")
        self._stream = _decoded(_decompressed(self._raw, path.suffix))

    def at(self) -> int:
        """Return how many bytes of the file were taken so far."""
        return self._size if self._raw.closed else self._raw.tell()

    def __iter__(self) -> Iterator[Line]:
        """Yield every line with its number."""
        number = 0
        with self._raw:
            try:
                while line := self._stream.readline(LONGEST):
                    number += 1
                    if len(line) < LONGEST:
                        yield number, line
                        continue
                    self._faults.append(Fault(number, f"longer than {LONGEST:,} bytes"))
                    while line and not line.endswith(b"\n"):
                        line = self._stream.readline(LONGEST)
            except (EOFError, OSError, ValueError, zlib.error) as error:
                why = f"the file cannot be read from here on: {error}"
                self._faults.append(Fault(number + 1, why))


def _decompressed(raw: io.BufferedReader, ending: str) -> io.BufferedReader:
    if ending == ".gz":
        return io.BufferedReader(gzip.GzipFile(fileobj=raw))
    if ending == ".zst":
        return io.BufferedReader(pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd"))
    return raw


class _FromUtf16:
    """A stream of UTF-16 as lines in UTF-8."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.text = io.TextIOWrapper(stream, "utf-16", newline="\n")

    def readline(self, size: int) -> bytes:
        return self.text.readline(size).encode()


def _decoded(stream: io.BufferedReader) -> "io.BufferedReader | _FromUtf16":
    try:
        begin = stream.peek(3)[:3]
    except (EOFError, OSError, zlib.error):
        return stream
    if begin[:2] in _MARKS:
        return _FromUtf16(stream)
    if begin == b"\xef\xbb\xbf":
        stream.read(3)
    return stream


class Records:
    """Iterates over the records of CSV; a line that begins none is set aside, and the next tried.

    So a quote that nobody closed costs its own line, not the rest of the file.

    Attributes:
        header: The first record; None where there is none.
    """

    def __init__(self, lines: Iterator[Line], faults: list[Fault]) -> None:
        """Read the header.

        Args:
            lines: Of the file.
            faults: Grows by the lines that are set aside.
        """
        self._faults = faults
        self._lines = lines
        self._waiting: deque[Line] = deque()
        self._taken: list[Line] = []
        first = next(self._records(), None)
        self.header = first[1] if first else None

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield every record, with the line on which it begins, that has the header's fields."""
        wanted = len(self.header or ())
        for number, fields in self._records():
            if len(fields) == wanted:
                yield number, fields
            else:
                why = f"{len(fields)} fields, where the header has {wanted}"
                self._faults.append(Fault(number, why))

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        while True:
            self._taken = []
            try:
                fields = next(csv.reader(self._next_lines(), strict=True), None)
            except (csv.Error, UnicodeDecodeError) as error:
                number = self._taken[0][0]
                why = "not in UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
                self._faults.append(Fault(number, f"not a record of CSV: {why}"))
                self._waiting.extendleft(reversed(self._taken[1:]))
                continue
            if fields is None:
                return
            if fields:
                yield self._taken[0][0], fields

    def _next_lines(self) -> Iterator[str]:
        size = 0
        while True:
            line = self._waiting.popleft() if self._waiting else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            size += len(line[1])
            if size > LONGEST:
                raise csv.Error(f"longer than {LONGEST:,} bytes")
            yield line[1].decode()
