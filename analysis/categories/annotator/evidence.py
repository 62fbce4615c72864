"""Evidence: words that an answer quotes, found in the posting and kept as a span alone."""

import re
from dataclasses import dataclass

RUN = 5
"""So many words on end that stand in the posting too are a quotation."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?[+#]*")


@dataclass(frozen=True)
class Span:
    """Where something stands in a document: characters from `start` up to `end`, not included."""

    start: int
    end: int


def document(title: str, text: str) -> str:
    """Return a posting as it is coded, which spans count in: title, a blank line, text.

    Args:
        title: Of the posting; may be empty.
        text: Of the posting.
    """
    return f"{title}\n\n{text}" if title else text


class Words:
    """A document by its words, in which quotations are found whatever breaks or marks its lines."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.words = [_plain(match.group()) for match in found]
        self.spans = [match.span() for match in found]
        self._at: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            self._at.setdefault(word, []).append(index)

    def find(self, quote: str) -> Span | None:
        """Return where a quotation first stands, word for word; None where it does not.

        Letter case, spaces and punctuation between words count for nothing.

        Args:
            quote: As an answer gives it.
        """
        wanted = [_plain(word) for word in _WORD.findall(quote)]
        for first in self._at.get(wanted[0], []) if wanted else []:
            if self.words[first : first + len(wanted)] == wanted:
                return Span(self.spans[first][0], self.spans[first + len(wanted) - 1][1])
        return None

    def without_quotations(self, reason: str) -> str:
        """Return a reason with each quotation of five words or more replaced by its span.

        Args:
            reason: As an answer gives it.
        """
        found = list(_WORD.finditer(reason))
        kept, index, done = "", 0, 0
        while index < len(found):
            length, first = self._longest([_plain(match.group()) for match in found[index:]])
            if length < RUN:
                index += 1
                continue
            start, end = self.spans[first][0], self.spans[first + length - 1][1]
            kept += f"{reason[done : found[index].start()]}[{start}:{end}]"
            done = found[index + length - 1].end()
            index += length
        return kept + reason[done:]

    def _longest(self, wanted: list[str]) -> tuple[int, int]:
        """Return how many of the first words stand on end in the document, and where."""
        best, place = 0, 0
        for first in self._at.get(wanted[0], []):
            length = 0
            for said, word in zip(self.words[first:], wanted, strict=False):
                if said != word:
                    break
                length += 1
            if length > best:
                best, place = length, first
        return best, place


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")
