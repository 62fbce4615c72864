"""A claim's three layers side by side: they answer three questions, and none stands for another.

Arithmetic asks whether the article's own numbers allow it, robustness whether the same postings say
the same when they are read or labelled otherwise, generalisation whether other samples bear it out.
"""

from collections.abc import Sequence

import pandas as pd

from analysis.claims import verdicts
from analysis.claims.verdicts import NOT_ASSESSABLE, UNDETERMINED

NOT_CHECKED = "not checked"
ROBUST, IN_PART, FRAGILE, NOT_VARIED = "robust", "in part", "fragile", "not varied"
"""The words of robustness: every decided verdict stays, some do, none does, none was tried."""

COLUMNS = [
    "claim", "arithmetic", "arithmetic_reason", "definitions", "definitions_reason", "labels",
    "labels_reason", "generalisation", "generalisation_reason", "verdict",
]  # fmt: skip


def layers(
    detailed: pd.DataFrame, overall: pd.DataFrame, corrected: pd.DataFrame, stands: float
) -> pd.DataFrame:
    """Return a row a claim with a word and a sentence for each layer, and the verdict overall.

    Args:
        detailed: Verdicts corpus by corpus, as `judge.judge` returns them.
        overall: Verdicts overall, as it returns them.
        corrected: Columns claim, corpus, verdict and corrected_verdict: without label error.
        stands: The share of readings that must agree.
    """
    by_claim = {str(name): rows for name, rows in detailed.groupby("claim")}
    by_label = {str(name): rows for name, rows in corrected.groupby("claim")}
    found = []
    for row in overall.itertuples():
        seen = by_claim.get(str(row.claim), detailed.iloc[:0])
        moved = by_label.get(str(row.claim), corrected.iloc[:0])
        decided = seen[~seen["at_default"].isin([UNDETERMINED, NOT_ASSESSABLE])]
        varied = decided[decided["agree"].notna()]
        labelled = moved[~moved["verdict"].isin([UNDETERMINED, NOT_ASSESSABLE])]
        checked = isinstance(row.coherence, str)
        found.append(
            (
                row.claim,
                row.coherence if checked else NOT_CHECKED,
                row.coherence_reason if checked else "No other number of the article bears on it.",
                *_robust(varied["agree"].ge(stands).tolist(), "enough readings agree"),
                *_robust(
                    labelled["verdict"].eq(labelled["corrected_verdict"]).tolist(),
                    "the verdict is the same without label error",
                ),
                *_general(str(row.kind), seen["at_default"].tolist()),
                row.verdict,
            )
        )
    return pd.DataFrame(found, columns=COLUMNS)


def _robust(stays: Sequence[bool], when: str) -> tuple[str, str]:
    if not stays:
        return NOT_VARIED, "No verdict at the declared reading was decided and could be varied."
    word = ROBUST if all(stays) else IN_PART if any(stays) else FRAGILE
    return word, f"{len(stays)} decide; in {sum(stays)} of them {when}."


def _general(kind: str, words: list[str]) -> tuple[str, str]:
    if kind == "not_testable":
        return verdicts.NOT_TESTABLE, "No posting can say."
    word, decided = verdicts.combine(words)
    told = f"At the declared reading, each corpus for itself, {decided} of {len(words)} decide."
    return word, told if words else "No corpus can be asked."
