"""Audits by people: forms written to a folder outside git, since they hold text, and taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd

from analysis import paths, tables
from analysis.categories import audit, raters
from analysis.categories.audit import AuditError
from analysis.corpora import collect, read, registry
from analysis.pipeline import categorising, estimating
from analysis.pipeline.shelves import REAL

FORM, NOTEBOOK, DISAGREEMENTS = "form.csv", "form.ipynb", "disagreements.csv"
PEOPLE = ("person_a", "person_b")

_TOLD = """# Coding form

Code each posting by the codebook (`analysis/categories/annotator/codebook.md`), by yourself and \
without asking what anybody else or any program says of it. Every choice is kept in `{form}` at \
once; stop and go on whenever you like. The file holds text of employers: do not publish it.
"""
_SHOW = """from analysis.publishing import coding_form

coding_form.show("{form}")"""


@dataclass(frozen=True)
class Drawn:
    """Where the forms of an audit are, and how many postings they ask about."""

    folder: Path
    postings: int


@dataclass(frozen=True)
class Taken:
    """What came of forms: a line for each refused cell, cells that are open, the raters' files."""

    refused: tuple[str, ...]
    undecided: int
    written: tuple[str, ...]
    disagreements: Path


def draw(corpus_id: str, machine: str, size: int, seed: int, folder: Path) -> Drawn:
    """Draw an audit of a corpus's AI Engineers and write its forms.

    Args:
        corpus_id: Of a corpus whose text is here.
        machine: The rater by whose block the postings are stratified.
        size: How many to draw.
        seed: Draws the same again.
        folder: Where the forms go; git must not see it.

    Raises:
        AuditError: The folder is in the project, the text is not here, the size does not fit, or
            labels of another draw stand here.
    """
    if folder.resolve().is_relative_to(paths.root()) and "out" not in folder.parts:
        raise AuditError(f"{folder}: forms hold text; take a folder outside the project, or out/")
    if (folder / FORM).exists():
        raise AuditError(f"{folder / FORM} is there already: take another folder, or remove it")
    corpus = registry.corpus(corpus_id)
    if not collect.is_complete(corpus):
        raise AuditError(f"the text is not here: python -m analysis collect {corpus_id}")
    design = audit.draw(_strata(corpus_id, machine), size, seed)
    _require_same(design)
    rows = read.registered(corpus).postings
    rows = rows.rename(columns={"id": "posting"}).drop_duplicates("posting")
    drawn = rows[rows["posting"].isin(list(design.loc[design["drawn"], "posting"]))]
    form = audit.blank(drawn, seed)
    tables.write_csv(form, folder / FORM)
    with paths.replacing(folder / NOTEBOOK) as temporary:
        nbformat.write(_notebook(), temporary)
    REAL.write(design, categorising.AUDIT_DESIGN)
    return Drawn(folder, len(form))


def _require_same(design: pd.DataFrame) -> None:
    """Refuse a draw where people's labels of another one stand: its design undoes how they came."""
    names = [categorising.rater_file(name) for name in (*PEOPLE, raters.PEOPLE)]
    labels = [file for file in map(paths.source, map(REAL.path, names)) if file.is_file()]
    file = paths.source(REAL.path(categorising.AUDIT_DESIGN))
    if labels and not (file.is_file() and _draws(_design(file)) == _draws(design)):
        raise AuditError(
            f"{', '.join(map(str, labels))}: labels of another draw, which {file} describes: move "
            "all of these away first"
        )


def _design(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype={"posting": "str", "stratum": "str"})


def _draws(design: pd.DataFrame) -> list[tuple[object, ...]]:
    return [*zip(design["posting"], design["stratum"], design["drawn"], strict=True)]


