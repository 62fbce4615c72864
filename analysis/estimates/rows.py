"""A row of the table of estimates, and the parts of it that every kind of claim fills alike."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace

import numpy as np
import pandas as pd

from analysis.estimates import clusters
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import mover
from analysis.estimates.shares import Interval, Share

REPORTED = 0.95
"""The confidence of the intervals that readers see."""

EQUIVALENCE = 0.90
"""Two one-sided tests at 5% are an interval at 90%."""


AUDITED = "corrected by an audit of"
"""How the note of a row begins that an audit of its own corpus has corrected."""


@dataclass(frozen=True)
class Estimate:
    """One quantity of one claim in one corpus; what is not known or not computed is None.

    `part` is a role, a pair 'a - b', or a name that the kind of claim gives. Shares, bounds and
    differences are fractions; `difference` is the estimate less the article's value.
    """

    claim: str
    part: str
    corpus: str
    measure: str | None = None
    among: str | None = None
    level: str | None = None
    role: str | None = None
    n: int | None = None
    k: int | None = None
    employers: int | None = None
    effective_employers: float | None = None
    icc: float | None = None
    design_effect: float | None = None
    n_effective: float | None = None
    estimate: float | None = None
    low95: float | None = None
    high95: float | None = None
    low90: float | None = None
    high90: float | None = None
    one_vote_each: float | None = None
    without_one_low: float | None = None
    without_one_high: float | None = None
    stated_value: float | None = None
    stated_low95: float | None = None
    stated_high95: float | None = None
    difference: float | None = None
    diff_low95: float | None = None
    diff_high95: float | None = None
    diff_low90: float | None = None
    diff_high90: float | None = None
    refused: str | None = None
    note: str | None = None

    @property
    def is_audited(self) -> bool:
        """Whether an audit of this corpus has corrected it for label error."""
        return (self.note or "").startswith(AUDITED)


COLUMNS = [field.name for field in fields(Estimate)]
_TEXTS = {"claim", "part", "corpus", "measure", "among", "level", "role", "refused", "note"}
_WHOLE = {"n", "k", "employers"}


@dataclass(frozen=True)
class Bounds:
    """One quantity at both confidences."""

    at95: Interval
    at90: Interval

    @classmethod
    def of(cls, share: Share) -> "Bounds":
        """Return the bounds of a share."""
        return cls(share.interval(REPORTED), share.interval(EQUIVALENCE))

    def less(self, other: "Bounds") -> "Bounds":
        """Return this less the other, taken as independent of it."""
        return Bounds(mover(self.at95, other.at95), mover(self.at90, other.at90))


def with_sample(row: Estimate, sample: Sample, share: Share) -> Estimate:
    """Return a row with a share, its interval and what stands behind it.

    Args:
        row: To fill.
        sample: Postings, of two employers at least.
        share: Their clustered share.
    """
    icc = clusters.intraclass_correlation(sample)
    low, high = clusters.without_each_employer(sample)
    filled = replace(
        row,
        n=share.n,
        k=round(share.k),
        employers=share.employers,
        effective_employers=clusters.effective_employers(sample),
        icc=None if np.isnan(icc) else icc,
        design_effect=share.design_effect,
        n_effective=share.n_effective,
        one_vote_each=clusters.one_vote_each(sample),
        without_one_low=low,
        without_one_high=high,
    )
    return with_bounds(filled, Bounds.of(share))


def with_bounds(row: Estimate, bounds: Bounds) -> Estimate:
    """Return a row with an estimate and its intervals.

    Args:
        row: To fill.
        bounds: At both confidences.
    """
    return replace(
        row,
        estimate=bounds.at95.estimate,
        low95=bounds.at95.low,
        high95=bounds.at95.high,
        low90=bounds.at90.low,
        high90=bounds.at90.high,
    )


def bounds_of(row: Estimate) -> Bounds:
    """Return the bounds that a row was filled with.

    Args:
        row: With an estimate.

    Raises:
        ValueError: It has none.
    """
    found = (row.estimate, row.low95, row.high95, row.low90, row.high90)
    estimate, *rest = (float("nan") if value is None else value for value in found)
    if any(np.isnan(value) for value in (estimate, *rest)):
        raise ValueError(f"{row.claim} in {row.corpus} has no estimate")
    return Bounds(Interval(estimate, rest[0], rest[1]), Interval(estimate, rest[2], rest[3]))


def with_stated(row: Estimate, stated: Bounds, new: Bounds | None) -> Estimate:
    """Return a row with the article's value and, where there is a new one, the difference.

    Args:
        row: To fill.
        stated: The article's, at its assumed design effect.
        new: Of the corpus.
    """
    row = replace(
        row,
        stated_value=stated.at95.estimate,
        stated_low95=stated.at95.low,
        stated_high95=stated.at95.high,
    )
    if new is None:
        return row
    difference = new.less(stated)
    return replace(
        row,
        difference=difference.at95.estimate,
        diff_low95=difference.at95.low,
        diff_high95=difference.at95.high,
        diff_low90=difference.at90.low,
        diff_high90=difference.at90.high,
    )


def to_frame(rows: Sequence[Estimate]) -> pd.DataFrame:
    """Return rows as the table of estimates.

    Args:
        rows: In any order, which is kept.
    """
    frame = pd.DataFrame([asdict(row) for row in rows], columns=COLUMNS)
    return frame.astype(
        {
            name: "str" if name in _TEXTS else "Int64" if name in _WHOLE else "float64"
            for name in COLUMNS
        }
    )


def from_frame(frame: pd.DataFrame) -> list[Estimate]:
    """Return the rows of a table of estimates, as written or as read back from CSV.

    Args:
        frame: With the columns of `Estimate`; others are left out.

    Raises:
        KeyError: A column is missing.
    """
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise KeyError(f"the estimates lack {', '.join(missing)}: run the estimates again")
    whole = frame.astype(dict.fromkeys(sorted(_WHOLE), "Int64"))[COLUMNS]
    known = whole.astype(object).where(whole.notna(), None)
    return [Estimate(*values) for values in known.itertuples(index=False, name=None)]
