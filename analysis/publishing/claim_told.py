"""One claim in a terminal: what was said, what each corpus shows, and what computed it."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from analysis import declarations, paths
from analysis.claims import judge, verdicts
from analysis.estimates import contrasts, employer_rank, shares
from analysis.publishing import results, tables, words
from analysis.register import register
from analysis.register.register import Claim

COMPUTED: dict[str, Callable[..., object]] = {
    **dict.fromkeys(["share", "threshold", "universal", "count"], shares.clustered),
    "comparison": contrasts.role_gap,
    "ranking": contrasts.order,
    "structure": contrasts.structure,
    "extremum": employer_rank.rank,
}
"""What makes the estimates of each kind of claim, called by `estimate.estimate_claims`."""

ALL = "notebooks/95_verdicts.ipynb"
"""Which shows every claim."""


def find(name: str) -> Claim | None:
    """Return the claim of the article's register that is called so, None where none is.

    Args:
        name: Its id.
    """
    return next((claim for claim in results.claims().claim if claim.id == name), None)


def lines(claim: Claim) -> Iterator[str]:
    """Yield what is known of a claim: verdicts, numbers, and where each of them is made.

    Args:
        claim: Of the article's register.
    """
    overall = results.processed("verdicts_overall").set_index("claim").loc[claim.id]
    yield f"{claim.said} ({claim.stated}): {overall['verdict']}"
    if claim.judged_on_postings:
        yield from _by_corpus(claim)
    else:
        yield f"  {overall['reason']}"
    yield ""
    yield f"declared  {_line(register.ARTICLE, claim)}"
    if claim.measure:
        asked = ", ".join(str(part) for part in (claim.measure, claim.level) if part)
        among = f" among {claim.among}" if claim.among else ""
        yield f"measured  {asked}, of {claim.population}{among}"
    if claim.judged_on_postings:
        yield f"computed  {_place(COMPUTED[claim.kind])}"
        yield f"judged    {_place(verdicts.decide)}, then {_place(judge.judge)}"
        yield "numbers   data/processed/estimates.csv, data/processed/verdicts.csv"
    named = [path for path in declarations.notebook_paths() if _names(path, claim)]
    shown = dict.fromkeys([*(path.relative_to(paths.root()).as_posix() for path in named), ALL])
    yield f"shown in  {', '.join(shown)}"


def _by_corpus(claim: Claim) -> Iterator[str]:
    given = results.processed("verdicts").query("claim == @claim.id").set_index("corpus")
    rows = tables.main_rows(claim, results.processed("estimates")).set_index("corpus")
    silent = given["verdict"] == verdicts.NOT_ASSESSABLE
    for corpus, verdict in given[~silent].iterrows():
        yield f"  {corpus}: {verdict['verdict']}"
        for _, row in rows[rows.index == corpus].iterrows():
            yield f"    {_number(row)}"
        yield f"    {verdict['reason']}"
    if silent.any():
        yield f"  not assessable in {words.listed(given.index[silent])}"


def _number(row: pd.Series) -> str:
    say = words.gap if words.is_gap(row["part"]) else words.share
    told = say(row["estimate"], row["low95"], row["high95"])
    return f"{told}, {row['n']:,.0f} postings of {row['employers']:,.0f} employers"


def _line(file: str, claim: Claim) -> str:
    written = paths.source(file).read_text(encoding="utf-8").splitlines()
    at = written.index(f'id = "{claim.id}"') + 1
    return f"{file}:{at}"


def _place(function: Callable[..., object]) -> str:
    file = Path(inspect.getfile(function)).resolve()
    line = inspect.getsourcelines(function)[1]
    return f"{file.relative_to(paths.root().resolve()).as_posix()}:{line} {function.__name__}"


def _names(notebook: Path, claim: Claim) -> bool:
    """Say whether the code of a notebook names a claim or its section."""
    text = notebook.read_text(encoding="utf-8")
    return any(f'\\"{name}\\"' in text for name in (claim.id, claim.section))
