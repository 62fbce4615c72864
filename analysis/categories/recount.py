"""What the article would have counted, by rater and by reading of its words."""

from collections.abc import Set

import pandas as pd

from analysis.categories import raters
from analysis.categories.corrected import FEWEST, Coded
from analysis.estimates import shares
from analysis.estimates.clusters import Sample

READINGS = {
    "required": ("required",),
    "required or a duty": ("required", "duty"),
    "required, a duty or a plus": ("required", "duty", "preferred"),
    "any mention": ("required", "duty", "preferred", "mentioned", raters.LISTED),
}
"""What 'explicitly require agentic AI work' may mean, from the strictest level to the widest."""

COLUMNS = [
    "corpus", "rater", "reading", "n", "k", "estimate", "low95", "high95", "of_article",
    "rest_llm_work",
]  # fmt: skip

TITLE = "in the title"
MAIN = "the job's main business"
LLM_WORK = ("llm_api", "rag", "prompting")
"""The marks of the other block: 'LLM API + RAG' and prompts."""


def recount(coded: Coded, titled: Set[str] | None, article_n: int) -> pd.DataFrame:
    """Return the share that is agentic by every rater and reading, and what the rest then is.

    Args:
        coded: Postings of AI Engineers in one corpus, with what every rater says of them.
        titled: Postings whose title names agents; None where titles were not read.
        article_n: How many AI Engineer postings the article counted in.

    Returns:
        A row a rater and reading: n, k, estimate with bounds, `of_article` (what that share is of
        the article's postings), `rest_llm_work` (of the other postings, the share that has a mark
        of LLM application at the same reading; empty for title and main business, and for a
        rater who did not code every such mark).
    """
    rows: list[dict[str, object]] = []
    for rater, table in coded.tables.items():
        known = table[table.index.isin(coded.employers.index)].sort_index()
        for reading, agentic, work in _readings(rater, known, titled):
            if len(agentic) < FEWEST:
                continue
            sample = Sample.of(agentic, coded.employers.loc[agentic.index])
            interval = shares.clustered(sample).interval(0.95)
            rest = None if work is None or agentic.all() else float(work[~agentic].mean())
            rows.append(
                {
                    "corpus": coded.corpus, "rater": rater, "reading": reading, "n": sample.n,
                    "k": int(agentic.sum()), "estimate": interval.estimate, "low95": interval.low,
                    "high95": interval.high, "of_article": round(interval.estimate * article_n),
                    "rest_llm_work": rest,
                }
            )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def _readings(
    rater: str, table: pd.DataFrame, titled: Set[str] | None
) -> list[tuple[str, "pd.Series[bool]", "pd.Series[bool] | None"]]:
    found: list[tuple[str, pd.Series[bool], pd.Series[bool] | None]] = []
    if "agentic" in table:
        work = [mark for mark in LLM_WORK if mark in table]
        cells = table[["agentic", *work]].dropna()
        without_levels = cells.isin([raters.LISTED]).any(axis=None)
        for reading, levels in READINGS.items():
            if without_levels and reading != "any mention":
                continue
            has = cells.isin(levels)
            whole = len(work) == len(LLM_WORK)
            found.append((reading, has["agentic"], has[work].any(axis=1) if whole else None))
    if titled is not None and rater == "rules":
        found.append((TITLE, pd.Series(table.index.isin(list(titled)), index=table.index), None))
    if "block" in table:
        blocks = table["block"].dropna()
        found.append((MAIN, blocks == "agentic_systems", None))
    return found
