"""The step from the cards in the notebooks and the measurements to the verdicts on hypotheses."""

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import nbformat
import pandas as pd

from analysis import declarations, paths
from analysis.corpora import registry
from analysis.declarations import Declaration
from analysis.estimates import measures
from analysis.hypotheses import card, contrasts, judge, ledger, template
from analysis.hypotheses.card import Card
from analysis.hypotheses.contrasts import Gap
from analysis.pipeline import estimating
from analysis.pipeline.shelves import REAL
from analysis.signals import lexicon

FOLDER = "notebooks/hypotheses"
_NUMBER = re.compile(r"h(\d+)")
GAPS = "hypotheses/gaps.csv"
READINGS = "hypotheses/readings.csv"
VERDICTS = "hypotheses/verdicts.csv"
LEDGER = "hypotheses/ledger.csv"
MADE = (GAPS, READINGS, VERDICTS, LEDGER)
"""The tables on the shelf of real postings."""


def is_hypothesis(declaration: Declaration) -> bool:
    """Return whether a notebook holds a card; one without runs as any other does.

    Args:
        declaration: Of the notebook.
    """
    return declaration.path.parent == paths.source(FOLDER) and "CARD" in declaration.parameters


def left_open(declaration: Declaration) -> list[str]:
    """Return what the card of a notebook leaves to be decided: with any, it is a draft.

    Args:
        declaration: Of a notebook of a hypothesis.
    """
    return card.left_open(declaration.parameters.get("CARD"))


def is_draft(declaration: Declaration) -> bool:
    """Return whether a notebook holds a card that leaves something to be decided.

    Args:
        declaration: Of the notebook.
    """
    return is_hypothesis(declaration) and bool(left_open(declaration))


def cards(declared: Iterable[Declaration]) -> dict[str, Card]:
    """Return the cards that are complete, by id.

    Args:
        declared: By notebooks; those that hold no card, and drafts, are passed over.

    Raises:
        CardError: A card cannot be used, names a signal that is none, or has another's id.
    """
    found: dict[str, Card] = {}
    for declaration in declared:
        if not is_hypothesis(declaration) or is_draft(declaration):
            continue
        read = card.parse(declaration.parameters.get("CARD"), declaration.path.name)
        if read.id in found:
            raise card.CardError(
                f"{declaration.path.name}: '{read.id}' is the id of another notebook too; "
                "give it the next free number"
            )
        known = [corpus.id for corpus in registry.load()]
        if read.primary_corpus not in known:
            raise card.CardError(
                f"{declaration.path.name}: CARD: primary_corpus: '{read.primary_corpus}' is not "
                f"registered; there are {', '.join(known)}"
            )
        _require_readable(read, declaration.path.name)
        found[read.id] = read
    return found


def _require_readable(read: Card, notebook: str) -> None:
    """Refuse a card of which a measure can never be read: once it ran, it would count."""
    signals = lexicon.load().ids
    for number, contrast in enumerate(read.contrasts):
        asked = {"outcome": contrast.outcome, "first.has": contrast.first.has,
                 "second.has": contrast.second.has}  # fmt: skip
        for key, measure in asked.items():
            fault = measures.fault(measure, contrast.level, signals) if measure else None
            if fault:
                raise card.CardError(f"{notebook}: CARD: contrasts.{number}.{key}: {fault}")


def drafts() -> list[str]:
    """Return a line for every draft, with what it leaves open; drafts do not run."""
    declared = [
        declarations.read(path)
        for path in declarations.notebook_paths()
        if path.parent == paths.source(FOLDER)
    ]
    return [
        f"{FOLDER}/{d.path.name} is a draft and does not run: CARD leaves open {', '.join(found)}"
        for d in declared
        if (found := left_open(d))
    ]


