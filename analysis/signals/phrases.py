"""How phrases are written in the data files: `[x]` may be missing, `{a|b}` is a or b."""

from functools import cache

MOST = 10_000
"""Phrases that one pattern may stand for; thirty gaps would stand for a thousand million."""

_PAIRS = {"[": "]", "{": "}"}


@cache
def expand(pattern: str) -> tuple[str, ...]:
    """Return every phrase that a pattern stands for, in the order in which they are written.

    `~` between two parts is a gap that may be missing: `fine~tuning` is 'fine tuning' and
    'finetuning'. A space stands for a space or a hyphen wherever phrases are compared.

    Args:
        pattern: A phrase with `[optional]`, `[one|other]`, `{one|other}` and `~`; brackets nest.

    Raises:
        ValueError: A bracket is not closed or was never opened, or it stands for too many.
    """
    found, rest = _sequence(pattern, "")
    if rest:
        raise ValueError(f"{pattern!r}: {rest[0]!r} closes nothing")
    tidy = (" ".join(filter(None, phrase.split(" "))) for phrase in found)
    return tuple(dict.fromkeys(phrase for phrase in tidy if phrase))


def _sequence(pattern: str, closing: str) -> tuple[list[str], str]:
    """Read up to `|` or a closing bracket; return the phrases and what is left from there on."""
    found = [""]
    while pattern:
        head = pattern[0]
        if head in "]}" or (head == "|" and closing):
            return found, pattern
        if head in _PAIRS:
            choices, pattern = _bracket(pattern)
        else:
            choices, pattern = ([" ", ""] if head == "~" else [head]), pattern[1:]
        if len(found) * len(choices) > MOST:
            raise ValueError(f"a pattern that stands for more than {MOST:,} phrases: part it")
        found = [phrase + choice for phrase in found for choice in choices]
    return found, ""


def _bracket(pattern: str) -> tuple[list[str], str]:
    """Read a whole bracket; return what it offers and what follows it."""
    opening, closing = pattern[0], _PAIRS[pattern[0]]
    choices = [""] if opening == "[" else []
    rest = pattern
    while rest and rest[0] != closing:
        if rest is not pattern and rest[0] != "|":
            break
        inner, rest = _sequence(rest[1:], closing)
        choices += inner
    if not rest or rest[0] != closing:
        raise ValueError(f"{pattern!r}: {closing!r} is missing")
    return choices, rest[1:]
