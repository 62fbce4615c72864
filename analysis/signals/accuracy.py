"""How well the measurements agree with coded postings.

The labels come from LLM coders of one model family (data/raw/labels/README.md): agreement with
them is what is measured here, not truth. Cells that the two coders dispute count for nothing.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.signals.levels import LEVELS

CODEBOOK = (
    "python", "aws", "genai", "ai_ml", "agentic", "rag", "prompting", "llm_api", "dl_framework",
    "mlops", "evals", "fine_tuning", "coding_assistant",
)  # fmt: skip
"""The thirteen signals of the codebook."""

VIEWS = {
    "mentions": ("required", "duty", "preferred", "mentioned"),
    "requires": ("required", "duty"),
}
"""The article's two words, as levels."""

LEAST_POSITIVES = 10
"""Under so many coded positives, a score is not assessable."""

PAY_CELLS = ("pay_min", "pay_max", "pay_period", "pay_currency")


def read_labels(file: Path) -> pd.DataFrame:
    """Return coded postings: `id`, a level per signal, pay, employment, `disputed` (a list).

    Args:
        file: JSON lines as in data/raw/labels; `job_id` stands for `id` where there is no id.
    """
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    frame = pd.DataFrame(rows)
    if "id" not in frame:
        frame = frame.rename(columns={"job_id": "id"}).assign(id=lambda f: f["id"].astype(str))
    if "disputed" not in frame:
        frame["disputed"] = [[] for _ in range(len(frame))]
    return frame


def score(measurements: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Score measurements against codes.

    Args:
        measurements: As `measure.measure` returns them.
        labels: As `read_labels` returns them; ids that were not measured are left out.

    Returns:
        A row per item (signal, `macro`, `pay`, `pay_amount`, `employment`) and view (mentions,
        requires, level, or the item's own) with n (cells that count), positives (coded),
        precision, recall, f1 (shares, 0 to 1), agreement (the share of cells that are equal;
        of the cells where either sees anything for `level`), assessable (at least ten positives).
    """
    both = labels.merge(measurements, on="id", suffixes=("_coded", ""), validate="one_to_one")
    rows = [row for signal in CODEBOOK for row in _signal_rows(both, signal)]
    rows += [_macro_row(rows, view) for view in VIEWS]
    rows += [_level_row("macro", pd.concat([_pairs(both, signal) for signal in CODEBOOK]))]
    rows += _terms_rows(both)
    return pd.DataFrame(rows)


def confusion(measurements: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return how often each coded level (rows) was measured as each level (columns).

    Args:
        measurements: As for `score`.
        labels: As for `score`.
    """
    both = labels.merge(measurements, on="id", suffixes=("_coded", ""), validate="one_to_one")
    pairs = pd.concat([_pairs(both, signal) for signal in CODEBOOK])
    table = pd.crosstab(pairs["coded"], pairs["measured"])
    return table.reindex(index=LEVELS, columns=LEVELS, fill_value=0)


def _pairs(both: pd.DataFrame, cell: str) -> pd.DataFrame:
    """Return the coded and the measured value of a cell, where it is not disputed."""
    counts = [cell not in disputed for disputed in both["disputed"]]
    kept = both[counts]
    return pd.DataFrame({"coded": kept[f"{cell}_coded"], "measured": kept[cell]})


def _signal_rows(both: pd.DataFrame, signal: str) -> list[dict[str, Any]]:
    pairs = _pairs(both, signal)
    rows = [
        _binary_row(signal, view, pairs["coded"].isin(levels), pairs["measured"].isin(levels))
        for view, levels in VIEWS.items()
    ]
    return [*rows, _level_row(signal, pairs)]


def _binary_row(
    item: str, view: str, coded: "pd.Series[bool]", measured: "pd.Series[bool]"
) -> dict[str, Any]:
    hit, said, true = int((coded & measured).sum()), int(measured.sum()), int(coded.sum())
    return {
        "item": item,
        "view": view,
        "n": len(coded),
        "positives": true,
        "precision": hit / said if said else None,
        "recall": hit / true if true else None,
        "f1": 2 * hit / (said + true) if said + true else None,
        "agreement": float((coded == measured).mean()) if len(coded) else None,
        "assessable": true >= LEAST_POSITIVES,
    }


def _level_row(item: str, pairs: pd.DataFrame) -> dict[str, Any]:
    seen = pairs[(pairs["coded"] != "absent") | (pairs["measured"] != "absent")]
    return _agreement_row(item, "level", seen["coded"] == seen["measured"])


def _agreement_row(item: str, view: str, equal: "pd.Series[bool]") -> dict[str, Any]:
    return {
        "item": item,
        "view": view,
        "n": len(equal),
        "positives": len(equal),
        "precision": None,
        "recall": None,
        "f1": None,
        "agreement": float(equal.mean()) if len(equal) else None,
        "assessable": len(equal) >= LEAST_POSITIVES,
    }


def _macro_row(rows: list[dict[str, Any]], view: str) -> dict[str, Any]:
    """Return the plain mean over the signals, rare ones too."""
    part = pd.DataFrame([row for row in rows if row["view"] == view])
    means = part[["precision", "recall", "f1", "agreement"]].astype(float).mean()
    return {
        "item": "macro",
        "view": view,
        "n": int(part["n"].sum()),
        "positives": int(part["positives"].sum()),
        **{str(name): float(value) for name, value in means.items()},
        "assessable": bool(part["assessable"].any()),
    }


def _terms_rows(both: pd.DataFrame) -> list[dict[str, Any]]:
    counts = both[[not {"pay", *PAY_CELLS}.intersection(d) for d in both["disputed"]]]
    coded = counts["pay"] == "disclosed"
    rows = [_binary_row("pay", "disclosed", coded, counts["pay_disclosed"])]
    paid = counts[coded]
    exact = pd.Series(True, index=paid.index)
    for cell in PAY_CELLS:
        ours, theirs = paid[cell].astype(object), paid[f"{cell}_coded"].astype(object)
        exact &= (ours == theirs) | (ours.isna() & theirs.isna())
    rows.append(_agreement_row("pay_amount", "exact", exact))
    terms = _pairs(both, "employment")
    rows.append(_agreement_row("employment", "exact", terms["coded"] == terms["measured"]))
    return rows
