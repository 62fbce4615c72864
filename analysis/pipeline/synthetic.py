"""A synthetic corpus of any variant, from its making to its verdicts, in memory."""

import tempfile
from pathlib import Path

import pandas as pd

from analysis import paths
from analysis.claims import judge
from analysis.corpora import duplicates, read, registry
from analysis.corpora.reference import bundle
from analysis.corpora.reference.generate import Made
from analysis.estimates import estimate
from analysis.pipeline import measuring
from analysis.register import register
from analysis.signals import measure


def measured(made: Made) -> pd.DataFrame:
    """Return the measurements of a synthetic corpus, read and freed of duplicates like a real one.

    Args:
        made: The corpus.
    """
    with tempfile.TemporaryDirectory() as folder:
        bundle.write(made, Path(folder))
        postings = read.read_corpus(registry.reference(), Path(folder)).postings
    unique, _ = duplicates.resolve(postings)
    return measuring.measurements(unique, measure.measure(unique)[1])


def judged(measurements: pd.DataFrame, tested: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the verdict on every claim of the article in a synthetic corpus.

    Args:
        measurements: Of the corpus.
        tested: The six-part test of it (`categorising.bisected`); without it no structure is
            judged, and it is fast.

    Returns:
        A row per claim: `claim`, `corpus`, `verdict`, `reason`.
    """
    claims = register.load(paths.source(register.ARTICLE))
    corpus = registry.reference()
    estimates = estimate.estimate_claims(claims, [corpus], {corpus.id: measurements})
    verdicts, _ = judge.judge(claims, estimates, tested)
    return verdicts
