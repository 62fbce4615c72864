"""What stays possible where part of the postings say nothing: worst-case bounds (Manski 1989)."""

import math
from typing import NamedTuple

import numpy as np

from analysis.estimates.clusters import Floats


class Bound(NamedTuple):
    """The least and the most that a quantity can be; infinite where nothing bounds it."""

    low: float
    high: float

    @property
    def identified(self) -> bool:
        """Whether either end is finite."""
        return math.isfinite(self.low) or math.isfinite(self.high)


def beyond(above: float, disclosed: float) -> Bound:
    """Return what the share of all postings above an amount can be.

    Those that say nothing may all lie above or all below (Manski 1989, Journal of Human Resources
    24: 343-360).

    Args:
        above: Share above the amount among postings that disclose, 0 to 1.
        disclosed: Share that discloses, 0 to 1.
    """
    low = disclosed * above
    return Bound(low, low + 1 - disclosed)


def positions(quantile: float, disclosed: float) -> tuple[float, float]:
    """Return at which two quantiles of the disclosed a quantile of all can lie; NaN outside 0 to 1.

    Args:
        quantile: Of all postings, such as 0.5.
        disclosed: Share that discloses, above 0 to 1.
    """
    low, high = (quantile - (1 - disclosed)) / disclosed, quantile / disclosed
    return low if low >= 0 else math.nan, high if high <= 1 else math.nan


def quantile(amounts: Floats, quantile: float, disclosed: float) -> Bound:
    """Return what a quantile of all postings can be, given those that disclose.

    Args:
        amounts: Of the postings that disclose, one at least.
        quantile: Of all postings, such as 0.5.
        disclosed: Share that discloses, above 0 to 1.
    """
    low, high = positions(quantile, disclosed)
    return Bound(
        -math.inf if math.isnan(low) else float(np.quantile(amounts, low)),
        math.inf if math.isnan(high) else float(np.quantile(amounts, high)),
    )
