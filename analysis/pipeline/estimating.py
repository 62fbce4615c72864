"""The step from measurements to estimates, from files to files."""

import pandas as pd

from analysis import paths
from analysis.claims import register
from analysis.estimates import estimate
from analysis.pipeline.shelves import Shelf

ESTIMATES = "estimates.csv"
"""The table on a shelf."""


def read_measurements(shelf: Shelf) -> dict[str, pd.DataFrame]:
    """Return the measurements of every corpus that has any, by corpus.

    Args:
        shelf: Where they stand.
    """
    return {
        file.stem: pd.read_parquet(file)
        for file in sorted(paths.source(shelf.path("measurements")).glob("*.parquet"))
    }


def estimate_claims(shelf: Shelf) -> None:
    """Estimate every claim in every corpus of a shelf and write the table of estimates.

    Args:
        shelf: Where the measurements stand and the estimates go.
    """
    claims = register.load(paths.source(register.ARTICLE))
    found = estimate.estimate_claims(claims, shelf.corpora(), read_measurements(shelf))
    shelf.write(found, ESTIMATES)
