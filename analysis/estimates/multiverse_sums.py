"""Shares with intervals in many universes at once, from sums by employer."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analysis.estimates import shares

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Many:
    """Intervals, one a universe."""

    estimate: Floats
    low: Floats
    high: Floats

    def less(self, other: "Many", correlation: Floats | float = 0.0) -> "Many":
        """Return this less the other, as `differences.mover` does for one."""
        difference = self.estimate - other.estimate
        down = _distance(self.estimate - self.low, other.high - other.estimate, correlation)
        up = _distance(self.high - self.estimate, other.estimate - other.low, correlation)
        return Many(difference, difference - down, difference + up)


def _distance(one: Floats, other: Floats, correlation: Floats | float) -> Floats:
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation * one * other, 0.0))


@dataclass(frozen=True)
class Sums:
    """What the employers' postings come to: a row an employer, a column a universe.

    Attributes:
        size: Postings.
        count: Those that have the thing.
        icc: The correlation within an employer that is planned with where a side is sparse.
        one_vote: Whether a universe gives each employer one vote in place of each posting.
    """

    size: Floats
    count: Floats
    icc: float
    one_vote: npt.NDArray[np.bool_]

    @cached_property
    def n(self) -> Floats:
        """Postings."""
        return np.asarray(self.size.sum(axis=0))

    @cached_property
    def employers(self) -> npt.NDArray[np.intp]:
        """Employers with a posting."""
        return np.asarray((self.size > 0).sum(axis=0))

    @cached_property
    def weight(self) -> Floats:
        """What each employer weighs: its postings, or one."""
        return np.where(self.one_vote, (self.size > 0).astype(float), self.size)

    @cached_property
    def estimate(self) -> Floats:
        """The share; NaN where there is no posting."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self._weighted.sum(axis=0) / self.weight.sum(axis=0))

    @cached_property
    def _weighted(self) -> Floats:
        own = np.divide(self.count, self.size, out=np.zeros_like(self.count), where=self.size > 0)
        return self.weight * own

    @cached_property
    def influence(self) -> Floats:
        """What each employer moves the share by: its residual over all weight."""
        with np.errstate(invalid="ignore"):
            moved = self._weighted - self.weight * self.estimate
            return np.asarray(moved / self.weight.sum(axis=0))

    @cached_property
    def sparse(self) -> npt.NDArray[np.bool_]:
        """Whether too few postings stand on either side to measure how they cluster."""
        count = self.count.sum(axis=0)
        return np.asarray(np.minimum(count, self.n - count) < shares.SPARSE)

    @cached_property
    def dominated(self) -> npt.NDArray[np.bool_]:
        """Whether one employer has so much that its residual makes the measured variance."""
        with np.errstate(invalid="ignore"):
            largest = self.size.max(axis=0, initial=0) / self.n
        return np.asarray(~self.one_vote & (largest >= shares.DOMINANT))

    @cached_property
    def intraclass_correlation(self) -> Floats:
        """What `clusters.intraclass_correlation` finds in each universe, from 0 to 1, or NaN."""
        n, count, size = self.n, self.employers, self.size
        with np.errstate(divide="ignore", invalid="ignore"):
            own = np.where(size > 0, self.count / size, 0.0)
            between = (size * (own - self.estimate) ** 2).sum(axis=0) / (count - 1)
            within = (self.count * (1 - own)).sum(axis=0) / (n - count)
            mean = (n - (size**2).sum(axis=0) / n) / (count - 1)
            found = (between - within) / (between + (mean - 1) * within)
        varies = (count >= 2) & (count < n) & (self.estimate > 0) & (self.estimate < 1)
        return np.where(varies, np.clip(found, 0.0, 1.0), np.nan)

    def _planned(self, icc: Floats | float) -> Floats:
        """Return the effective size that the employers' sizes imply at a correlation."""
        with np.errstate(divide="ignore", invalid="ignore"):
            inside = np.where(self.size > 0, (1 + (self.size - 1) * icc) / self.size, 0.0)
            return np.asarray(self.weight.sum(axis=0) ** 2 / (self.weight**2 * inside).sum(axis=0))

    @cached_property
    def n_effective(self) -> Floats:
        """Independent postings that would tell as much; 0 with fewer than two employers.

        As in `shares.clustered`: never more than there are, nor than `shares.floors` leaves. For
        one vote an employer the variance is that of the weighted share, and sizes imply
        (1 + (m - 1) x ICC) / m for an employer of m postings.
        """
        p, n = self.estimate, self.n
        with np.errstate(divide="ignore", invalid="ignore"):
            measured = p * (1 - p) / (self.influence**2).sum(axis=0)
        size = np.fmin(n, np.where((p > 0) & (p < 1), measured, np.inf))
        if self.sparse.any():
            size = np.where(self.sparse, np.fmin(size, self._planned(self.icc)), size)
        if self.dominated.any():
            floor = self._planned(self.intraclass_correlation)
            size = np.where(self.dominated, np.fmin(size, floor), size)
        return np.where(self.employers >= 2, size, 0.0)

    def interval(self, confidence: float) -> Many:
        """Return the two-sided intervals, as `shares.Share.interval` does for one.

        Args:
            confidence: Such as 0.95.
        """
        alpha, p, size = 1 - confidence, self.estimate, self.n_effective
        groups = np.maximum(self.employers, 2)
        t = stats.t.ppf(1 - alpha / 2, groups - 1)
        small = (stats.norm.ppf(1 - alpha / 2) / t) ** 2 * (groups - 1) / groups
        size = np.where(self.employers < shares.FEW_EMPLOYERS, size * small, size)
        usable = size > 0
        low, high = np.full_like(p, np.nan), np.full_like(p, np.nan)
        for method, chosen in (("wilson", ~self.sparse), ("beta", self.sparse)):
            at = usable & chosen
            low[at], high[at] = proportion_confint(p[at] * size[at], size[at], alpha, method)
        return Many(p, np.fmin(np.fmax(low, 0.0), p), np.fmax(np.fmin(high, 1.0), p))


def correlation(first: Sums, second: Sums) -> Floats:
    """Return the correlation of two shares through the employers that stand in both.

    Args:
        first: By employer.
        second: By the same employers in the same order.
    """
    shared = (first.influence * second.influence).sum(axis=0)
    spread = (first.influence**2).sum(axis=0) * (second.influence**2).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(spread > 0, shared / np.sqrt(spread), 0.0)
    return np.clip(found, -1.0, 1.0)
