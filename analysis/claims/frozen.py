"""What was declared of each claim before anything was measured, with a hash of it.

The table stands among the results: a margin or a reading that is changed later differs there from
what is committed, and the report of a run says so.
"""

import hashlib
import json

import pandas as pd

from analysis.estimates.multiverse_declared import CHOICES, Declared
from analysis.register.register import Claim, Register

KEYS = (
    "kind", "stated", "read_as", "population", "against", "level", "measure", "among", "margin",
    "tiers", "varies", "block", "marks", "employer", "apart_from",
)  # fmt: skip
"""What decides a verdict; how a claim is worded does not."""

GATE = "every claim"
"""The row of what holds for all of them."""


def table(register: Register, declared: Declared) -> pd.DataFrame:
    """Return a row a claim that postings can answer: its margin, its readings, and their hash.

    Args:
        register: The claims.
        declared: The admissible readings.
    """
    shared = {"stands": declared.stands, "assessable": declared.assessable}
    source = register.source.model_dump(mode="json", include={"sample_sizes", "design_effects"})
    rows: list[dict[str, object]] = [
        {"claim": GATE, "margin": None, "readings": None, "hash": _hash(shared | source)}
    ]
    for claim in register.claim:
        if claim.judged_on_postings:
            readings = {name: declared.options(claim, name) for name in CHOICES}
            why = declared.unvaried.get(claim.id)
            told = "; ".join(f"{k}: {', '.join(v)}" for k, v in readings.items())
            rows.append(
                {
                    "claim": claim.id,
                    "margin": claim.margin,
                    "readings": told if why is None else f"none: {why}",
                    "hash": _hash(_decisive(claim) | (readings if why is None else {"none": why})),
                }
            )
    return pd.DataFrame(rows)


def changed(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Return the claims that are declared otherwise than before, those come or gone among them.

    Args:
        before: The table as it was committed.
        after: The present one.
    """
    old, new = (dict(zip(t["claim"], t["hash"], strict=True)) for t in (before, after))
    return [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def _decisive(claim: Claim) -> dict[str, object]:
    return {key: getattr(claim, key) for key in KEYS}


def _hash(what: object) -> str:
    text = json.dumps(what, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
