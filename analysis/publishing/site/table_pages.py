"""The page of designed tables, and every table as LaTeX and HTML to take away."""

from pathlib import Path

import pandas as pd
from markupsafe import Markup

from analysis import paths
from analysis.publishing import tables, words
from analysis.publishing.site import typesetting
from analysis.publishing.site.claim_pages import badge
from analysis.publishing.site.rendering import TEMPLATES, render
from analysis.publishing.site.results import Results

CONTRAST = "figures/tables/tab09_contrast.csv"


def page(found: Results) -> str:
    """Return the page with the contrast of two titles and with all verdicts.

    Args:
        found: The results.
    """
    contrast = pd.read_csv(paths.source(CONTRAST), dtype=str)
    caption = "Shares of postings, by title: the article's and those re-measured"
    return render(
        "tables.md.j2",
        contrast=typesetting.web(contrast, caption),
        verdicts=typesetting.web(_linked(found), "What the article states, and what became of it"),
        tally=words.tally(found.overall["verdict"]),
    )


def write(folder: Path) -> None:
    """Write every table of the project as LaTeX and as a page of its own.

    Args:
        folder: Where they go, each beside its CSV.
    """
    for file in sorted(paths.source("figures/tables").glob("*.csv")):
        table = pd.read_csv(file, dtype=str)
        name = file.stem.replace("_", " ")
        (folder / f"{file.stem}.tex").write_text(typesetting.latex(table), encoding="utf-8")
        alone = render(
            "table_alone.html.j2",
            name=name,
            table=typesetting.web(table, f"All rows of {file.name}"),
            style=(TEMPLATES / "table.css").read_text(encoding="utf-8"),
        )
        (folder / f"{file.stem}.html").write_text(alone, encoding="utf-8")


def _linked(found: Results) -> pd.DataFrame:
    """Return the table of verdicts, each claim a link to its page and each verdict coloured."""
    table = tables.verdict_table(found.claims, found.overall)
    links = [
        Markup('<a href="claims/{}.html">{}</a>').format(name, said)
        for name, said in zip(found.overall["claim"], table["claim"], strict=True)
    ]
    badges = [Markup(badge(word)) for word in table["verdict"]]
    table["claim"] = pd.Series(links, table.index, dtype=object)
    table["verdict"] = pd.Series(badges, table.index, dtype=object)
    table["at odds with itself"] = table["at odds with itself"].replace("", None)
    return table
