"""From a corpus's native files to canonical postings and a quarantine, every row accounted for."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import paths
from analysis.corpora import employers, registry, schema
from analysis.corpora.adapters.fields import Adapter, Mapper, Row, UnreadableFileError
from analysis.corpora.adapters.formats import ADAPTERS
from analysis.corpora.registry import REGISTRY, Corpus, RegistryError
from analysis.errors import AnalysisError

REMOVED = "the employer asked not to be measured"
"""Why a row of such an employer stands in quarantine."""


class MissingCorpusError(AnalysisError):
    """A corpus's files are not where they should be."""


@dataclass(frozen=True)
class Reading:
    """What reading a corpus gave.

    Attributes:
        postings: Rows that are postings, under the columns of `schema.POSTING`.
        quarantine: `file`, `row`, `reason` of whatever is none; a file that could not be read
            stands here once, with an empty `row`.
        files: Files that hold postings.
        files_unreadable: Files that could not be read.
    """

    postings: pd.DataFrame
    quarantine: pd.DataFrame
    files: int
    files_unreadable: int

    @property
    def read(self) -> int:
        """Rows read, an unreadable file counted as one: those kept and those in quarantine."""
        return len(self.postings) + len(self.quarantine)


def registered(corpus: Corpus) -> Reading:
    """Read a corpus of the project, without the rows of employers who asked for it.

    Args:
        corpus: A real one, or the reference.

    Raises:
        MissingCorpusError: Its files are not here.
    """
    removed = () if corpus.synthetic else registry.removed_employers()
    return read_corpus(corpus, paths.source(f"{registry.RAW}/{corpus.id}"), removed)


def read_corpus(corpus: Corpus, folder: Path, removed: Collection[str] = frozenset()) -> Reading:
    """Read a corpus's files into postings.

    Args:
        corpus: Its entry in the registry.
        folder: Where its files lie, under the paths of its manifest.
        removed: Keys of employers whose rows go into quarantine because they asked for it.

    Raises:
        MissingCorpusError: The folder holds no file of the corpus.
        RegistryError: The registry names a format that has no adapter.
    """
    if corpus.format not in ADAPTERS:
        known = ", ".join(ADAPTERS)
        raise RegistryError(
            f"{REGISTRY}: format of {corpus.id}: '{corpus.format}' is none of {known}"
        )
    adapter = ADAPTERS[corpus.format]
    files = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.glob(adapter.files)
        if not path.name.startswith(".")
    )
    if not files:
        raise MissingCorpusError(
            f"no {adapter.files} under {folder}: python -m analysis collect {corpus.id}"
        )
    mapper = adapter.mapper(folder)
    rows: list[Row] = []
    faults = [(file, "", reason) for file, reason in mapper.unreadable.items()]
    for file in files:
        for row in _rows(folder, file, adapter, mapper):
            faults.append(row) if isinstance(row, tuple) else rows.append(row)
    unreadable = sum(not row for _, row, _ in faults)
    kept, broken = schema.split(_frame(rows, corpus))
    quarantine = pd.DataFrame(faults, columns=schema.QUARANTINE, dtype="str")
    kept, asked = _without(kept, removed)
    quarantine = pd.concat([quarantine, broken, asked], ignore_index=True)
    quarantine = quarantine.sort_values(["file", "row"], ignore_index=True)
    return Reading(kept, quarantine, len(files), unreadable)


def _without(kept: pd.DataFrame, removed: Collection[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part the postings from those of some employers, which go into quarantine."""
    gone = kept["employer_key"].isin(list(removed))
    rows = kept.loc[gone, "row"]
    asked = {"file": rows.str.replace(r"#\d+$", "", regex=True), "row": rows, "reason": REMOVED}
    return kept[~gone].reset_index(drop=True), pd.DataFrame(asked, dtype="str")


def _rows(
    folder: Path, file: str, adapter: Adapter, mapper: Mapper
) -> Iterator[Row | tuple[str, str, str]]:
    """Yield a file's rows, or (file, row, reason) for what cannot be mapped."""
    try:
        records = adapter.records((folder / file).read_bytes())
    except (ValueError, OSError, RecursionError) as error:  # JSON and YAML nested too deep
        yield file, "", f"unreadable: {_why(error)}"
        return
    for index, record in enumerate(records):
        place = f"{file}#{index}"
        try:
            yield mapper.row(record, file) | {"row": place}
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            yield file, place, f"not a record of this format: {type(error).__name__}"


def _why(error: Exception) -> str:
    if isinstance(error, UnreadableFileError):
        return _brief(error)
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {_brief(error)}"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is not UTF-8"
    return "nested too deep" if isinstance(error, RecursionError) else _brief(error)


def _brief(error: Exception) -> str:
    """Return an error's first line, short: a decoder's message may quote what it choked on."""
    return str(error).partition("\n")[0].partition(": line")[0][:120]


def _frame(rows: list[Row], corpus: Corpus) -> pd.DataFrame:
    """Bring mapped rows under the canonical columns and types."""
    types = {name: column.dtype.type for name, column in schema.POSTING.columns.items()}
    native = [name for name in schema.COLUMNS if name != "employer_key"]
    frame = pd.DataFrame(rows, columns=native, dtype="object")
    frame["corpus"] = corpus.id
    frame["id"] = [f"{corpus.id}/{number}" for number in frame["id"]]
    frame["employer"] = [employers.name(published) for published in _texts(frame["employer"])]
    frame["employer_key"] = [
        employers.key(employer, posting)
        for employer, posting in zip(frame["employer"], frame["id"], strict=True)
    ]
    frame = frame[schema.COLUMNS].astype(types)
    if corpus.default_country:
        unsaid = frame["country"].isna()
        frame.loc[unsaid, "place_rule"] = "the whole corpus"
        frame["country"] = frame["country"].fillna(corpus.default_country)
    return frame


def _texts(column: pd.Series) -> list[str | None]:
    return [value if isinstance(value, str) else None for value in column]
