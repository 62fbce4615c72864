"""From gaps to a verdict on every hypothesis that was ever registered."""

import json
import math
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.estimates import multiplicity
from analysis.hypotheses import ledger
from analysis.hypotheses.card import Card, Contrast
from analysis.hypotheses.contrasts import Gap
from analysis.hypotheses.ledger import Entry

SUPPORTED = "supported"
SMALL = "too small to matter"
CONTRADICTED = "contradicted"
UNDETERMINED = "undetermined"
NOT_ASSESSABLE = "not assessable"
WITHDRAWN = "withdrawn"

COLUMNS = [
    "hypothesis", "statement", "family", "primary_corpus", "state", "changed_keys",
    "p", "p_holm", "e", "e_bh", "verdict", "reason",
]  # fmt: skip


def judge(
    cards: Mapping[str, Card], primary: Mapping[str, Sequence[Gap]], rows: Sequence[Entry]
) -> pd.DataFrame:
    """Return a row for every hypothesis of the ledger.

    A hypothesis holds where each of its contrasts does, so that its p-value is the largest of
    theirs (Berger 1982). Every card that ever ran counts in both corrections: one that was
    withdrawn, replaced, or that no corpus can test, with p = 1.

    Args:
        cards: Those that stand, by id.
        primary: Their gaps in the primary corpus, a gap a contrast.
        rows: The ledger, grown by these cards.
    """
    p_values = {name: _p(primary[name]) for name in cards}
    versions = ledger.versions(rows)
    ran = {(name, card.digest) for name, card in cards.items()}
    p_all = [p_values[name] if (name, digest) in ran else 1.0 for name, digest in versions]
    latest = {(row.hypothesis, row.digest): json.loads(row.card) for row in rows}
    fixed = [number for number, key in enumerate(versions) if _is_fixed(latest[key])]
    adjusted = multiplicity.holm([p_all[number] for number in fixed])
    holm = {versions[number]: p for number, p in zip(fixed, adjusted, strict=True)}
    e_values = [multiplicity.e_value(p) for p in p_all]
    found = dict(zip(versions, multiplicity.e_bh(e_values), strict=True))
    table = []
    for name in sorted({row.hypothesis for row in rows}):
        own = [row for row in rows if row.hypothesis == name]
        key = (name, own[-1].digest)
        card = cards.get(name)
        shown = holm[key] <= multiplicity.LEVEL if key in holm else found[key]
        verdict, reason = (
            _verdict(card, primary[name], shown)
            if card is not None
            else (WITHDRAWN, "Its notebook is gone; it still counts.")
        )
        p = p_values.get(name, 1.0)
        table.append(
            {
                "hypothesis": name,
                "statement": latest[key]["statement"],
                "family": latest[key]["family"],
                "primary_corpus": latest[key]["primary_corpus"],
                "state": _state(own),
                "changed_keys": "; ".join(r.changed_keys for r in own if r.event == ledger.CHANGED),
                "p": p,
                "p_holm": holm.get(key),
                "e": multiplicity.e_value(p),
                "e_bh": found[key],
                "verdict": verdict,
                "reason": reason,
            }
        )
    return pd.DataFrame(table, columns=COLUMNS).astype({"p_holm": "float64"})


def _is_fixed(card: Mapping[str, object]) -> bool:
    return card["family"] == "registered"


def _p(gaps: Sequence[Gap]) -> float:
    return max(1.0 if row.p is None else row.p for row in gaps)


def _state(own: Sequence[Entry]) -> str:
    if own[-1].event == ledger.WITHDRAWN:
        return "withdrawn"
    changes = sum(row.event == ledger.CHANGED for row in own)
    return f"changed after its first run, {changes} x" if changes else "as registered"


def _verdict(card: Card, gaps: Sequence[Gap], shown: bool) -> tuple[str, str]:
    refused = [row for row in gaps if row.refused]
    if refused:
        return NOT_ASSESSABLE, f"{card.primary_corpus} cannot tell: {refused[0].refused}."
    told = " ".join(_told(part, row) for part, row in zip(card.contrasts, gaps, strict=True))
    words = [_word(part, row) for part, row in zip(card.contrasts, gaps, strict=True)]
    for word in (CONTRADICTED, SMALL):
        if word in words:
            return word, told
    return (SUPPORTED if shown else UNDETERMINED), told


def _word(contrast: Contrast, row: Gap) -> str | None:
    """Return what a contrast's interval rules out of the expectation, if anything."""
    low, high = _known(row.low95), _known(row.high95)
    if contrast.expects == "within":
        return CONTRADICTED if low > contrast.margin or high < -contrast.margin else None
    if contrast.expects == "different":
        return SMALL if -contrast.margin < low and high < contrast.margin else None
    if contrast.expects == "less":
        low, high = -high, -low
    if high < 0:
        return CONTRADICTED
    return SMALL if high < contrast.margin else None


def _known(value: float | None) -> float:
    return math.nan if value is None else value


def _told(contrast: Contrast, row: Gap) -> str:
    first, second = _known(row.share_first), _known(row.share_second)
    bounds = f"{100 * _known(row.low95):+.0f} to {100 * _known(row.high95):+.0f} points"
    return f"{contrast.name}: {first:.0%} against {second:.0%} ({bounds}, 95% interval)."
