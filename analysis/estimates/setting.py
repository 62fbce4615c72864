"""A claim in a corpus: what every estimate of it is made from."""

from dataclasses import dataclass

import pandas as pd

from analysis.claims.register import Claim, Register
from analysis.corpora import employers
from analysis.corpora.registry import Corpus
from analysis.estimates import measures, populations, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.rows import Estimate
from analysis.estimates.shares import Share


class UnusableSampleError(LookupError):
    """A corpus holds too little for an interval."""


@dataclass(frozen=True)
class Setting:
    """A claim in a corpus: what an estimate is made from."""

    register: Register
    claim: Claim
    corpus: Corpus
    frame: pd.DataFrame

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
        texts = [text for text in (measure, among) if text]
        for name in (name for text in texts for name in measures.employers_named(text)):
            self.require_employer(name)
        about_pay = any(measures.is_about_pay(text) for text in texts)
        level = self.claim.level
        kept = populations.postings(
            self.frame,
            role=role,
            country=self.register.source.country,
            about_pay=about_pay,
            among=among,
            level=level,
        )
        sample = Sample.of(measures.evaluate(measure, level, kept), kept["employer_key"])
        if len(set(sample.employers)) < 2:
            what = f"{sample.n} such postings, of one employer" if sample.n else "no such posting"
            raise UnusableSampleError(f"it holds {what}: an interval needs two employers")
        return sample

    def require_employer(self, name: str) -> None:
        """Raise UnusableSampleError where no posting of any role is of an employer.

        A corpus whose sources do not carry an employer is no evidence on how much it posts.
        """
        if employers.key(name, "") not in set(self.frame["employer_key"]):
            raise UnusableSampleError(f"no posting in it, of any role, is of {name}")

    def share(self, measure: str, sample: Sample) -> Share:
        """Return the clustered share of a sample."""
        return shares.clustered(sample, measures.planned_icc(measure))
