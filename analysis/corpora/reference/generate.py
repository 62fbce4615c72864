"""A synthetic corpus: its postings as a scraper would have them, and the truth beside each."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.corpora.reference import damage, grammar, population, writing
from analysis.corpora.reference.damage import Damage
from analysis.corpora.reference.parameters import Parameters
from analysis.corpora.reference.plan import Place, Plan
from analysis.corpora.reference.writing import Written

CORPUS = "reference"
"""What the corpus is called: the start of the ids in its truth."""

SEED = 20260508
"""Of the corpus that is committed: the day of the article."""

SAME_TEXT = 0.5
"""How often a copy in another place has the very text, damage and all, of the one before it."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A synthetic corpus: `postings` and, in the same order, `truth`; a dictionary a row."""

    postings: list[Row]
    truth: list[Row]


@dataclass(frozen=True)
class _Copy:
    plan: Plan
    written: Written
    place: Place
    text: str
    complete: bool


def generate(planted: Parameters, seed: int) -> Made:
    """Return the corpus that parameters and a seed make.

    The truth of a posting is what was decided before it was written, whether or not the text is
    cut afterwards and whatever a lexicon knows: a level per signal and tool, pay, terms, role,
    block, and `duplicate_group`, the first id among copies of one posting.

    Args:
        planted: What is planted.
        seed: The same seed gives the same corpus.

    Raises:
        ParametersError: The planted shares cannot be.
    """
    words, marks = grammar.load(), Damage(**planted.damage)
    copies = [
        copy
        for plan in population.draw(planted, words, seed)
        for copy in _copies(plan, words, marks, random.Random(f"{seed}/{plan.number}"))
    ]
    random.Random(seed).shuffle(copies)
    ids = [f"synthetic-{number:04d}" for number in range(1, len(copies) + 1)]
    first: dict[int, str] = {}
    for name, copy in zip(ids, copies, strict=True):
        first.setdefault(copy.plan.number, name)
    return Made(
        [_posting(name, copy) for name, copy in zip(ids, copies, strict=True)],
        [
            _truth(name, copy, first[copy.plan.number])
            for name, copy in zip(ids, copies, strict=True)
        ],
    )


def _copies(
    plan: Plan, words: grammar.Grammar, marks: Damage, rng: random.Random
) -> Sequence[_Copy]:
    """Return a plan's posting in each of its places."""
    written = writing.write(plan, words, rng)
    found: list[_Copy] = []
    for place in plan.places:
        if found and rng.random() < SAME_TEXT:
            text, complete = found[-1].text, found[-1].complete
        else:
            text, complete = damage.apply(written.text, marks, rng)
        found.append(_Copy(plan, written, place, text, complete))
    return found


def _posting(name: str, copy: _Copy) -> Row:
    place = copy.place
    named = ", ".join(part for part in (place.city, place.state) if part)
    return {
        "id": name,
        "synthetic": True,
        "title": copy.written.title,
        "employer": copy.plan.employer.name,
        "location": named or "Remote, US",
        "posted_on": copy.plan.posted_on,
        "text": copy.text,
        "text_complete": copy.complete,
    }


def _truth(name: str, copy: _Copy, first: str) -> Row:
    plan, pay = copy.plan, copy.plan.pay
    return {
        "id": f"{CORPUS}/{name}",
        "synthetic": True,
        "role": plan.role,
        "block": plan.block,
        "duplicate_group": f"{CORPUS}/{first}",
        **copy.written.levels,
        "pay": "disclosed" if pay else "none",
        "pay_min": pay.low if pay else None,
        "pay_max": pay.high if pay else None,
        "pay_period": pay.period if pay else None,
        "pay_currency": "USD" if pay else None,
        "employment": plan.employment,
        "disputed": [],
    }