def told(hypothesis: str) -> list[str]:
    """Return which corpora can tell each contrast of a card, in lines, and no share of any.

    Args:
        hypothesis: Its id.

    Raises:
        CardError: There is none of that id, or its card cannot be used.
    """
    found = sorted(paths.source(FOLDER).glob(f"{hypothesis}_*.ipynb"))
    if not found:
        raise card.CardError(f"no hypothesis '{hypothesis}' in {FOLDER}")
    declared = [declarations.read(path) for path in found]
    if opened := [key for each in declared for key in left_open(each)]:
        return [f"{FOLDER}/{found[0].name} is a draft: CARD leaves open {', '.join(opened)}"]
    one = cards(declared)[hypothesis]
    measured = estimating.read_measurements(REAL)
    lines, untold = [], []
    for contrast in one.contrasts:
        lines.append(f"{contrast.name}:")
        for corpus in registry.load():
            row = contrasts.gap(contrast, corpus, measured.get(corpus.id))
            decides = corpus.id == one.primary_corpus
            why = row.refused or f"can tell, from {row.n_first:,} and {row.n_second:,} postings"
            lines.append(f"  {corpus.id}{', which decides' if decides else ''}: {why}")
            if decides and row.refused:
                untold.append(contrast.name)
    if untold:
        return [*lines, f"as it stands the verdict would be not assessable ({'; '.join(untold)}): "
                "name another primary_corpus or other groups before it runs"]  # fmt: skip
    return [*lines, "nothing is wrong with the card: python -m analysis reproduce"]


def begin(statement: str) -> Path:
    """Write the notebook of a new hypothesis, its card open, and return its path.

    Its number is the next after every notebook and every row of the ledger: no number of a
    withdrawn hypothesis is given again.

    Args:
        statement: One sentence.

    Raises:
        card.CardError: The sentence holds no word in Latin letters, or a notebook has it already.
    """
    statement = " ".join(statement.split())
    slug = template.slug(statement)
    if not slug:
        raise card.CardError(
            f"'{statement}' holds no word in Latin letters: give one sentence that can be false"
        )
    standing = [path.name for path in paths.source(FOLDER).glob("h*.ipynb")]
    if twin := next((name for name in standing if name.partition("_")[2] == f"{slug}.ipynb"), None):
        raise card.CardError(
            f"{FOLDER}/{twin} is about this already: fill in its card, or word yours otherwise"
        )
    known = (row.hypothesis for row in read_ledger(paths.source(REAL.path(LEDGER))))
    numbers = [int(found[1]) for name in (*standing, *known) if (found := _NUMBER.match(name))]
    opened = template.open_card(max(numbers, default=0) + 1, statement, _today())
    name = f"{opened['id']}_{slug}"
    path = paths.source(f"{FOLDER}/{name}.ipynb")
    with paths.replacing(path) as temporary:
        nbformat.write(template.notebook(name, opened), temporary)
    return path.relative_to(paths.root())


def _today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def digest(found: Mapping[str, Card]) -> str:
    """Return the hash of all cards: the step is stale when one of them is another.

    Args:
        found: By id.
    """
    return hashlib.sha256(
        "\n".join(found[name].digest for name in sorted(found)).encode()
    ).hexdigest()


def try_cards(found: Mapping[str, Card]) -> None:
    """Test every card in every corpus, let the ledger grow by what is new, and write the tables.

    Args:
        found: The cards that stand, by id.
    """
    measured = estimating.read_measurements(REAL)
    gaps: list[pd.DataFrame] = []
    varied: list[pd.DataFrame] = []
    primary: dict[str, list[Gap]] = {}
    for name, one in sorted(found.items()):
        rows = [
            contrasts.gap(contrast, corpus, measured.get(corpus.id))
            for contrast in one.contrasts
            for corpus in registry.load()
        ]
        primary[name] = [row for row in rows if row.corpus == one.primary_corpus]
        others = [
            row
            for contrast in one.contrasts
            for corpus in registry.load()
            if corpus.id in measured
            for row in contrasts.under_readings(contrast, corpus, measured[corpus.id])
        ]
        gaps.append(_named(rows, name))
        varied.append(_named(others, name))
    grown = ledger.grown(read_ledger(paths.source(REAL.path(LEDGER))), list(found.values()))
    REAL.write(pd.concat([_named([], ""), *gaps]), GAPS)
    REAL.write(pd.concat([_named([], ""), *varied]).drop(columns="refused"), READINGS)
    REAL.write(judge.judge(found, primary, grown), VERDICTS)
    REAL.write(ledger.to_frame(grown), LEDGER)


def read_ledger(path: Path) -> list[ledger.Entry]:
    """Return the rows of the ledger so far, none where no hypothesis ever ran.

    Args:
        path: Where it stands.

    Raises:
        LedgerError: It was altered.
    """
    if not path.exists():
        return []
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    return ledger.entries(frame, path.relative_to(paths.root()).as_posix())


def _named(rows: list[Gap], name: str) -> pd.DataFrame:
    frame = contrasts.to_frame(rows)
    frame.insert(0, "hypothesis", name)
    return frame
