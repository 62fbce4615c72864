"""What `reproduce` says at its end."""

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from analysis import paths
from analysis.corpora import collect, registry
from analysis.pipeline import changes, judging
from analysis.pipeline.tasks import Outcome
from analysis.signals import lexicon

COUNTED = ["read", "quarantined", "duplicate", "unique"]


def _counts() -> Table:
    table = Table(title="Postings", title_justify="left")
    table.add_column("corpus", no_wrap=True)
    for name in COUNTED:
        table.add_column(name, justify="right")
    table.add_column("measured", no_wrap=True)
    for corpus in registry.load():
        file = paths.source(f"data/processed/counts/{corpus.id}.csv")
        if not file.exists():
            table.add_row(corpus.id, *["–"] * len(COUNTED), "not yet")
            continue
        row = pd.read_csv(file).iloc[0]
        measured = "here" if collect.is_complete(corpus) else "as committed"
        if row["rules"] != lexicon.version():
            measured += ", by other rules"
        table.add_row(corpus.id, *(f"{row[name]:,}" for name in COUNTED), measured)
    return table


def _verdicts() -> Table:
    overall = pd.read_csv(paths.source(judging.VERDICTS[1]))
    table = Table(title="Verdicts on the article's claims", title_justify="left")
    table.add_column("verdict")
    table.add_column("claims", justify="right")
    for verdict, count in overall["verdict"].value_counts().items():
        table.add_row(str(verdict), str(count))
    table.add_row("at odds with itself", str(int(overall["at_odds_with_itself"].sum())))
    return table


def _written(outcome: Outcome) -> str:
    def count(pattern: str) -> int:
        return len(list(paths.source("figures").glob(pattern)))

    return (
        f"{count('*.svg')} figures and {count('tables/*.csv')} tables stand in figures/; "
        f"{len(outcome.ran)} steps ran, {len(outcome.unchanged)} had nothing to do."
    )


def _differences(console: Console) -> None:
    try:
        found = changes.since_commit()
    except changes.NoHistoryError as error:
        console.print(f"Differences: {error}.")
        return
    if not found:
        console.print("Nothing differs from what is committed, row for row.")
        return
    console.print("Differs from what is committed:")
    for change in changes.together(found):
        console.print(f"  {change.path}: {change.what}", soft_wrap=True, highlight=False)


def show(outcome: Outcome, console: Console) -> None:
    """Print the report of a run.

    Args:
        outcome: What ran.
        console: Where to.
    """
    for name, error in outcome.failed.items():
        console.print(
            f"[bold]{escape(name)} failed:[/bold] {escape(error)}", style="red", highlight=False
        )
    if outcome.left:
        console.print(f"Not run, since they need what failed: {', '.join(outcome.left)}")
    if not outcome.failed and not outcome.ran:
        console.print("Nothing has changed: nothing was run.")
    console.print(_counts())
    if paths.source(judging.VERDICTS[1]).exists():
        console.print(_verdicts())
    console.print(_written(outcome))
    _differences(console)
