"""What a posting is by rule, from what was measured in it, the way that the article parts them."""

import pandas as pd

from analysis.categories import raters
from analysis.estimates.measures import LEVELS
from analysis.signals.accuracy import CODEBOOK

ASKED = LEVELS["requires"]

ORDER = (
    ("agentic_systems", ("agentic",)),
    ("llm_application", ("llm_api", "rag", "prompting", "llm_features")),
    ("ai_platform", ("mlops",)),
    ("ml_modelling", ("dl_framework", "fine_tuning", "ai_ml")),
)
"""The first block whose mark is required or a duty; a posting without any is `software`. `other`
and `annotation` bear no mark that is measured, and the rule never gives them. An agentic posting
stays one though agents are a line of twenty: what fills the days, which the codebook asks for,
no count of words tells."""


def block(measured: pd.DataFrame) -> "pd.Series[str]":
    """Return the block of each posting.

    Args:
        measured: A level a signal.
    """
    found = pd.Series("software", index=measured.index, dtype="object")
    for name, marks in reversed(ORDER):
        found[measured[list(marks)].isin(ASKED).any(axis=1)] = name
    return found


def labels(measured: pd.DataFrame) -> pd.DataFrame:
    """Return the measurements as a rater's file: every signal, pay, terms and block.

    Args:
        measured: Measurements with `id`.
    """
    table = measured.set_index("id")[list(CODEBOOK)].astype("object")
    said = measured.set_index("id")
    table["pay"] = said["pay_disclosed"].map({True: "disclosed", False: "none"})
    table["terms"] = said["employment"]
    table["block"] = block(said)
    return raters.long(table, raters.VALUES)
