"""An audit by people: postings drawn with known probabilities, forms to fill in, forms taken back.

A sample that is drawn by what the machine says spends people's time where the machine may be wrong,
and the probabilities by which it was drawn undo the favour (Saerndal, Swensson and Wretman 1992,
Model Assisted Survey Sampling, 3.7).
"""

from collections.abc import Set
from dataclasses import dataclass

import pandas as pd

from analysis.categories import raters
from analysis.errors import AnalysisError

LEAST = 2
"""Postings of each stratum, where it has so many: of one alone no spread is seen."""

SHOWN = ("title", "text")
NOTE = "note"
DECISION = "decision"


class AuditError(AnalysisError):
    """An audit that cannot be drawn, or forms that cannot be taken back."""


@dataclass(frozen=True)
class Form:
    """What came of a form: labels, and a line for each cell that was refused."""

    labels: pd.DataFrame
    refused: tuple[str, ...]


def draw(strata: "pd.Series[str]", size: int, seed: int) -> pd.DataFrame:
    """Return every posting with its stratum, whether it is drawn, and how likely that was.

    Each stratum gets `LEAST` postings and its share of the others, by largest remainder.

    Args:
        strata: What the machine says of each posting, by posting.
        size: How many to draw.
        seed: Draws the same again.

    Raises:
        AuditError: There are fewer postings, or too many strata for the size.
    """
    of = strata.value_counts().sort_index()
    least = of.clip(upper=LEAST)
    if not least.sum() <= size <= len(strata):
        raise AuditError(
            f"a sample of {size:,} cannot be drawn: {len(strata):,} postings in {len(of)} strata "
            f"need from {least.sum():,} to {len(strata):,}"
        )
    rest = of - least
    exact = rest * (size - least.sum()) / max(rest.sum(), 1)
    number = least + exact.astype(int)
    remainder = (exact - exact.astype(int)).sort_values(ascending=False, kind="stable")
    number[remainder.index[: size - int(number.sum())]] += 1
    frame = strata.rename("stratum").rename_axis("posting").sort_index().reset_index()
    shuffled = frame.sample(frac=1, random_state=seed)
    rank = shuffled.groupby("stratum").cumcount()
    frame["drawn"] = rank.sort_index() < frame["stratum"].map(number)
    frame["probability"] = frame["stratum"].map(number / of)
    return frame


def blank(drawn: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return a form to fill in, in an order that tells nothing of the strata.

    Args:
        drawn: Columns posting, title and text.
        seed: Of the order.
    """
    form = drawn[["posting", *SHOWN]].sort_values("posting").sample(frac=1, random_state=seed)
    return form.assign(**dict.fromkeys([*raters.VALUES, NOTE], "")).reset_index(drop=True)


def taken(form: pd.DataFrame, drawn: Set[str], name: str) -> Form:
    """Return the labels of a form that was filled in; an empty cell is no label.

    Args:
        form: As `blank` makes it, all text.
        drawn: The postings of the audit.
        name: What the lines call the form.

    Raises:
        AuditError: It lacks the column posting, or every field.
    """
    fields = [field for field in raters.VALUES if field in form]
    if "posting" not in form or not fields:
        raise AuditError(f"{name}: no form of this audit: it needs posting and the fields")
    cells = form[["posting", *fields]].assign(row=[str(2 + n) for n in range(len(form))])
    long = cells.melt(["row", "posting"], fields, var_name="field", value_name="value")
    long["value"] = long["value"].fillna("").str.strip().str.lower().str.replace(" ", "_")
    long = long[long["value"] != ""].sort_values(
        "row", key=lambda row: row.astype(int), kind="stable"
    )
    fault = pd.Series("", index=long.index, dtype="object")
    repeated = form.loc[form["posting"].duplicated(keep=False), "posting"]
    fault[long["posting"].isin(list(repeated))] = "the posting stands on several rows"
    known = {field: {*raters.VALUES[field]} - {raters.LISTED} for field in fields}
    fits = [value in known[field] for field, value in long[["field", "value"]].to_numpy()]
    fault[[not fit for fit in fits]] = "the field has no such value"
    fault[~long["posting"].isin(list(drawn))] = "not drawn for this audit"
    refused = tuple(
        f"{name}, row {row.row}: {row.posting}, {row.field} = '{row.value}': {told}"
        for row, told in zip(long.itertuples(), fault, strict=True)
        if told
    )
    return Form(long.loc[fault == "", raters.COLUMNS].reset_index(drop=True), refused)


def disagreements(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the cells on which two people differ, with an empty column for the decision.

    Args:
        first: Labels, a row a posting and field.
        second: Likewise.
    """
    both = first.merge(second, on=["posting", "field"], suffixes=("_a", "_b"))
    differ = both[both["value_a"] != both["value_b"]].sort_values(["posting", "field"])
    return differ.assign(**{DECISION: ""}).reset_index(drop=True)


def agreed(first: pd.DataFrame, second: pd.DataFrame, decided: pd.DataFrame | None) -> pd.DataFrame:
    """Return what people say together: where they agree, where one alone said, what was decided.

    Args:
        first: Labels of one.
        second: Labels of the other; none where one person coded alone.
        decided: Disagreements with their decision; an empty one leaves the cell without a label.
    """
    every = pd.concat([first, second]).drop_duplicates()
    cell = ["posting", "field"]
    alone = every[~every.duplicated(cell, keep=False)]
    if decided is not None:
        given = decided[decided[DECISION] != ""].rename(columns={DECISION: "value"})
        open_cells = every[every.duplicated(cell)][cell]
        alone = pd.concat([alone, given.merge(open_cells, on=cell)[raters.COLUMNS]])
    return alone.sort_values(cell, ignore_index=True)[raters.COLUMNS]
