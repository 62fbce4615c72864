"""What a run left different from what is committed."""

import io
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import paths
from analysis.errors import AnalysisError

NAMED = 6
"""Columns that are named one by one where they differ."""

RESULTS = ("data/processed", "figures", "notebooks", "article", "README.md")
"""Where the committed results stand."""


@dataclass(frozen=True)
class Change:
    """A result that differs from the committed one.

    Attributes:
        path: The file, inside the project.
        what: How it differs, in a few words.
    """

    path: str
    what: str


class NoHistoryError(AnalysisError):
    """The folder is no git checkout: there is nothing committed to compare with."""


def _git(*arguments: str) -> bytes:
    try:
        return subprocess.run(
            ["git", "-C", str(paths.root()), *arguments], check=True, capture_output=True
        ).stdout
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise NoHistoryError(
            "this folder is no git checkout, so nothing is committed that the results could be "
            "compared with"
        ) from error


def changed_rows(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """Say how two versions of a table differ, row for row.

    Args:
        before: The committed table.
        after: The present one.
    """
    if list(before.columns) != list(after.columns):
        return _columns(set(before.columns), set(after.columns))
    if "id" in before and before["id"].is_unique and after["id"].is_unique:
        return _by_id(before.set_index("id"), after.set_index("id"))
    old, new = (Counter(pd.util.hash_pandas_object(f, index=False)) for f in (before, after))
    return f"rows: {(new - old).total():,} new, {(old - new).total():,} gone"


def _columns(old: set[str], new: set[str]) -> str:
    gone, come = sorted(old - new), sorted(new - old)
    if len(gone) + len(come) > NAMED:
        return f"columns: {len(come)} new, {len(gone)} gone"
    return f"columns differ: {', '.join([*gone, *come]) or 'their order'}"


def _by_id(old: pd.DataFrame, new: pd.DataFrame) -> str:
    both = old.index.intersection(new.index)
    left, right = old.loc[both], new.loc[both]
    unequal = ~((left == right) | (left.isna() & right.isna())).all(axis=1)
    return (
        f"rows: {len(new.index.difference(old.index)):,} new, "
        f"{len(old.index.difference(new.index)):,} gone, {int(unequal.sum()):,} changed"
    )


def _describe(path: str, status: str) -> str:
    if "?" in status:
        return "not committed"
    if "D" in status:
        return "gone"
    if path.endswith((".parquet", ".csv")) and "A" not in status:
        load = pd.read_parquet if path.endswith(".parquet") else _as_written
        return changed_rows(
            load(io.BytesIO(_git("show", f"HEAD:{path}"))), load(paths.source(path))
        )
    return "differs"


def _as_written(file: io.BytesIO | Path) -> pd.DataFrame:
    # a cell in one row must not change how the cells of others are read
    return pd.read_csv(file, dtype="str", keep_default_na=False)


def committed_table(path: str) -> pd.DataFrame | None:
    """Return a table as it is committed; None where there is none, or no history.

    Args:
        path: A CSV file inside the project.
    """
    try:
        return pd.read_csv(io.BytesIO(_git("show", f"HEAD:{path}")))
    except NoHistoryError:
        return None


def since_commit() -> list[Change]:
    """Return the results that differ from the last commit.

    Raises:
        NoHistoryError: The folder is no git checkout.
    """
    asked = ("status", "--porcelain", "--no-renames", "-uall", "-z", "--", *RESULTS)
    listed = _git(*asked).decode().split("\0")
    entries = [(entry[:2], entry[3:]) for entry in listed if entry]
    return [Change(path, _describe(path, status)) for status, path in entries]


def together(found: list[Change]) -> list[Change]:
    """Return changes with a figure's files and a table's as one, told by the table.

    Args:
        found: A change a file.
    """
    by_stem: dict[str, list[Change]] = {}
    for change in found:
        by_stem.setdefault(change.path.rpartition(".")[0], []).append(change)
    return [
        Change(
            f"{stem}.{'/'.join(change.path.rpartition('.')[2] for change in changes)}",
            next((c.what for c in changes if c.path.endswith(".csv")), changes[0].what),
        )
        for stem, changes in by_stem.items()
    ]
