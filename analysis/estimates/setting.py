"""A claim in a corpus: what every estimate of it is made from."""

from dataclasses import dataclass

import pandas as pd

from analysis.corpora import employers
from analysis.corpora.registry import Corpus
from analysis.estimates import label_error, measures, populations, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.rows import Estimate
from analysis.estimates.shares import Share
from analysis.register import expressions
from analysis.register.register import Claim, Register


class UnusableSampleError(LookupError):
    """A corpus holds too little for an interval."""


COLUMNS = {
    *{"id", "role", "country", "text_complete", "employer_key", "employment"},
    *{"pay_disclosed", "pay_min", "pay_max", "pay_period", "pay_currency"},
}
"""What estimates read of the measurements beside the signals that claims name."""

FEWEST_AUDITED = 20
"""Coded postings that a correction takes."""


def holds(frame: pd.DataFrame, employer: str) -> bool:
    """Say whether a corpus holds a posting of an employer, of whatever role.

    Args:
        frame: Its measurements.
        employer: Its name.
    """
    return employers.key(employer, "") in set(frame["employer_key"])


@dataclass(frozen=True)
class Setting:
    """A claim in a corpus: what an estimate is made from.

    Attributes:
        register: The claims.
        claim: One of them.
        corpus: As it is registered.
        frame: Its measurements.
        audit: The levels that a coder gave some of them, by posting; None where none were coded.
    """

    register: Register
    claim: Claim
    corpus: Corpus
    frame: pd.DataFrame
    audit: pd.DataFrame | None = None

    def blank(self, part: str, role: str | None = None) -> Estimate:
        """Return a row with the names filled in."""
        claim = self.claim
        return Estimate(
            claim=claim.id,
            part=part,
            corpus=self.corpus.id,
            measure=claim.measure,
            among=claim.among,
            level=claim.level,
            role=role or claim.population,
        )

    def sample(self, measure: str, role: str, among: str | None) -> Sample:
        """Return the postings of a role and whether each has what a measure asks."""
        for name in measures.employers_named(measure, among):
            self.require_employer(name)
        kept = self._postings(measure, role, among)
        found = measures.evaluate(measure, self.claim.level, kept)
        sample = Sample.of(found, kept["employer_key"])
        if len(sample.groups) < 2:
            what = f"{sample.n} such postings, of one employer" if sample.n else "no such posting"
            raise UnusableSampleError(f"it holds {what}: an interval needs two employers")
        return sample

    def _postings(self, measure: str, role: str, among: str | None) -> pd.DataFrame:
        return populations.postings(
            self._asked(measure, among),
            role=role,
            country=self.register.source.country,
            about_pay=measures.is_about_pay(measure, among),
            among=among,
            level=self.claim.level,
        )

    def _asked(self, measure: str, among: str | None) -> pd.DataFrame:
        """Return the measurements with the signals of a measure alone: rows are copied by it."""
        texts = [text for text in (measure, among) if text]
        named = {name for text in texts for name in expressions.names(expressions.parse(text))}
        return self.frame[[name for name in self.frame if name in COLUMNS | named]]

    def audited(self, measure: str, role: str, sample: Sample) -> tuple[Share, int] | None:
        """Return the share corrected by the audit, and how many audited postings it rests on.

        None where the claim is not to be corrected, or too few of the postings, or postings of one
        label alone, were coded.

        Args:
            measure: Of the claim.
            role: Of the claim.
            sample: As `sample` returns it for both.
        """
        truth = self.codes(measure, role, sample)
        if truth is None:
            return None
        share = label_error.audited(sample, truth, measures.planned_icc(measure))
        return share, int(truth.notna().sum())

    def codes(self, measure: str, role: str, sample: Sample) -> pd.Series | None:
        """Return what the audit found of each posting, None where not audited; None as `audited`.

        Args:
            measure: Of the claim.
            role: Of the claim.
            sample: As `sample` returns it for both.
        """
        if not self.claim.audited or self.audit is None or self.claim.among is not None:
            return None
        ids = self._postings(measure, role, None)["id"]
        codes = self.audit.reindex(ids)
        known = codes.index.isin(self.audit.index)
        truth = measures.evaluate(measure, self.claim.level, codes).astype("object")
        truth[~known] = None
        labels = set(sample.values[known])
        if known.sum() < FEWEST_AUDITED or labels != set(sample.values):
            return None
        return truth

    def require_employer(self, name: str) -> None:
        """Raise UnusableSampleError where no posting of any role is of an employer.

        A corpus whose sources do not carry an employer is no evidence on how much it posts.
        """
        if not holds(self.frame, name):
            raise UnusableSampleError(f"no posting in it, of any role, is of {name}")

    def share(self, measure: str, sample: Sample) -> Share:
        """Return the clustered share of a sample."""
        return shares.clustered(sample, measures.planned_icc(measure))
