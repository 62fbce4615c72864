"""What `reproduce` says at its end."""

import pandas as pd
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from analysis import paths
from analysis.claims import frozen
from analysis.corpora import collect
from analysis.pipeline import changes, judging, measuring, varying
from analysis.pipeline.shelves import REAL, Shelf
from analysis.pipeline.tasks import Outcome
from analysis.signals import lexicon

NOT_HERE = (
    "Corpora that are not here are taken as measured and committed. To measure them yourself: "
    "CORPORA_DIR=folder make reproduce, with <corpus>.tar.xz archives in the folder, or again "
    "where their repositories can be reached."
)

SYNTHETIC = (
    "They are about postings that were made up: what is found here was planted, and nothing of it "
    "is evidence about any market."
)

COUNTED = ["read", "quarantined", "duplicate", "unique"]


def _marked(shelf: Shelf) -> str:
    return "SYNTHETIC: " if shelf.synthetic else ""


def _table(title: str, first: str, *numbers: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _counts(shelf: Shelf) -> Table:
    table = _table(f"{_marked(shelf)}Postings", "corpus", *COUNTED)
    table.add_column("measured", no_wrap=True)
    for corpus in shelf.corpora():
        file = paths.source(shelf.path(measuring.corpus_files(corpus)["counts"]))
        if not file.exists():
            table.add_row(corpus.id, *["–"] * len(COUNTED), "not yet")
            continue
        row = pd.read_csv(file).iloc[0]
        measured = "here" if collect.is_complete(corpus) else "committed"
        if row["rules"] != lexicon.version():
            measured = "outdated"
            table.caption = "outdated: the lexicon or another file of rules has changed since"
            table.caption_justify = "left"
        table.add_row(corpus.id, *(f"{row[name]:,}" for name in COUNTED), measured)
    return table


def _verdicts(shelf: Shelf, console: Console) -> None:
    file = paths.source(shelf.path(judging.VERDICTS[1]))
    if not file.exists():
        return
    overall = pd.read_csv(file)
    table = _table(f"{_marked(shelf)}Verdicts", "verdict", "claims")
    for verdict, count in overall["verdict"].value_counts().items():
        table.add_row(str(verdict), str(count))
    console.print(table)
    if shelf.synthetic:
        console.print(SYNTHETIC)
        return
    odd = int(overall["at_odds_with_itself"].sum())
    console.print(f"{odd} of the {len(overall)} are at odds with the article's own numbers.")


def _written(outcome: Outcome) -> str:
    def count(pattern: str) -> int:
        return len(list(paths.source("figures").glob(pattern)))

    return (
        f"{count('[!.]*.svg')} figures and {count('tables/[!.]*.csv')} tables stand in figures/; "
        f"steps run: {len(outcome.ran)}, with nothing to do: {len(outcome.unchanged)}, "
        f"failed: {len(outcome.failed)}."
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


def _declarations(console: Console) -> None:
    """Say whose margins or readings are not those that are committed."""
    path = REAL.path(varying.FROZEN)
    file = paths.source(path)
    before = changes.committed_table(path)
    if before is None or not file.exists():
        return
    names = frozen.changed(before, pd.read_csv(file))
    if names:
        told = f"Margins or readings declared otherwise than committed: {', '.join(names)}."
        console.print(told, style="bold", soft_wrap=True, highlight=False)


def show(outcome: Outcome, console: Console, shelf: Shelf) -> None:
    """Print the report of a run.

    Args:
        outcome: What ran.
        console: Where to.
        shelf: Whose results it is about.
    """
    if not outcome.failed and not outcome.ran:
        console.print("Nothing has changed: nothing was run.")
    console.print(_counts(shelf))
    if not all(collect.is_complete(corpus) for corpus in shelf.corpora()):
        console.print(NOT_HERE)
    _verdicts(shelf, console)
    console.print(_written(outcome))
    _differences(console)
    if not shelf.synthetic:
        _declarations(console)
    for name, error in outcome.failed.items():
        console.print(f"[bold]{escape(name)} failed:[/bold] {escape(error)}", style="red")
    if outcome.left:
        console.print(f"Not run, since they need what failed: {', '.join(outcome.left)}")


def show_verdicts(verdicts: pd.DataFrame, title: str, console: Console) -> None:
    """Print the verdicts on all claims with their reasons.

    Args:
        verdicts: Columns claim, verdict and reason.
        title: What stands above them.
        console: Where to.
    """
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("claim", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    table.add_column("reason")
    for row in verdicts.itertuples():
        table.add_row(str(row.claim), str(row.verdict), str(row.reason))
    console.print(table)
