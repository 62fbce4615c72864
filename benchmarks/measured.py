"""Folders of made-up measured postings, of any size: rows that were measured, drawn anew."""

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.pipeline.streaming import parts

PART = 5_000
A_POSTINGS = 10
"""Postings an employer has on average; a tenth of all employers has some nine tenths of them."""

ALIKE = 25
"""Measured rows of which an employer's postings are copies, so that they repeat one another."""


def make(count: int, measured: Path, folder: Path) -> None:
    """Write a folder as `measure` leaves it, a part at a time.

    Employers are made up and of very unequal sizes; a tenth of the postings has no known country,
    and a tenth another one.

    Args:
        count: Postings.
        measured: A folder that `measure` wrote.
        folder: New.
    """
    base, evidence = (_table(measured, name) for name in ("part-*.parquet", "_evidence/*.parquet"))
    starts = np.searchsorted(evidence["key"], np.arange(base.num_rows + 1))
    chance = np.random.default_rng(count)
    (folder / parts.EVIDENCE).mkdir(parents=True)
    for number, first in enumerate(range(0, count, PART)):
        size = min(PART, count - first)
        employer = (max(count // A_POSTINGS, 2) * chance.random(size) ** 3).astype(int)
        rows = (employer * 7919 + chance.integers(0, ALIKE, size)) % base.num_rows
        own = base.take(rows).drop_columns(["employer_key", "country", "id", "line", "file", "key"])
        lines = first + np.arange(1, size + 1)
        place = pa.array(np.array(["US", None, "DE"], object)).take(
            pa.array(chance.choice(3, size, p=[0.8, 0.1, 0.1]))
        )
        added = {
            "id": pa.array([f"made-up-{line}" for line in lines]),
            "employer_key": pa.array([f"made-up employer {one}" for one in employer]),
            "country": place,
            "file": pa.array(["made-up.parquet"] * size),
            "line": pa.array(lines),
        }
        for name, column in added.items():
            kind = column.type if name == "line" else pa.large_string()
            own = own.append_column(name, column.cast(kind))
        counts = starts[rows + 1] - starts[rows]
        spans = evidence.take(_ranges(starts[rows], counts)).drop_columns(["key", "line"])
        spans = spans.append_column("line", pa.array(np.repeat(lines, counts)))
        metadata = {b"set_aside": b"[]", b"without_text": b"0"}
        pq.write_table(
            own.replace_schema_metadata(metadata), parts.path_of(folder, number), compression="zstd"
        )
        pq.write_table(spans, parts.evidence_of(folder, number), compression="zstd")
    manifest = {"format": parts.FORMAT, "rules": parts.rules(), "inputs": []}
    (folder / parts.MANIFEST).write_text(json.dumps(manifest))
    (folder / parts.SET_ASIDE).write_text("file,line,why\n")


def _table(folder: Path, pattern: str) -> pa.Table:
    """Return parts together, with the number of the posting among all as `key`."""
    tables, begin = [], 0
    for file in sorted(folder.glob(pattern)):
        own = pq.read_table(file, partitioning=None).replace_schema_metadata(None)
        lines = pd.Index(pq.read_table(folder / file.name, columns=["line"])["line"].to_numpy())
        keys = begin + lines.get_indexer(own["line"].to_numpy())
        tables.append(own.append_column("key", pa.array(keys)))
        begin += len(lines)
    return pa.concat_tables(tables)


def _ranges(starts: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> pa.Array:
    """Return the numbers of so many rows from each start on."""
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return pa.array(np.repeat(starts, counts) + np.arange(counts.sum()) - before)
