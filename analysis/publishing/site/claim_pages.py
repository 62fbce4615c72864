"""A page for every claim: what was said, what each corpus shows, and how to compute it again."""

import html
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.claims import verdicts as deciding
from analysis.estimates import estimate
from analysis.publishing import results, style, words
from analysis.publishing.claim_told import COMPUTED
from analysis.publishing.site import code_pages, marks
from analysis.publishing.site.marks import DIFFERENCES, SHARES, Mark, Stated
from analysis.publishing.site.rendering import plain, render
from analysis.publishing.site.results import Results
from analysis.register.register import Claim
from analysis.register.stated import in_words

SECTIONS = {
    "scan": "The scan",
    "genai-in-swe": "GenAI in software engineering",
    "aie-asks": "What AI Engineer postings ask",
    "split": "The 64/36 split",
    "signals": "Pay, employers and terms",
    "mle-contrast": "Machine Learning Engineers beside AI Engineers",
    "invest": "Where to invest",
    "mistakes": "Mistakes to avoid",
    "end": "The end",
}
"""Headings of the register's sections; one that is not named here is shown by its own name."""

KINDS = {
    "share": "a share, held to the article's within a margin",
    "threshold": "a bound that a share keeps or breaks",
    "comparison": "a difference between two roles",
    "count": "a count, read as a share",
    "extremum": "who posts most",
    "universal": "a statement about nearly all",
    "structure": "a division into parts, put to the six-part test",
    "ranking": "an order",
    "not_testable": "an opinion or a cause, which no posting can answer",
}


def write(found: Results, folder: Path) -> None:
    """Write the pages of all claims and the page that lists them.

    Args:
        found: The results.
        folder: Where they go, as Markdown.
    """
    folder.mkdir(parents=True)
    for claim in found.claims.claim:
        (folder / f"{claim.id}.md").write_text(page(claim, found), encoding="utf-8")
    (folder / "index.md").write_text(listing(found), encoding="utf-8")


def listing(found: Results) -> str:
    """Return the page that lists all claims by section, with their verdicts.

    Args:
        found: The results.
    """
    sections: dict[str, list[Claim]] = {}
    for claim in found.claims.claim:
        sections.setdefault(SECTIONS.get(claim.section, _titled(claim.section)), []).append(claim)
    return render(
        "claims.md.j2",
        sections=sections,
        overall=found.overall,
        badge=badge,
        spread=lambda claim: spread(claim, found),
        tally=words.tally(found.overall["verdict"]),
    )


def page(claim: Claim, found: Results) -> str:
    """Return a claim's page.

    Args:
        claim: Of the register.
        found: The results.
    """
    rows = found.estimates[found.estimates["claim"] == claim.id]
    given = found.verdicts[found.verdicts["claim"] == claim.id]
    overall = found.overall.loc[claim.id]
    silent = given[given["verdict"] == deciding.NOT_ASSESSABLE]
    return render(
        "claim.md.j2",
        claim=claim,
        source=found.claims.source,
        overall=overall,
        badge=badge(str(overall["verdict"]), bool(overall["at_odds_with_itself"])),
        coherence=overall["coherence_reason"] if pd.notna(overall["coherence_reason"]) else None,
        kind=KINDS[claim.kind],
        picture=picture(claim, rows, given),
        rows=list(table_rows(rows, given)),
        reasons=given[given["verdict"] != deciding.NOT_ASSESSABLE].to_dict("records"),
        silent=[(row.corpus, _named(row.reason)) for row in silent.itertuples()],
        corrected=list(corrected_rows(claim, found)),
        layers=list(layers(claim, found)),
        curves=list(curves(claim, found)),
        details=list(details(claim)),
        computed=code_pages.link(COMPUTED[claim.kind]) if claim.judged_on_postings else None,
        called=code_pages.link(estimate.estimate_claims),
        judged=code_pages.link(deciding.decide),
        snippet=rerun(claim),
    )


def picture(claim: Claim, rows: pd.DataFrame, given: pd.DataFrame) -> str:
    """Return a claim's estimates as a picture; empty where no corpus speaks to it.

    Args:
        claim: Of the register.
        rows: Its estimates.
        given: Its verdicts, corpus by corpus.
    """
    known = _speaking(rows, given)
    if known.empty or claim.kind == "structure":  # no share decides it
        return ""
    parts = known["part"].nunique() > 1
    drawn = [
        Mark(
            f"{row['corpus']}, {_readable(row['part'])}" if parts else row["corpus"],
            row["estimate"], row["low95"], row["high95"], row["verdict"],
        )
        for _, row in known.iterrows()
    ]  # fmt: skip
    first = known.iloc[0]
    stated = None
    if not parts and pd.notna(first["stated_value"]):
        stated = Stated(first["stated_value"], first["stated_low95"], first["stated_high95"])
    scale = DIFFERENCES if words.is_gap(first["part"]) else SHARES
    return marks.picture(drawn, stated, scale, claim.said)


