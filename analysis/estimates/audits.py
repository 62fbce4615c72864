"""What an audit of some postings says of all in a corpus: the error of sampling is in it alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from analysis.estimates.clusters import Floats
from analysis.estimates.shares import Interval

Values = Sequence[float | None] | pd.Series | Floats


def difference(
    labels: "Values",
    coded: "Values",
    strata: "Sequence[str] | pd.Series | npt.NDArray[np.str_]",
    confidence: float = 0.95,
) -> Interval:
    """Return the corpus's share by the difference estimator, with finite populations.

    The share of the labels plus, for each stratum, its weight times the mean of (code - label) over
    those audited there (Saerndal, Swensson and Wretman 1992, Model Assisted Survey Sampling, 6.3);
    within a stratum every posting was as likely to be audited. The corpus is the population: an
    audit of all leaves no error. An audit that sees the same error everywhere, or none, shows no
    variance and gets no bounds (NaN): `exact` says what it hides.

    Args:
        labels: The machine's yes or no for every posting of the corpus, 0 or 1.
        coded: The truth in the same order; None or NaN where not audited.
        strata: Within which the audit was drawn at random, in the same order.
        confidence: Such as 0.95.

    Raises:
        ValueError: A stratum holds no audited posting.
    """
    frame = pd.DataFrame(
        {
            "label": np.asarray(labels, dtype=float),
            "truth": np.asarray(coded, dtype=float),
            "stratum": np.asarray(strata, dtype=object),
        }
    )
    estimate, variance = float(frame["label"].mean()), 0.0
    for name, rows in frame.groupby("stratum"):
        errors = (rows["truth"] - rows["label"]).dropna()
        if errors.empty:
            raise ValueError(f"stratum '{name}': none of its {len(rows)} postings was audited")
        weight, seen = len(rows) / len(frame), len(errors)
        estimate += weight * float(errors.mean())
        spread = float(errors.var(ddof=1)) if seen > 1 else 0.0
        variance += weight**2 * (1 - seen / len(rows)) * spread / seen
    complete = bool(frame["truth"].notna().all())
    half = float(stats.norm.ppf((1 + confidence) / 2)) * variance**0.5
    if variance == 0 and not complete:
        half = float("nan")
    low, estimate, high = (float(np.clip(estimate + side, 0, 1)) for side in (-half, 0.0, half))
    return Interval(estimate, low, high)


def by_label(
    labels: "Values",
    coded: "Values",
    confidence: float = 0.95,
) -> Interval:
    """Return the corpus's share with the audit taken apart by label: what was said yes, and no.

    Each label's share true in the audit, weighted by how often the corpus has it; the variance is
    that of stratified sampling without replacement (Cochran 1977, Sampling Techniques, 5A.9).

    Args:
        labels: As for `difference`.
        coded: As for `difference`.
        confidence: Such as 0.95.

    Raises:
        ValueError: A label was audited nowhere.
    """
    said = np.asarray(labels, dtype=float)
    names = np.where(said > 0, "labelled yes", "labelled no")
    return difference(said, coded, names, confidence)


@dataclass(frozen=True)
class Count:
    """What an audit of one label found.

    Attributes:
        size: Postings of the corpus with the label.
        audited: Those that were audited.
        wrong: Of these, the label was wrong.
    """

    size: int
    audited: int
    wrong: int


def total(count: Count, confidence: float) -> tuple[int, int]:
    """Return the fewest and the most wrong labels that an audit leaves possible.

    The totals that neither tail of the hypergeometric distribution rejects, each at half of what
    the confidence leaves; what was not audited is unknown, and no approximation is made.

    Args:
        count: Of one label.
        confidence: Such as 0.95.
    """
    if count.audited == 0:
        return 0, count.size
    least, most = count.wrong, count.size - (count.audited - count.wrong)
    possible = np.arange(least, most + 1)
    drawn = stats.hypergeom(count.size, possible, count.audited)
    half = (1 - confidence) / 2
    kept = possible[(drawn.sf(count.wrong - 1) > half) & (drawn.cdf(count.wrong) > half)]
    return int(kept.min()), int(kept.max())


def exact_share(
    labels: "Values", coded: "pd.Series[float]", confidence: float = 0.95
) -> tuple[float, float]:
    """Return the least and the most that the corpus's own share can be, given its audit.

    Args:
        labels: 1 or 0 of each posting.
        coded: What is true of each, null where not audited, in the same order.
        confidence: Such as 0.95.
    """
    said = np.asarray(labels, dtype=float)
    known = coded.notna().to_numpy()
    wrong = known & (coded.astype(float).to_numpy() != said)
    yes, no = (
        Count(int(side.sum()), int((side & known).sum()), int((side & wrong).sum()))
        for side in (said > 0, said == 0)
    )
    low, high = exact(yes, no, confidence)
    return low / len(said), high / len(said)


def exact(yes: Count, no: Count, confidence: float = 0.95) -> tuple[int, int]:
    """Return the fewest and the most postings that truly have the thing.

    Args:
        yes: Of the postings labelled yes.
        no: Of those labelled no.
        confidence: Of both bounds together: half of what it leaves goes to each label.
    """
    each = 1 - (1 - confidence) / 2
    false_yes, false_no = total(yes, each), total(no, each)
    return yes.size - false_yes[1] + false_no[0], yes.size - false_yes[0] + false_no[1]
