"""The interval of a difference from the intervals of its two sides."""

import math
from dataclasses import dataclass

from analysis.estimates import clusters, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.shares import Interval, Share


@dataclass(frozen=True)
class Difference:
    """Two shares, the second to be taken from the first, and the correlation of their estimates."""

    first: Share
    second: Share
    correlation: float

    @classmethod
    def of(
        cls, first: Sample, second: Sample, icc: float = shares.PLANNED_ICC["skill"]
    ) -> "Difference":
        """Return that of two samples, employers as clusters.

        Args:
            first: Postings, one at least.
            second: Postings, one at least, of the same employers or of others.
            icc: The correlation within an employer that is planned with where a side is sparse.
        """
        one, other = (shares.clustered(sample, icc) for sample in (first, second))
        return cls(one, other, clusters.correlation(first, second))

    def interval(self, confidence: float) -> Interval:
        """Return the difference with its two-sided interval, as `mover` makes it.

        Args:
            confidence: Such as 0.95.
        """
        first, second = (share.interval(confidence) for share in (self.first, self.second))
        return mover(first, second, self.correlation)


def mover(first: Interval, second: Interval, correlation: float = 0.0) -> Interval:
    """Return first - second with its interval.

    Newcombe's method 10 (1998, Statistics in Medicine 17: 873-890) in the general form of Zou and
    Donner (2008, Statistics in Medicine 27: 1693-1702): each side brings its own bounds, so that
    Wilson bounds at the effective size make it a clustered interval. Roles that share employers
    are not independent; the correlation of the two estimates enters as in Zou and Donner's section
    on dependent estimates. This is preferred to the pooled linear probability model, whose
    variance it has in large samples, since that interval is symmetric, may leave -1 to 1, and is
    empty where a share is 0 or 1. The score method of statsmodels 0.15 is wrong for differences.

    Args:
        first: With bounds of the same confidence as the second's.
        second: What is taken from the first.
        correlation: Of the two estimates, -1 to 1.
    """
    difference = first.estimate - second.estimate
    low = _distance(first.estimate - first.low, second.high - second.estimate, correlation)
    high = _distance(first.high - first.estimate, second.estimate - second.low, correlation)
    return Interval(difference, difference - low, difference + high)


def _distance(one: float, other: float, correlation: float) -> float:
    squared = one**2 + other**2 - 2 * correlation * one * other
    return math.sqrt(max(squared, 0.0))
