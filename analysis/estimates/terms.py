"""A signal taken apart into its terms, and put together of some of them."""

from collections.abc import Collection

import pandas as pd

from analysis.estimates.multiverse_levels import LEVELS
from analysis.signals.levels import STRENGTH
from analysis.signals.lexicon import Lexicon

COLUMNS = ["id", "term", "strength"]


def terms(signal: str, lexicon: Lexicon, evidence: pd.DataFrame) -> pd.DataFrame:
    """Return how strongly each posting asks for each term of a signal.

    A term is a form of the signal itself, or another signal that implies it, by that one's label.
    The strongest of all terms of a posting is the level that was measured.

    Args:
        signal: Of the lexicon.
        lexicon: The lexicon that the evidence was found with.
        evidence: Columns id, signal, form and level; negated spans count for nothing.

    Returns:
        Columns `id`, `term` and `strength` (1 mentioned to 4 required), one row a posting and term.
    """
    labels = {one.id: one.label for one in lexicon.signal}
    implying = {name for name, implied in lexicon.implied().items() if signal in implied}
    found = evidence[evidence["signal"].isin(implying | {signal})]
    own = found["signal"] == signal
    named = found["form"].where(own, found["signal"].map(labels))
    strengths = found["level"].map(STRENGTH).astype(int)
    rows = pd.DataFrame({"id": found["id"], "term": named, "strength": strengths})
    rows = rows[rows["strength"] > 0]
    return rows.groupby(["id", "term"], sort=True)["strength"].max().reset_index()[COLUMNS]


def levels(found: pd.DataFrame, ids: "pd.Series[str]", without: Collection[str]) -> pd.Series:
    """Return the level of a signal in each posting where some of its terms do not count.

    Args:
        found: As `terms` returns them.
        ids: Of the postings, in the order wanted.
        without: Terms that do not count.
    """
    counted = found[~found["term"].isin(list(without))].groupby("id")["strength"].max()
    strengths = counted.reindex(ids).fillna(0).astype(int)
    return pd.Series(LEVELS[strengths.to_numpy()], index=ids.index, dtype="str")
