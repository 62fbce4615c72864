"""Adding a private corpus: inspected, registered, read under the schema, measured."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from analysis import tables
from analysis.corpora import local, proposing, read, registry
from analysis.corpora.adapters import mapped_table
from analysis.corpora.local import Local
from analysis.corpora.registry import ROLES
from analysis.errors import AnalysisError
from analysis.pipeline import measuring

FORMAT = "mapped_table"
NOTES = "A corpus of one's own: say here how its postings were chosen."
UNDATED = ("1970-01", "1970-01")
"""The months of a corpus that has no dates."""


class AddingError(AnalysisError):
    """A file that cannot be added; the message says what it lacks and what to type."""


@dataclass(frozen=True)
class Added:
    """What came of a file.

    Attributes:
        entry: As it was registered.
        counts: Rows read, quarantined, duplicate and unique.
        reasons: Why rows were set aside, with how many.
        roles: Unique postings by role.
        missing: What the table cannot tell, a line a field.
    """

    entry: Local
    counts: Mapping[str, int]
    reasons: Mapping[str, int]
    roles: Mapping[str, int]
    missing: tuple[str, ...]


def inspect(file: Path, given: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """Return the columns of a file and the mapping that is proposed.

    Args:
        file: CSV, JSON lines or Parquet.
        given: By canonical field, a column that the user named; it goes before any guess.

    Raises:
        AddingError: The file cannot be read or is empty, or a column or field is not there.
    """
    try:
        rows = mapped_table.records(file.read_bytes())
    except ValueError as error:
        raise AddingError(f"{file}: {str(error).splitlines()[0]}") from error
    if not rows:
        raise AddingError(f"{file}: it holds no row")
    columns = list(dict.fromkeys(name for row in rows for name in row if name != "#"))
    for field, column in given.items():
        if field not in proposing.NAMES:
            raise AddingError(
                f"--map {field}: no such field; there are {', '.join(proposing.NAMES)}"
            )
        if column not in columns:
            raise AddingError(f"--map {field}={column}: {file} has no column '{column}'; it has "
                              f"{', '.join(columns)}")  # fmt: skip
    mapping = proposing.propose(columns)
    taken = set(given.values())
    mapping = {field: name for field, name in mapping.items() if name not in taken} | dict(given)
    if lacking := proposing.lacking(mapping):
        raise AddingError(
            f"{file}: no column for {', '.join(lacking)}; it has {', '.join(columns)}. "
            f"Say which: --map {lacking[0]}=COLUMN"
        )
    return columns, mapping


def pair(text: str) -> tuple[str, str]:
    """Return what `--map` was given, as field and column.

    Args:
        text: `FIELD=COLUMN`.

    Raises:
        AddingError: It is not of that form.
    """
    field, equals, column = text.partition("=")
    if not (field and equals and column):
        raise AddingError(f"--map {text}: write FIELD=COLUMN, such as text=job_description")
    return field, column


def entry(
    corpus_id: str,
    mapping: dict[str, str],
    title: str,
    platform: str,
    country: str | None,
    layout: str = FORMAT,
) -> Local:
    """Return the entry of a table that is to be added, its months not known yet.

    Args:
        corpus_id: Its id.
        mapping: By canonical field, the column.
        title: What readers see.
        platform: The board.
        country: ISO code for postings that say none, or None.
        layout: The adapter that reads it.

    Raises:
        AddingError: One of these cannot be used.
    """
    try:
        return Local(
            id=corpus_id, title=title, platform=platform, licence="private",
            first_month=UNDATED[0], last_month=UNDATED[1], format=layout, roles=ROLES,
            default_country=country, notes=NOTES, mapping=mapping,
        )  # fmt: skip
    except ValidationError as error:
        fault = error.errors()[0]
        raise AddingError(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from error


def told(added: Added) -> list[str]:
    """Return what came of a file, in lines.

    Args:
        added: As `add` returns it.
    """
    counts = added.counts
    kept = counts["unique"] + counts["duplicate"]
    lines = [
        f"read {counts['read']:,} = quarantined {counts['quarantined']:,} + kept {kept:,}; "
        f"kept = unique {counts['unique']:,} + duplicate {counts['duplicate']:,}"
    ]
    lines += [f"set aside, {count:,}: {reason}" for reason, count in added.reasons.items()]
    lines += [f"{role}: {count:,}" for role, count in added.roles.items()]
    lines += [f"without {line}" for line in added.missing]
    if added.entry.first_month == UNDATED[0]:
        lines.append("without dates: its months are written as 1970-01")
    name = added.entry.id
    return [
        *lines,
        f"registered in {local.folder(name) / local.ENTRY}, which git ignores; say there under "
        "`unfit` what it must not be used for",
        f"next: python -m analysis compare indeed-us-2026 {name}",
    ]


def add(file: Path, entry: Local) -> Added:
    """Copy a file into the private folder, register it, and measure it there.

    Args:
        file: CSV, JSON lines or Parquet; for saved pages a folder too.
        entry: With its mapping; its months are read from the postings.

    Raises:
        RegistryError: The id is taken by a corpus of the project.
    """
    local.register(entry)
    home = local.folder(entry.id) / "files"
    if file.is_dir():
        shutil.copytree(file, home, dirs_exist_ok=True)
    else:
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, home / f"postings{file.suffix}")
    return measure(entry)


def measure(entry: Local) -> Added:
    """Read a private corpus, measure it, and write its tables into its own folder.

    Args:
        entry: As it is registered.
    """
    folder = local.folder(entry.id)
    reading = read.read_corpus(entry, folder, registry.removed_employers())
    frames = measuring.tables(entry, reading)
    for kind, suffix in measuring.KINDS.items():
        write = tables.write_parquet if suffix == "parquet" else tables.write_csv
        write(frames[kind], folder / f"{kind}.{suffix}")
    measured = frames["measurements"]
    months = measured["month"].dropna()
    span = (months.min(), months.max()) if len(months) else UNDATED
    found = [role for role in ROLES if (measured["role"] == role).any()]
    dated = entry.model_copy(
        update={
            "first_month": span[0], "last_month": span[1],
            "roles": tuple(found) or entry.roles,
        }
    )  # fmt: skip
    local.register(dated)
    (counts,) = frames["counts"].to_dict("records")
    return Added(
        entry=dated,
        counts={name: int(counts[name]) for name in ("read", "quarantined", "duplicate", "unique")},
        reasons=_counted(reading.quarantine["reason"]),
        roles=_counted(measured["role"]),
        missing=tuple(
            f"{field}: {why}"
            for field, why in (proposing.MISSED if entry.mapping else {}).items()
            if field not in entry.mapping
        ),
    )


def measurements(corpus_id: str) -> pd.DataFrame:
    """Return the measurements of a private corpus.

    Args:
        corpus_id: Its id.

    Raises:
        AddingError: It was not measured.
    """
    file = local.folder(corpus_id) / "measurements.parquet"
    if not file.is_file():
        raise AddingError(f"{file} is missing: add the corpus again")
    return pd.read_parquet(file)


def _counted(column: pd.Series) -> dict[str, int]:
    return {str(name): int(count) for name, count in column.value_counts().items()}
