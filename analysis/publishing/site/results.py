"""The committed tables that the pages are made from, read once."""

from dataclasses import dataclass

import pandas as pd

from analysis import paths
from analysis.publishing import results
from analysis.register.register import Register

CURVES = "data/processed/multiverse/curves.parquet"
CURVE = ["claim", "corpus", "estimate", "default"]
"""What a page reads of the estimates under every reading."""


@dataclass(frozen=True)
class Results:
    """The register and the committed tables.

    Attributes:
        claims: The register.
        estimates: The table of estimates.
        verdicts: The verdicts corpus by corpus.
        overall: The overall verdicts, by claim.
        corrected: Shares corrected for label error, where coded postings allow it.
        layers: What each layer of the verdict says, by claim.
        curves: Every claim's estimate under every reading.
    """

    claims: Register
    estimates: pd.DataFrame
    verdicts: pd.DataFrame
    overall: pd.DataFrame
    corrected: pd.DataFrame
    layers: pd.DataFrame
    curves: pd.DataFrame

    @classmethod
    def committed(cls) -> "Results":
        """Return those of the project's folder."""
        return cls(
            results.claims(),
            results.processed("estimates"),
            results.processed("verdicts"),
            results.processed("verdicts_overall").set_index("claim", drop=False),
            results.processed("corrected"),
            results.processed("layers").set_index("claim", drop=False),
            pd.read_parquet(paths.source(CURVES), columns=CURVE),
        )
