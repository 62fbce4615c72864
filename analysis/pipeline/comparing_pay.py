"""The step from measurements and evidence to what texts and boards' fields say of pay."""

import pandas as pd

from analysis import paths
from analysis.pipeline import estimating
from analysis.pipeline.shelves import REAL
from analysis.signals import pay_fields

COMPARED = "pay_compared.csv"
"""The table on a shelf."""


def compare_pay() -> None:
    """Count the kinds of difference between text and field, by corpus and role, and write them.

    Corpora whose boards publish no pay are left out. Shares are of the postings of a corpus and
    role whose field is known.
    """
    found = []
    for corpus, measured in estimating.read_measurements(REAL).items():
        if not measured["pay_field_known"].any():
            continue
        evidence = pd.read_parquet(paths.source(REAL.path(f"evidence/{corpus}.parquet")))
        kinds = pay_fields.compare(measured, evidence)
        found.append(measured.loc[kinds.index, ["corpus", "role"]].assign(kind=kinds))
    REAL.write(counted(pd.concat(found)), COMPARED)


def counted(kinds: pd.DataFrame) -> pd.DataFrame:
    """Return postings and shares by corpus, role and kind, kinds in the order of `KINDS`.

    Args:
        kinds: A row a posting: corpus, role, kind.
    """
    kind = pd.Categorical(kinds["kind"], list(pay_fields.KINDS), ordered=True)
    table = (
        kinds.assign(kind=kind)
        .groupby(["corpus", "role", "kind"], observed=True)
        .size()
        .rename("postings")
        .reset_index()
    )
    whole = table.groupby(["corpus", "role"])["postings"].transform("sum")
    return table.assign(share=table["postings"] / whole)
