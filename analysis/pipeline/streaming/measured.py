"""A folder that measuring has finished, as the measurements of one corpus."""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import AnalysisError
from analysis.pipeline.streaming import parts


class FolderError(AnalysisError):
    """A folder that cannot be estimated from; the message says what to do."""


def finished(folder: Path) -> list[Path]:
    """Return the parts of a folder that was measured to its end by the present rules.

    Args:
        folder: As `run.measure_into` leaves it.

    Raises:
        FolderError: It is none, a run did not come to its end, or other rules measured it.
    """
    manifest = folder / parts.MANIFEST
    if not folder.is_dir():
        raise FolderError(f"{folder}: no such folder; python -m analysis measure INPUT -o {folder}")
    if not manifest.is_file():
        raise FolderError(
            f"{folder}: holds no {parts.MANIFEST}, so `measure` did not write it: name its OUTPUT, "
            "a folder"
        )
    told = json.loads(manifest.read_text(encoding="utf-8"))
    again = "measure its input again, into a new folder"
    if told["format"] != parts.FORMAT:
        raise FolderError(f"{folder}: was measured by another version of this program: {again}")
    if told["rules"] != parts.rules():
        raise FolderError(
            f"{folder}: was measured by other rules ({told['rules']}, now {parts.rules()}): {again}"
        )
    files = sorted(folder.glob("part-*.parquet"))
    whole = [parts.path_of(folder, number) for number in range(len(files))]
    evidence = sorted((folder / parts.EVIDENCE).glob("part-*.parquet"))
    if (
        not (folder / parts.SET_ASIDE).is_file()
        or files != whole
        or evidence != [parts.evidence_of(folder, number) for number in range(len(files))]
    ):
        raise FolderError(
            f"{folder}: measuring has not come to its end, {len(files):,} parts are there: type "
            "the `measure` command again, it goes on from them"
        )
    if not any(parts.counts(file).rows for file in files):
        raise FolderError(f"{folder}: not one posting of it was measured")
    return files


def read(files: Sequence[Path], columns: Collection[str]) -> pd.DataFrame:
    """Return columns of all parts, words as categories.

    Args:
        files: The parts, in order.
        columns: Which are wanted; those that the parts do not hold are left out.
    """
    kinds = pq.read_schema(files[0])
    wanted = [name for name in kinds.names if name in columns]
    words = [name for name in wanted if pa.types.is_large_string(kinds.field(name).type)]
    table = pq.read_table(files, columns=wanted, partitioning=None, read_dictionary=words)
    whole = table.unify_dictionaries()
    del table
    frame: pd.DataFrame = whole.to_pandas(split_blocks=True, self_destruct=True)
    return frame


def evidence(folder: Path, files: Sequence[Path]) -> Iterator[tuple[pd.DataFrame, int]]:
    """Yield the evidence of each part, words as categories, and the rows that the part holds.

    Args:
        folder: That of the run.
        files: The parts, in order.
    """
    for number, file in enumerate(files):
        path = parts.evidence_of(folder, number)
        words = [name for name in pq.read_schema(path).names if name != "line"]
        yield pq.read_table(path, read_dictionary=words).to_pandas(), parts.counts(file).rows


def without_duplicates(postings: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return the postings that stand for others, and for how many in `duplicate_group_size`.

    Where the one that stands for a group was set aside, the first of the group does.

    Args:
        postings: With `file` and `line`.
        found: What `duplicates` wrote of the same input.

    Raises:
        FolderError: It is of another input.
    """
    others = sorted({*found["file"], *found["kept_file"]} - set(postings["file"].astype("str")))
    if others:
        raise FolderError(f"the duplicates are those of another input: it has no {others[0]}")
    place = _place(postings["file"], postings["line"])
    stands = pd.Series(
        _place(found["kept_file"], found["kept_line"]).to_numpy(),
        _place(found["file"], found["line"]),
    )
    lead = place.map(stands).fillna(place)
    others_last = np.argsort((lead != place).to_numpy(), kind="stable")
    kept = np.sort(others_last[~lead.iloc[others_last].duplicated().to_numpy()])
    sizes = lead.map(lead.value_counts())
    return postings.assign(duplicate_group_size=sizes).iloc[kept]


def _place(file: pd.Series, line: pd.Series) -> pd.Series:
    return file.astype("str") + ":" + line.astype("str")
