"""Reading and writing the project's tables, the same bytes on every machine."""

from pathlib import Path

import pandas as pd

from analysis import paths

SIGNIFICANT_DIGITS = 6
"""Processors differ from the seventh digit on; a table keeps what they agree on."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


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


def defused(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame to be opened in a spreadsheet: an apostrophe before what would be a formula.

    Args:
        frame: To be written as CSV; of its columns of text, carriage returns become spaces, since
            some readers end a row at one.
    """
    words = frame.select_dtypes(["str", "string", "object"])
    safe = {}
    for name, column in words.items():
        formula = column.astype("str").str.startswith(FORMULA, na=False)
        plain = column.where(~formula, "'" + column.astype("str"))
        safe[str(name)] = plain.replace("\r", " ", regex=True)
    return frame.assign(**safe)
