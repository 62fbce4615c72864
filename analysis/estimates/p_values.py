"""P-values read off an interval that is known at every confidence."""

from collections.abc import Callable

from scipy.optimize import brentq

from analysis.estimates.shares import Interval

SMALLEST = 1e-9
"""A p-value is not told below this: the intervals are not exact so far out."""

WIDEST = 1 - 2 * SMALLEST


def two_sided(interval: Callable[[float], Interval]) -> float:
    """Return the two-sided p-value against no difference.

    Args:
        interval: The difference's, by confidence.

    Example:
        >>> from statistics import NormalDist
        >>> def gap(confidence: float) -> Interval:
        ...     half = 0.1 * NormalDist().inv_cdf((1 + confidence) / 2)
        ...     return Interval(0.2, 0.2 - half, 0.2 + half)
        >>> round(two_sided(gap), 4)
        0.0455
    """
    side = above if interval(0.5).estimate > 0 else below  # the other one is .5 or more
    return min(1.0, 2 * side(interval, 0.0))


def above(interval: Callable[[float], Interval], limit: float) -> float:
    """Return the one-sided p-value against a difference of at most a limit.

    Args:
        interval: The difference's, by confidence.
        limit: The limit.
    """
    if interval(0.5).estimate <= limit:
        return max(0.5, 1 - _tail(lambda level: limit - interval(level).high))
    return _tail(lambda level: interval(level).low - limit)


def below(interval: Callable[[float], Interval], limit: float) -> float:
    """Return the one-sided p-value against a difference of at least a limit.

    Args:
        interval: The difference's, by confidence.
        limit: The limit.
    """

    def mirrored(level: float) -> Interval:
        one = interval(level)
        return Interval(-one.estimate, -one.high, -one.low)

    return above(mirrored, -limit)


def _tail(distance: Callable[[float], float]) -> float:
    """Return half of one less the confidence at which a bound reaches the limit."""
    if distance(WIDEST) > 0:
        return SMALLEST
    if distance(SMALLEST) <= 0:
        return 0.5
    return float((1 - brentq(distance, SMALLEST, WIDEST)) / 2)
