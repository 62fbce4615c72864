"""One pass over texts for every phrase of every data file.

Phrases count between word boundaries. An automaton knows none, so each letter is written down with
its place in its word: the 'r' that is a word, the 'r' that begins one, the one within, the one at
its end. What then matches as written stands between boundaries, and nothing is left to check.
A character is one byte, so that a place in the bytes is the place in the text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick_rs
import numpy as np

from analysis.errors import AnalysisError
from analysis.signals import characters
from analysis.signals.characters import Codes, Kinds, Mask, Positions
from analysis.signals.cleaning import BORDER
from analysis.signals.reading import Readings

Owner = TypeVar("Owner")

_BYTES = 256
_FIRST, _LAST = 1, 2
"""Added to a letter's byte where it begins its word, and where it ends it."""
_OTHER_SIGN = _BYTES - 1
_SIZE = 0x110000


class TooManyCharactersError(AnalysisError):
    """The data files hold more kinds of characters than a byte can tell apart."""


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


class _Alphabet:
    """Characters as bytes: a letter's tells its place in the word, too."""

    def __init__(self, phrases: Iterable[str]) -> None:
        used = sorted({char for phrase in phrases for char in phrase})
        letters = [char for char in used if characters.is_word(char)]
        signs = [char for char in used if not characters.is_word(char)]
        needed = 4 * (len(letters) + 1) + len(signs) + 1
        if needed > _BYTES:
            raise TooManyCharactersError(
                f"the data files use {len(letters)} letters and figures and {len(signs)} signs, "
                f"which need {needed} of {_BYTES} bytes: write phrases with fewer of them"
            )
        self._other_letter = 4 * len(letters)
        self._bytes = np.full(_SIZE, self._other_letter, np.uint8)
        for number, char in enumerate(letters):
            self._bytes[ord(char)] = 4 * number
        for number, char in enumerate(signs, self._other_letter + 4):
            self._bytes[ord(char)] = number
        self._bytes[ord("-")] = self._bytes[ord(" ")]

    def write(self, folded: Codes, kinds: Kinds) -> bytes:
        """Return a folded text in bytes.

        Args:
            folded: Its code points.
            kinds: What each of them is.
        """
        word = characters.are(kinds, characters.WORD)
        found = np.take(self._bytes, folded, mode="clip")
        np.putmask(found, ~word & (found == self._other_letter), _OTHER_SIGN)
        first, last = word.copy(), word.copy()
        first[1:] &= ~word[:-1]
        last[:-1] &= ~word[1:]
        found += first.view(np.uint8) * np.uint8(_FIRST)
        found += last.view(np.uint8) * np.uint8(_LAST)
        return found.tobytes()


class Scanner:
    """An Aho-Corasick automaton over the phrases of several vocabularies, each with a use.

    Attributes:
        phrases: Every phrase, hyphens as spaces.
        owners: By use, whoever hears of a phrase.
    """

    def __init__(self, wanted: Iterable[tuple[str, str, Any]]) -> None:
        """Build the automaton.

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
        self._open = np.array([not characters.is_word(phrase[-1]) for phrase in numbers], bool)
        self._alphabet = _Alphabet(numbers)
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            self._write(self.phrases),
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,
        )

    def _write(self, phrases: Sequence[str]) -> list[bytes]:
        """Return phrases in bytes, written together: start-up is paid by every process."""
        codes = characters.codes(BORDER.join(phrases))
        written = self._alphabet.write(codes, characters.kinds(codes))
        ends = [*accumulate(len(phrase) + 1 for phrase in phrases)]
        return [
            written[end - len(one) - 1 : end - 1] for one, end in zip(phrases, ends, strict=True)
        ]

    def hits(self, readings: Readings) -> dict[str, Hits]:
        """Return, by use, every phrase that stands in texts between word boundaries.

        Args:
            readings: The texts.
        """
        phrase, start, end = self._find(readings)
        found = {}
        for use, listeners in self._listeners.items():
            row, owner = listeners.take(phrase)
            found[use] = Hits(owner, phrase[row], start[row], end[row])
        return found

    def _find(self, readings: Readings) -> tuple[Positions, Positions, Positions]:
        """Return the phrases found, with where they begin and end, by end.

        A phrase that ends in a sign, such as 'c++', is none where another '+' or '#' follows.
        """
        written = self._alphabet.write(readings.folded_codes, readings.joined.kinds)
        flat: list[int] = []
        count = []
        starts, ends = readings.joined.starts, readings.joined.ends
        for first, last in zip(starts.tolist(), ends.tolist(), strict=True):
            # text by text, so that no more than one text's tuples are alive: the garbage
            # collector looks through all there is when there are many new ones
            rows = self._automaton.find_matches_as_indexes(written[first:last], overlapping=True)
            flat.extend(chain.from_iterable(rows))
            count.append(len(rows))
        phrase, start, end = np.array(flat, np.intp).reshape(-1, 3).T
        begin = np.repeat(starts, count)
        start, end = start + begin, end + begin
        follows = readings.folded_codes[end]
        kept = ~(self._open[phrase] & ((follows == ord("+")) | (follows == ord("#"))))
        return phrase[kept], start[kept], end[kept]

    def by_text(self, use: str, hits: Hits, readings: Readings) -> Iterator[list[Hit[Any]]]:
        """Yield the hits of each text, counted from where it begins.

        Args:
            use: Their use.
            hits: Hits of that use, text after text.
            readings: The texts.
        """
        owners, phrases = self.owners.get(use, []), self.phrases
        columns = readings.by_text(hits.start, hits.owner, hits.phrase, hits.start, hits.end)
        for begin, rows in zip(readings.joined.starts.tolist(), columns, strict=True):
            yield [
                Hit(owners[owner], phrases[phrase], start - begin, end - begin)
                for owner, phrase, start, end in rows
            ]


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
        self._count = np.bincount(of, minlength=size)
        self._first = np.cumsum(self._count) - self._count

    def take(self, of: Positions) -> tuple[Positions, Positions]:
        """Return a row for each that is heard of and each who hears: the index, and who.

        Args:
            of: What is heard of.
        """
        count = self._count[of]
        row = np.repeat(np.arange(len(of)), count)
        nth = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        return row, self._who[self._first[of[row]] + nth]
