"""What is known of each character, as tables that whole arrays of characters are looked up in.

A text is looked at as an array of its code points. `kinds` says what each of them is, as a sum of
the kinds below, and `folds` gives the one that it is compared as. A character is looked into
the first time it is met: the tables begin empty and hold all of Unicode.
"""

import unicodedata
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.signals.loops import Loop

Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint32]
Positions = NDArray[np.intp]
Mask = NDArray[np.bool_]

HYPHENS = "\u2010\u2011\u2012\u2043\u2212\ufe63\uff0d"
DASHES = "\u2013\u2014\u2015"
QUOTES = "\u2018\u2019\u201b\u02bc\u00b4`"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
NEWLINES = "\n\r\u2028\u2029\x0b\x0c\x85"
BULLETS = (
    "\u2022\u25cf\u00b7\u25aa\u25e6\u2023\u25cb\u25a0\u2219\u27a2\u2713\u2714\u25b8\u25ba\uf0b7"
)
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SMALL = _CAPITALS.lower()

KNOWN, SPACE, ODD_SPACE, LOWER, UPPER, WORD, DIGIT = (1 << bit for bit in range(7))
"""Looked into already; white space; such but a plain space; lower case; upper or title case; a
letter, figure or combining mark once it is folded; a decimal figure."""

_GROUPS = (
    NEWLINES, NEWLINES + "\x1c\x1d\x1e", _CAPITALS, _SMALL, _SMALL + ".)!?:;%",
    "-*+#" + DASHES + BULLETS, "*" + INVISIBLE, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    ".!?", ";\u2022\u25cf\u00b7\u25aa\u25e6\u2023\u25a0\uf0b7", "\"')]", _SMALL + ")%+#",
    "-\u2013\u2014", ".:!?;", "-" + HYPHENS, "$£€₹¥", BULLETS, "<&\\_*" + INVISIBLE,
)  # fmt: skip
(
    NEWLINE, LINE_END, CAPITAL, SMALL, BEFORE_GLUE, BULLET, MARKUP, PUNCTUATION, STOP, ITEM,
    CLOSER, BEFORE_ITEM, DASH, HOLDS_LINE, HYPHEN, MONEY, GLYPH, SUSPECT,
) = (1 << bit for bit in range(7, 7 + len(_GROUPS)))  # fmt: skip
"""The characters of `_GROUPS`, in its order."""

_SIZE = 0x110000


class Texts(NamedTuple):
    """Joined texts as loops go through them, each between two signs that stand in none.

    Attributes:
        codes: Their code points.
        kinds: What each of them is.
        starts: Where each text begins.
        ends: Where each text ends.
    """

    codes: Codes
    kinds: Kinds
    starts: Positions
    ends: Positions


_kinds = np.zeros(_SIZE, np.uint32)
_folds = np.zeros(_SIZE, np.uint32)


def fold_char(char: str) -> str:
    """Return a character in lower case, a plain hyphen, quote or space: always one for one.

    Args:
        char: One character.

    Example:
        >>> fold_char("Ä"), fold_char("–")
        ('ä', '-')
    """
    if char in HYPHENS or char in DASHES:
        return "-"
    if char in QUOTES:
        return "'"
    if char in DOUBLE_QUOTES:
        return '"'
    if char.isspace() and char != "\n":
        return " "
    lower = char.lower()
    return lower if len(lower) == 1 else char


def is_word(char: str) -> bool:
    """Say whether a character beside a phrase makes it part of a longer word.

    Args:
        char: One character.

    Example:
        >>> is_word("a"), is_word("-")
        (True, False)
    """
    return char.isalnum() or unicodedata.combining(char) > 0


def codes(text: str) -> Codes:
    """Return the code points of a text.

    Args:
        text: Any text.
    """
    # NumPy keeps a text as its code points: no codec is as fast
    return np.array([text]).view(np.uint32)[: len(text)]


def text(of: Codes) -> str:
    """Return the text that code points spell.

    Args:
        of: Code points.

    Example:
        >>> text(codes("pay"))
        'pay'
    """
    # NumPy drops zeros at the end
    found: str = of.view(f"U{len(of)}").item() if len(of) else ""
    return found + "\0" * (len(of) - len(found))


def kinds(of: Codes) -> Kinds:
    """Return what each code point is: a sum of the kinds of this module.

    Args:
        of: Code points.
    """
    found, known = _looked_up(of, _kinds)
    if not known:
        for code in np.unique(of[found == 0]).tolist():
            _learn(code)
        found, _ = _looked_up(of, _kinds)
    return found


def folds() -> Codes:
    """Return what each code point is folded to that `kinds` has met."""
    return _folds


@Loop
def _looked_up(of: Codes, table: Kinds) -> tuple[Kinds, bool]:
    found, known = np.empty(len(of), np.uint32), True
    for at in range(len(of)):
        found[at] = table[of[at]]
        known &= found[at] != 0
    return found, known


def _learn(code: int) -> None:
    char = chr(code)
    folded = fold_char(char)
    space, upper = char.isspace(), char.isupper() or char.istitle()
    tests = (True, space, space and char != " ", char.islower(), upper, is_word(folded),
             char.isdecimal())  # fmt: skip
    found = sum(1 << bit for bit, holds in enumerate(tests) if holds)
    found += sum(1 << bit for bit, group in enumerate(_GROUPS, 7) if char in group)
    _folds[code] = ord(folded)
    _kinds[code] = found
