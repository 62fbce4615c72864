"""One pass over texts for every phrase of every data file, each heard of by whoever wants it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from analysis.signals.characters import Mask, Positions
from analysis.signals.loops import Loop
from analysis.signals.reading import Readings
from analysis.signals.trie import Trie

Owner = TypeVar("Owner")


class Hit(NamedTuple, Generic[Owner]):
    """A phrase found at whole-word boundaries: whose it is and where, in a reading's text."""

    owner: Owner
    phrase: str
    start: int
    end: int


@dataclass(frozen=True)
class Hits:
    """What was found for one use, in the joined text: a row a phrase and owner.

    Attributes:
        owner: Numbers of `Scanner.owners` of the use.
        phrase: Numbers of `Scanner.phrases`.
        start: Where each begins.
        end: Where it ends.
    """

    owner: Positions
    phrase: Positions
    start: Positions
    end: Positions

    def __getitem__(self, which: Mask | Positions) -> "Hits":
        """Return some of them."""
        return Hits(self.owner[which], self.phrase[which], self.start[which], self.end[which])


def plain(text: str) -> str:
    """Return a folded text with hyphens as spaces, position by position: what is scanned.

    Args:
        text: A folded text.
    """
    return text.replace("-", " ")


class Scanner:
    """A trie of the phrases of several vocabularies, each with a use.

    Attributes:
        phrases: Every phrase, hyphens as spaces.
        owners: By use, whoever hears of a phrase.
    """

    def __init__(self, wanted: Iterable[tuple[str, str, Any]]) -> None:
        """Build the trie.

        Args:
            wanted: Phrases in lower case, each with its use and the owner that hears of it; a
                phrase may have several.

        Raises:
            TooManyCharactersError: The phrases have too many characters for a byte each.
        """
        numbers: dict[str, int] = {}
        heard: dict[str, list[tuple[int, Any]]] = {}
        for phrase, use, owner in wanted:
            number = numbers.setdefault(plain(phrase), len(numbers))
            heard.setdefault(use, []).append((number, owner))
        self.phrases = list(numbers)
        self.owners: dict[str, list[Any]] = {}
        self._listeners: dict[str, Listeners] = {}
        for use, pairs in heard.items():
            self.owners[use] = list(dict.fromkeys(owner for _, owner in pairs))
            owners = {owner: number for number, owner in enumerate(self.owners[use])}
            heard_by = [(phrase, owners[owner]) for phrase, owner in pairs]
            self._listeners[use] = Listeners(heard_by, len(numbers))
        self._trie = Trie(self.phrases)

    def hits(self, readings: Readings) -> dict[str, Hits]:
        """Return, by use, every phrase that stands in texts between word boundaries.

        Args:
            readings: The texts.
        """
        phrase, start, end = self._trie.find(readings.folded_codes, readings.joined.kinds)
        found = {}
        for use, listeners in self._listeners.items():
            row, owner = listeners.take(phrase)
            found[use] = Hits(owner, phrase[row], start[row], end[row])
        return found

    def by_text(self, use: str, hits: Hits, readings: Readings) -> Iterator[list[Hit[Any]]]:
        """Return an iterator over the texts' hits by start and end, counted from where each begins.

        Args:
            use: Their use.
            hits: Hits of that use.
            readings: The texts.
        """
        hits = hits[np.lexsort((hits.end, hits.start))]
        number = readings.joined.number(hits.start)
        begin = readings.joined.starts[number]
        owners = map(self.owners.get(use, []).__getitem__, hits.owner.tolist())
        phrases = map(self.phrases.__getitem__, hits.phrase.tolist())
        places = ((at - begin).tolist() for at in (hits.start, hits.end))
        return readings.split(number, list(map(Hit, owners, phrases, *places)))


class Listeners:
    """Who hears of each of some numbers: any number of others."""

    def __init__(self, pairs: Sequence[tuple[int, int]], size: int) -> None:
        """Sort the pairs by what is heard of.

        Args:
            pairs: What is heard of, and who hears.
            size: How many there are to hear of.
        """
        of, who = np.array(pairs, np.intp).reshape(-1, 2).T
        self._who = who[np.argsort(of, kind="stable")]
        self._first = np.cumsum(np.bincount(of + 1, minlength=size + 1))

    def take(self, of: Positions) -> tuple[Positions, Positions]:
        """Return a row for each that is heard of and each who hears: the index, and who.

        Args:
            of: What is heard of.
        """
        return _taken(of, self._first, self._who)


@Loop
def _taken(of: Positions, first: Positions, who: Positions) -> tuple[Positions, Positions]:
    size = 0
    for one in of:
        size += first[one + 1] - first[one]
    row, hearer = np.empty(size, np.intp), np.empty(size, np.intp)
    count = 0
    for number in range(len(of)):
        for place in range(first[of[number]], first[of[number] + 1]):
            row[count], hearer[count], count = number, who[place], count + 1
    return row, hearer