def _strata(corpus_id: str, machine: str) -> "pd.Series[str]":
    measured = estimating.read_measurements(REAL).get(corpus_id)
    file = paths.source(REAL.path(categorising.rater_file(machine)))
    if measured is None or not file.is_file():
        raise AuditError(f"no measurements of {corpus_id}, or no labels of {machine}: reproduce")
    wanted = measured.loc[categorising.of_role(measured), "id"]
    said = raters.wide(raters.read(file, set(wanted)).frame)
    if "block" not in said:
        raise AuditError(f"{machine} says no block of any posting of {corpus_id}")
    strata = pd.Series("unsaid", index=pd.Index(sorted(wanted)), dtype="object")
    strata.update(said["block"].dropna())
    return strata


def _notebook() -> nbformat.NotebookNode:
    v4 = nbformat.v4
    cells = [
        v4.new_markdown_cell(_TOLD.format(form=FORM)),
        v4.new_code_cell(_SHOW.format(form=FORM)),
    ]
    made: nbformat.NotebookNode = v4.new_notebook(cells=cells)
    return made


def take(forms: Sequence[Path], decided: Path | None) -> Taken:
    """Take one or two forms back as raters' files, with what their people say together.

    Args:
        forms: As filled in.
        decided: The disagreements with their decisions; None where nothing was decided yet.

    Raises:
        AuditError: No audit was drawn, a file is no form of it, or decisions that were not given
            would be written over.
    """
    design = paths.source(REAL.path(categorising.AUDIT_DESIGN))
    if not design.is_file():
        raise AuditError(f"no audit was drawn: {design} is missing; python -m analysis audit draw")
    plan = _design(design)
    drawn = set(plan.loc[plan["drawn"], "posting"])
    read_forms = [audit.taken(_read(file), drawn, file.name) for file in forms]
    labels = [form.labels for form in read_forms]
    other = labels[1] if len(labels) > 1 else labels[0].iloc[:0]
    refused = [line for form in read_forms for line in form.refused]
    differ, decisions = audit.disagreements(labels[0], other), None
    target = forms[0].parent / DISAGREEMENTS
    if decided is None and len(differ):
        _require_undecided(target)
    elif decided is not None:
        decisions, faults = _decisions(_read(decided), decided.name)
        refused += faults
    people = audit.agreed(labels[0], other, decisions)
    written = dict(zip(PEOPLE, labels, strict=False)) | {raters.PEOPLE: people}
    for name, table in written.items():
        REAL.write(table, categorising.rater_file(name))
    settled = people.merge(differ[["posting", "field"]], on=["posting", "field"])
    if len(differ) and decided is None:
        tables.write_csv(differ, target)
    return Taken(tuple(refused), len(differ) - len(settled), tuple(written), target)


def _require_undecided(file: Path) -> None:
    if not file.is_file():
        return
    table = _read(file)
    if audit.DECISION in table and (table[audit.DECISION].str.strip() != "").any():
        raise AuditError(
            f"{file}: decisions are filled in: give it with --decided, or move it away first"
        )


def _read(file: Path) -> pd.DataFrame:
    """Return a CSV as text; a spreadsheet's semicolons and byte order mark are taken."""
    try:
        return pd.read_csv(
            file, dtype="str", keep_default_na=False, sep=None, engine="python",
            encoding="utf-8-sig",
        )  # fmt: skip
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as error:
        raise AuditError(f"{file}: no CSV in UTF-8: {error}") from error


def _decisions(table: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[str]]:
    missing = [c for c in ("posting", "field", audit.DECISION) if c not in table]
    if missing:
        raise AuditError(f"{name}: no column {', '.join(missing)}")
    kept, faults = [], []
    for number, given in enumerate(table[audit.DECISION], start=2):
        row = table.iloc[number - 2]
        if given and given not in raters.VALUES.get(row["field"], ()):
            cell = f"{row['posting']}, {row['field']} = '{given}'"
            faults.append(f"{name}, row {number}: {cell}: the field has no such value")
        elif given:
            kept.append(number - 2)
    return table.iloc[kept], faults
