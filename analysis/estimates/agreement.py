"""How far two raters agree, from tables of how often they gave which pair of values."""

import numpy as np

from analysis.estimates.clusters import Floats

COEFFICIENTS = ("percent", "kappa", "ac1", "alpha")


def coefficients(tables: Floats) -> dict[str, Floats]:
    """Return the coefficients of agreement of one table or of many at once.

    `percent` is the share of equal values; `kappa` is Cohen's (1960, Educational and Psychological
    Measurement 20: 37-46), `ac1` Gwet's (2008, British Journal of Mathematical and Statistical
    Psychology 61: 29-48), `alpha` Krippendorff's for nominal values (2011, Computing
    Krippendorff's Alpha-Reliability). Where either rater uses one value alone, kappa says little
    while AC1 stays near the share of equal values (Feinstein and Cicchetti 1990).

    Args:
        tables: Postings by the value of the first rater (last axis but one) and of the second
            (last axis); any axes before are tables of their own.

    Returns:
        By name, a value a table; NaN where it is undefined.
    """
    total = tables.sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        joint = tables / total[..., None, None]
        equal = np.trace(joint, axis1=-2, axis2=-1)
        first, second = joint.sum(axis=-1), joint.sum(axis=-2)
        mean = (first + second) / 2
        by_chance = {
            "kappa": (first * second).sum(axis=-1),
            "ac1": (mean * (1 - mean)).sum(axis=-1) / max(tables.shape[-1] - 1, 1),
        }
        found = {name: (equal - chance) / (1 - chance) for name, chance in by_chance.items()}
        values = 2 * total
        unequal = (1 - (mean**2).sum(axis=-1)) * values / (values - 1)
        found["alpha"] = 1 - (1 - equal) / unequal
    found = {name: np.where(np.isfinite(value), value, np.nan) for name, value in found.items()}
    return {"percent": equal, **found}


def by_class(tables: Floats) -> dict[str, Floats]:
    """Return how well the second rater finds each value that the first gave.

    Args:
        tables: As for `coefficients`.

    Returns:
        `sensitivity`, of the postings where the first gave a value the share where the second did
        too, and `specificity`, of the others the share where the second did not either; the last
        axis is the value. NaN where the first never, or always, gave it.
    """
    of_first, of_second = tables.sum(axis=-1), tables.sum(axis=-2)
    total = tables.sum(axis=(-2, -1))[..., None]
    both = np.diagonal(tables, axis1=-2, axis2=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "sensitivity": both / of_first,
            "specificity": (total - of_first - of_second + both) / (total - of_first),
        }
