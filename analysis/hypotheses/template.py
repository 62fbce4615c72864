"""The notebook that a new hypothesis begins as: its card first, then what is read off tables."""

import json
import re
import unicodedata

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

By the primary corpus alone: supported at 5% after the correction of the card's family, contradicted
or too small to matter by its 95% interval."""

LIMITS = """\
## Limits

{limits}

Whatever the verdict, it speaks of the postings of these corpora, and a gap between two groups of
postings says nothing of its cause."""


WIDTH = 100
"""Columns of a line, as the formatter of the project's code counts."""


def literal(value: object, before: int = 0, indent: int = 0) -> str:
    """Return a card or a part of it as code, laid out as the project's formatter leaves it.

    Args:
        value: Dictionaries, lists, texts, numbers.
        before: Columns that stand before it in its line.
        indent: Columns by which its line is indented.
    """
    if isinstance(value, str):
        return _quoted(value)
    if not isinstance(value, (dict, list)):
        return repr(value)
    inner = indent + 4
    named = (
        [(f"{_quoted(key)}: ", part) for key, part in value.items()]
        if isinstance(value, dict)
        else [("", part) for part in value]
    )
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    short = ", ".join(name + literal(part, indent=1) for name, part in named)
    if indent and "\n" not in short and before + len(short) + 3 <= WIDTH:
        return f"{opening}{short}{closing}"
    lines = [
        f"{' ' * inner}{name}{literal(part, inner + len(name), inner)},\n" for name, part in named
    ]
    return f"{opening}\n{''.join(lines)}{' ' * indent}{closing}"


def _quoted(text: str) -> str:
    inside = json.dumps(text, ensure_ascii=False)[1:-1]
    if text.count('"') <= text.count("'"):
        return f'"{inside}"'
    return "'" + inside.replace('\\"', '"').replace("'", "\\'") + "'"


def slug(statement: str) -> str:
    """Return a statement as a part of a file name, accents left out, cut at a word.

    Args:
        statement: In plain words.
    """
    plain = unicodedata.normalize("NFKD", statement).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    kept = [word[:LONGEST_SLUG] for word in words[:1]]
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
    settings = SETTINGS.format(name=name, card=literal(card), help=HELP if is_open else FILLED)
    parameters = new_code_cell(settings, metadata={"tags": ["parameters"]})
    cells = [
        new_markdown_cell(f"# Is it so? {card['statement']}"),
        new_markdown_cell("## Card\n\nWhat is claimed, frozen when it first ran."),
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
