"""Which postings of a corpus stand on a side of a contrast, and what that asks of the corpus."""

import pandas as pd

from analysis.estimates import measures
from analysis.hypotheses.card import Contrast, Group

COUNTRY = "US"
"""As in the article: a posting whose country is not known is left out."""


def postings(frame: pd.DataFrame, group: Group, contrast: Contrast) -> pd.DataFrame:
    """Return the postings of a group.

    What a condition asks about must be known: a posting without a state is neither inside nor
    outside a set of states. How many postings an employer has is counted among the group's roles
    in the United States, duplicates set aside, whatever else the group asks.

    Args:
        frame: Measurements of one corpus.
        group: A side of the contrast.
        contrast: Whose level its condition is read at; pay is read from complete texts alone.

    Raises:
        MissingSignalError: A condition names what the measurements do not hold.
    """
    kept = frame[frame["role"].isin(group.roles) & (frame["country"] == COUNTRY)]
    size = kept["employer_key"].map(kept["employer_key"].value_counts()).astype(float)
    about = pd.Series(True, index=kept.index)
    if about_pay(contrast):
        about &= kept["text_complete"].astype(bool)
    if group.has is not None:
        about &= measures.evaluate(group.has, contrast.level, kept)
    if group.states:
        about &= kept["state"].isin(group.states)
    if group.outside:
        about &= kept["state"].notna() & ~kept["state"].isin(group.outside)
    if group.remote is not None:
        about &= (kept["remote"] == group.remote).fillna(False).astype(bool)
    if group.first_month is not None:
        about &= (kept["month"] >= group.first_month).fillna(False).astype(bool)
    if group.last_month is not None:
        about &= (kept["month"] <= group.last_month).fillna(False).astype(bool)
    if group.least_postings is not None:
        about &= size >= group.least_postings
    if group.most_postings is not None:
        about &= size <= group.most_postings
    return kept[about]


def about_pay(contrast: Contrast) -> bool:
    """Say whether a contrast rests on pay, in its outcome or in a condition.

    Args:
        contrast: Of a card.
    """
    return measures.is_about_pay(contrast.outcome, contrast.first.has, contrast.second.has)


def needs(contrast: Contrast) -> list[str]:
    """Return what a contrast asks of a corpus, each one of `analysis.corpora.registry.Need`.

    Args:
        contrast: Of a card.
    """
    groups = (contrast.first, contrast.second)
    wanted = ["pay_disclosure" if about_pay(contrast) else "skill_contrast"]
    if any(group.states or group.outside for group in groups):
        wanted.append("state")
    if any(group.least_postings or group.most_postings for group in groups):
        wanted.append("employer_rank")
    return wanted
