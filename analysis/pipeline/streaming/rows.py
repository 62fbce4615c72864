"""Rows of a file as postings that can be measured, and what is set aside."""

import json
import math
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from analysis.corpora.adapters import fields
from analysis.errors import AnalysisError

NEEDED = ("id", "title", "company", "location", "text")
"""The columns of an input; `company` is the word that most exports use for the employer."""

READ = ("id", "title", "company", "text", "location")
"""The same as they are read; location decides the country alone, and no measurement."""


class InputFileError(AnalysisError):
    """A file that cannot be measured; the message names it and what it lacks."""


class Fault(NamedTuple):
    """What was set aside: a line of a text file or a row of a Parquet file, 0 for the rest of it.

    Lines and rows are counted from 1.
    """

    line: int
    why: str


class Read(NamedTuple):
    """Postings (columns id, title, employer, text, location, line) and what was set aside."""

    postings: pd.DataFrame
    faults: list[Fault]


Row = tuple[Any, ...]
"""A line and the values of `READ` on it."""


Object = tuple[int, dict[str, Any]]
"""A line and the JSON object on it."""


class _WrongValueError(ValueError):
    """A value that is no text."""


def missing(columns: Iterable[str]) -> str | None:
    """Return what is wrong with the columns of a file, or None.

    Args:
        columns: As the file names them.
    """
    names = list(columns)
    lacking = [name for name in NEEDED if name not in names]
    if lacking:
        return f"no column {', '.join(lacking)}; it needs {', '.join(NEEDED)}"
    twice = [name for name in NEEDED if names.count(name) > 1]
    if twice:
        return f"column {', '.join(twice)} stands more than once; name the others differently"
    return None


def objects(lines: Iterable[tuple[int, bytes]]) -> tuple[list[Object], list[Fault]]:
    """Return the objects that lines of JSON hold, and the lines that hold none.

    Args:
        lines: With their numbers.
    """
    found: list[Object] = []
    faults = []
    for number, line in lines:
        try:
            loaded = json.loads(line.decode())
        except (ValueError, RecursionError):
            faults.append(Fault(number, "not JSON in UTF-8"))
            continue
        if isinstance(loaded, dict):
            found.append((number, loaded))
        else:
            faults.append(Fault(number, "not an object"))
    return found, faults


def read(rows: Iterable[Row]) -> Read:
    """Return the postings of rows: each with an id, and words where words belong.

    Numbers are taken as they are written; null and NaN are no words. A list, an object, an
    infinity or bytes that are not UTF-8 in any of `READ` sets its row aside; where that is the
    location, it is one that says nothing.

    Args:
        rows: As a file gives them.
    """
    good, faults = [], []
    for line, *values in rows:
        try:
            found = [
                _words(value, name) for value, name in zip(values[:-1], READ[:-1], strict=True)
            ]
        except _WrongValueError as error:
            faults.append(Fault(line, str(error)))
            continue
        if not found[0].strip():
            faults.append(Fault(line, "no id"))
        else:
            good.append((*found, _place(values[-1]), line))
    texts = ["id", "title", "employer", "text", "location"]
    frame = pd.DataFrame(good, columns=[*texts, "line"])
    return Read(frame.astype(dict.fromkeys(texts, "str") | {"line": "int64"}), faults)


def _place(value: object) -> str:
    try:
        return _words(value, "location")
    except _WrongValueError:
        return ""


def _words(value: object, name: str) -> str:
    if isinstance(value, str):
        return fields.whole(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError as error:
            raise _WrongValueError(f"{name} is not in UTF-8") from error
    if isinstance(value, bool) or not isinstance(value, (int, float)) or math.isinf(value):
        raise _WrongValueError(f"{name} is {_kind(value)}, not text")
    return str(value)


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false", float: "infinite"}
    return kinds.get(type(value), f"of type {type(value).__name__}")
