"""How sure one can be of precision, recall and F1, postings of one employer being alike."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.estimates import resampling

DRAWS = 2_000
"""Resamples of employers, always the same ones."""

CONFIDENCE = 0.95
MACRO = "macro"

Counts = NDArray[np.float64]
"""Sums by employer, or by resample."""


def intervals(cells: pd.DataFrame, binary: Sequence[str], macro: Sequence[str]) -> pd.DataFrame:
    """Return the 95% intervals of the scores of a table of coded cells.

    All are ratios of counts over few postings of alike employers, so all are percentiles of one
    bootstrap over employers (Field and Welsh 2007, Journal of the Royal Statistical Society B 69:
    369-390), and the mean over signals is drawn together. Doubt: where a score is 1 the bootstrap
    sees no error and gives 1 to 1; there the lower bound is that of a share of so many employers
    without an exception (Clopper and Pearson 1934, Biometrika 26: 404-413).

    Args:
        cells: Columns `item`, `view`, `employer_key`, `coded`, `measured`: a row a cell.
        binary: The views whose cells are a yes or no.
        macro: The items whose mean is the item `macro`, in the views that they have.

    Returns:
        A row per item and view, with `<score>_low` and `<score>_high` for precision, recall, f1
        (yes or no alone) and agreement.
    """
    employers, names = pd.factorize(cells["employer_key"])
    drawn = resampling.draws(len(names), DRAWS)
    found: list[dict[str, object]] = []
    draws: dict[tuple[str, str], dict[str, Counts]] = {}
    for item, view in cells[["item", "view"]].drop_duplicates().itertuples(index=False, name=None):
        own = ((cells["item"] == item) & (cells["view"] == view)).to_numpy(bool)
        counts = _counts(cells[own], employers[own], len(names), view in binary)
        scores = {name: _ratio(drawn, *of) for name, of in counts.items()}
        draws[(item, view)] = scores
        exact = {name: _without_exception(*of) for name, of in counts.items()}
        found.append({"item": item, "view": view, **_bounds(scores, exact)})
    for view in dict.fromkeys(view for _, view in draws):
        parts = [draws[(item, view)] for item in macro if (item, view) in draws]
        if parts:
            means = {name: _mean([part[name] for part in parts]) for name in parts[0]}
            found.append({"item": MACRO, "view": view, **_bounds(means, {})})
    return pd.DataFrame(found)


def _counts(
    part: pd.DataFrame, employers: NDArray[np.intp], size: int, binary: bool
) -> dict[str, tuple[Counts, Counts]]:
    """Return, by score, what it divides by what: sums by employer."""

    def by_employer(values: "pd.Series[bool]") -> Counts:
        sums = np.bincount(employers, weights=values.to_numpy(float), minlength=size)
        return sums.astype(np.float64)

    equal = part["coded"] == part["measured"]
    found = {"agreement": (by_employer(equal), by_employer(equal | True))}
    if not binary:
        return found
    coded, measured = part["coded"].astype(bool), part["measured"].astype(bool)
    hits, true, said = by_employer(coded & measured), by_employer(coded), by_employer(measured)
    return {
        "precision": (hits, said),
        "recall": (hits, true),
        "f1": (2 * hits, true + said),
    } | found


def _ratio(drawn: Counts, above: Counts, below: Counts) -> Counts:
    return _divided(drawn @ above, drawn @ below)


def _divided(above: Counts, below: Counts) -> Counts:
    """Return a quotient, not a number where nothing is below."""
    found: Counts = np.divide(above, below, out=np.full(len(above), np.nan), where=below > 0)
    return found


def _without_exception(above: Counts, below: Counts) -> float | None:
    """Return the lower bound of a score of 1, None where it is less."""
    employers = int((below > 0).sum())
    if not employers or above.sum() < below.sum():
        return None
    return float(((1 - CONFIDENCE) / 2) ** (1 / employers))


def _bounds(scores: dict[str, Counts], exact: dict[str, float | None]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, values in scores.items():
        (low,), (high,) = resampling.bounds(values[:, None])
        certain = exact.get(name)
        found |= {f"{name}_low": float(low if certain is None else certain)}
        found |= {f"{name}_high": float(high)}
    return found


def _mean(parts: list[Counts]) -> Counts:
    """Return the mean over signals, those left out that a draw says nothing of."""
    stacked = np.stack(parts)
    known = ~np.isnan(stacked)
    return _divided(np.where(known, stacked, 0.0).sum(axis=0), known.sum(axis=0))
