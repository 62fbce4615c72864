"""One reading of the measurements, as a reader of the explorer sets it."""

from dataclasses import dataclass

import pandas as pd

from analysis.estimates import measures, populations, readings, shares, terms
from analysis.estimates.clusters import Sample
from analysis.estimates.shares import Share

ANYWHERE = "any"
"""In place of a country: postings anywhere, and those whose country is not known."""


@dataclass(frozen=True)
class Reading:
    """What counts, and in which postings.

    Attributes:
        signal: A signal of the codebook, or `pay_disclosed`.
        role: Such as `ai_engineer`.
        level: `mentions` or `requires`.
        without: Terms of the signal that do not count.
        strict_titles: Whether the strict rule says the role.
        copies: Whether each duplicate counts.
        one_an_employer: Whether the first posting of each employer stands for all of them.
        complete_texts: Whether cut texts are left out; for pay they always are.
        country: ISO code, or `any`.
    """

    signal: str
    role: str
    level: str = "requires"
    without: tuple[str, ...] = ()
    strict_titles: bool = False
    copies: bool = False
    one_an_employer: bool = False
    complete_texts: bool = False
    country: str = "US"


def share(reading: Reading, frame: pd.DataFrame, found: pd.DataFrame) -> Share | None:
    """Return the clustered share under a reading; None where fewer than two employers are left.

    Choices are made in this order: titles, complete texts, country, copies, one an employer.

    Args:
        reading: What counts.
        frame: Measurements of one corpus.
        found: The signal's terms, as `analysis.estimates.terms.terms` returns them.
    """
    about_pay = measures.is_about_pay(reading.signal)
    if reading.without and not about_pay:
        counted = terms.levels(found, frame["id"], reading.without)
        frame = frame.assign(**{reading.signal: counted})
    chosen = {
        "strict titles": reading.strict_titles,
        "complete texts alone": reading.complete_texts or about_pay,
        "any country": reading.country == ANYWHERE,
        "duplicates kept": reading.copies,
        "one posting an employer": reading.one_an_employer,
    }
    for name, applies in chosen.items():
        frame = readings.CHOICES[name](frame) if applies else frame
    kept = populations.postings(
        frame,
        role=reading.role,
        country="US" if reading.country == ANYWHERE else reading.country,
        about_pay=about_pay,
        among=None,
        level=reading.level,
    )
    if kept["employer_key"].nunique() < 2:
        return None
    values = measures.evaluate(reading.signal, reading.level, kept)
    return shares.clustered(
        Sample.of(values, kept["employer_key"]), measures.planned_icc(reading.signal)
    )
