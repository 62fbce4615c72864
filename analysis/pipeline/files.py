"""Measuring a file of a reader's own: JSONL, CSV or Parquet in, the same out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import paths, tables
from analysis.pipeline.streaming import rows, sources
from analysis.pipeline.streaming.rows import InputFileError
from analysis.signals import measure


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
        path: JSONL or CSV, plain, .gz or .zst, or Parquet, by its ending.

    Returns:
        The postings, with their `place` in the file, and a line for each that was set aside.

    Raises:
        InputFileError: The ending is another, the file cannot be read, or a column is missing.
    """
    if not path.is_file():
        raise InputFileError(f"{path}: no such file; for several, name a folder to write to")
    (source,) = sources.files(str(path))
    read = [one for content, _ in sources.contents(source) for one in content.read()]
    frame = pd.concat([rows.read([]).postings, *(one.postings for one in read)], ignore_index=True)
    faults = [fault for one in read for fault in one.faults]
    repeated = frame["id"].duplicated()
    faults += [
        rows.Fault(line, f"id {name} stands on an earlier row")
        for line, name in frame.loc[repeated, ["line", "id"]].itertuples(index=False)
    ]
    word = "row" if source.ending == ".parquet" else "line"
    place = word + " " + frame["line"].astype("str")
    kept = frame.assign(place=place)[~repeated].reset_index(drop=True)
    return kept, [f"{word} {fault.line}: {fault.why}" for fault in sorted(faults)]


def measure_file(source: Path, target: Path) -> Measured:
    """Measure every posting of a file and write a row each, in the order of the file.

    Args:
        source: As `read_postings` takes it, with id, title, company, location and text.
        target: Parquet, CSV or JSONL, by its ending.

    Raises:
        InputFileError: An ending is unknown, the input cannot be read, or both are one file.
    """
    writers: dict[str, Callable[[pd.DataFrame, Path], object]] = {
        ".parquet": lambda frame, path: frame.to_parquet(path, index=False),
        ".csv": lambda frame, path: tables.defused(frame).to_csv(
            path, index=False, lineterminator="\n"
        ),
        ".jsonl": lambda frame, path: frame.to_json(
            path, orient="records", lines=True, force_ascii=False
        ),
    }
    if target.suffix not in writers:
        raise InputFileError(
            f"{target}: the ending must be one of {', '.join(writers)}, or none: a folder"
        )
    postings, set_aside = read_postings(source)
    sources.require_apart(str(source), target)
    _, measurements = measure.measure(postings)
    with paths.replacing(target) as temporary:
        writers[target.suffix](measurements, temporary)
    blank = postings.loc[postings["text"].str.strip() == "", "place"]
    return Measured(len(measurements), tuple(set_aside), tuple(blank))
