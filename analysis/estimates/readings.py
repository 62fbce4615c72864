"""A claim's share under other readings of the same postings, one choice changed at a time."""

from collections.abc import Callable, Mapping

import pandas as pd

from analysis.claims.register import Claim
from analysis.estimates import measures, populations, shares
from analysis.estimates.clusters import Sample

COLUMNS = ["claim", "corpus", "reading", "n", "estimate", "low95", "high95"]
DEFAULT = "as published here"


def _strict_titles(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(role=frame["role_strict"])


def _with_duplicates(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.loc[frame.index.repeat(frame["duplicate_group_size"])]


def _one_an_employer(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("id").drop_duplicates(["employer_key", "role", "country"])


def _complete_texts(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["text_complete"].astype(bool)]


def _any_country(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(country="US")


CHOICES: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    DEFAULT: lambda frame: frame,
    "strict titles": _strict_titles,
    "duplicates kept": _with_duplicates,
    "one posting an employer": _one_an_employer,
    "complete texts alone": _complete_texts,
    "any country": _any_country,
}
"""What may be done otherwise with the same postings, beside the level."""

LEVELS = {"mentions": "mentions for requires", "requires": "requires for mentions"}


def readings(claim: Claim, frame: pd.DataFrame, country: str) -> pd.DataFrame:
    """Return a claim's share under every reading, one row each; one that leaves nothing has none.

    Args:
        claim: With a population, a measure and, where it is about a signal, a level.
        frame: Measurements of one corpus.
        country: ISO code that the default reading keeps to.
    """
    other = [level for level in LEVELS if claim.level and level != claim.level]
    rows = [
        *(
            _row(claim, name, choose(frame), claim.level, country)
            for name, choose in CHOICES.items()
        ),
        *(_row(claim, LEVELS[level], frame, level, country) for level in other),
    ]
    return pd.DataFrame([row for row in rows if row], columns=COLUMNS)


def _row(
    claim: Claim, reading: str, frame: pd.DataFrame, level: str | None, country: str
) -> dict[str, object] | None:
    measure = str(claim.measure)
    kept = populations.postings(
        frame,
        role=str(claim.population),
        country=country,
        about_pay=measures.is_about_pay(measure),
        among=claim.among,
        level=level,
    )
    if kept["employer_key"].nunique() < 2:
        return None
    sample = Sample.of(measures.evaluate(measure, level, kept), kept["employer_key"])
    interval = shares.clustered(sample, measures.planned_icc(measure)).interval(0.95)
    return {
        "claim": claim.id,
        "corpus": frame["corpus"].iloc[0],
        "reading": reading,
        "n": sample.n,
        "estimate": interval.estimate,
        "low95": interval.low,
        "high95": interval.high,
    }
