"""Reading and writing the project's tables, the same bytes on every machine."""

from pathlib import Path

import pandas as pd

from analysis import paths

SIGNIFICANT_DIGITS = 6
"""Processors differ from the seventh digit on; a table keeps what they agree on."""


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV, whole or not at all, floats at six significant digits.

    Args:
        frame: The table; its index is left out.
        path: The file.
    """
    with paths.replacing(path) as temporary:
        frame.to_csv(
            temporary, index=False, lineterminator="\n", float_format=f"%.{SIGNIFICANT_DIGITS}g"
        )


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as Parquet, whole or not at all.

    Args:
        frame: The table; its index is left out.
        path: The file.
    """
    with paths.replacing(path) as temporary:
        frame.to_parquet(temporary, index=False, compression="zstd")