def table_rows(rows: pd.DataFrame, given: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield a row of the page's table for each estimate that was made.

    Args:
        rows: Of one claim.
        given: Its verdicts, corpus by corpus.
    """
    known = rows[rows["estimate"].notna()].merge(given, on=["claim", "corpus"])
    several = known.groupby("corpus").size().max() > 1 if len(known) else False
    for _, row in known.iterrows():
        tell = words.gap if words.is_gap(row["part"]) else words.share
        whole = {"part": _readable(row["part"])} if several else {}
        yield {
            "corpus": row["corpus"],
            **whole,
            "postings": _count(row["n"]),
            "employers": _count(row["employers"]),
            "re-measured (95%)": tell(row["estimate"], row["low95"], row["high95"]),
            "less the article's (95%)": _difference(row),
            "design effect": _one_digit(row["design_effect"]),
            "verdict": badge(row["verdict"]),
        }


def corrected_rows(claim: Claim, found: Results) -> Iterator[dict[str, object]]:
    """Yield what label error would change, a row a corpus.

    Args:
        claim: Of the register.
        found: The results.
    """
    for _, row in found.corrected[found.corrected["claim"] == claim.id].iterrows():
        difference = words.is_gap(row["part"])
        tell = words.gap if difference else words.share
        yield {
            "corpus": row["corpus"],
            "as measured": tell(row["estimate"], row["low95"], row["high95"]),
            "corrected": tell(
                row["corrected_estimate"], row["corrected_low95"], row["corrected_high95"]
            ),
            "verdict": row["verdict"],
            "verdict when corrected": row["corrected_verdict"],
        }


LAYERS = {
    "arithmetic": "The article's own arithmetic",
    "definitions": "Other definitions",
    "labels": "Label error",
    "generalisation": "Other samples",
}
"""The layers of a verdict, by their columns."""


def layers(claim: Claim, found: Results) -> Iterator[tuple[str, str, str]]:
    """Yield what each layer of a claim's verdict says: its name, its word, its reason.

    The article's own arithmetic, where there is any, has a section of its own.

    Args:
        claim: Of the register.
        found: The results.
    """
    if claim.id in found.layers.index:
        row = found.layers.loc[claim.id].fillna("–")
        told_above = isinstance(found.overall.loc[claim.id, "coherence_reason"], str)
        for column, name in LAYERS.items():
            if column == "arithmetic" and told_above:
                continue
            yield name, plain(row[column]), plain(row[f"{column}_reason"])


def curves(claim: Claim, found: Results) -> Iterator[str]:
    """Yield a picture of a claim's shares under all readings for each corpus that has several.

    Args:
        claim: Of the register.
        found: The results.
    """
    own = found.curves[found.curves["claim"] == claim.id]
    own = own[own["estimate"].notna() & (claim.kind != "comparison")]
    for corpus, rows in own.groupby("corpus", sort=True):
        published = rows.loc[rows["default"].astype(bool), "estimate"]
        if len(rows) > 1 and len(published) and rows["estimate"].between(0, 1).all():
            yield marks.curve(list(rows["estimate"]), float(published.iloc[0]), str(corpus))


def details(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield what the register says of a claim, as terms and what they mean here.

    Args:
        claim: Of the register.
    """
    given = {
        "Held to": in_words(claim.read_as or "") if claim.read_as != claim.stated else None,
        "Reading": claim.reading,
        "Postings of": _named(claim.population) if claim.population else None,
        "Against": _named(claim.against) if claim.against else None,
        "Measure": f"`{claim.measure}`" if claim.measure else None,
        "Among": f"`{claim.among}`" if claim.among else None,
        "Level": {"mentions": "any level", "requires": "required or a duty"}.get(claim.level or ""),
        "Margin": _margin(claim.margin),
        "Asked of a corpus": _readable(claim.needs) if claim.needs else None,
    }
    for term, meaning in given.items():
        if meaning:
            yield term, meaning if meaning.startswith("`") else plain(meaning)


def rerun(claim: Claim) -> str | None:
    """Return Python that computes a claim's estimates again from the committed measurements.

    Args:
        claim: Of the register.
    """
    return render("rerun.py.j2", claim=claim.id) if claim.judged_on_postings else None


def spread(claim: Claim, found: Results) -> str:
    """Return the range of a claim's estimates over the corpora that speak to it.

    Args:
        claim: Of the register.
        found: The results.
    """
    given = found.verdicts[found.verdicts["claim"] == claim.id]
    known = _speaking(found.estimates[found.estimates["claim"] == claim.id], given)
    return words.spread(known.loc[known["part"] == claim.population, "estimate"])


def badge(verdict: str, at_odds: bool = False) -> str:
    """Return a verdict as a coloured word.

    Args:
        verdict: One of the words on a claim.
        at_odds: Whether the article's other numbers exclude it.
    """
    word = html.escape(verdict)
    more = ' <span class="badge at-odds">at odds with itself</span>' if at_odds else ""
    return f'<span class="badge {word.replace(" ", "-")}">{word}</span>{more}'


def _speaking(rows: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    known = results.assessed(rows, given)
    return known.merge(given[["claim", "corpus", "verdict"]], on=["claim", "corpus"])


def _difference(row: pd.Series) -> str:
    if pd.isna(row["difference"]):
        return "–"
    return words.gap(row["difference"], row["diff_low95"], row["diff_high95"])


def _margin(margin: float | str | None) -> str | None:
    return f"{100 * margin:.0f} points" if isinstance(margin, float) else margin


def _count(value: float) -> str:
    return "–" if pd.isna(value) else f"{int(value):,}"


def _one_digit(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.1f}"


def _named(text: object) -> str:
    """Return text in which roles are called as readers call them."""
    shown = str(text)
    for role, (name, _) in style.ROLES.items():
        shown = shown.replace(role, name)
    return shown


def _readable(name: object) -> str:
    return str(name).replace("_", " ")


def _titled(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
