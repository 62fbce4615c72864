"""Tables of corpora beside one another, as a reader sees them."""

from collections.abc import Mapping

import pandas as pd

from analysis.comparisons import changes as compared_changes
from analysis.comparisons import terms as compared_terms


def changes(compared: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return the claims that could be compared, with the change as it is and held fixed.

    Args:
        compared: As the pipeline wrote them.
        labels: What each claim is called.
    """
    known = compared[compared["change"].notna()]
    table = pd.DataFrame(
        {
            "claim": [labels[claim] for claim in known["claim"]],
            "from": known["first"],
            "to": known["second"],
            "shares": [
                f"{a:.0%} → {b:.0%}"
                for a, b in zip(known["share_first"], known["share_second"], strict=True)
            ],
            "change, points": _points(known, ""),
            "beyond chance": ["yes" if moved else "" for moved in known["moved"]],
        }
    )
    for name in compared_changes.HELD:
        table[f"{name} fixed"] = _points(known, f", {name}")
    return table.reset_index(drop=True)


def terms(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the terms that moved beyond chance, a row a pair of corpora, role and word.

    Args:
        compared: As the pipeline wrote them.
    """
    sure = compared_terms.sure(compared)
    keys = ["first", "second", "role", "word"]
    grouped = sure.sort_values("signal").groupby(keys, sort=True)["signal"]
    table = grouped.agg(", ".join).reset_index().rename(columns={"signal": "signals"})
    return table.rename(columns={"first": "from", "second": "to"})


def _points(known: pd.DataFrame, ending: str) -> list[str]:
    return [
        "–" if pd.isna(change) else f"{100 * change:+.0f} ({100 * low:+.0f} to {100 * high:+.0f})"
        for change, low, high in zip(
            known[f"change{ending}"], known[f"low95{ending}"], known[f"high95{ending}"], strict=True
        )
    ]
