"""What many tests cost: Holm for a family that is fixed, e-BH for one that keeps growing."""

import math
from collections.abc import Sequence

from statsmodels.stats.multitest import multipletests

LEVEL = 0.05
"""Of the family-wise error under Holm, and of the false discovery rate under e-BH."""


def holm(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted by Holm's step-down method (1979, Scand. J. Statist. 6: 65-70).

    Args:
        p_values: Of one family, in any order, which is kept; each from 0 to 1.

    Example:
        >>> [round(p, 2) for p in holm([0.01, 0.04, 0.03])]
        [0.03, 0.06, 0.06]
    """
    return [float(p) for p in multipletests(p_values, method="holm")[1]]


def e_value(p: float) -> float:
    """Return the e-value of a p-value, by the calibrator 1 / (2 sqrt(p)).

    Vovk and Wang (2021, Annals of Statistics 49: 1736-1754), section 2, at kappa = 1/2.

    Args:
        p: Above 0, at most 1.

    Raises:
        ValueError: It is outside.

    Example:
        >>> e_value(0.04)
        2.5
    """
    if not 0 < p <= 1:
        raise ValueError(f"{p} is no p-value of a test: it must lie above 0 and not above 1")
    return 0.5 / math.sqrt(p)


def e_bh(e_values: Sequence[float], level: float = LEVEL) -> list[bool]:
    """Return which hypotheses e-BH rejects, whatever their dependence.

    Wang and Ramdas (2022, J. R. Statist. Soc. B 84: 822-852): the k largest, for the largest k
    with e_(k) >= K / (k level).

    Args:
        e_values: Of all K hypotheses so far, in any order, which is kept.
        level: The false discovery rate, above 0 and below 1.

    Example:
        >>> e_bh([70.0, 1.0, 30.0])
        [True, False, True]
    """
    ordered = sorted(e_values, reverse=True)
    passing = [e for k, e in enumerate(ordered, start=1) if e >= len(ordered) / (k * level)]
    least = min(passing, default=math.inf)
    return [e >= least for e in e_values]
