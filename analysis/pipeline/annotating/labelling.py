"""Labelling a file, a corpus or a sample: what a person asks for, and what they are told."""

from dataclasses import dataclass
from pathlib import Path

from analysis import paths, tables
from analysis.categories.annotator import budget, label, labels, settings
from analysis.errors import AnalysisError
from analysis.pipeline.annotating import client, inputs, run
from analysis.pipeline.annotating.cache import Shard
from analysis.pipeline.annotating.run import Outcome
from analysis.pipeline.shelves import REAL

FOLDER = "categories/annotations"
"""Where the answers stand on the shelf, a file an annotator."""

ENDINGS = (".csv", ".jsonl")


class OutputError(AnalysisError):
    """Labels that cannot be written as asked."""


@dataclass(frozen=True)
class Asked:
    """What a person asks for.

    Attributes:
        source: As `inputs.of` takes it.
        output: CSV or JSONL, by its ending.
        annotator: Its section in annotators.toml.
        folder: Where answers are kept; None for the project's.
    """

    source: str
    output: Path
    annotator: str
    folder: Path | None = None

    def shard(self) -> Shard:
        """Return the answers of the annotator."""
        folder = self.folder or paths.source(REAL.path(FOLDER))
        return Shard(folder / f"{self.annotator}.jsonl")


@dataclass(frozen=True)
class Told:
    """What a person is told: a line for each thing that went wrong, a summary, whether all is well.

    Attributes:
        lines: What was refused, set aside or missed.
        summary: Counts.
        complete: Whether every posting has an answer.
    """

    lines: tuple[str, ...]
    summary: str
    complete: bool


def dry_run(asked: Asked) -> str:
    """Return what `fill` would ask at most, in calls, tokens and dollars.

    Args:
        asked: What a person asks for.
    """
    annotator = settings.load(asked.annotator)
    postings, _ = inputs.of(asked.source)
    planned = run.plan(postings, annotator, asked.shard())
    dollars = budget.cost(planned.tokens, annotator)
    price = "cost unknown: no prices in annotators.toml" if dollars is None else f"${dollars:,.2f}"
    return (
        f"{len(planned.postings):,} calls to {annotator.model}, at most about "
        f"{planned.tokens.into:,} tokens in and {planned.tokens.out:,} out, {price}; "
        "nothing was asked"
    )


def replay(asked: Asked) -> Told:
    """Write the labels that are kept; a posting without an answer is counted, never asked.

    Args:
        asked: What a person asks for.
    """
    annotator = settings.load(asked.annotator)
    postings, aside = inputs.of(_writable(asked).source)
    shard = asked.shard()
    outcome = run.replay(postings, annotator, shard)
    return _write(asked, outcome, [*aside, *shard.refused])


def fill(asked: Asked, dollars: float | None, base_url: str | None) -> Told:
    """Ask what has no answer yet, and write the labels.

    Args:
        asked: What a person asks for.
        dollars: What may be spent; None for no bound.
        base_url: Another address of the endpoint.
    """
    annotator = settings.load(asked.annotator)
    money = budget.Budget(dollars, annotator)
    postings, aside = inputs.of(_writable(asked).source)
    shard = asked.shard()
    aside += [
        f"{p.id}: its text is not here; collect its corpus" for p in postings if not p.document
    ]
    asking = client.Client(annotator, base_url)
    outcome = run.fill(postings, annotator, shard, asking.ask, money)
    told = _write(asked, outcome, [*aside, *shard.refused, *outcome.failed])
    spent = budget.cost(outcome.tokens, annotator)
    cost = "" if spent is None else f", ${spent:,.2f}"
    stopped = f", {outcome.unaffordable:,} stopped by the budget" if outcome.unaffordable else ""
    calls = (
        f"{outcome.calls:,} calls, {len(outcome.failed):,} without an answer{stopped}; "
        f"{outcome.tokens.into:,} tokens in and {outcome.tokens.out:,} out{cost}"
    )
    return Told(told.lines, f"{calls}\n{told.summary}", told.complete)


def _writable(asked: Asked) -> Asked:
    if asked.output.suffix not in ENDINGS:
        raise OutputError(f"{asked.output}: the ending must be one of {', '.join(ENDINGS)}")
    if Path(asked.source).resolve() == asked.output.resolve():
        raise OutputError(f"{asked.output} is the input: name another file to write to")
    return asked


def _write(asked: Asked, outcome: Outcome, lines: list[str]) -> Told:
    found = {name: entry.label for name, entry in outcome.entries.items() if entry.label}
    if asked.output.suffix == ".csv":
        tables.write_csv(labels.table(found, label.FIELDS), asked.output)
    else:
        with paths.replacing(asked.output) as temporary:
            told = "".join(f"{line}\n" for line in labels.lines(found, label.FIELDS))
            temporary.write_text(told, encoding="utf-8", newline="\n")
    lines += [f"{name}: {fault}" for name, e in outcome.entries.items() for fault in e.faults]
    lines += [f"{name}: no answer is kept" for name in outcome.missing]
    counted = outcome.counted()
    answers = ", ".join(f"{counted[status]:,} {status}" for status in sorted(counted)) or "none"
    fields = sum(len(label) for label in found.values())
    refused = sum(len(e.faults) for e in outcome.entries.values() if e.status == "labelled")
    summary = (
        f"answers: {answers}; {len(outcome.missing):,} postings without one\n"
        f"{fields:,} labels of {len(found):,} postings, {refused:,} fields refused: {asked.output}"
    )
    return Told(tuple(lines), summary, not outcome.missing)
