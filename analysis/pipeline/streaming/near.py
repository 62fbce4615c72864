"""Near-duplicates among more postings than fit into memory, employer by employer.

The postings are laid into files by their employer, then each file is searched alone, so what is
held is a file's texts. Two texts of an employer are the same from a Jaccard index of
`duplicates.NEAR` on; whoever is linked through others belongs to the group too, and the longest
text stands for it, then the first. MinHash proposes pairs: in each band, texts of one key stand in
a row by their number of runs, and each is compared with the few before it. So the work grows with
the number of postings and not with its square; near texts have nearly as many runs, and so stand
close by. Doubt: where an employer has many texts of one template, a pair may be missed of which
each is near to no third. Unlike `duplicates.resolve`, equal texts of two employers stay two, and
a posting without an employer is never a duplicate.
"""

import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from tqdm import tqdm

from analysis import paths, tables
from analysis.corpora import employers, shingles
from analysis.corpora.duplicates import BAND_ROWS, BANDS, NEAR, Groups, sketch
from analysis.pipeline.streaming import parts, sources
from analysis.pipeline.streaming.rows import InputFileError

COLUMNS = ["file", "line", "id", "kept_file", "kept_line", "kept_id", "similarity"]

_FEWEST_FILES, _BYTES = 64, 4_000_000
"""The postings are laid into a file for so many bytes of the input, so that each stays small."""

_BEFORE = 4
"""Texts before it in a band that a text is compared with."""

_LEAST = 0.6
"""Share of 64 MinHash values that a pair needs to be measured: four deviations below `NEAR`."""

_SCHEMA = pa.schema(
    [(name, pa.large_string()) for name in ("file", "id", "employer", "text")]
    + [("line", pa.int64()), ("row", pa.int64())]
)


def find_into(named: str, target: Path, workers: int) -> tuple[int, int]:
    """Write which postings of an input stand for others.

    Args:
        named: As `sources.files` takes it.
        target: A .csv or .parquet file: a row a duplicate with the columns `COLUMNS`.
        workers: Processes.

    Returns:
        How many postings were read, and how many are duplicates.

    Raises:
        InputFileError: Nothing of the input can be read, or the target is of it.
        OutputError: The target's folder cannot be written to.
    """
    if target.suffix not in (".csv", ".parquet"):
        raise InputFileError(f"{target}: the ending must be .csv or .parquet")
    sources.require_apart(named, target)
    with parts.told(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=target.parent, prefix=paths.UNFINISHED, ignore_cleanup_errors=True
        ) as scratch:
            count = _lay_out(named, Path(scratch))
            files = sorted(Path(scratch).iterdir())
            with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
                done = pool.map(_duplicates, files)
                found = list(tqdm(done, total=len(files), desc="employers", disable=None))
        table = pd.concat([pd.DataFrame(columns=[*COLUMNS, "row"]), *found], ignore_index=True)
        table = table.sort_values("row", ignore_index=True)[COLUMNS]
        with paths.replacing(target) as temporary:
            if target.suffix == ".csv":
                tables.defused(table).to_csv(temporary, index=False, lineterminator="\n")
            else:
                table.to_parquet(temporary, index=False)
    return count, len(table)


def _lay_out(named: str, folder: Path) -> int:
    """Append each posting to the file of its employer; return how many were read."""
    count = 0
    found = sources.files(named)
    size = sum(source.path.stat().st_size for source in found)
    with tqdm(total=size, unit="B", unit_scale=True, desc="reading", disable=None) as bar:
        for unit in sources.units(found):
            postings = pd.concat([read.postings for read in unit.content.read()])
            rows = range(count, count + len(postings))
            names = postings["employer"].map(employers.name)
            keys = [employers.key(*pair) for pair in zip(names, postings["id"], strict=True)]
            frame = postings.assign(employer=keys, file=unit.file, row=rows)
            count += len(postings)
            hashes = pd.util.hash_array(np.array(keys, object), categorize=False)
            for place, own in frame.groupby(hashes % max(_FEWEST_FILES, size // _BYTES)):
                _append(folder / f"{place:06}", own)
            bar.update(unit.weight)
    return count


def _append(path: Path, frame: pd.DataFrame) -> None:
    table = pa.Table.from_pandas(frame[_SCHEMA.names], _SCHEMA, preserve_index=False)
    packed = pa.ipc.IpcWriteOptions(compression="zstd")
    with path.open("ab") as file, pa.ipc.new_stream(file, _SCHEMA, options=packed) as stream:
        stream.write_table(table)


def _laid_out(path: Path) -> Iterator[pa.Table]:
    with path.open("rb") as file:
        while file.peek(1):
            yield pa.ipc.open_stream(file).read_all()


def _duplicates(path: Path) -> pd.DataFrame:
    return among(pa.concat_tables(_laid_out(path)).to_pandas())


def among(postings: pd.DataFrame) -> pd.DataFrame:
    """Return the duplicates among postings that are held in memory.

    Args:
        postings: Columns file, line, id, employer, text and row (unique, in order of the input).

    Returns:
        `COLUMNS` and row: a row a duplicate, with the posting that stands for it and the Jaccard
        index of the two.
    """
    several = postings[postings["employer"].duplicated(keep=False)]
    frame = several.sort_values("row", ignore_index=True)
    sets = [shingles.of(shingles.normalised(text)) for text in frame["text"]]
    linked = Groups(len(frame))
    for left, right in _pairs(sets, pd.factorize(frame["employer"])[0]):
        apart = linked.find(left) != linked.find(right)
        if apart and shingles.jaccard(sets[left], sets[right]) >= NEAR:
            linked.join(left, right)
    group = pd.Series([linked.find(row) for row in range(len(frame))])
    longest = np.lexsort((frame.index, -frame["text"].str.len()))
    stands = group.map(group[longest].drop_duplicates().reset_index().set_index(0)["index"])
    others = frame.index[stands != frame.index]
    found = frame.loc[others, ["file", "line", "id", "row"]].reset_index(drop=True)
    kept = frame.loc[stands[others], ["file", "line", "id"]].add_prefix("kept_")
    alike = [shingles.jaccard(sets[one], sets[stands[one]]) for one in others]
    return pd.concat([found, kept.reset_index(drop=True)], axis=1).assign(similarity=alike)


def _pairs(sets: list[shingles.Hashes], employer: NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return pairs of an employer that may be near: at most `BANDS` times `_BEFORE` a text."""
    if not sets:
        return []
    sketches = np.array([sketch(runs).hashvalues.astype(np.uint32) for runs in sets])
    sizes, rows = np.array([len(runs) for runs in sets]), np.arange(len(sets))
    found: set[tuple[int, int]] = set()
    for band in range(BANDS):
        values = sketches[:, band * BAND_ROWS : (band + 1) * BAND_ROWS]
        keys = np.column_stack([employer, values])
        key = np.unique(keys, axis=0, return_inverse=True)[1].ravel()
        order = np.lexsort((rows, sizes, key))
        for before in range(1, _BEFORE + 1):
            left, right = order[:-before], order[before:]
            same = key[left] == key[right]
            left, right = left[same], right[same]
            agree = (sketches[left] == sketches[right]).mean(axis=1) >= _LEAST
            found.update(zip(left[agree].tolist(), right[agree].tolist(), strict=True))
    return sorted((min(pair), max(pair)) for pair in found)
