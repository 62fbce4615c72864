"""Terms of the lexicon that are new in a corpus, or vanished from it."""

import numpy as np
import pandas as pd

from analysis.estimates import clusters, measures, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import mover
from analysis.estimates.shares import Interval
from analysis.hypotheses import multiplicity
from analysis.hypotheses.contrasts import two_sided

COLUMNS = ["role", "signal", "n_first", "n_second", "share_first", "share_second", "change",
           "low95", "high95", "p", "p_holm", "word"]  # fmt: skip
LEAST = 60
"""Postings of a role that either corpus must have: fewer miss a term by chance."""


def compare(
    frames: tuple[pd.DataFrame, pd.DataFrame], signals: list[str], role: str, country: str
) -> pd.DataFrame:
    """Return the share of each signal that either corpus names, and what became of it.

    A signal is `new` where no posting of the first names it, `vanished` where none of the second
    does, `up` or `down` otherwise; in brackets where chance could give it (5%, Holm over the
    signals).

    Args:
        frames: Measurements of the earlier and the later corpus.
        signals: Of the lexicon.
        role: Such as `ai_engineer`.
        country: ISO code.

    Returns:
        Columns `COLUMNS`, the surest first; no row where either holds too few postings.
    """
    kept = [frame[(frame["role"] == role) & (frame["country"] == country)] for frame in frames]
    if min(map(len, kept)) < LEAST or min(f["employer_key"].nunique() for f in kept) < 2:
        return pd.DataFrame(columns=COLUMNS)
    rows = [row for signal in signals if (row := _signal(kept, signal, role)) is not None]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["p_holm"] = multiplicity.holm(list(table["p"]))
    sure = table["p_holm"] <= multiplicity.LEVEL
    table["word"] = table["word"].where(sure, "(" + table["word"] + ")")
    return table.sort_values(["p", "signal"], ignore_index=True)


def _signal(kept: list[pd.DataFrame], signal: str, role: str) -> dict[str, object] | None:
    samples = [
        Sample.of(measures.evaluate(signal, "mentions", frame), frame["employer_key"])
        for frame in kept
    ]
    if not any(sample.values.any() for sample in samples):
        return None
    held = [shares.clustered(sample) for sample in samples]
    correlation = clusters.correlation(samples[1], samples[0])

    def between(level: float) -> Interval:
        return mover(held[1].interval(level), held[0].interval(level), correlation)

    at95 = between(0.95)
    word = "up" if at95.estimate > 0 else "down"
    if not samples[0].values.any():
        word = "new"
    if not samples[1].values.any():
        word = "vanished"
    return {
        "role": role, "signal": signal, "n_first": held[0].n, "n_second": held[1].n,
        "share_first": held[0].estimate, "share_second": held[1].estimate,
        "change": at95.estimate, "low95": at95.low, "high95": at95.high,
        "p": two_sided(between), "p_holm": np.nan, "word": word,
    }  # fmt: skip
