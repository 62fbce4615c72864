"""README.md, made from its template: every number in it is looked up."""

from pathlib import PurePosixPath

import pandas as pd

from analysis import paths
from analysis.publishing import prose, results, tables, words
from analysis.publishing.prose import Lookups

TEMPLATE = "article/README.md.j2"
README = "README.md"
TABLES = ["figures/tables/tab00_notebooks.csv", "figures/tables/tab01_corpora.csv"]
HEADLINES = [
    "swe-genai",
    "swe-ai-ml",
    "swe-baseline-any",
    "aie-python",
    "aie-aws",
    "aie-agentic",
    "aie-llm-application-work",
    "aie-splits-cleanly",
    "aie-pay-below-5",
    "swe-pay",
    "mle-dl-framework",
    "mle-python",
    "block64-python",
]
"""The claims of the first screen, in the article's order."""


def headlines(found: Lookups) -> pd.DataFrame:
    """Return the claims of the first screen: the article, the range over the corpora, the verdict.

    Args:
        found: The results.
    """
    counted = found.overall.set_index("claim")
    rows = [
        {
            "the article says": found.claims[name].said,
            "of": found.stated(name),
            "re-measured": found.spread(name),
            "agree": counted.loc[name, ["replicated", "compatible"]].sum(),
            "contradict": counted.loc[name, "not_replicated"],
            "cannot tell": counted.loc[name, "undetermined"],
            "verdict": f"**{found.verdict(name)}**",
        }
        for name in HEADLINES
    ]
    return pd.DataFrame(rows)


def lookups() -> dict[str, object]:
    """Return what the template may ask for."""
    found = Lookups.committed()
    return found.values() | {
        "headlines": tables.markdown(headlines(found)),
        "notebook_table": tables.markdown(_linked(pd.read_csv(paths.source(TABLES[0])))),
        "recovered": _recovered(),
        "corpus_table": tables.markdown(pd.read_csv(paths.source(TABLES[1]))),
    }


def _recovered() -> dict[str, str]:
    """Return how many intervals held what was planted in synthetic postings, of either way."""
    table = results.processed("recovery/coverage")
    (row,) = table[table["role"] == "all"].to_dict("records")
    return {way: words.percent(row[f"{way}_inside"]) for way in ("naive", "corrected")}


def _linked(notebooks: pd.DataFrame) -> pd.DataFrame:
    """Return the map with a link to each notebook, figure and table."""
    places = {file.stem: file for file in _files("notebooks/**/*.ipynb")}
    made = {
        file.stem.partition("_")[0]: file for file in _files("figures/*.png", "figures/tables/*.md")
    }
    makes = [
        ", ".join(f"[{name}]({made[name]})" if name in made else name for name in names.split(", "))
        for names in notebooks["makes"]
    ]
    linked = [f"[{name}]({places[name]})" for name in notebooks["notebook"]]
    return notebooks.assign(notebook=linked, makes=makes)


def _files(*patterns: str) -> list[PurePosixPath]:
    root = paths.source(".")
    found = [file for pattern in patterns for file in sorted(root.glob(pattern))]
    return [PurePosixPath(file.relative_to(root)) for file in found]


def write() -> None:
    """Write README.md from its template and the committed results."""
    template = paths.source(TEMPLATE).read_text(encoding="utf-8")
    with paths.replacing(paths.target(README)) as temporary:
        temporary.write_text(prose.render(template, lookups()), encoding="utf-8", newline="\n")
