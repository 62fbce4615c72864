"""The share that truly has a thing, from labels that err and an audit of some of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from analysis.estimates import clusters
from analysis.estimates.clusters import Floats, Sample
from analysis.estimates.shares import PLANNED_ICC, Interval, Share, floors


@dataclass(frozen=True)
class _Stratum:
    """Postings of one label: their weight, and the audit of them at its effective employers."""

    weight: float
    unaudited: float
    true: float
    size: float

    def spread(self, true: float, size: float) -> float:
        """Return what not knowing the unaudited adds to the variance of the share."""
        return self.weight**2 * self.unaudited * true * (1 - true) / size


def audited(
    measured: Sample,
    coded: "Sequence[bool | None] | pd.Series",
    icc: float = PLANNED_ICC["skill"],
) -> Share:
    """Return the share of postings that truly have the thing, corrected by an audit.

    The difference estimator lam x mean(label) + mean of the audited (truth - lam x label) with lam
    tuned to the least variance (PPI++, Angelopoulos, Duchi and Zrnic 2023, arXiv 2311.01453). For
    a yes or no that lam is the share true among audited yeses less that among audited noes, so it
    lies within -1 to 1, and the estimate is the true shares of the two labels weighted by how often
    the corpus has each label: the maximum likelihood of double sampling (Tenenbein 1970, Journal of
    the American Statistical Association 65: 1350-1361), within 0 to 1. It conditions on how many
    of each label were audited, so the audit may be a simple random sample or one of each label.

    The variance is linearised with employers as clusters (CR0), not below that of independent
    postings. An audit that saw few errors hides their variance; so the design effect grows by what
    one success and one failure more under each label would add (Agresti and Caffo 2000, The
    American Statistician 54: 280-288), the audit counted at its effective employers since an
    employer's postings repeat one another's errors. Where all is audited nothing is added.

    Args:
        measured: All postings of a corpus with the machine's labels.
        coded: Whether each truly has it, in the same order; None or NaN where not audited.
        icc: As in `analysis.estimates.shares.clustered`, where a side is sparse.

    Raises:
        ValueError: The two differ in length, no posting is there, or a label was never audited.
    """
    estimate, influence = linearised(measured, coded)
    totals = np.bincount(pd.factorize(measured.employers)[0], weights=influence)
    variance = max(float((totals**2).sum()), float((influence**2).sum()))
    spread = estimate * (1 - estimate)
    k = round(estimate * measured.n, 9)  # a sum of fractions may miss the count where sparse ends
    truth = _truth(measured, coded)
    seen = measured if np.isnan(truth).any() else Sample(truth, measured.employers)
    effects = [1.0, *floors(seen, k, icc)]
    if spread > 0:
        effects.append(variance * measured.n / spread)
    unseen = measured.n * _unseen(_strata(measured, truth), estimate)
    return Share(measured.n, k, len(set(measured.employers)), max(effects) + unseen)


def linearised(
    measured: Sample, coded: "Sequence[bool | None] | pd.Series"
) -> tuple[float, Floats]:
    """Return the corrected share, and each posting's influence on it.

    Args:
        measured: All postings of a corpus with the machine's labels.
        coded: Whether each truly has it, in the same order; None or NaN where not audited.

    Raises:
        ValueError: The two differ in length, no posting is there, or a label was never audited.
    """
    truth = _truth(measured, coded)
    expected, weights = np.zeros(measured.n), np.zeros(measured.n)
    for label in np.unique(measured.values):
        alike = measured.values == label
        known = alike & ~np.isnan(truth)
        expected[alike] = truth[known].mean()
        weights[known] = alike.mean() / known.sum()
    estimate = float(expected.mean())
    surprise = np.where(np.isnan(truth), 0.0, truth - expected)
    return estimate, (expected - estimate) / measured.n + weights * surprise


def without_each_employer(
    measured: Sample, coded: "Sequence[bool | None] | pd.Series"
) -> tuple[float, float]:
    """Return the lowest and the highest corrected share that leaving out one employer gives.

    An employer that had all audited postings of a label is not left out: nothing would correct it.

    Args:
        measured: As for `audited`, of two employers at least.
        coded: As for `audited`.

    Returns:
        NaN where no employer can be left out.

    Raises:
        ValueError: As for `audited`.
    """
    truth = _truth(measured, coded)
    codes, names = pd.factorize(measured.employers)
    known = ~np.isnan(truth)
    corrected, fit = np.zeros(len(names)), np.ones(len(names), bool)
    for label in np.unique(measured.values):
        alike = measured.values == label
        postings, coded_ones, true_ones = (
            weights.sum() - np.bincount(codes, weights=weights, minlength=len(names))
            for weights in (alike * 1.0, alike * known * 1.0, np.nan_to_num(truth) * alike)
        )
        fit &= (coded_ones > 0) | (postings == 0)
        corrected += postings * true_ones / np.maximum(coded_ones, 1.0)
    left = (corrected / (measured.n - np.bincount(codes)))[fit]
    return (float(left.min()), float(left.max())) if fit.any() else (math.nan, math.nan)


def transported(
    measured: Share,
    sensitivity: tuple[int, int],
    specificity: tuple[int, int],
    confidence: float,
) -> Interval:
    """Return the share that truly has the thing, from error rates coded on another corpus.

    Rogan and Gladen (1978, American Journal of Epidemiology 107: 71-76) with the interval of Lang
    and Reiczigel (2014, Preventive Veterinary Medicine 113: 13-22), at the size that the measured
    share's own interval counts on, smaller with few employers. It holds only where the labels err
    here as often as they do there. Where an audit of this corpus exists, `audited` needs no such
    trust.

    Args:
        measured: The share that the machine's labels give here.
        sensitivity: Found by the machine, of the postings elsewhere that have the thing.
        specificity: Passed over by the machine, of the postings elsewhere that lack it.
        confidence: Such as 0.95.

    Raises:
        ValueError: Counts that cannot be, or labels that tell nothing (the two rates sum to 1 or
            less).

    Example:
        >>> measured = Share(n=400, k=200, employers=300, design_effect=1.0)
        >>> true = transported(measured, (90, 100), (80, 100), confidence=0.95)
        >>> round(true.estimate, 3), round(true.low, 3), round(true.high, 3)
        (0.429, 0.321, 0.528)
    """
    rates = [_rate("sensitivity", *sensitivity), _rate("specificity", *specificity)]
    estimate = float(np.clip(_rogan_gladen(measured.estimate, *rates), 0.0, 1.0))
    z = float(stats.norm.ppf((1 + confidence) / 2))
    counted = measured.size(confidence)
    size = counted + z**2
    share = (measured.estimate * counted + z**2 / 2) / size
    sizes = [sensitivity[1] + 2, specificity[1] + 2]
    added = [(sensitivity[0] + 1) / sizes[0], (specificity[0] + 1) / sizes[1]]
    true = _rogan_gladen(share, *added)
    found, passed = (p * (1 - p) / n for p, n in zip(added, sizes, strict=True))
    centre = true + 2 * z**2 * (true * found - (1 - true) * passed)
    variance = share * (1 - share) / size + true**2 * found + (1 - true) ** 2 * passed
    half = z * math.sqrt(variance) / (sum(added) - 1)
    low, high = np.clip([centre - half, centre + half], 0.0, 1.0)
    return Interval(estimate, min(float(low), estimate), max(float(high), estimate))


def transported_gap(
    measured: Interval,
    sensitivity: tuple[int, int],
    specificity: tuple[int, int],
    confidence: float,
) -> Interval:
    """Return a gap between two shares as it truly is, from error rates coded elsewhere.

    Both shares err alike, so the gap shrinks by sensitivity + specificity - 1 (Rogan and Gladen
    1978, American Journal of Epidemiology 107: 71-76); each side of the interval is widened by the
    linearised variance of that factor, the rates with one hit and one miss added as in
    `transported`. It holds only where the labels err alike in both groups.

    Args:
        measured: The gap that the machine's labels give, with its interval.
        sensitivity: As for `transported`.
        specificity: As for `transported`.
        confidence: Of the interval, such as 0.95.

    Raises:
        ValueError: As for `transported`.
    """
    rates = [_rate("sensitivity", *sensitivity), _rate("specificity", *specificity)]
    gain = _gain(*rates)
    estimate = measured.estimate / gain
    z = float(stats.norm.ppf((1 + confidence) / 2))
    added = [((hits + 1) / (of + 2), of + 2) for hits, of in (sensitivity, specificity)]
    spread = z * abs(estimate) / gain * math.sqrt(sum(p * (1 - p) / n for p, n in added))
    low = math.hypot((measured.estimate - measured.low) / gain, spread)
    high = math.hypot((measured.high - measured.estimate) / gain, spread)
    return Interval(
        *(float(np.clip(bound, -1.0, 1.0)) for bound in (estimate, estimate - low, estimate + high))
    )


def _truth(measured: Sample, coded: "Sequence[bool | None] | pd.Series") -> Floats:
    if len(coded) != measured.n:
        raise ValueError(f"{measured.n} postings and {len(coded)} codes: each posting needs one")
    if measured.n == 0:
        raise ValueError("no posting: a share needs one at least")
    known = pd.Series(np.asarray(coded, dtype=object)).astype("boolean")
    truth: Floats = np.asarray(known.to_numpy(dtype=object, na_value=np.nan), dtype=np.float64)
    for label in np.unique(measured.values):
        alike = measured.values == label
        if np.isnan(truth[alike]).all():
            name = "yes" if label else "no"
            raise ValueError(
                f"none of the {alike.sum()} postings labelled {name} was audited: code some of them"
            )
    return truth


def _strata(measured: Sample, truth: Floats) -> list[_Stratum]:
    found = []
    for label in np.unique(measured.values):
        alike = measured.values == label
        known = alike & ~np.isnan(truth)
        seen = Sample(truth[known], measured.employers[known])
        size = clusters.effective_employers(seen)
        weight, audited_share = float(alike.mean()), float(known.sum() / alike.sum())
        found.append(_Stratum(weight, 1 - audited_share, seen.share, size))
    return found


def _unseen(strata: list[_Stratum], estimate: float) -> float:
    """Return what one success and one failure more under each label add, in variance of a yes."""
    added = [(one, (one.true * one.size + 1) / (one.size + 2)) for one in strata]
    mean = sum(one.weight * true for one, true in added)
    after = sum(one.spread(true, one.size + 2) for one, true in added) / (mean * (1 - mean))
    if not 0 < estimate < 1:
        return after
    before = sum(one.spread(one.true, one.size) for one in strata) / (estimate * (1 - estimate))
    return max(after - before, 0.0)


def _rate(name: str, hits: int, of: int) -> float:
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{name}: {hits} of {of} postings cannot be; give hits and coded postings")
    return hits / of


def _rogan_gladen(share: float, sensitivity: float, specificity: float) -> float:
    return (share + specificity - 1) / _gain(sensitivity, specificity)


def _gain(sensitivity: float, specificity: float) -> float:
    """Return what a true yes rather than a no adds to the chance of the label yes."""
    gain = sensitivity + specificity - 1
    if gain <= 0:
        raise ValueError(
            f"sensitivity {sensitivity:.3f} and specificity {specificity:.3f} sum to 1 or less: "
            "such labels say nothing about the truth; correct the rules or audit this corpus"
        )
    return gain
