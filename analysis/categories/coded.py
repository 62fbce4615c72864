"""The labels that LLM coders gave, as raters' tables; who they were stands beside the raw files."""

from collections.abc import Set

import pandas as pd

from analysis.categories import raters

AUDIT = "data/raw/labels/coded-127.jsonl"
BUILTIN = "data/raw/labels/builtin-2026-02.jsonl"
"""Where the coded postings stand in the project."""

BUILTIN_CORPUS = "builtin-2026-02"


def audit(coded: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the labels of both coders of the audit sample.

    Args:
        coded: As `analysis.signals.accuracy.read_labels` returns them, with the first coder's
            values and in `second` those of the other where they differ. A posting that is in no
            measured snapshot has no id in `posting`, and is left out.
    """
    found = coded[coded["posting"].notna()].set_index("posting")
    first = found.rename(columns={"employment": "terms"})[list(raters.VALUES)].astype("object")
    second = first.copy()
    for posting, other in found["second"].items():
        for field, value in other.items():
            name = "terms" if field == "employment" else field
            if name in second:
                second.loc[posting, name] = value
    fields = list(raters.VALUES)
    return {"coder_a": raters.long(first, fields), "coder_b": raters.long(second, fields)}


def builtin(coded: pd.DataFrame, postings: Set[str]) -> pd.DataFrame:
    """Return the labels of the one coder of `builtin-2026-02`.

    A tenth of what it coded is set aside here as a duplicate of another posting, and left out.

    Args:
        coded: As `analysis.signals.accuracy.read_labels` returns them; `id` is the board's number.
        postings: Those that were measured.
    """
    table = coded.assign(posting=BUILTIN_CORPUS + "/" + coded["id"].astype("str"))
    table = table[table["posting"].isin(list(postings))]
    table = table.set_index("posting").rename(columns={"employment": "terms"})
    return raters.long(table, raters.VALUES)
