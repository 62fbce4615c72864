"""The tables that a reader sees, from the tables that were computed."""

import pandas as pd

from analysis.claims.verdicts import NOT_ASSESSABLE
from analysis.publishing import words
from analysis.register.register import Claim, Register


def markdown(table: pd.DataFrame, digits: int | None = None) -> str:
    """Return a table as Markdown, what is missing as a dash.

    Args:
        table: As a reader is to see it.
        digits: Floats are rounded to so many after the point; as they are where None.
    """
    rounded = table if digits is None else table.round(digits)
    shown = rounded.astype(object).where(rounded.notna(), "–")
    return str(shown.to_markdown(index=False, floatfmt=".6g", intfmt=","))


TOO_FEW = "†"
"""Marks an estimate on which no verdict is given: its postings are worth too few."""


def claims_table(
    claims: Register,
    estimates: pd.DataFrame,
    verdicts: pd.DataFrame,
    overall: pd.DataFrame,
    ids: list[str],
) -> pd.DataFrame:
    """Return claims as rows: what the article says, each corpus's share with interval, the verdict.

    Args:
        claims: The register.
        estimates: Columns claim, part, corpus, estimate, low95 and high95 (0 to 1).
        verdicts: Columns claim, corpus and verdict; what is not assessable is marked `TOO_FEW`.
        overall: Columns claim, verdict and at_odds_with_itself.
        ids: The claims, in the order of the rows.
    """
    cells = pd.concat([_cells(claims[name], estimates) for name in ids])
    cells = cells.merge(verdicts[["claim", "corpus", "verdict"]], on=["claim", "corpus"])
    unsaid = cells["verdict"] == NOT_ASSESSABLE
    cells["cell"] = cells["cell"].mask(unsaid, cells["cell"] + f" {TOO_FEW}")
    said = pd.DataFrame(
        {
            "claim": [claims[name].said for name in ids],
            "the article": [claims[name].stated for name in ids],
        },
        index=pd.Index(ids),
    )
    table = said.join(cells.pivot(index="claim", columns="corpus", values="cell")).fillna("–")
    decided = overall.set_index("claim").loc[ids]
    words_of_all = zip(decided["verdict"], decided["at_odds_with_itself"], strict=True)
    table["verdict"] = pd.Series(
        [f"{verdict}, at odds with itself" if odd else verdict for verdict, odd in words_of_all],
        index=table.index,
    )
    return table.reset_index(drop=True)


def main_rows(claim: Claim, estimates: pd.DataFrame) -> pd.DataFrame:
    """Return the row of a claim in each corpus that stands for it.

    An order has none, nor a structure, which no share decides.

    Args:
        claim: Of the register.
        estimates: Columns claim, part, corpus and estimate.
    """
    pair = f"{claim.population} - {claim.against}" if claim.against else claim.population
    return estimates[
        (estimates["claim"] == claim.id)
        & (estimates["part"] == pair)
        & estimates["estimate"].notna()
    ]


def _cells(claim: Claim, estimates: pd.DataFrame) -> pd.DataFrame:
    """Return a claim's estimate in each corpus as words."""
    rows = main_rows(claim, estimates)
    say = words.gap if claim.kind == "comparison" else words.share
    bounds = zip(rows["estimate"], rows["low95"], rows["high95"], strict=True)
    return rows[["claim", "corpus"]].assign(cell=[say(*row) for row in bounds])


def contrast_table(
    claims: Register, estimates: pd.DataFrame, rows: dict[str, tuple[str, str]]
) -> pd.DataFrame:
    """Return the article's contrast of two roles, its values beside the range over the corpora.

    Args:
        claims: The register.
        estimates: Columns claim and estimate (0 to 1).
        rows: By what a row is called, the claims about AI Engineer and about the other role.
    """
    shares = estimates.dropna(subset=["estimate"]).groupby("claim")["estimate"]
    table: list[dict[str, str]] = []
    for label, pair in rows.items():
        line = {"signal": label}
        for claim, role in zip(pair, ("AI Engineer", "MLE"), strict=True):
            line[f"{role}, the article"] = claims[claim].stated
            found = list(shares.get_group(claim)) if claim in shares.groups else []
            line[f"{role}, re-measured"] = words.spread(found)
            line[f"{role}, corpora"] = str(len(found))
        table.append(line)
    return pd.DataFrame(table)


def verdict_table(claims: Register, overall: pd.DataFrame) -> pd.DataFrame:
    """Return every claim with its verdict and how many corpora decided it.

    Args:
        claims: The register.
        overall: Columns claim, verdict, decided_by and at_odds_with_itself.
    """
    decided = [claims[name] for name in overall["claim"]]
    return pd.DataFrame(
        {
            "claim": [claim.said for claim in decided],
            "the article": [claim.stated for claim in decided],
            "verdict": overall["verdict"],
            "corpora": overall["decided_by"],
            "at odds with itself": ["yes" if odd else "" for odd in overall["at_odds_with_itself"]],
        }
    )
