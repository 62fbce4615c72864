"""Measuring a file of a reader's own: JSONL, CSV or Parquet in, the same out."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import paths
from analysis.errors import AnalysisError
from analysis.signals import measure

NEEDED = ["id", "title", "company", "location", "text"]
"""The columns of an input; `company` is the word that most exports use for the employer."""


class InputFileError(AnalysisError):
    """A file that cannot be measured; the message names it and what it lacks."""


@dataclass(frozen=True)
class Measured:
    """What came of a file.

    Attributes:
        rows: How many postings were measured.
        set_aside: What was left out, a line each, with where it stands in the file.
        without_text: Where rows stand that have no text and were measured by their title alone.
    """

    rows: int
    set_aside: tuple[str, ...]
    without_text: tuple[str, ...]


def read_postings(path: Path) -> tuple[pd.DataFrame, list[str]]:
    """Read a file of postings; return those that can be measured and what was set aside.

    Args:
        path: JSONL, CSV or Parquet, by its ending.

    Returns:
        The postings, with their `place` in the file, and a line for each that was set aside.

    Raises:
        InputFileError: The ending is another, the file cannot be read, or a column is missing.
    """
    frame, broken = read_rows(path)
    missing = [name for name in NEEDED if name not in frame]
    if missing:
        raise InputFileError(
            f"{path}: no column {', '.join(missing)}; it needs {', '.join(NEEDED)}"
        )
    frame = frame[[*NEEDED, "place"]].rename(columns={"company": "employer"})
    usable, faults = _with_ids_of_their_own(frame)
    words = [name for name in frame.columns if name not in {"id", "place"}]
    filled = usable.assign(**{name: usable[name].fillna("").astype("str") for name in words})
    told = {**broken, **faults}
    return filled, [f"{place}: {told[place]}" for place in sorted(told, key=_number)]


def read_rows(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    """Read a file's rows with their `place` in it; return with them what is no row, by place.

    Args:
        path: JSONL, CSV or Parquet, by its ending.

    Raises:
        InputFileError: The ending is another, or the file cannot be read.
    """
    readers = {".jsonl": _read_jsonl, ".csv": _read_csv, ".parquet": _read_parquet}
    if path.suffix not in readers:
        raise InputFileError(f"{path}: the ending must be one of {', '.join(readers)}")
    return readers[path.suffix](path)


def _number(place: str) -> int:
    return int(place.split()[1])


def _with_ids_of_their_own(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    ids = frame["id"].replace("", None)
    if ids.dropna().map(type).nunique() > 1:  # no column of a file holds both 1 and "1"
        ids = ids.astype("str").where(ids.notna())
    repeated = ids.duplicated() & ids.notna()
    faults = dict.fromkeys(frame.loc[ids.isna(), "place"], "no id")
    faults |= {
        place: f"id {name} stands on an earlier row"
        for place, name in zip(frame.loc[repeated, "place"], ids[repeated], strict=True)
    }
    kept = frame.assign(id=ids)[ids.notna() & ~repeated]
    return kept.reset_index(drop=True), faults


def _read_jsonl(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    rows: list[dict[str, object]] = []
    broken: dict[str, str] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                broken[f"line {number}"] = "not JSON in UTF-8"
                continue
            if isinstance(row, dict):
                rows.append(row | {"place": f"line {number}"})
            else:
                broken[f"line {number}"] = "not an object"
    return pd.DataFrame(rows, columns=None if rows else [*NEEDED, "place"]), broken


def _with_rows_numbered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(place=[f"row {number}" for number in range(1, len(frame) + 1)])


def _read_csv(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    try:
        return _with_rows_numbered(pd.read_csv(path, dtype="str", keep_default_na=False)), {}
    except pd.errors.EmptyDataError as error:
        raise InputFileError(f"{path}: the file is empty") from error
    except UnicodeDecodeError as error:
        raise InputFileError(f"{path}: not in UTF-8; save it as UTF-8") from error
    except pd.errors.ParserError as error:
        raise InputFileError(
            f"{path}: not a CSV file with commas between its fields: {error}"
        ) from error


def _read_parquet(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    try:
        return _with_rows_numbered(pd.read_parquet(path)), {}
    except (OSError, ValueError) as error:
        raise InputFileError(f"{path}: not a Parquet file: {error}") from error


def measure_file(source: Path, target: Path) -> Measured:
    """Measure every posting of a file and write a row each, in the order of the file.

    Args:
        source: JSONL, CSV or Parquet with id, title, company, location and text.
        target: Parquet, CSV or JSONL, by its ending.

    Raises:
        InputFileError: An ending is unknown, or the input cannot be read.
    """
    writers = {
        ".parquet": lambda frame, path: frame.to_parquet(path, index=False),
        ".csv": lambda frame, path: frame.to_csv(path, index=False, lineterminator="\n"),
        ".jsonl": lambda frame, path: frame.to_json(
            path, orient="records", lines=True, force_ascii=False
        ),
    }
    if target.suffix not in writers:
        raise InputFileError(f"{target}: the ending must be one of {', '.join(writers)}")
    postings, set_aside = read_postings(source)
    _, measurements = measure.measure(postings)
    measurements = postings[["id"]].merge(measurements, on="id", how="left", validate="one_to_one")
    with paths.replacing(target) as temporary:
        writers[target.suffix](measurements, temporary)
    blank = postings.loc[postings["text"].str.strip() == "", "place"]
    return Measured(len(measurements), tuple(set_aside), tuple(blank))
