"""Which postings of a corpus a claim is about."""

from collections.abc import Mapping

import pandas as pd

from analysis.estimates import measures


def as_read(
    frame: pd.DataFrame, role: str, country: str, reading: Mapping[str, str]
) -> "pd.Series[bool]":
    """Return which postings are of a role and a country as a reading has these.

    Args:
        frame: Measurements of one corpus.
        role: Such as `ai_engineer`.
        country: ISO code.
        reading: Its options of `titles` and `country`, as the multiverse declares them.
    """
    about = frame["role" if reading["titles"] == "broad" else "role_strict"] == role
    if reading["country"] == "any":
        return about
    here = frame["country"] == country
    return about & (here | (frame["country"].isna() & (reading["country"] == "here or unknown")))


def postings(
    frame: pd.DataFrame,
    *,
    role: str,
    country: str,
    about_pay: bool = False,
    among: str | None = None,
    level: str | None = None,
) -> pd.DataFrame:
    """Return the postings of a role in a country that a share is taken of.

    The role is that of the broad title rule. A posting whose country is not known is left out:
    it is neither in nor outside the United States. Shares of pay rest on complete texts
    alone, since pay stands at the end and a cut text says nothing of it; complete texts are the
    shorter ones where a source cuts, which the registry warns of.

    Args:
        frame: Measurements of one corpus.
        role: Such as `ai_engineer`.
        country: ISO code.
        about_pay: Whether the share rests on pay.
        among: A condition in the words of a measure, or None.
        level: The level that the condition's signals are read at.

    Raises:
        MissingSignalError: The condition names what the measurements do not hold.
    """
    about = (frame["role"] == role) & (frame["country"] == country)
    if about_pay:
        about &= frame["text_complete"].astype(bool)
    if among is not None:
        about &= measures.evaluate(among, level, frame)
    return frame[about]
