"""The step from verdicts, with what readings and labels do to them, to the three layers."""

import pandas as pd

from analysis import paths
from analysis.claims import layers
from analysis.estimates import multiverse_declared
from analysis.pipeline import correcting, judging
from analysis.pipeline.shelves import REAL

LAYERS = "layers.csv"
"""The table on the shelf of real results."""


def lay_claims() -> None:
    """Write a row a claim: what the article's arithmetic, other readings and other samples say."""
    declared = multiverse_declared.load(paths.source(multiverse_declared.FILE))
    detailed, overall, corrected = (
        pd.read_csv(paths.source(REAL.path(name)))
        for name in (*judging.VERDICTS, correcting.CORRECTED)
    )
    REAL.write(layers.layers(detailed, overall, corrected, declared.stands), LAYERS)
