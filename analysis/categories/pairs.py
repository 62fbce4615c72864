"""Agreement of every pair of raters on every field."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.categories import raters
from analysis.estimates import agreement, dawid_skene, resampling
from analysis.estimates.clusters import Floats
from analysis.estimates.measures import LEVELS
from analysis.signals.accuracy import CODEBOOK

FEWEST = 10
"""Postings that two raters must share: of fewer nothing is said."""

_PAIR = ["first", "second", "field", "view", "n", "employers"]
AGREED = _PAIR + [
    f"{name}{end}" for name in agreement.COEFFICIENTS for end in ("", "_low", "_high")
]
BY_CLASS = [
    *_PAIR, "class", "n_first", "sensitivity", "sensitivity_low", "sensitivity_high",
    "specificity", "specificity_low", "specificity_high",
]  # fmt: skip
IMPLIED = ["field", "view", "class", "postings", "share", "rater", "found", "given"]


def views(field: str) -> tuple[str, ...]:
    """Return how a field is compared: a signal by level and as the article's two words.

    Args:
        field: One of `analysis.categories.raters.VALUES`.
    """
    return ("level", "mentions", "requires") if field in CODEBOOK else ("value",)


def seen(values: "pd.Series[str]", view: str) -> "pd.Series[str]":
    """Return a rater's values as a view has them; none where the rater gives no levels.

    Args:
        values: Of one field, by posting.
        view: `mentions`, `requires`, or what leaves the values as they are.
    """
    known = values.dropna()
    if view == "mentions":
        named = known.isin([*LEVELS["mentions"], raters.LISTED])
        return named.map({True: "yes", False: "no"})
    if (known == raters.LISTED).any():
        return known[:0]
    if view == "requires":
        return known.isin(LEVELS["requires"]).map({True: "yes", False: "no"})
    return known


def agree(
    tables: Mapping[str, pd.DataFrame], employers: "pd.Series[str]"
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the agreement of every pair of raters on every field, and by class.

    A rater without levels (`listed`) is compared on mentions alone.

    Args:
        tables: A row a posting and a column a field, by rater.
        employers: The employer of each posting, by posting.

    Returns:
        A row a pair, field and view with n (postings), employers, and percent, kappa, ac1 and alpha
        with the bounds of their 95% interval by employer; and a row a class of it as well, with
        n_first (postings to which the first rater gave it), sensitivity and specificity of the
        second rater against the first, either with bounds.
    """
    overall, classes = [], []
    for first, second in combinations(tables, 2):
        for field, view, given in _shared(tables[first], tables[second]):
            of = employers.loc[given.index]
            name: dict[str, object] = {"first": first, "second": second, "field": field}
            name |= {"view": view, "n": len(given), "employers": of.nunique()}
            values, cells = _cells(given)
            found, by_class = _coefficients(cells, of, len(values))
            overall.append(name | found)
            classes += [
                name | {"class": value, **{key: row[place] for key, row in by_class.items()}}
                for place, value in enumerate(values)
            ]
    return pd.DataFrame(overall, columns=AGREED), pd.DataFrame(classes, columns=BY_CLASS)


def _shared(first: pd.DataFrame, second: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for field in raters.VALUES:
        if field not in first or field not in second:
            continue
        for view in views(field):
            given = {"first": seen(first[field], view), "second": seen(second[field], view)}
            both = pd.concat(given, axis=1, join="inner").sort_index()
            if len(both) >= FEWEST:
                yield field, view, both


def _cells(given: pd.DataFrame) -> tuple[list[str], Floats]:
    """Return the values given, and for each posting which pair of them it has."""
    values = sorted(set(given["first"]) | set(given["second"]))
    places = {value: place for place, value in enumerate(values)}
    pair = given["first"].map(places) * len(values) + given["second"].map(places)
    return values, np.eye(len(values) ** 2)[pair.to_numpy(dtype=int)]


def _coefficients(
    cells: Floats, employers: "pd.Series[str]", values: int
) -> tuple[dict[str, float], dict[str, Floats]]:
    counts = resampling.by_employer(cells, employers)
    drawn = (resampling.draws(len(counts)) @ counts).reshape(-1, values, values)
    table = counts.sum(axis=0).reshape(values, values)
    overall: dict[str, float] = {}
    replicated = agreement.coefficients(drawn)
    for name, value in agreement.coefficients(table[None]).items():
        low, high = resampling.bounds(replicated[name][:, None])
        overall |= {name: float(value[0]), f"{name}_low": float(low[0])}
        overall |= {f"{name}_high": float(high[0])}
    by_class: dict[str, Floats] = {"n_first": table.sum(axis=1)}
    replicated = agreement.by_class(drawn)
    for name, value in agreement.by_class(table).items():
        low, high = resampling.bounds(replicated[name])
        by_class |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return overall, by_class


def consensus(tables: Mapping[str, pd.DataFrame], cells: Mapping[str, str]) -> pd.DataFrame:
    """Return what the raters' values together say of the truth, by Dawid and Skene.

    Only postings that two raters at least gave a value count. Raters of one family, or one that
    learnt from another, err together, which the model takes for truth: one more view, no audit.

    Args:
        tables: A row a posting and a column a field, by rater.
        cells: The view of each field that is looked at.

    Returns:
        A row a field, class and rater: the share of the class and how often the rater finds it.
    """
    rows = []
    for field, view in cells.items():
        given = {name: seen(table[field], view) for name, table in tables.items() if field in table}
        frame = pd.DataFrame({name: values for name, values in given.items() if len(values)})
        frame = frame[frame.notna().sum(axis=1) >= 2].sort_index()
        if frame.empty:
            continue
        classes = sorted(set(frame.stack().dropna()))
        counts = np.stack([(frame == value).to_numpy() for value in classes], axis=2)
        fitted = dawid_skene.fit(counts)
        rows += [
            {
                "field": field, "view": view, "class": value, "postings": len(frame),
                "share": fitted.shares[place], "rater": name,
                "found": fitted.errors[number, place, place],
                "given": int(counts[:, number, place].sum()),
            }
            for place, value in enumerate(classes)
            for number, name in enumerate(frame.columns)
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=IMPLIED)
