"""Terms that postings name and the lexicon does not know: what a researcher may want to add.

A term is a run of up to three words that are capitalised, or written as no ordinary word is (with
a capital inside, a figure, a sign). What comes out are terms and counts, never text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.signals.batches import rules
from analysis.signals.reading import Reading, read_all

COLUMNS = ("term", "postings", "employers")

_BATCH = 500
_LEAST_EMPLOYERS = 3
_ORDINARY = 0.25
"""A word is ordinary that stands in small letters in so many postings for each that
capitalises it."""
_TERM = re.compile(
    r"(?<![\w.@/#+'-])(?:[A-Z][\w.+#-]*|[a-z]+(?:[A-Z\d]|\.[a-z]{2}\b)[\w+#-]*)"
    r"(?: [A-Z\d][\w.+#-]*){0,2}"
)
_SMALL = re.compile(r"(?<![\w.@/#+'-])[a-z]{2,}(?![\w@/#+'])")
_PLAIN = re.compile(r"[A-Z][a-z]+")
_BESIDE = tuple(",/()")
_NAME = re.compile(r"[a-z].*[\w+#]")
_NO_TERMS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mon tue wed thu fri sat sun am pm bachelor bachelors master masters phd ph.d bs
    ms ba b.s m.s mba""".split()  # noqa: SIM905 - a list of so many is a screen long
)
"""Months, days and degrees."""


@dataclass
class _Seen:
    """What was counted, by folded spelling; `small`: postings with the word in small letters."""

    postings: Counter[str] = field(default_factory=Counter)
    employers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    spellings: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    small: Counter[str] = field(default_factory=Counter)

    def is_ordinary(self, term: str) -> bool:
        """Say whether a term, in small letters, is one that postings write so, too."""
        parts = term.split("-")
        if len(parts) > 1 and all(self.small[part] for part in parts if not part.isdigit()):
            return True
        return self.small[term] > _ORDINARY * self.postings[term]


def candidates(
    texts: Sequence[str], employers: Sequence[str], places: Collection[str], most: int = 200
) -> pd.DataFrame:
    """Return the terms that most employers name and no form covers, the most widely used first.

    Left out are places, months, days and degrees, an employer's name in its own postings, and
    words that postings write in small letters, too. The name of another employer, and a term of
    two or three words, count only as items of a list: many tools are called like their makers,
    and what stands in running text under capitals is mostly a title or a heading.

    Args:
        texts: The texts of postings, as published; the same text twice counts once.
        employers: Their employers' names.
        places: Names of places, in small letters.
        most: So many rows at most.

    Returns:
        Columns `COLUMNS`: the term as it is mostly written, postings and employers that name it.
    """
    pairs, seen = list(dict(zip(texts, employers, strict=True)).items()), _Seen()
    names = frozenset(name.lower() for name in employers)
    for first in range(0, len(pairs), _BATCH):
        part = pairs[first : first + _BATCH]
        readings = read_all([text for text, _ in part])
        for (_, employer), reading in zip(part, readings.each(len(part)), strict=True):
            if not reading.lowercased:
                _count(reading, employer, names, seen)
    skipped = _NO_TERMS.union(*(name.split() for name in places))
    frame = pd.DataFrame(_rows(seen, skipped), columns=list(COLUMNS))
    order = ["employers", "postings", "term"]
    frame = frame.sort_values(order, ascending=[False, False, True])
    return frame[~_covered(frame["term"].tolist())].head(most).reset_index(drop=True)


def _count(reading: Reading, employer: str, names: Collection[str], seen: _Seen) -> None:
    """Count the terms of one posting, each once, and the words that it writes small."""
    text, begins = reading.text, set(reading.breaks)
    seen.small.update(set(_SMALL.findall(text)))
    found: dict[str, str] = {}
    loose = set()
    for match in _TERM.finditer(text):
        term, start = match.group().rstrip(".-"), match.start()
        listed = text[max(0, start - 2) : start].strip()[-1:] in _BESIDE
        listed |= text[match.end() : match.end() + 1] in _BESIDE
        if listed:
            found[term.lower()] = term
        elif " " in term:
            loose.add(term)
        words = term.split()
        if not listed and start in begins and _PLAIN.fullmatch(words[0]):
            words = words[1:]
        for word in words:
            if listed or word.lower() not in names:
                found.setdefault(word.lower(), word)
    seen.small.update(term.lower() for term in loose if term.lower() not in found)
    found = {term.lower(): term for term in loose} | found
    own = set(employer.lower().split())
    for lowered, term in found.items():
        if lowered not in own:
            seen.postings[lowered] += 1
            seen.employers[lowered].add(employer)
            seen.spellings[lowered][term] += 1


def _rows(seen: _Seen, skipped: frozenset[str]) -> list[tuple[str, int, int]]:
    """Return a row for each term that may name something: the spelling and the two counts."""
    return [
        (seen.spellings[term].most_common(1)[0][0], seen.postings[term], len(who))
        for term, who in seen.employers.items()
        if len(who) >= _LEAST_EMPLOYERS
        and _NAME.fullmatch(term)
        and skipped.isdisjoint(term.split())
        and not seen.is_ordinary(term)
    ]


def _covered(terms: Sequence[str]) -> "np.typing.NDArray[np.bool_]":
    """Say in which terms a phrase of the lexicon stands, whatever it asks of its neighbours."""
    covered = np.zeros(len(terms), bool)
    if len(terms):
        readings = read_all(list(terms))
        hits = rules().scanner.hits(readings)["form"]
        covered[readings.joined.number(hits.start)] = True
    return covered
