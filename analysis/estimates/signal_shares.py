"""Shares of several signals by corpus and role: what claims do not ask, but readers do."""

from collections.abc import Sequence

import pandas as pd

from analysis.corpora import registry
from analysis.estimates import measures, populations, shares
from analysis.estimates.clusters import Sample

COLUMNS = [
    "corpus",
    "role",
    "signal",
    "n",
    "k",
    "employers",
    "n_effective",
    "estimate",
    "low95",
    "high95",
]


COUNTRY = "US"
"""As in the articles that are re-measured."""


def signal_shares(
    frame: pd.DataFrame, signals: Sequence[str], roles: Sequence[str], level: str, need: str
) -> pd.DataFrame:
    """Return a share with its 95% interval for every corpus, role and signal.

    A corpus that is unfit for the need, or that cannot speak for a role, has no row for it; neither
    has a role of which a corpus holds fewer than two employers' postings.

    Where `n_effective` is below `shares.FEWEST_EFFECTIVE` no verdict would be given.

    Args:
        frame: Measurements of one or more corpora.
        signals: Measures in the words of `analysis.register.expressions`.
        roles: Such as `ai_engineer`.
        level: `mentions` or `requires`.
        need: What is asked of a corpus, one of `analysis.corpora.registry.Need`.

    Raises:
        MissingSignalError: A measure names what the measurements do not hold.
    """
    rows = [
        {"corpus": corpus, "role": role, "signal": signal, **_row(sample, signal)}
        for corpus, held in frame.groupby("corpus", sort=True)
        for role in roles
        if registry.refusal(registry.corpus(str(corpus)), need, role) is None
        for signal in signals
        if (sample := _sample(held, signal, role, level)) is not None
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _sample(frame: pd.DataFrame, signal: str, role: str, level: str) -> Sample | None:
    kept = populations.postings(
        frame,
        role=role,
        country=COUNTRY,
        about_pay=measures.is_about_pay(signal),
        among=None,
        level=level,
    )
    if kept["employer_key"].nunique() < 2:
        return None
    return Sample.of(measures.evaluate(signal, level, kept), kept["employer_key"])


def _row(sample: Sample, signal: str) -> dict[str, float | None]:
    share = shares.clustered(sample, measures.planned_icc(signal))
    interval = share.interval(0.95)
    return {
        "n": share.n,
        "k": round(share.k),
        "employers": share.employers,
        "n_effective": share.n_effective,
        "estimate": interval.estimate,
        "low95": interval.low,
        "high95": interval.high,
    }
