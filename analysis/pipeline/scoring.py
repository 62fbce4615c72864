"""The steps from measurements to how well they agree with what was coded or planted."""

import pandas as pd

from analysis import paths
from analysis.categories import coded
from analysis.corpora import registry
from analysis.errors import AnalysisError
from analysis.estimates import label_accuracy
from analysis.pipeline import estimating
from analysis.pipeline.shelves import REAL, SYNTHETIC
from analysis.signals import accuracy

ACCURACY = "accuracy.csv"
"""The table on a shelf."""


class NothingCodedError(AnalysisError):
    """No measured posting was coded, so nothing can be scored."""


def score_coded() -> None:
    """Score the measurements of real postings against their codes, with intervals, and write it.

    Postings whose text is in no corpus here are left out. The part `held out` is the half of the
    employers that no rule was tuned on.

    Raises:
        NothingCodedError: None of the coded postings is among the measured ones.
    """
    measured = estimating.every_measurement(REAL)
    labels = accuracy.read_labels(paths.source(coded.AUDIT)).dropna(subset=["posting"])
    labels = labels.assign(id=labels["posting"])
    labels = labels[labels["id"].isin(measured["id"])]
    if labels.empty:
        raise NothingCodedError(
            f"none of the postings coded in {coded.AUDIT} is among the measured ones: "
            "measure the corpora that it names"
        )
    parts = {"all": labels, "held out": labels[labels["held_out"]]}
    scores = [_scored(measured, part).assign(part=name) for name, part in parts.items()]
    together = pd.concat([table for table in scores if len(table)], ignore_index=True)
    REAL.write(together[["part", *together.columns.drop("part")]], ACCURACY)


def _scored(measured: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    scores = accuracy.score(measured, labels)
    cells = accuracy.cells(measured, labels).merge(measured[["id", "employer_key"]], on="id")
    sure = label_accuracy.intervals(cells, accuracy.BINARY, accuracy.CODEBOOK)
    return scores.merge(sure, on=["item", "view"], validate="one_to_one")


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
