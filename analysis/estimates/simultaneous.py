"""Intervals that hold for all estimates of a section of the article together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg, stats

from analysis.corpora.registry import Corpus
from analysis.estimates import article, clusters, differences, estimate, rows
from analysis.estimates.cells import Cell, cells, pairs
from analysis.estimates.clusters import Floats, Sample
from analysis.estimates.differences import Difference
from analysis.estimates.measures import MissingSignalError
from analysis.estimates.setting import Setting, UnusableSampleError
from analysis.estimates.shares import FEWEST_EFFECTIVE, Share
from analysis.register.register import Claim, Register

KINDS = ("share", "count", "threshold", "universal", "comparison", "ranking")
"""Kinds of claims that an interval decides; a structure has its test, an extremum its count."""

COLUMNS = [
    "section", "claim", "part", "corpus", "n", "estimate", "low95", "high95", "low_together",
    "high_together", "difference", "diff_low_together", "diff_high_together", "family",
    "confidence", "diff_confidence",
]  # fmt: skip

DRAWS, SEED = 100_000, 0
"""Of all estimates at once: the confidence of all together is off by some .0007."""


@dataclass(frozen=True)
class Quantity:
    """A share or a difference of two, and how much each employer moves it.

    Attributes:
        claim: Whose it is.
        part: As in the table of estimates.
        corpus: Where.
        value: What has an interval at any confidence.
        influence: By employer, how far it moves the estimate; None where an audit moves it too.
    """

    claim: Claim
    part: str
    corpus: str
    value: Share | Difference
    influence: "pd.Series[float] | None"

    @property
    def sides(self) -> list[Share]:
        """The share, or the two of a difference."""
        value = self.value
        return [value.first, value.second] if isinstance(value, Difference) else [value]


def of_sections(
    register: Register,
    corpora: Sequence[Corpus],
    measurements: Mapping[str, pd.DataFrame],
    audit: pd.DataFrame | None,
) -> pd.DataFrame:
    """Return every estimate that an interval judges, alone and among all of its section.

    The family is that of Holm's method: all claims of a section in all corpora that hold 30
    effective postings for them. Each interval is the one of the estimates at the confidence at
    which all together hold in 95 of 100 samples (the single-step max-t of Hothorn, Bretz and
    Westfall 2008, Biometrical Journal 50: 346-363, section 3): the two-sided quantile of the
    largest of normals that correlate as the estimates of one corpus do through its employers
    (CR0). Estimates of different corpora count as independent, as do those that an audit corrected;
    for symmetric intervals that never makes them too narrow (Sidak 1967, JASA 62: 626-633).

    The difference from the article has the interval of both sides at Sidak's confidence, which
    holds together whatever correlates: all corpora are held against one article, whose own shares
    stand in one sample and correlate in ways that it does not print.

    Args:
        register: The claims.
        corpora: As registered.
        measurements: By corpus id.
        audit: The levels that a coder gave some postings, by posting.

    Returns:
        Columns `COLUMNS`: `family` estimates are taken together, each at `confidence`; `low95` and
        `high95` are those of the estimate alone, without the correction for pairs of an order;
        `difference` is empty where the article states no number.
    """
    known = {corpus.id: corpus for corpus in corpora}
    judged = [c for c in register.claim if c.judged_on_postings and c.kind in KINDS]
    found: list[dict[str, object]] = []
    for section in dict.fromkeys(claim.section for claim in judged):
        family = [
            quantity
            for claim in judged
            if claim.section == section
            for corpus, frame in measurements.items()
            if estimate.refusal(claim, known[corpus]) is None
            for quantity in quantities(Setting(register, claim, known[corpus], frame, audit))
        ]
        size, level = len(family), confidence(correlations(family))
        found += [
            _row(quantity, size, level) | _against(quantity, register, sidak(size))
            for quantity in family
        ]
    return pd.DataFrame(found, columns=COLUMNS)


def _row(quantity: Quantity, family: int, level: float) -> dict[str, object]:
    alone, together = (quantity.value.interval(each) for each in (rows.REPORTED, level))
    return {
        "section": quantity.claim.section,
        "claim": quantity.claim.id,
        "part": quantity.part,
        "corpus": quantity.corpus,
        "n": min(side.n for side in quantity.sides),
        "estimate": alone.estimate,
        "low95": alone.low,
        "high95": alone.high,
        "low_together": together.low,
        "high_together": together.high,
        "family": family,
        "confidence": level,
    }


def _against(quantity: Quantity, register: Register, level: float) -> dict[str, object]:
    """Return the difference from the article, taken together with all others of the family."""
    stated = article.interval(register, quantity.claim, level)
    if stated is None:
        return {}
    gap = differences.mover(quantity.value.interval(level), stated)
    return {
        "difference": gap.estimate,
        "diff_low_together": gap.low,
        "diff_high_together": gap.high,
        "diff_confidence": level,
    }


def quantities(setting: Setting) -> list[Quantity]:
    """Return what the verdict on a claim in a corpus rests on, where it rests on enough postings.

    Args:
        setting: A claim of one of `KINDS` in a corpus that may speak to it.
    """
    claim = setting.claim
    try:
        samples = {
            name: (cell, setting.sample(cell.measure, cell.role, cell.among))
            for name, cell in cells(claim).items()
        }
    except (MissingSignalError, UnusableSampleError):
        return []
    judged = pairs(claim)
    if judged:
        found = [_difference(setting, f"{a} - {b}", samples[a], samples[b]) for a, b in judged]
    else:
        found = [_share(setting, name, *each) for name, each in samples.items()]
    worth = min((side.n_effective for each in found for side in each.sides), default=0.0)
    return found if worth >= FEWEST_EFFECTIVE else []


def _share(setting: Setting, part: str, cell: Cell, sample: Sample) -> Quantity:
    corrected = setting.audited(cell.measure, cell.role, sample)
    if corrected is not None:
        return Quantity(setting.claim, part, setting.corpus.id, corrected[0], None)
    share = setting.share(cell.measure, sample)
    return Quantity(setting.claim, part, setting.corpus.id, share, _influence(sample))


def _difference(
    setting: Setting, part: str, first: tuple[Cell, Sample], second: tuple[Cell, Sample]
) -> Quantity:
    one, other = (setting.share(cell.measure, sample) for cell, sample in (first, second))
    gap = Difference(one, other, clusters.correlation(first[1], second[1]))
    moved = _influence(first[1]).sub(_influence(second[1]), fill_value=0.0)
    return Quantity(setting.claim, part, setting.corpus.id, gap, moved)


def _influence(sample: Sample) -> "pd.Series[float]":
    return sample.groups["residual"] / sample.n


def correlations(family: Sequence[Quantity]) -> Floats:
    """Return how the estimates of a family correlate: within a corpus, through its employers.

    Args:
        family: Of any corpora.
    """
    found = np.eye(len(family))
    for corpus in dict.fromkeys(quantity.corpus for quantity in family):
        at = [
            place
            for place, each in enumerate(family)
            if each.corpus == corpus and each.influence is not None and each.influence.any()
        ]
        if at:
            moved = pd.concat([family[place].influence for place in at], axis=1).fillna(0.0)
            totals = moved.to_numpy(float)
            unit = totals / np.sqrt((totals**2).sum(axis=0))
            found[np.ix_(at, at)] = unit.T @ unit
    return found


def confidence(correlation: Floats, together: float = rows.REPORTED) -> float:
    """Return the confidence of each interval at which all hold together.

    Args:
        correlation: Of the estimates, a row and a column each; it may be singular.
        together: The confidence of all.

    Returns:
        From `together`, where all are one, to Sidak's `together` ** (1 / number) where none has to
        do with another.
    """
    size = len(correlation)
    if size < 2:
        return together
    drawn = np.random.default_rng(SEED).standard_normal((DRAWS, size))
    values, vectors = linalg.eigh(correlation)
    root = vectors * np.sqrt(np.clip(values, 0.0, None))
    largest = np.abs(drawn @ root.T).max(axis=1)
    level = 1 - 2 * float(stats.norm.sf(np.quantile(largest, together)))
    return float(np.clip(level, together, sidak(size, together)))


def sidak(size: int, together: float = rows.REPORTED) -> float:
    """Return the confidence of each interval at which all hold together, whatever correlates.

    For two-sided symmetric intervals of normals: Sidak 1967, JASA 62: 626-633, Theorem 1.

    Args:
        size: How many intervals, one at least.
        together: The confidence of all.

    Example:
        >>> round(sidak(10), 5)
        0.99488
    """
    return float(together ** (1 / size))
