"""The notebook that a new hypothesis begins as: its card first, then what is read off tables."""

import json
import pprint
import re

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.hypotheses.card import OPEN

LONGEST_SLUG = 40

SETTINGS = """\
# parameters
INPUTS = ["data/processed/hypotheses/*.csv"]
OUTPUTS = [
    "figures/{name}.svg",
    "figures/{name}.png",
    "figures/{name}.csv",
]
# {help}
CARD = {card}"""

HELP = "what is open is a question mark; the card is frozen when it first runs (docs/extending.md)"
FILLED = "the card was frozen when it first ran: a change to it shows in the table of hypotheses"

START = """\
from IPython.display import Markdown

from analysis.publishing import hypothesis_figures, hypothesis_tables, results, saving, style

style.apply()
gaps = results.hypotheses("gaps", CARD["id"])
readings = results.hypotheses("readings", CARD["id"])
verdict = results.hypotheses("verdicts", CARD["id"])
Markdown(hypothesis_tables.card_text(CARD))"""

ESTIMATE = "Markdown(hypothesis_tables.gaps_text(gaps))"

MULTIVERSE = """\
drawn = readings[readings["gap"].notna()]
figure = hypothesis_figures.readings(drawn, CARD["primary_corpus"])
style.describe(
    figure,
    f"{verdict['verdict'].item().capitalize()}: {CARD['statement']}",
    "Gap in points, first group less second, under each reading of the same postings.",
    results.source_line([CARD["primary_corpus"], *drawn["corpus"]], results.INTERVALS),
)
saving.save_figure(figure, "{name}", drawn)
figure"""

VERDICT = "Markdown(hypothesis_tables.verdict_text(verdict))"

DATA_WORDS = """\
## Data

A row a corpus and contrast: the shares of both groups, the gap with its 95% interval (employers as
clusters), and the p-value of what the card expects. A corpus that cannot tell says why."""

MULTIVERSE_WORDS = """\
## Multiverse

The same contrast under other readings of the same postings, one choice changed at a time."""

VERDICT_WORDS = """\
## Verdict

By the primary corpus alone, at 5% after the correction of the card's family."""

LIMITS = """\
## Limits

{limits}

Whatever the verdict, it speaks of the postings of these corpora, and a gap between two groups of
postings says nothing of its cause."""


def slug(statement: str) -> str:
    """Return a statement as a part of a file name, cut at a word.

    Args:
        statement: In plain words.
    """
    words = re.sub(r"[^a-z0-9]+", " ", statement.lower()).split()
    kept = words[:1]
    for word in words[1:]:
        if len("_".join([*kept, word])) > LONGEST_SLUG:
            break
        kept.append(word)
    return "_".join(kept)


def open_card(number: int, statement: str, day: str) -> dict[str, object]:
    """Return a card with everything but its statement left open.

    Args:
        number: Of the hypothesis.
        statement: As its author gave it.
        day: On which, ISO.
    """
    return {
        "id": f"h{number:02d}",
        "statement": statement,
        "estimand": OPEN,
        "population": OPEN,
        "primary_test": OPEN,
        "would_change_my_mind": OPEN,
        "family": "stream",
        "registered_on": day,
        "primary_corpus": OPEN,
        "contrasts": [
            {
                "name": OPEN,
                "outcome": OPEN,
                "level": OPEN,
                "first": {"name": OPEN, "roles": [OPEN]},
                "second": {"name": OPEN, "roles": [OPEN]},
                "expects": OPEN,
                "margin": OPEN,
            }
        ],
    }


def notebook(name: str, card: dict[str, object], limits: str = "") -> nbformat.NotebookNode:
    """Return the notebook of a hypothesis, not run.

    Args:
        name: Of its file, without the ending.
        card: As it is to stand in the parameters cell.
        limits: What is particular to it, above what holds for all.
    """
    is_open = OPEN in json.dumps(card)
    written = pprint.pformat(card, width=96, sort_dicts=False)
    settings = SETTINGS.format(name=name, card=written, help=HELP if is_open else FILLED)
    parameters = new_code_cell(settings, metadata={"tags": ["parameters"]})
    cells = [
        new_markdown_cell(f"# Is it so? {card['statement']}"),
        new_markdown_cell("## Card\n\nWhat was expected, before it was looked at."),
        parameters,
        new_code_cell(START),
        new_markdown_cell(DATA_WORDS),
        new_code_cell(ESTIMATE),
        new_markdown_cell(MULTIVERSE_WORDS),
        new_code_cell(MULTIVERSE.replace("{name}", name)),
        new_markdown_cell(VERDICT_WORDS),
        new_code_cell(VERDICT),
        new_markdown_cell(LIMITS.format(limits=limits or "What the card cannot see: say it here.")),
    ]
    for place, cell in enumerate(cells):
        cell["id"] = f"cell-{place:02d}"
    made: nbformat.NotebookNode = new_notebook(cells=cells)
    made.metadata["kernelspec"] = {
        "display_name": "Python 3", "language": "python", "name": "python3"
    }  # fmt: skip
    return made
