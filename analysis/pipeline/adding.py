"""Adding a private corpus: inspected, registered, read under the schema, measured."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from pydantic import ValidationError

from analysis import paths, tables
from analysis.corpora import local, proposing, read, registry
from analysis.corpora.adapters import mapped_table
from analysis.corpora.local import Local
from analysis.corpora.registry import ROLES
from analysis.corpora.scanning import scan
from analysis.errors import AnalysisError
from analysis.pipeline import measuring

FORMAT = "mapped_table"
NOTES = "A corpus of one's own: say here how its postings were chosen."
UNDATED = ("1970-01", "1970-01")
"""The months of a corpus that has no dates."""


FORMS = {
    "id": "small letters, digits, and hyphens between them, such as boards-2026-11",
    "default_country": "two capital letters, such as DE for Germany",
}
"""What the keys of an entry look like that a user writes."""


ALIKE = {
    "same_posting": "the id of another row; if its column is no id of a posting, --map id=",
    "exact_text": "the words of another row",
    "near_text": "nearly the words of another row of its employer",
}
"""What each rule of `analysis.corpora.duplicates` says of a row."""


class AddingError(AnalysisError):
    """A file that cannot be added; the message says what it lacks and what to type."""


@dataclass(frozen=True)
class Added:
    """What came of a file.

    Attributes:
        entry: As it was registered.
        counts: Rows read, quarantined, duplicate and unique.
        reasons: Why rows were set aside, with how many.
        duplicates: By which rule others stand for rows, with how many.
        roles: Unique postings by role.
        missing: What the table cannot tell, a line a field.
    """

    entry: Local
    counts: Mapping[str, int]
    reasons: Mapping[str, int]
    duplicates: Mapping[str, int]
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
    if file.is_dir():
        raise AddingError(f"{file} is a folder: only --format jsonld_html takes one")
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
        if column and column not in columns:
            raise AddingError(f"--map {field}={column}: {file} has no column '{column}'; it has "
                              f"{', '.join(columns)}")  # fmt: skip
    mapping = proposing.propose(columns)
    taken = set(given.values())
    mapping = {field: name for field, name in mapping.items() if name not in taken} | dict(given)
    mapping = {field: name for field, name in mapping.items() if name}
    if lacking := proposing.lacking(mapping):
        raise AddingError(_no_column(file, columns, lacking))
    return columns, mapping


def _no_column(file: Path, columns: list[str], lacking: list[str]) -> str:
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t|"):
        return f"{file}: its columns are not parted by commas ({columns[0]}): save it with commas"
    asked = " ".join(f"--map {field}=COLUMN" for field in lacking)
    return (
        f"{file}: no column for {', '.join(lacking)}; it has {', '.join(columns)}. "
        f"Say which: {asked}"
    )


def pair(text: str) -> tuple[str, str]:
    """Return what `--map` was given, as field and column, the column empty for none.

    Args:
        text: `FIELD=COLUMN`, or `FIELD=` where no column holds it.

    Raises:
        AddingError: It is not of that form.
    """
    field, equals, column = text.partition("=")
    if not (field and equals):
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
        key = str(fault["loc"][0])
        raise AddingError(f"{key}: {FORMS.get(key, fault['msg'])}") from error


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
    lines += [f"duplicate, {count:,}: {ALIKE[rule]}" for rule, count in added.duplicates.items()]
    lines += [f"{role}: {count:,}" for role, count in added.roles.items()]
    if counts["quarantined"]:
        rows = local.folder(added.entry.id) / "quarantine.csv"
        lines.append(f"which rows: {rows}; #0 is the first one below the head")
    if any("posted_on is no date" in reason for reason in added.reasons):
        lines.append("write days as 2026-11-05, or do without them: --map posted_on=")
    lines += [f"without {line}" for line in added.missing]
    if added.entry.first_month == UNDATED[0]:
        lines.append("without dates: its months are written as 1970-01")
    name = added.entry.id
    return [
        *lines,
        f"registered in {local.folder(name) / local.ENTRY}, which git ignores; say there under "
        "`unfit` what it must not be used for",
        f"next: python -m analysis compare ats-2026-05 {name}",
    ]


def require_addable(corpus_id: str, file: Path) -> None:
    """Refuse an id under which a file cannot be added.

    Args:
        corpus_id: The id.
        file: The file or folder.

    Raises:
        AddingError: A scan has the id, or the file stands in the folder of its corpus or holds it.
        RegistryError: A corpus of the project has the id.
    """
    local.require_free(corpus_id)
    folder, source = local.folder(corpus_id), file.resolve()
    if scan.read(folder):
        raise AddingError(f"'{corpus_id}' is the id of a scan of yours; choose another")
    home = folder.resolve()
    if source.is_relative_to(home) or home.is_relative_to(source):
        raise AddingError(
            f"{file}: {folder} is where '{corpus_id}' is kept; copy the file to another folder, "
            "and add that"
        )


def add(file: Path, entry: Local) -> Added:
    """Copy a file into the private folder, register it, and measure it there.

    A corpus of that id that was added before is replaced once the new one is measured, but for
    what its user wrote about it. A file that cannot be read changes nothing.

    Args:
        file: CSV, JSON lines or Parquet; for saved pages a folder too.
        entry: With its mapping; its months are read from the postings.

    Raises:
        AddingError: The file cannot be added under the id, or nothing in it is a posting of
            its format.
        RegistryError: The id is taken by a corpus of the project.
    """
    require_addable(entry.id, file)
    local.home().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=paths.UNFINISHED, dir=local.home()) as unfinished:
        # a level deeper than corpora are looked for: what a killed run leaves is taken for none
        made = Path(unfinished) / "made"
        entry = told_before(entry)
        local.register(entry, made)
        _copy(file, made / "files")
        try:
            added = measure(entry, made)
        except read.MissingCorpusError as error:
            raise AddingError(f"{file}: it holds no file that {entry.format} reads") from error
        if not added.counts["read"]:
            raise AddingError(f"{file}: it holds no row that {entry.format} reads")
        if not added.counts["unique"]:
            why = "; ".join(f"{reason} ({count:,})" for reason, count in added.reasons.items())
            raise AddingError(
                f"{file}: {entry.format} can use none of its {added.counts['read']:,} rows: {why}"
            )
        _put(made, local.folder(entry.id))
    return added


def _put(made: Path, folder: Path) -> None:
    """Put a corpus where another may stand, with what else its user keeps there."""
    before = made.with_name("before")
    try:
        if folder.exists():
            for other in folder.iterdir():
                if not (made / other.name).exists():
                    copy = shutil.copytree if other.is_dir() else shutil.copy2
                    copy(other, made / other.name)
            folder.rename(before)
        made.rename(folder)
    except BaseException:
        if before.exists() and not folder.exists():
            before.rename(folder)
        raise


def told_before(entry: Local) -> Local:
    """Return an entry with what its user wrote into the one that stands: notes and unfit uses.

    Args:
        entry: Of a private corpus.
    """
    if not (local.folder(entry.id) / local.ENTRY).is_file():
        return entry
    before = local.corpus(entry.id)
    return entry.model_copy(update={"notes": before.notes, "unfit": before.unfit})


def _copy(file: Path, home: Path) -> None:
    if file.is_dir():
        shutil.copytree(file, home)
    else:
        home.mkdir(parents=True)
        shutil.copyfile(file, home / f"postings{file.suffix}")


def measure(entry: Local, folder: Path) -> Added:
    """Read a private corpus, measure it, and write its tables beside its files.

    Args:
        entry: As it is registered.
        folder: Where its files lie.
    """
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
    local.register(dated, folder)
    (counts,) = frames["counts"].to_dict("records")
    return Added(
        entry=dated,
        counts={name: int(counts[name]) for name in ("read", "quarantined", "duplicate", "unique")},
        reasons=_counted(reading.quarantine["reason"]),
        duplicates=_counted(frames["duplicates"]["rule"]),
        roles=_counted(measured["role"]),
        missing=tuple(proposing.missed(entry.mapping)) if entry.mapping else (),
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
