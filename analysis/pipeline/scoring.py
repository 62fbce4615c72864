"""The step from the synthetic corpus's measurements to how much of its truth they recover."""

import pandas as pd

from analysis import paths
from analysis.corpora import registry
from analysis.pipeline.shelves import SYNTHETIC
from analysis.signals import accuracy

ACCURACY = "accuracy.csv"
"""The table on the synthetic shelf."""


def score_reference() -> None:
    """Score the measurements of the reference against its truth, on unique postings, and write it.

    The truth is what was planted: where a text is cut, what stood in the part that is gone counts
    as missed.
    """
    measured = pd.read_parquet(
        paths.source(SYNTHETIC.path(f"measurements/{registry.REFERENCE_ID}.parquet"))
    )
    truth = accuracy.read_labels(paths.source(registry.TRUTH))
    SYNTHETIC.write(accuracy.score(measured, truth), ACCURACY)
