"""Ids that stand more than once in a folder of parts: the first stays, the others are set aside.

What is held is eight bytes a posting, and the ids themselves of those that repeat. A hash that two
ids share only lets them be looked at.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.pipeline.streaming import parts

Hashes = NDArray[np.uint64]


def set_repeated_aside(files: list[Path]) -> None:
    """Set aside every row whose id stands on an earlier one; done twice, it changes nothing.

    Args:
        files: The parts, in order.
    """
    every = [_hashes(file) for file in files]
    hashes = np.sort(np.concatenate([np.zeros(0, np.uint64), *every]))
    suspects = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    seen: set[str] = set()
    for file, own in zip(files, every, strict=True):
        at = np.flatnonzero(np.isin(own, suspects))
        if not len(at):
            continue
        ids = _ids(file)
        repeated = {}
        for row in at.tolist():
            if ids[row] in seen:
                repeated[row] = f"id {ids[row]} stands on an earlier row"
            seen.add(ids[row])
        if repeated:
            parts.drop(file, repeated)


def _ids(file: Path) -> list[str]:
    table = pq.read_table(file, columns=["id"], partitioning=None)
    return list(table.column("id").to_pylist())


def _hashes(file: Path) -> Hashes:
    return pd.util.hash_array(np.array(_ids(file), object), categorize=False).astype(np.uint64)
