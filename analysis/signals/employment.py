"""What employment a posting offers, and the words that say so."""

import bisect
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis.signals import phrases
from analysis.signals.reading import Reading
from analysis.signals.scanning import Hit
from analysis.signals.sections import Sections

FILE = Path(__file__).with_name("terms.toml")

_NEGATIONS = frozenset({"no", "not", "non", "without", "nor", "cannot", "unable"})
_PLACES = ("title", "text", "item")
_TERMS_FOLLOW = re.compile(
    r"\s*(?:\Z|[.\n|;•·]|(?:[,(/–—-]|\s)\s*(?:[$€£\d]|remote|hybrid|on.?site|in.?office|exempt"
    r"|salaried|permanent|w-?2\b|c2c|corp|long.?term|short.?term|immediate|[a-z]+ months?\b))"
)
"""What stands behind words that are a posting's terms alone: nothing more, or other terms."""
_PAID_BEFORE = re.compile(
    r"\d\s?k?\s?(?:(?:/|per |an? )?(?:h(?:ou)?r|y(?:ea)?r|month|day|week|annum|hourly|annually))?"
    r"[,;.]?\s\Z"
)
"""Pay right before words that are a posting's terms: '$65/hr, contract'."""
_EITHER = frozenset({"full_time", "part_time"})
UNSTATED = "unstated"

Term = tuple[str, str]
"""A kind of employment and where the phrase counts: ('contract', 'title')."""


class Employment(NamedTuple):
    """What is offered, and where the text says so (no span where the title does, or nothing)."""

    kind: str
    span: tuple[int, int] | None


@cache
def _written() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def wanted() -> Iterator[tuple[str, Term]]:
    """Yield each phrase to look for, with the kind of employment that it states."""
    for kind, places in _written().items():
        for place in _PLACES:
            for pattern in places.get(place, ()):
                for phrase in phrases.expand(pattern):
                    yield phrase, (kind, place)


def read_employment(
    reading: Reading,
    sections: Sections,
    hits: Iterable[Hit[Term]],
    title_hits: Iterable[Hit[Term]],
) -> Employment:
    """Return what employment a posting offers: the first kind of `terms.toml` that it states.

    A text that offers the job both full-time and part-time leaves it open, so it states neither.

    Args:
        reading: The posting's text.
        sections: Its sections.
        hits: Where the phrases of `wanted` stand in the text.
        title_hits: Where they stand in the title.
    """
    titled = {hit.owner[0] for hit in title_hits}
    stated: dict[str, tuple[int, int]] = {}
    for hit in sorted(hits, key=lambda hit: hit.end):
        kind, place = hit.owner
        if place == "title" or (place == "item" and not _is_item(reading, hit)):
            continue
        if not _is_other(reading, sections, hit, kind):
            stated.setdefault(kind, (hit.start, hit.end))
    for kind in _written():
        if kind in titled:
            return Employment(kind, stated.get(kind))
    if set(stated) >= _EITHER:
        stated = {kind: span for kind, span in stated.items() if kind not in _EITHER}
    for kind in _written():
        if kind in stated:
            return Employment(kind, stated[kind])
    return Employment(UNSTATED, None)


def _is_item(reading: Reading, hit: Hit[Term]) -> bool:
    """Say whether words open a sentence or an item, or follow pay, and only terms follow them."""
    at = bisect.bisect_left(reading.breaks, hit.start)
    before = reading.folded[max(0, hit.start - 30) : hit.start]
    paid = any(sign in before for sign in "$€£") and _PAID_BEFORE.search(before)
    opens = reading.breaks[at : at + 1] == [hit.start] or bool(paid)
    return opens and bool(_TERMS_FOLLOW.match(reading.folded[hit.end : hit.end + 30]))


def _is_other(reading: Reading, sections: Sections, hit: Hit[Term], kind: str) -> bool:
    """Say whether the words speak of others' employment, not of this one."""
    if sections.at(hit.start).kind in _written()[kind].get("not_in", ()):
        said = reading.folded[max(0, hit.start - 25) : hit.end]
        if not any(words in said for words in _written()[kind]["unless"]):
            return True
    others = _written()[kind].get("not_before", ())
    words = [hit.phrase.split()[-1], *reading.folded[hit.end : hit.end + 30].split()[:2]]
    before = reading.folded[max(0, hit.start - 25) : hit.start].split()[-3:]
    if _NEGATIONS.intersection(word.strip("(,") for word in before):
        return True
    if "for this" in hit.phrase:
        return False
    return any(word.strip(".,;:)") in others for word in words)
