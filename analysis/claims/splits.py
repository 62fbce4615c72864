"""A structure under every admissible reading of the same postings."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pandas as pd

from analysis.categories import bisection
from analysis.categories.declared import Declared as Split
from analysis.claims import verdicts
from analysis.claims.judge import parts_of
from analysis.claims.robustness import Judged
from analysis.claims.verdicts import NOT_REPLICATED, Part
from analysis.estimates import populations
from analysis.estimates.multiverse import Universes
from analysis.estimates.multiverse_declared import Declared
from analysis.register.register import Claim, Register

VARIED = ("level", "titles", "duplicates", "country")
"""Choices that a structure is read under; of the others multiverse.toml gives it the default."""

Reading = Mapping[str, str]


def vary(
    register: Register,
    claim: Claim,
    corpus: str,
    measured: pd.DataFrame,
    split: Split,
    declared: Declared,
) -> Judged:
    """Return a structure judged in all its universes of a corpus.

    The parts that take no replication come first. A universe in which one of them fails for sure is
    not replicated, whatever the others say; only where none does is the whole six-part test run.
    The estimate that is shown is the AUC with which the other features tell the flag.

    Args:
        register: The claims.
        claim: A structure.
        corpus: Its id.
        measured: Measurements of the corpus.
        split: What the six-part test asks.
        declared: Which readings are admissible.
    """
    options = [_options(register, claim, measured, declared, name) for name in VARIED]
    readings = [dict(zip(VARIED, each, strict=True)) for each in product(*options)]
    seen = [_test(postings(register, claim, measured, each), split, each) for each in readings]
    choices = pd.DataFrame(readings)
    shown = pd.DataFrame([values for values, _ in seen])
    moved = [name for name in choices if choices[name].nunique() > 1]
    parts = {"auc": {str(name): shown[name].to_numpy(float) for name in shown}}
    words = [verdicts.decide_structure(tested).word for _, tested in seen]
    return Judged(Universes(claim, corpus, choices[moved], parts), words)


def postings(
    register: Register, claim: Claim, measured: pd.DataFrame, reading: Reading
) -> pd.DataFrame:
    """Return the postings that a reading counts, in the order in which the test reads them.

    Args:
        register: The claims.
        claim: A structure.
        measured: Measurements of a corpus.
        reading: An option of each of `VARIED`.
    """
    role, country = str(claim.population), register.source.country
    about = populations.as_read(measured, role, country, reading)
    kept = measured[about].sort_values("id")
    if reading["duplicates"] == "kept":
        kept = kept.loc[np.repeat(kept.index, kept["duplicate_group_size"].astype(int))]
    return kept.reset_index(drop=True)


def _options(
    register: Register, claim: Claim, measured: pd.DataFrame, declared: Declared, name: str
) -> list[str]:
    """Return the options of a choice, those left out that count the same postings."""
    default, *others = declared.options(claim, name)
    if name == "level":
        return [default, *others]
    usual = {each: declared.options(claim, each)[0] for each in VARIED}
    first = postings(register, claim, measured, usual)["id"].tolist()
    return [default] + [
        option
        for option in others
        if postings(register, claim, measured, usual | {name: option})["id"].tolist() != first
    ]


def _test(
    kept: pd.DataFrame, split: Split, reading: Reading
) -> tuple[dict[str, float], list[Part]]:
    asked = split.model_copy(update={"level": reading["level"]})
    long = kept[kept["characters"] >= split.fewest_characters].reset_index(drop=True)
    nan = float("nan")
    refused = bisection.refusal(long, asked)
    if refused is not None:
        blank = {"estimate": nan, "low95": nan, "high95": nan, "n": float(len(long))}
        return blank, [Part("", nan, nan, nan, False, False, refused)]
    found = bisection.without_replications(long, asked)
    numbers = ["value", "low95", "high95", "n"]
    told = found.loc[found["quantity"] == "auc", numbers].to_numpy(float)[0]
    values = dict(zip(("estimate", "low95", "high95", "n"), told.tolist(), strict=True))
    tested = _parts(found)
    if verdicts.decide_structure(tested).word != NOT_REPLICATED:
        tested = _parts(bisection.bisect(long, asked))
    return values, tested


def _parts(found: pd.DataFrame) -> list[Part]:
    table = found.assign(corpus="", refused=None)
    return parts_of(table)[""]
