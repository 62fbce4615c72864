"""How far an employer's postings repeat one another: variance, design effect, correlation."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Postings that a share is taken of: whether each has the thing, and whose it is."""

    values: Floats
    employers: npt.NDArray[np.object_] | pd.Categorical

    @classmethod
    def of(
        cls, values: "Sequence[bool] | pd.Series", employers: "Sequence[str] | pd.Series"
    ) -> "Sample":
        """Return a sample.

        Args:
            values: One yes or no a posting.
            employers: The employer of each, in the same order.

        Raises:
            ValueError: The two differ in length.
        """
        known = employers.array if isinstance(employers, pd.Series) else None
        held = known if isinstance(known, pd.Categorical) else np.asarray(employers, dtype=object)
        sample = cls(np.asarray(values, dtype=float), held)
        if len(sample.values) != len(sample.employers):
            sizes = f"{len(sample.values)} values and {len(sample.employers)} employers"
            raise ValueError(f"{sizes}: each posting needs one of each")
        return sample

    @property
    def n(self) -> int:
        """Postings."""
        return len(self.values)

    @property
    def share(self) -> float:
        """The share that has the thing; NaN of no posting."""
        return float(self.values.mean()) if self.n else float("nan")

    @cached_property
    def groups(self) -> pd.DataFrame:
        """Each employer's `size`, `count` with the thing and `residual`: count - size x share."""
        codes, names = pd.factorize(self.employers)
        size = np.bincount(codes, minlength=len(names)).astype(float)
        count = np.bincount(codes, weights=self.values, minlength=len(names))
        totals = {"size": size, "count": count, "residual": count - size * self.share}
        return pd.DataFrame(totals, index=np.asarray(names, dtype=object))

    @cached_property
    def sizes(self) -> Floats:
        """Postings of each employer."""
        return self.groups["size"].to_numpy(float)

    @cached_property
    def residuals(self) -> Floats:
        """How many more of each employer's postings have the thing than the share would give."""
        return self.groups["residual"].to_numpy(float)


def linearised_variance(sample: Sample) -> float:
    """Return the variance of a share with employers as clusters (CR0).

    The sum over employers of the squared residual total, over n squared: what R's
    `survey::svymean` gives before its factor G/(G-1).

    Args:
        sample: Postings.
    """
    return float((sample.residuals**2).sum()) / sample.n**2


def linearised_covariance(first: Sample, second: Sample) -> float:
    """Return the covariance of two shares through the employers that stand in both.

    With it, var1 + var2 - 2 cov is the CR0 variance of the difference that a pooled linear
    probability model with errors clustered by employer gives.

    Args:
        first: Postings of one group.
        second: Postings of the other; the same postings may stand in both.
    """
    place = first.groups.index.get_indexer(second.groups.index)
    both = place >= 0
    shared = first.residuals[place[both]] * second.residuals[both]
    return float(shared.sum()) / (first.n * second.n)


def correlation(first: Sample, second: Sample) -> float:
    """Return the correlation of two shares, 0 where either does not vary.

    Args:
        first: Postings of one group.
        second: Postings of the other.
    """
    spread = float(np.sqrt(linearised_variance(first) * linearised_variance(second)))
    if spread == 0:
        return 0.0
    return float(np.clip(linearised_covariance(first, second) / spread, -1.0, 1.0))


def design_effect(sample: Sample) -> float:
    """Return the clustered variance of a share over its variance in independent postings.

    Args:
        sample: Postings.

    Returns:
        NaN where the share is 0 or 1, or no posting is there.
    """
    p = sample.share
    if not 0 < p < 1:
        return float("nan")
    return linearised_variance(sample) / (p * (1 - p) / sample.n)


def planned_design_effect(sample: Sample, icc: float) -> float:
    """Return the design effect that the sizes of the employers imply at a given correlation.

    Kish's 1 + (sum of squared sizes / n - 1) x ICC, for clusters of unequal size.

    Args:
        sample: Postings, one at least.
        icc: The intraclass correlation, 0 to 1.

    Example:
        >>> sample = Sample(np.ones(4), np.array(["a", "a", "b", "b"], dtype=object))
        >>> planned_design_effect(sample, icc=0.35)
        1.35
    """
    return 1 + (float((sample.sizes**2).sum()) / sample.n - 1) * icc


def largest(sample: Sample) -> float:
    """Return the part of the postings that the largest employer has.

    Args:
        sample: Postings, one at least.

    Example:
        >>> sample = Sample(np.ones(4), np.array(["a", "a", "a", "b"], dtype=object))
        >>> largest(sample)
        0.75
    """
    return float(sample.sizes.max()) / sample.n


def effective_employers(sample: Sample) -> float:
    """Return how many employers of equal size would be as concentrated: 1 / sum of squared shares.

    Args:
        sample: Postings, one at least.

    Example:
        >>> sample = Sample(np.ones(4), np.array(["a", "a", "a", "b"], dtype=object))
        >>> effective_employers(sample)
        1.6
    """
    return sample.n**2 / float((sample.sizes**2).sum())


def intraclass_correlation(sample: Sample) -> float:
    """Return the correlation of two postings of one employer (one-way analysis of variance).

    Args:
        sample: Postings.

    Returns:
        NaN where no employer has two postings, one employer has all, or nothing varies.
    """
    sizes, having = sample.sizes, sample.groups["count"].to_numpy(float)
    count, n = len(sizes), sample.n
    if count < 2 or count == n or not 0 < sample.share < 1:
        return float("nan")
    between = float((sample.residuals**2 / sizes).sum()) / (count - 1)
    inside = having * (1 - having / sizes)
    within = float(inside.sum()) / (n - count)
    size = (n - float((sizes**2).sum()) / n) / (count - 1)
    return (between - within) / (between + (size - 1) * within)


def without_each_employer(sample: Sample) -> tuple[float, float]:
    """Return the lowest and the highest share that leaving out one employer gives.

    Args:
        sample: Postings of two employers at least.

    Example:
        >>> sample = Sample(np.array([1, 1, 0, 0.0]), np.array(["a", "a", "b", "c"], dtype=object))
        >>> without_each_employer(sample)
        (0.0, 0.6666666666666666)
    """
    groups = sample.groups
    left = (sample.values.sum() - groups["count"]) / (sample.n - groups["size"])
    return float(left.min()), float(left.max())


def one_vote_each(sample: Sample) -> float:
    """Return the share with one vote an employer: the mean of the employers' own shares.

    Args:
        sample: Postings, one at least.

    Example:
        >>> sample = Sample(np.array([1, 1, 1, 0.0]), np.array(["a", "a", "a", "b"], dtype=object))
        >>> one_vote_each(sample)
        0.5
    """
    groups = sample.groups
    return float((groups["count"] / groups["size"]).mean())


def differences_without_each(first: Sample, second: Sample) -> tuple[float, float]:
    """Return the lowest and highest difference of two shares without one employer, on both sides.

    Args:
        first: Postings of two employers at least.
        second: What is taken from the first; the same.
    """
    sides = [sample.groups for sample in (first, second)]
    names = sides[0].index.union(sides[1].index)
    lefts = []
    for sample, groups in zip((first, second), sides, strict=True):
        whole = groups[["count", "size"]].reindex(names, fill_value=0.0)
        lefts.append((sample.values.sum() - whole["count"]) / (sample.n - whole["size"]))
    left = lefts[0] - lefts[1]
    return float(left.min()), float(left.max())
