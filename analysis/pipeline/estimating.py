"""The step from measurements to estimates, from files to files."""

import pandas as pd

from analysis import paths, tables
from analysis.claims import register
from analysis.corpora import registry
from analysis.estimates import estimate

ESTIMATES = "data/processed/estimates.csv"


def read_measurements() -> dict[str, pd.DataFrame]:
    """Return the measurements of every corpus that has any, by corpus."""
    return {
        file.stem: pd.read_parquet(file)
        for file in sorted(paths.source("data/processed/measurements").glob("*.parquet"))
    }


def estimate_claims() -> None:
    """Estimate every claim in every corpus and write the table of estimates."""
    claims = register.load(paths.source(register.ARTICLE))
    estimates = estimate.estimate_claims(claims, registry.load(), read_measurements())
    tables.write_csv(estimates, paths.target(ESTIMATES))
