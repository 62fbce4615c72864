"""Terms of the lexicon that are new in a corpus, or vanished from it."""

import numpy as np
import pandas as pd

from analysis.estimates import measures, multiplicity
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference
from analysis.estimates.p_values import two_sided

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


def sure(table: pd.DataFrame) -> pd.DataFrame:
    """Return the terms that moved beyond chance: those whose word stands without brackets.

    Args:
        table: As `compare` returns it, or as it was read again.
    """
    return table[~table["word"].astype("str").str.startswith("(")]


def _signal(kept: list[pd.DataFrame], signal: str, role: str) -> dict[str, object] | None:
    samples = [
        Sample.of(measures.evaluate(signal, "mentions", frame), frame["employer_key"])
        for frame in kept
    ]
    if not any(sample.values.any() for sample in samples):
        return None
    before, after = samples
    change = Difference.of(after, before)
    at95 = change.interval(0.95)
    word = "up" if at95.estimate > 0 else "down"
    if not before.values.any():
        word = "new"
    if not after.values.any():
        word = "vanished"
    return {
        "role": role, "signal": signal, "n_first": before.n, "n_second": after.n,
        "share_first": change.second.estimate, "share_second": change.first.estimate,
        "change": at95.estimate, "low95": at95.low, "high95": at95.high,
        "p": two_sided(change.interval), "p_holm": np.nan, "word": word,
    }  # fmt: skip
