"""One pass over a text for every phrase of every data file."""

from collections.abc import Iterable
from typing import Any, Generic, NamedTuple, TypeVar
from unicodedata import combining

import ahocorasick_rs

from analysis.signals.reading import Reading

Owner = TypeVar("Owner")

_LAST_SIMPLE = "\u02ff"
"""No character up to here combines with the one before it."""


class Hit(NamedTuple, Generic[Owner]):
    """A phrase found at whole-word boundaries: whose it is and where, in the reading's text."""

    owner: Owner
    phrase: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return a folded text with hyphens as spaces, position by position: what is scanned.

    Args:
        text: A folded text.
    """
    return text.replace("-", " ")


class Scanner:
    """An Aho-Corasick automaton over the phrases of several vocabularies, each with a use."""

    def __init__(self, wanted: Iterable[tuple[str, str, Any]]) -> None:
        """Build the automaton.

        Args:
            wanted: Phrases in lower case, each with its use and the owner that hears of it; a
                phrase may have several.
        """
        owners: dict[str, list[tuple[str, Any]]] = {}
        for phrase, use, owner in wanted:
            owners.setdefault(plain(phrase), []).append((use, owner))
        self._uses = sorted({use for pairs in owners.values() for use, _ in pairs})
        self._phrases = list(owners)
        self._owners = list(owners.values())
        self._open = [
            (not phrase[0].isalnum(), not phrase[-1].isalnum()) for phrase in self._phrases
        ]
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._phrases, implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def hits(self, reading: Reading) -> dict[str, list[Hit[Any]]]:
        """Return, by use, every phrase that stands in a text between word boundaries.

        Args:
            reading: The text.
        """
        text = reading.folded
        length = len(text)
        found: dict[str, list[Hit[Any]]] = {use: [] for use in self._uses}
        for index, start, end in self._automaton.find_matches_as_indexes(
            plain(text), overlapping=True
        ):
            open_left, open_right = self._open[index]
            if start and not open_left:
                char = text[start - 1]
                if char.isalnum() or (char > _LAST_SIMPLE and combining(char)):
                    continue
            if end < length:
                char = text[end]
                if open_right:
                    if char in "+#":
                        continue
                elif char.isalnum() or (char > _LAST_SIMPLE and combining(char)):
                    continue
            for use, owner in self._owners[index]:
                found[use].append(Hit(owner, self._phrases[index], start, end))
        return found
