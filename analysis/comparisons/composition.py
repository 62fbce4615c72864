"""What a corpus is composed of, and changes with that composition held fixed."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis.estimates import resampling
from analysis.estimates.clusters import Floats
from analysis.estimates.shares import Interval

LARGE_STATES = ("CA", "NY")
LEAST_COVERED = 0.5
"""The part of either corpus that common strata must hold, or nothing is said of them."""

FEWEST_SHARED = 10
"""Employers in both corpora, under which nothing is said of them alone."""


def _titles(frame: pd.DataFrame) -> pd.Series:
    return (frame["role_strict"] == frame["role"]).map({True: "strict title", False: "broad title"})


def _places(frame: pd.DataFrame) -> pd.Series:
    state = frame["state"].astype("object")
    named = state.where(state.isin(LARGE_STATES), "another state")
    return named.where(state.notna())


def _employers(frame: pd.DataFrame) -> pd.Series:
    size = frame["employer_key"].map(frame["employer_key"].value_counts())
    return pd.cut(size, [0, 1, 4, np.inf], labels=["1", "2 to 4", "5 or more"]).astype("object")


STRATA: Mapping[str, Callable[[pd.DataFrame], pd.Series]] = {
    "titles": _titles,
    "places": _places,
    "employers' sizes": _employers,
}
"""What is held fixed, by name: the stratum of each posting of a role."""


def standardised(
    first: pd.DataFrame, second: pd.DataFrame, strata: Callable[[pd.DataFrame], pd.Series]
) -> tuple[Interval, float]:
    """Return the change from the first to the second at the first's composition.

    Direct standardisation: the second's shares by stratum, weighted as the first is composed, less
    the first's own share, both over the strata that the two have in common. The interval is the
    percentile one of a bootstrap that draws employers in both.

    Args:
        first: Columns has (bool), employer_key and what the strata need; one role.
        second: The same of the other corpus.
        strata: The stratum of each posting.

    Returns:
        The change (second less first), and the smaller of the two corpora's shares in common
        strata; the change is NaN where that is under a half. A posting whose stratum is not known
        is in none.
    """
    kinds = [strata(frame) for frame in (first, second)]
    common = sorted(set(kinds[0].dropna()) & set(kinds[1].dropna()))
    covered = min(float(kind.isin(common).mean()) for kind in kinds)
    if covered < LEAST_COVERED:
        return Interval(float("nan"), float("nan"), float("nan")), covered
    counts = [
        _by_employer(frame, kind, common)
        for frame, kind in zip((first, second), kinds, strict=True)
    ]
    estimate = _change(*(table.sum(axis=0, keepdims=True) for table in counts))[0]
    drawn = [
        resampling.draws(len(table), seed=number) @ table for number, table in enumerate(counts)
    ]
    low, high = resampling.bounds(_change(*drawn)[:, None])
    return Interval(float(estimate), float(low[0]), float(high[0])), covered


def _by_employer(frame: pd.DataFrame, kind: pd.Series, common: list[str]) -> Floats:
    """Return per employer, for each stratum, its postings and, behind them, those that have it."""
    inside = np.stack([(kind == name).to_numpy(float) for name in common], axis=1)
    has = frame["has"].to_numpy(float)[:, None]
    return resampling.by_employer(np.hstack([inside, inside * has]), frame["employer_key"])


def _change(first: Floats, second: Floats) -> Floats:
    half = first.shape[1] // 2
    weights = first[:, :half] / first[:, :half].sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = second[:, half:] / second[:, :half]
        own = first[:, half:].sum(axis=1) / first[:, :half].sum(axis=1)
    found: Floats = np.where(weights > 0, weights * shares, 0.0).sum(axis=1) - own
    return found


def same_employers(first: pd.DataFrame, second: pd.DataFrame) -> tuple[Interval, int]:
    """Return the change within the employers that both corpora hold, weighted as the first is.

    Direct standardisation with employers as strata: each employer's own change counts as its
    postings in the first corpus do. The interval is the percentile one of a bootstrap that draws
    these employers.

    Args:
        first: Columns has (bool) and employer_key; one role.
        second: The same of the other corpus.

    Returns:
        The change (second less first) and how many employers there are; the change is NaN where
        they are fewer than ten.
    """
    before, after = (
        frame.groupby("employer_key")["has"].agg(["mean", "size"]) for frame in (first, second)
    )
    both = before.join(after["mean"].rename("later"), how="inner")
    if len(both) < FEWEST_SHARED:
        return Interval(float("nan"), float("nan"), float("nan")), len(both)
    weight = both["size"].to_numpy(float)
    weighed = np.column_stack([weight * (both["later"] - both["mean"]), weight])
    moved, of = (resampling.draws(len(both)) @ weighed).T
    low, high = resampling.bounds((moved / of)[:, None])
    change = weighed[:, 0].sum() / weight.sum()
    return Interval(float(change), float(low[0]), float(high[0])), len(both)
