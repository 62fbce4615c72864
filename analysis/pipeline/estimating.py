"""The step from measurements to estimates, from files to files."""

from collections.abc import Mapping

import pandas as pd

from analysis import paths
from analysis.categories import raters
from analysis.estimates import estimate
from analysis.pipeline.shelves import REAL, Shelf
from analysis.register import register

ESTIMATES = "estimates.csv"
"""The table on a shelf."""

AUDIT = "categories/raters/coder_a.csv"
"""The labels that correct shares; of real postings alone, on their shelf."""


def read_measurements(shelf: Shelf) -> dict[str, pd.DataFrame]:
    """Return the measurements of every corpus that has any, by corpus.

    Args:
        shelf: Where they stand.
    """
    return {
        file.stem: pd.read_parquet(file)
        for file in sorted(paths.source(shelf.path("measurements")).glob("*.parquet"))
    }


def every_measurement(shelf: Shelf) -> pd.DataFrame:
    """Return the measurements of all corpora as one table.

    Args:
        shelf: Where they stand.
    """
    return pd.concat(read_measurements(shelf).values(), ignore_index=True)


def estimate_claims(shelf: Shelf) -> None:
    """Estimate every claim in every corpus of a shelf and write the table of estimates.

    Args:
        shelf: Where the measurements stand and the estimates go.
    """
    claims = register.load(paths.source(register.ARTICLE))
    measured = read_measurements(shelf)
    audit = None if shelf.synthetic else read_audit(measured)
    shelf.write(estimate.estimate_claims(claims, shelf.corpora(), measured, audit), ESTIMATES)


def read_audit(measurements: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the levels that the first coder gave the audited postings, a row each.

    Args:
        measurements: By corpus id.
    """
    known = {posting for frame in measurements.values() for posting in frame["id"]}
    codes = raters.wide(raters.read(paths.source(REAL.path(AUDIT)), known).frame)
    return raters.as_measured(codes)
