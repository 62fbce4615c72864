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

DISCLOSED = "disclosed"
"""The view on pay that is a yes or no."""

BINARY = (*VIEWS, DISCLOSED)
"""The views whose cells are a yes or no."""

MACRO = "macro"
"""The item that stands for all thirteen signals together."""

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


def cells(measurements: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return everything that was coded beside what was measured, a row a cell that counts.

    Args:
        measurements: As `measure.measure` returns them.
        labels: As `read_labels` returns them; ids that were not measured are left out.

    Returns:
        `item` (a signal, `pay`, `pay_amount`, `employment`), `view` (mentions, requires and
        disclosed, where `coded` and `measured` are yes or no; level, of the cells where either
        sees anything, and exact, where they are words), `id`, `coded`, `measured`.
    """
    both = labels.merge(measurements, on="id", suffixes=("_coded", ""), validate="one_to_one")
    found = [part for signal in CODEBOOK for part in _signal_cells(both, signal)]
    found += [_pay_disclosed(both), _pay_amounts(both)]
    found.append(_named(_pairs(both, "employment"), "employment", "exact"))
    return pd.concat(found, ignore_index=True)


def score(measurements: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Score measurements against codes.

    Args:
        measurements: As for `cells`.
        labels: As for `cells`.

    Returns:
        A row per item and view of `cells`, and per view the `macro` over the thirteen signals,
        with n (cells that count), positives (coded), found (measured), hits (both), precision,
        recall, f1 (shares, 0 to 1), agreement (the share of cells that are equal), assessable
        (at least ten positives).
    """
    found = cells(measurements, labels)
    rows = [
        _scored(str(item), str(view), part)
        for (item, view), part in found.groupby(["item", "view"], sort=False)
    ]
    rows += [_macro_row(rows, view) for view in VIEWS]
    levels = found[found["item"].isin(CODEBOOK) & (found["view"] == "level")]
    return pd.DataFrame([*rows, _scored(MACRO, "level", levels)])


def confusion(measurements: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return how often each coded level (rows) was measured as each level (columns).

    Args:
        measurements: As for `cells`.
        labels: As for `cells`.
    """
    both = labels.merge(measurements, on="id", suffixes=("_coded", ""), validate="one_to_one")
    pairs = pd.concat([_pairs(both, signal) for signal in CODEBOOK])
    table = pd.crosstab(pairs["coded"], pairs["measured"])
    return table.reindex(index=LEVELS, columns=LEVELS, fill_value=0)


def _pairs(both: pd.DataFrame, cell: str) -> pd.DataFrame:
    """Return the coded and the measured value of a cell, where it is not disputed."""
    counts = [cell not in disputed for disputed in both["disputed"]]
    kept = both[counts]
    return pd.DataFrame({"id": kept["id"], "coded": kept[f"{cell}_coded"], "measured": kept[cell]})


def _named(pairs: pd.DataFrame, item: str, view: str) -> pd.DataFrame:
    return pairs.astype({"coded": object, "measured": object}).assign(item=item, view=view)


def _signal_cells(both: pd.DataFrame, signal: str) -> list[pd.DataFrame]:
    pairs = _pairs(both, signal)
    found = [
        _named(
            pairs.assign(
                coded=pairs["coded"].isin(levels), measured=pairs["measured"].isin(levels)
            ),
            signal,
            view,
        )
        for view, levels in VIEWS.items()
    ]
    seen = pairs[(pairs["coded"] != "absent") | (pairs["measured"] != "absent")]
    return [*found, _named(seen, signal, "level")]


def _with_pay(both: pd.DataFrame) -> pd.DataFrame:
    """Return the postings of which nothing about pay is disputed."""
    return both[[not {"pay", *PAY_CELLS}.intersection(d) for d in both["disputed"]]]


def _pay_disclosed(both: pd.DataFrame) -> pd.DataFrame:
    kept = _with_pay(both)
    pairs = pd.DataFrame(
        {"id": kept["id"], "coded": kept["pay"] == "disclosed", "measured": kept["pay_disclosed"]}
    )
    return _named(pairs, "pay", DISCLOSED)


def _pay_amounts(both: pd.DataFrame) -> pd.DataFrame:
    kept = _with_pay(both)
    paid = kept[kept["pay"] == "disclosed"]
    pairs = pd.DataFrame(
        {
            "id": paid["id"],
            "coded": _amounts(paid[[f"{cell}_coded" for cell in PAY_CELLS]]),
            "measured": _amounts(paid[list(PAY_CELLS)]),
        }
    )
    return _named(pairs, "pay_amount", "exact")


def _amounts(pay: pd.DataFrame) -> list[str]:
    """Return each row of pay as one text, an amount that is not there as a dash."""
    rows = pay.astype(object).where(pay.notna(), "-").itertuples(index=False, name=None)
    return [
        " ".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row)
        for row in rows
    ]


def _scored(item: str, view: str, part: pd.DataFrame) -> dict[str, Any]:
    equal = part["coded"] == part["measured"]
    row: dict[str, Any] = {"item": item, "view": view, "n": len(part), "positives": len(part)}
    row |= dict.fromkeys(("found", "hits", "precision", "recall", "f1"))
    if view in BINARY:
        coded, measured = part["coded"].astype(bool), part["measured"].astype(bool)
        hits, said, true = int((coded & measured).sum()), int(measured.sum()), int(coded.sum())
        row |= {
            "positives": true,
            "found": said,
            "hits": hits,
            "precision": hits / said if said else None,
            "recall": hits / true if true else None,
            "f1": 2 * hits / (said + true) if said + true else None,
        }
    agreement = float(equal.mean()) if len(part) else None
    return row | {"agreement": agreement, "assessable": row["positives"] >= LEAST_POSITIVES}


def _macro_row(rows: list[dict[str, Any]], view: str) -> dict[str, Any]:
    """Return the plain mean over the signals, rare ones too."""
    part = pd.DataFrame([row for row in rows if row["view"] == view])
    means = part[["precision", "recall", "f1", "agreement"]].astype(float).mean()
    sums = part[["n", "positives", "found", "hits"]].astype(int).sum()
    return {
        "item": MACRO,
        "view": view,
        **{str(name): int(value) for name, value in sums.items()},
        **{str(name): float(value) for name, value in means.items()},
        "assessable": bool(part["assessable"].any()),
    }
