"""A share of postings with its interval at the effective sample size."""

import math
from dataclasses import dataclass

from scipy import special
from statsmodels.stats.proportion import proportion_confint

from analysis.estimates import clusters
from analysis.estimates.clusters import Sample

FEW_EMPLOYERS = 40
"""Below this many, the variance itself is poorly known: t with one degree less than employers."""

SPARSE = 10
"""With fewer postings than this on either side, exact bounds and a planned design effect."""

FEWEST_EFFECTIVE = 30
"""Effective postings below which nothing is said."""

DOMINANT = 0.05
"""From this part of the postings on, one employer's residual makes the measured variance."""

PLANNED_ICC = {"skill": 0.35, "pay": 0.68}
"""Correlations within an employer, measured on 1,764 AI Engineer postings of Built In, 2026."""


@dataclass(frozen=True)
class Interval:
    """An estimate between its bounds."""

    estimate: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of what lies between the bounds."""
        return (self.high - self.low) / 2


@dataclass(frozen=True)
class Share:
    """A share, with the postings, employers and design effect behind it."""

    n: int
    k: float
    employers: int | None
    design_effect: float

    @property
    def estimate(self) -> float:
        """From 0 to 1."""
        return self.k / self.n

    @property
    def n_effective(self) -> float:
        """Independent postings that would tell as much."""
        return self.n / self.design_effect

    def size(self, confidence: float) -> float:
        """Return the independent postings that an interval at some confidence may count on.

        With few employers the effective size shrinks by (z/t)^2 x (G-1)/G with t at one degree less
        than the employers G; for Wilson's interval the first is the same as taking t for z, the
        second is the factor that CR0 leaves out.

        Args:
            confidence: Such as 0.95.
        """
        if self.employers is None or self.employers >= FEW_EMPLOYERS:
            return self.n_effective
        tail = 1 - (1 - confidence) / 2
        # what scipy.stats calls, without the checks that it makes at each of many calls
        t = float(special.stdtrit(max(self.employers - 1, 1), tail))
        shrunk = self.n_effective * (float(special.ndtri(tail)) / t) ** 2
        return shrunk * (max(self.employers - 1, 1) / max(self.employers, 1))

    def interval(self, confidence: float) -> Interval:
        """Return the two-sided interval.

        Wilson at `size`; Clopper-Pearson there (Korn and Graubard 1998, Survey Methodology 24(2))
        where either side is sparse.

        Args:
            confidence: Such as 0.95.

        Example:
            >>> found = Share(n=100, k=49, employers=80, design_effect=2.0).interval(0.95)
            >>> round(found.low, 3), round(found.high, 3)
            (0.357, 0.624)
        """
        alpha, p, size = 1 - confidence, self.estimate, self.size(confidence)
        method = "beta" if is_sparse(self.n, self.k) else "wilson"
        low, high = proportion_confint(p * size, size, alpha=alpha, method=method)
        return Interval(p, float(min(max(low, 0.0), p)), float(max(min(high, 1.0), p)))


def is_sparse(n: int, k: float) -> bool:
    """Say whether too few postings have the thing, or lack it, to measure how they cluster.

    Args:
        n: Postings.
        k: Those with the thing.

    Example:
        >>> is_sparse(n=425, k=4), is_sparse(n=425, k=200)
        (True, False)
    """
    return min(k, n - k) < SPARSE


def clustered(sample: Sample, icc: float = PLANNED_ICC["skill"]) -> Share:
    """Return the share in a sample with its employers as clusters.

    The design effect is that of the linearised variance (CR0), never below 1 (as the rule of the
    US National Center for Health Statistics caps the effective size at n): what lies below is
    chance in most samples, and would claim more postings than there are. Nor is it below `floors`.

    Args:
        sample: Postings, one at least.
        icc: The correlation within an employer that is planned with where the side is sparse.

    Raises:
        ValueError: The sample holds no posting.
    """
    if sample.n == 0:
        raise ValueError("no posting: a share needs one at least")
    k = float(sample.values.sum())
    effects = [1.0, *floors(sample, k, icc)]
    if 0 < k < sample.n:
        effects.append(clusters.design_effect(sample))
    return Share(sample.n, k, len(sample.groups), max(effects))


def floors(sample: Sample, k: float, icc: float) -> list[float]:
    """Return what a design effect is not taken below, by the employers' sizes.

    With a sparse side, where a design effect is undefined (a share of 0 or 1) or measured on a
    handful of employers: what the sizes imply at the planned correlation. Where one employer has 5%
    of the postings: what they imply at the measured correlation (Kish 1965, Survey Sampling, 5.4),
    for CR0 then rests on a residual or two and is mostly too small. At the sizes of
    `indeed-2026-08` its 95% intervals held the truth in 80 to 95 of 100 samples, with this floor in
    93 to 99 (benchmarks/coverage.py).

    Args:
        sample: Postings, one at least.
        k: Those with the thing, or that truly have it.
        icc: The correlation that is planned with.
    """
    found = []
    if is_sparse(sample.n, k):
        found.append(clusters.planned_design_effect(sample, icc))
    if clusters.largest(sample) >= DOMINANT:
        measured = clusters.intraclass_correlation(sample)
        if not math.isnan(measured):
            found.append(clusters.planned_design_effect(sample, min(max(measured, 0.0), 1.0)))
    return found


def stated(value: float, n: int, design_effect: float) -> Share:
    """Return a share that an article states, its employers unknown.

    Args:
        value: From 0 to 1.
        n: Postings that it is a share of.
        design_effect: Assumed, 1 or more.

    Example:
        >>> stated(0.49, n=429, design_effect=2.0).n_effective
        214.5
    """
    return Share(n, value * n, None, design_effect)
