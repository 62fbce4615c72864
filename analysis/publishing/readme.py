"""README.md, made from its template: every number in it is looked up."""

from collections.abc import Mapping

import pandas as pd
from jinja2 import Environment, StrictUndefined

from analysis import paths
from analysis.claims.register import Register
from analysis.publishing import results, tables, words

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


def headlines(
    estimates: pd.DataFrame, verdicts: pd.DataFrame, overall: pd.DataFrame
) -> pd.DataFrame:
    """Return the claims of the first screen: the article, the range over the corpora, the verdict.

    Args:
        estimates: The table of estimates.
        verdicts: The verdicts corpus by corpus.
        overall: The overall verdicts.
    """
    claims = results.claims()
    said = dict(zip(overall["claim"], overall["verdict"], strict=True))
    counted = overall.set_index("claim")
    rows = []
    for name in HEADLINES:
        found = results.assessed(estimates, verdicts, name)
        shares = found.loc[found["part"] == claims[name].population, "estimate"]
        rows.append(
            {
                "the article says": claims[name].said,
                "of": claims[name].stated,
                "re-measured": words.spread(shares),
                "agree": counted.loc[name, ["replicated", "compatible"]].sum(),
                "contradict": counted.loc[name, "not_replicated"],
                "cannot tell": counted.loc[name, "undetermined"],
                "verdict": f"**{said[name]}**",
            }
        )
    return pd.DataFrame(rows)


def distinct(claims: Register) -> int:
    """Return how many different things the claims ask, said once or several times.

    Args:
        claims: The register.
    """
    asked = {
        (claim.measure, claim.among, claim.level, claim.population, claim.against)
        if claim.measure and claim.judged_on_postings
        else claim.id
        for claim in claims.claim
    }
    return len(asked)


def lookups() -> dict[str, object]:
    """Return what the template may ask for."""
    estimates, verdicts = results.processed("estimates"), results.processed("verdicts")
    overall, counts = results.processed("verdicts_overall"), results.counts()
    return {
        "statements": len(overall),
        "stated": lambda claim: results.claims()[claim].stated,
        "spread": lambda claim: words.spread(
            results.assessed(estimates, verdicts, claim)["estimate"]
        ),
        "distinct": distinct(results.claims()),
        "verdicts": words.tally(overall["verdict"]),
        "at_odds": int(overall["at_odds_with_itself"].sum()),
        "corpora": len(counts),
        "read": f"{counts['read'].sum():,}",
        "unique": f"{counts['unique'].sum():,}",
        "headlines": tables.markdown(headlines(estimates, verdicts, overall)),
        "notebook_table": tables.markdown(_linked(pd.read_csv(paths.source(TABLES[0])))),
        "corpus_table": tables.markdown(pd.read_csv(paths.source(TABLES[1]))),
    }


def _linked(notebooks: pd.DataFrame) -> pd.DataFrame:
    linked = [f"[{name}](notebooks/{name}.ipynb)" for name in notebooks["notebook"]]
    return notebooks.assign(notebook=linked)


def render(template: str, values: Mapping[str, object]) -> str:
    """Return the README.

    Args:
        template: Its text with `{{ names }}` of lookups.
        values: By name.

    Raises:
        jinja2.UndefinedError: The template asks for what no lookup gives.
    """
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(template).render(values)


def write() -> None:
    """Write README.md from its template and the committed results."""
    template = paths.source(TEMPLATE).read_text(encoding="utf-8")
    with paths.replacing(paths.target(README)) as temporary:
        temporary.write_text(render(template, lookups()), encoding="utf-8")
