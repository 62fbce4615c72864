"""Raters' files: one long table a rater, posting by field, checked row by row."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import AnalysisError
from analysis.signals.accuracy import CODEBOOK
from analysis.signals.levels import LEVELS

BLOCKS = (
    "agentic_systems", "llm_application", "ml_modelling", "ai_platform", "annotation", "software",
    "other",
)  # fmt: skip
"""What a job mainly is, by the codebook."""

LISTED = "listed"
"""A signal that a rater without levels names: it counts as a mention and as nothing more."""

VALUES = {
    **dict.fromkeys(CODEBOOK, (*LEVELS, LISTED)),
    "pay": ("disclosed", "none"),
    "terms": ("full_time", "part_time", "contract", "internship", "unstated"),
    "block": BLOCKS,
}
"""What may stand in each field."""

COLUMNS = ["posting", "field", "value"]

RATERS = {
    "coder_a": "LLM coder A",
    "coder_b": "LLM coder B",
    "builtin_coder": "LLM coder of Built In",
    "other_pipeline": "another pipeline's LLM",
    "smollm2": "SmolLM2, bundled",
    "rules": "rules",
    "classifier": "classifier",
    "person_a": "person A",
    "person_b": "person B",
    "people": "people, adjudicated",
}
"""Every rater and what it is called. Persons have files here once an audit was read; until then no
person is among the raters: coder A, B and that of Built In are LLMs of one model family, and agree
with one another more than people would."""

PEOPLE = "people"
"""What people say together, of an audit of their own."""

AUDITORS = ("coder_a", "coder_b", PEOPLE)
"""Who coded an audit sample."""


class RaterError(AnalysisError):
    """A rater's file that cannot be read at all."""


@dataclass(frozen=True)
class Labels:
    """What came of a rater's file: the labels, and a line for each row that was refused."""

    frame: pd.DataFrame
    refused: tuple[str, ...]


def read(path: Path, postings: Set[str]) -> Labels:
    """Return a rater's labels, and what was refused.

    Args:
        path: CSV with posting, field and value; other columns, such as a span, are left alone.
        postings: Those that were measured.

    Raises:
        RaterError: It is no such file.
    """
    try:
        frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as error:
        raise RaterError(f"{path}: no CSV in UTF-8: {error}; write it anew") from error
    missing = [name for name in COLUMNS if name not in frame]
    if missing:
        raise RaterError(f"{path}: no column {', '.join(missing)}; it needs {', '.join(COLUMNS)}")
    return checked(frame[COLUMNS], postings, path.name)


def checked(frame: pd.DataFrame, postings: Set[str], name: str) -> Labels:
    """Return the labels that can stand, and a line for each that cannot.

    Of two labels of one posting and field the first stands where both are the same; where they
    differ neither does, since nothing tells which is meant.

    Args:
        frame: Columns posting, field and value, a row a label.
        postings: Those that were measured.
        name: What the lines call the table.
    """
    known_field = frame["field"].isin(list(VALUES))
    fits = [
        value in VALUES.get(field, ())
        for field, value in zip(frame["field"], frame["value"], strict=True)
    ]
    cell = ["posting", "field"]
    repeated = frame.duplicated(cell)
    at_odds = frame.groupby(cell)["value"].transform("nunique") > 1
    faults = pd.Series("", index=frame.index, dtype="object")
    faults[repeated] = "the label stands twice"
    faults[at_odds] = "the posting has another value in this field"
    faults[[not fit for fit in fits]] = "the field has no such value"
    faults[~known_field] = "there is no such field"
    faults[~frame["posting"].isin(list(postings))] = "no such posting was measured"
    bad = faults != ""
    lines = [
        f"{name}, row {number}: {row.posting}, {row.field} = '{row.value}': {fault}"
        for number, (row, fault) in enumerate(zip(frame.itertuples(), faults, strict=True), start=2)
        if fault
    ]
    return Labels(frame[~bad].reset_index(drop=True), tuple(lines))


def wide(labels: pd.DataFrame) -> pd.DataFrame:
    """Return a row a posting and a column a field, empty where it has no label.

    Args:
        labels: Columns posting, field and value.
    """
    table = labels.astype("object").pivot(index="posting", columns="field", values="value")
    return table.reindex(columns=[name for name in VALUES if name in table]).sort_index()


def as_measured(codes: pd.DataFrame) -> pd.DataFrame:
    """Return codes with a column for `llm_features`, which the codebook counts as `llm_api`.

    Args:
        codes: As `wide` returns them.
    """
    return codes.assign(llm_features=codes["llm_api"]) if "llm_api" in codes else codes


def long(table: pd.DataFrame, fields: Iterable[str]) -> pd.DataFrame:
    """Return a row a label: what a rater's file holds, sorted by posting, fields in their order.

    Args:
        table: Postings by field, the posting as index; what is empty has no row.
        fields: Which of its columns.
    """
    chosen = table[list(fields)].rename_axis(index="posting", columns="field")
    stacked = pd.Series(chosen.sort_index().stack(), name="value").dropna()
    return stacked.reset_index()[COLUMNS]
