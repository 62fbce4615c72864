"""What a notebook of a hypothesis shows in words: its card, the gaps, the verdict."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.publishing.tables import markdown

DIRECTIONS = {
    "greater": "the first is greater",
    "less": "the first is smaller",
    "different": "they differ, either way",
    "within": "they differ by no more than the margin",
}


def card_text(card: Mapping[str, Any]) -> str:
    """Return a card as Markdown.

    Args:
        card: As it stands in the parameters cell.
    """
    told = [
        f"**{name}:** {card[key]}"
        for name, key in {
            "Hypothesis": "statement",
            "Estimand": "estimand",
            "Population": "population",
            "Primary test": "primary_test",
            "What would change my mind": "would_change_my_mind",
            "Primary corpus": "primary_corpus",
            "Family": "family",
            "Registered on": "registered_on",
        }.items()
    ]
    told += [
        f"**Contrast:** {part['name']}. `{part['outcome']}`"
        f"{' at the level ' + repr(part['level']) if part.get('level') else ''}: "
        f"{part['first']['name']} less {part['second']['name']}; expected: "
        f"{DIRECTIONS[part['expects']]}; margin {100 * part['margin']:.3g} points."
        for part in card["contrasts"]
    ]
    return "\n\n".join(told)


def gaps_text(gaps: pd.DataFrame) -> str:
    """Return the gaps of a hypothesis as Markdown, then why corpora cannot tell.

    Args:
        gaps: Of one hypothesis, as the pipeline wrote them.
    """
    known = gaps[gaps["gap"].notna()]
    table = pd.DataFrame(
        {
            "contrast": known["contrast"],
            "corpus": known["corpus"],
            "n": [f"{a:,.0f} / {b:,.0f}" for a, b in _pairs(known, "n_first", "n_second")],
            "employers": [
                f"{a:,.0f} / {b:,.0f}"
                for a, b in _pairs(known, "employers_first", "employers_second")
            ],
            "shares": [
                f"{a:.0%} / {b:.0%}" for a, b in _pairs(known, "share_first", "share_second")
            ],
            "gap, points": [f"{100 * gap:+.0f}" for gap in known["gap"]],
            "95% interval": [
                f"{100 * low:+.0f} to {100 * high:+.0f}"
                for low, high in _pairs(known, "low95", "high95")
            ],
            "p": [f"{p:.2g}" for p in known["p"]],
        }
    )
    shown = markdown(table) if len(table) else "No corpus can tell."
    refused = gaps[gaps["refused"].notna()].drop_duplicates(["corpus", "refused"])
    reasons = [f"- {row.corpus}: {row.refused}" for row in refused.itertuples()]
    return "\n".join([shown, "", "Cannot tell:", "", *reasons]) if reasons else shown


def verdict_text(verdict: pd.DataFrame) -> str:
    """Return the verdict on a hypothesis in a few lines.

    Args:
        verdict: Its row of the table of verdicts.
    """
    (row,) = verdict.to_dict("records")
    holm = "" if pd.isna(row["p_holm"]) else f", {row['p_holm']:.2g} after Holm"
    e_bh = "" if row["e_bh"] else "not "
    return (
        f"**{row['verdict']}** ({row['state']}). {row['reason']}\n\n"
        f"p = {row['p']:.2g}{holm}; e = {row['e']:.3g}, {e_bh}found by e-BH."
    )


def all_hypotheses(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Return every hypothesis that was ever registered, as a reader sees it.

    Args:
        verdicts: As the pipeline wrote them.
    """
    return pd.DataFrame(
        {
            "hypothesis": verdicts["hypothesis"],
            "statement": verdicts["statement"],
            "family": verdicts["family"],
            "card": verdicts["state"],
            "changed": verdicts["changed_keys"].fillna(""),
            "p": [f"{p:.2g}" for p in verdicts["p"]],
            "p, Holm": ["" if pd.isna(p) else f"{p:.2g}" for p in verdicts["p_holm"]],
            "e": [f"{e:.3g}" for e in verdicts["e"]],
            "e-BH": ["found" if found else "" for found in verdicts["e_bh"]],
            "verdict": verdicts["verdict"],
        }
    )


def _pairs(frame: pd.DataFrame, first: str, second: str) -> "zip[tuple[Any, Any]]":
    return zip(frame[first], frame[second], strict=True)
