"""The step from estimates to verdicts, from files to files."""

import pandas as pd

from analysis import paths
from analysis.claims import judge, register
from analysis.pipeline import categorising, estimating
from analysis.pipeline.shelves import Shelf

VERDICTS = ("verdicts.csv", "verdicts_overall.csv")
"""The tables on a shelf."""


def judge_claims(shelf: Shelf) -> None:
    """Judge every claim, corpus by corpus and overall, and write both tables.

    Args:
        shelf: Where the estimates stand and the verdicts go.
    """
    claims = register.load(paths.source(register.ARTICLE))
    estimates = pd.read_csv(paths.source(shelf.path(estimating.ESTIMATES)))
    bisection = pd.read_csv(paths.source(shelf.path(categorising.BISECTION)))
    judged = judge.judge(claims, estimates, bisection)
    for frame, name in zip(judged, VERDICTS, strict=True):
        shelf.write(frame, name)
