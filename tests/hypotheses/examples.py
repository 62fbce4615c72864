"""Cards and postings that tests of hypotheses share."""

from typing import Any

import pandas as pd

from analysis.hypotheses import card


def written(number: int = 6, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"h{number:02d}",
        "statement": "Remote postings name Python less often.",
        "estimand": "The gap in the share that names Python.",
        "population": "AI Engineer postings.",
        "primary_test": "One-sided.",
        "would_change_my_mind": "A gap above zero.",
        "family": "stream",
        "registered_on": "2026-11-28",
        "primary_corpus": "builtin-2026-02",
        "contrasts": [contrast()],
        **changes,
    }


def contrast(**changes: Any) -> dict[str, Any]:
    return {
        "name": "remote against not",
        "outcome": "python",
        "level": "mentions",
        "first": {"name": "remote", "roles": ["ai_engineer"], "remote": True},
        "second": {"name": "not remote", "roles": ["ai_engineer"], "remote": False},
        "expects": "less",
        "margin": 0.05,
        **changes,
    }


def parsed(number: int = 6, **changes: Any) -> card.Card:
    return card.parse(written(number, **changes), f"h{number:02d}_x.ipynb")


def measurements(remote_with: int, other_with: int, each: int = 100) -> pd.DataFrame:
    """Return postings of as many employers, `each` remote and as many not."""
    has = [True] * remote_with + [False] * (each - remote_with)
    has += [True] * other_with + [False] * (each - other_with)
    return pd.DataFrame(
        {
            "id": [f"builtin-2026-02/{n}" for n in range(2 * each)],
            "corpus": "builtin-2026-02",
            "employer_key": [f"e{n}" for n in range(2 * each)],
            "role": "ai_engineer",
            "role_strict": "ai_engineer",
            "country": "US",
            "state": pd.Series(["CA", "TX"] * each, dtype="str"),
            "month": pd.Series(["2026-01", None] * each, dtype="str"),
            "remote": pd.Series([True] * each + [False] * each, dtype="boolean"),
            "text_complete": True,
            "duplicate_group_size": 1,
            "python": ["mentioned" if yes else "absent" for yes in has],
        }
    )
