"""The step from estimates to verdicts, from files to files."""

import pandas as pd

from analysis import paths
from analysis.claims import judge
from analysis.claims.gates import Varied
from analysis.estimates import multiverse_declared
from analysis.pipeline import categorising, estimating, varying
from analysis.pipeline.shelves import REAL, Shelf
from analysis.register import register

VERDICTS = ("verdicts.csv", "verdicts_overall.csv")
"""The tables on a shelf."""


def judge_claims(shelf: Shelf) -> None:
    """Judge every claim, corpus by corpus and overall, and write both tables.

    Of synthetic postings the truth is known at the declared reading, and no other is asked.

    Args:
        shelf: Where the estimates stand and the verdicts go.
    """
    claims = register.load(paths.source(register.ARTICLE))
    estimates = pd.read_csv(paths.source(shelf.path(estimating.ESTIMATES)))
    bisection = pd.read_csv(paths.source(shelf.path(categorising.BISECTION)))
    judged = judge.judge(claims, estimates, bisection, None if shelf.synthetic else read_varied())
    for frame, name in zip(judged, VERDICTS, strict=True):
        shelf.write(frame, name)


def read_varied() -> Varied:
    """Return what the multiverse of real postings says."""
    tables = (varying.WORDS, varying.FLIPS, varying.REACH)
    return Varied.of(
        multiverse_declared.load(paths.source(multiverse_declared.FILE)),
        *(pd.read_csv(paths.source(REAL.path(name))) for name in tables),
    )
