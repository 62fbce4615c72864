"""The table of estimates as it would be if the rules erred no more than coded postings show.

The error rates are those of the coded postings, all corpora together, taken over to every role and
corpus. Doubt: they were coded by LLM coders of one family, and a rule may err more in one corpus
than in another; so this shows which verdicts hang on label error, and replaces none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.estimates import article, label_error, rows
from analysis.estimates.rows import Bounds, Estimate
from analysis.estimates.shares import Share
from analysis.register.register import Claim, Register

CORRECTED = "corrected for label error"
"""The note of a row that was."""

_NOT = "not "


@dataclass(frozen=True)
class Rates:
    """How a signal's rules do on coded postings, at one of the article's two words.

    Attributes:
        hits: Postings that have it, found by the rules.
        positives: Postings that have it.
        passed: Postings that lack it, passed over by the rules.
        negatives: Postings that lack it.
    """

    hits: int
    positives: int
    passed: int
    negatives: int

    @property
    def swapped(self) -> "Rates":
        """The rates of 'not' the signal."""
        return Rates(self.passed, self.negatives, self.hits, self.positives)

    @property
    def tell(self) -> bool:
        """Whether rules of these rates say anything of the truth: the two rates sum to over 1."""
        said = self.hits * self.negatives + self.passed * self.positives
        return said > self.positives * self.negatives


Known = Mapping[tuple[str, str], Rates]
"""By measure, as a claim writes it, and level; the level is empty where a claim has none."""


def corrected(estimates: pd.DataFrame, register: Register, known: Known) -> pd.DataFrame:
    """Return the table of estimates with shares, and gaps between roles, corrected.

    Args:
        estimates: As `estimate_claims` returns them.
        register: The claims.
        known: The error rates.

    Returns:
        The same rows in the same order; those that were corrected have the note `CORRECTED`. What
        an audit of its own corpus has corrected is left as it is: it would be corrected twice. So
        is what is measured by rules that tell nothing.
    """
    found = [
        _corrected(row, register, rates)
        if row.estimate is not None
        and not row.is_audited
        and (rates := rates_of(register[row.claim], known))
        and rates.tell
        else row
        for row in rows.from_frame(estimates)
    ]
    return rows.to_frame(found)


def rates_of(claim: Claim, known: Known) -> Rates | None:
    """Return the error rates of what a claim measures, None where nobody coded it.

    Args:
        claim: Of the register; its measure is one signal in all postings of a role.
        known: The error rates.
    """
    if claim.among is not None or claim.measure is None:
        return None
    if claim.measure.startswith(_NOT):
        rates = known.get((claim.measure.removeprefix(_NOT), claim.level or ""))
        return rates.swapped if rates else None
    return known.get((claim.measure, claim.level or ""))


def _corrected(row: Estimate, register: Register, rates: Rates) -> Estimate:
    sensitivity, specificity = (rates.hits, rates.positives), (rates.passed, rates.negatives)
    at95, at90 = rows.bounds_of(row).at95, rows.bounds_of(row).at90
    if row.n is not None and row.design_effect is not None:
        share = Share(row.n, at95.estimate * row.n, row.employers, row.design_effect)
        at95, at90 = (
            label_error.transported(share, sensitivity, specificity, confidence)
            for confidence in (rows.REPORTED, rows.EQUIVALENCE)
        )
    else:
        at95, at90 = (
            label_error.transported_gap(gap, sensitivity, specificity, confidence)
            for gap, confidence in ((at95, rows.REPORTED), (at90, rows.EQUIVALENCE))
        )
    bounds = Bounds(at95, at90)
    moved = rows.with_bounds(replace(row, note=CORRECTED), bounds)
    stated = article.bounds(register, register[row.claim])
    return (
        moved
        if stated is None or row.difference is None
        else rows.with_stated(moved, stated, bounds)
    )
