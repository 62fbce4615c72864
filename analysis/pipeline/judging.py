"""The step from estimates to verdicts, from files to files."""

import pandas as pd

from analysis import paths, tables
from analysis.claims import judge, register
from analysis.pipeline import estimating

VERDICTS = ["data/processed/verdicts.csv", "data/processed/verdicts_overall.csv"]


def judge_claims() -> None:
    """Judge every claim, corpus by corpus and overall, and write both tables."""
    claims = register.load(paths.source(register.ARTICLE))
    estimates = pd.read_csv(paths.source(estimating.ESTIMATES))
    for frame, name in zip(judge.judge(claims, estimates), VERDICTS, strict=True):
        tables.write_csv(frame, paths.target(name))
