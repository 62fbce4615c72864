"""How much is offered, as far as postings say: amounts disclosed, and bounds for all."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.corpora import registry
from analysis.corpora.pay_laws import Law
from analysis.corpora.registry import Corpus
from analysis.estimates import bounds, pay_by_law, resampling
from analysis.estimates.clusters import Floats

QUANTILES = (0.25, 0.5, 0.75)
AMOUNT = 200_000
"""US dollars a year: the article says that disclosed pay is not that much."""

PERIODS = ("year", "hour")
FEWEST = 10
"""Postings with an amount that a quantile is taken of."""

NOT_IDENTIFIED = "not identified"

COLUMNS = [
    "corpus", "role", "terms", "reading", "period", "n", "disclosed", "employers",
    "q25", "median", "median_low95", "median_high95", "q75", "median_least", "median_most",
    "beyond_200k", "beyond_200k_least", "beyond_200k_most", "bounds", "unfit",
]  # fmt: skip

_FIELDS: dict[str, tuple[str, str, str, str]] = {
    "text": ("pay_min", "pay_max", "pay_period", "pay_currency"),
    "field": ("pay_field_min", "pay_field_max", "pay_field_period", "pay_field_currency"),
}


def levels(
    frame: pd.DataFrame, corpora: Sequence[Corpus], laws: Sequence[Law], roles: Sequence[str]
) -> pd.DataFrame:
    """Return the middle of the ranges that postings state, and what all postings may pay.

    An amount is the middle of a range in US dollars. Hourly and annual amounts stand in rows of
    their own and are never converted, since hours are not stated; so do contract work and the rest,
    text and field. In an annual row the postings that state another period or currency are left
    out, and those that state nothing are what the bounds are about: they may pay anything. Which
    of the silent ones pay by the hour is not known, so an hourly row counts those that state it and
    has neither a share that discloses nor bounds. The interval of the median draws employers anew.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered; one that is unfit for amounts has no row.
        laws: As registered.
        roles: Such as `ai_engineer`.

    Returns:
        Columns `COLUMNS`, amounts in US dollars; `bounds` is 'not identified' where the bounds of
        the median are infinite.
    """
    held = pay_by_law.prepared(frame, corpora, laws)
    found = []
    for corpus, role, reading, rows in pay_by_law.read(held, corpora, roles):
        if registry.refusal(corpus, "pay_amount", role):
            continue
        for terms in pay_by_law.TERMS:
            for period in PERIODS:
                row = _row(rows[rows["terms"] == terms], reading.name, period)
                if row:
                    found.append(
                        {
                            "corpus": corpus.id,
                            "role": role,
                            "terms": terms,
                            **row,
                            "unfit": registry.refusal(corpus, reading.need, role),
                        }
                    )
    return pd.DataFrame(found, columns=COLUMNS)


def middles(frame: pd.DataFrame, reading: str, period: str) -> "pd.Series[float]":
    """Return the middle of each posting's range, null where it states none in dollars and period.

    Args:
        frame: Measurements.
        reading: `text` or `field`.
        period: `year` or `hour`.
    """
    low, high, of, currency = _FIELDS[reading]
    ends = frame[[low, high]].astype(float)
    fits = (frame[of] == period) & (frame[currency] == "USD")
    return ends.mean(axis=1).where(fits.fillna(False).astype(bool))


def _row(rows: pd.DataFrame, reading: str, period: str) -> dict[str, object] | None:
    amounts = middles(rows, reading, period)
    low, high, *_ = _FIELDS[reading]
    silent = rows[[low, high]].isna().all(axis=1)
    stated = amounts.notna()
    if stated.sum() < FEWEST:
        return None
    annual = period == "year"
    n = int((stated | silent).sum() if annual else stated.sum())
    disclosed = float(stated.sum() / n)
    values = np.asarray(amounts[stated], dtype=np.float64)
    names = rows.loc[stated, "employer_key"]
    ends = median_bounds(values, names)
    quarters = dict(zip(("q25", "median", "q75"), np.quantile(values, QUANTILES), strict=True))
    found: dict[str, object] = {
        "reading": reading, "period": period, "n": n,
        "disclosed": disclosed if annual else None, "employers": names.nunique(), **quarters,
        "median_low95": ends[0], "median_high95": ends[1],
    }  # fmt: skip
    if not annual:
        return found | {"bounds": NOT_IDENTIFIED}
    middle = bounds.quantile(values, 0.5, disclosed)
    above = float((values >= AMOUNT).mean())
    share = bounds.beyond(above, disclosed)
    return found | {
        "median_least": middle.low, "median_most": middle.high, "beyond_200k": above,
        "beyond_200k_least": share.low, "beyond_200k_most": share.high,
        # of a median both ends are known or neither
        "bounds": "both" if middle.identified else NOT_IDENTIFIED,
    }  # fmt: skip


def median_bounds(values: Floats, employers: "pd.Series[str]") -> tuple[float, float]:
    """Return the 95% interval of a median with employers drawn anew (percentiles).

    Args:
        values: Amounts.
        employers: The employer of each, in the same order.
    """
    order = np.argsort(values, kind="stable")
    codes = pd.factorize(np.asarray(employers, dtype=object))[0][order]
    drawn = resampling.draws(int(codes.max()) + 1)[:, codes]
    weight = drawn.cumsum(axis=1)
    middle = (weight >= weight[:, -1:] / 2).argmax(axis=1)
    low, high = np.percentile(values[order][middle], [2.5, 97.5])
    return float(low), float(high)
