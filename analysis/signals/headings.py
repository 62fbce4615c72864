"""The vocabulary of headings, read from `headings.toml`."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.errors import AnalysisError
from analysis.signals import phrases

_WORD = re.compile(r"[\w'&-]+")

FILE = Path(__file__).with_name("headings.toml")

Kind = Literal["requirements", "duties", "preferred", "about", "benefits", "legal"]
"""What a section of a posting is about."""


class HeadingsError(AnalysisError):
    """The headings' file holds what cannot be used; the message names the place and the cure."""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: frozenset[str]


class _Unlisted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    words: frozenset[str]
    legal: tuple[str, ...]
    preferred: tuple[str, ...]
    benefits: tuple[str, ...]
    requirements: tuple[str, ...]
    duties: tuple[str, ...]
    about: tuple[str, ...]
    none: tuple[str, ...]


class Headings(BaseModel):
    """The headings' file as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sections: dict[Kind, tuple[str, ...]]
    filler: _Words
    weak: _Words
    starters: frozenset[str]
    unlisted: _Unlisted


@cache
def load() -> Headings:
    """Return the headings and the words around them.

    Raises:
        HeadingsError: A table is missing, unknown or of another type.
    """
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    written["starters"] = written.get("starters", {}).get("words")
    try:
        return Headings.model_validate(written)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise HeadingsError(f"{FILE.name}, {place}: {error.errors()[0]['msg']}") from error


@cache
def vocabulary() -> dict[str, Kind]:
    """Return the section that each heading opens, the heading with hyphens as spaces.

    Raises:
        HeadingsError: One heading stands under two sections.
    """
    found: dict[str, Kind] = {}
    for kind in get_args(Kind):
        for pattern in load().sections[kind]:
            for heading in phrases.expand(pattern.replace("-", " ")):
                if found.setdefault(heading, kind) != kind:
                    raise HeadingsError(
                        f"{FILE.name}: {heading!r} stands under {found[heading]} and under "
                        f"{kind} ({pattern!r}): keep one"
                    )
    return found


@cache
def _clues() -> tuple[tuple[Kind | None, re.Pattern[str]], ...]:
    """Return what tells the kind of a heading that is not listed: what denies it, then by kind."""
    given = load().unlisted
    found: tuple[tuple[Kind | None, tuple[str, ...]], ...] = (
        (None, given.none), ("legal", given.legal), ("preferred", given.preferred),
        ("benefits", given.benefits), ("requirements", given.requirements),
        ("duties", given.duties), ("about", given.about),
    )  # fmt: skip
    return tuple((kind, _any(patterns)) for kind, patterns in found)


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


@cache
def _common() -> frozenset[str]:
    return load().unlisted.words | load().filler.words


@lru_cache(maxsize=20_000)
def guessed(line: str) -> Kind | None:
    """Return what a line opens that is no listed heading; None where it seems to be none.

    Many postings share their headings.

    Args:
        line: Folded, without the marks around it.

    Example:
        >>> guessed("what we hope you bring"), guessed("we ship on fridays")
        ('requirements', None)
    """
    words = _WORD.findall(line)
    if not words or not _common().issuperset(words):
        return None
    found = next((kind for kind, pattern in _clues() if pattern.search(line)), None)
    return found if len(words) > 1 or found == "requirements" else None
