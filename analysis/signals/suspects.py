"""Places worth a closer look: marks, and words or headings glued to what stands beside them.

Glue is where a line break was lost.
"""

from typing import NamedTuple

import numpy as np

from analysis.signals import headings, starters
from analysis.signals.characters import (
    BEFORE_GLUE,
    CAPITAL,
    DIGIT,
    MARKUP,
    PUNCTUATION,
    SMALL,
    SUSPECT,
    Codes,
    Kinds,
    Positions,
)
from analysis.signals.loops import Loop
from analysis.signals.starters import Automaton
from analysis.signals.wrapping import may_begin

_SHORTEST, _LONGEST = 4, 42
"""Characters of a heading."""
_BACKSLASH, _BAR = ord("\\"), ord("_")
_TAG, _ENTITY, _COLON, _BLANK, _A, _SMALL_A = (ord(char) for char in "<&: Aa")
_IN_HEADING = (ord("'"), ord("\u2019"), ord("&"), ord(","), _BLANK)


class Suspects(NamedTuple):
    """Places that are worth a closer look.

    Attributes:
        marks: Where a tag or an entity may begin.
        dropped: Where a mark stands, a backslash that escapes a sign, or one bar of several.
        opening: Where a word that opens lines is glued to what it ends.
        heading: Where a heading may begin that is glued to what stands on both sides.
        heading_end: Where it would end.
        behind: Where its line would end: behind its colon.
    """

    marks: Positions
    dropped: Positions
    opening: Positions
    heading: Positions
    heading_end: Positions
    behind: Positions


@Loop
def places(kinds: Kinds) -> Positions:
    """Return where anything may stand otherwise than published, ascending.

    That is at marks, at capitals and at white space but single blanks.

    Args:
        kinds: What the characters of joined texts are, with borders.
    """
    found = np.empty(len(kinds), np.intp)
    count = 0
    for at in range(1, len(kinds) - 1):
        # no branch, since none could be foretold
        found[count] = at
        count += bool(kinds[at] & (SUSPECT | CAPITAL)) | may_begin(kinds, at)
    return found[:count]


def find(codes: Codes, kinds: Kinds, at: Positions) -> Suspects:
    """Return the places at which texts are looked at more closely.

    Args:
        codes: The code points of joined texts, with borders.
        kinds: What each of them is.
        at: Their `places`.
    """
    return Suspects(*_found(codes, kinds, at, starters.automaton()))


def glued(text: str, found: Suspects) -> Positions:
    """Return where a line break was lost, ascending.

    That is before a word that opens lines, glued to what it ends, and before and behind a heading
    that is glued to what follows it.

    Args:
        text: The joined texts.
        found: The places to look at.
    """
    known = headings.vocabulary()
    spans = zip(found.heading.tolist(), found.heading_end.tolist(), strict=True)
    is_known = np.array(
        [text[start:end].lower().replace("\u2019", "'") in known for start, end in spans], bool
    )
    return np.unique(
        np.concatenate([found.opening, found.heading[is_known], found.behind[is_known]])
    )


@Loop
def _found(
    codes: Codes, kinds: Kinds, places: Positions, opening_words: Automaton
) -> tuple[Positions, Positions, Positions, Positions, Positions, Positions]:
    marks = []
    dropped = []
    opening = []
    heading = []
    heading_end = []
    behind = []
    for at in places:
        if kinds[at] & SUSPECT:
            if codes[at] == _TAG or codes[at] == _ENTITY:
                marks.append(at)
            elif _is_dropped(codes, kinds, at):
                dropped.append(at)
        if not (
            kinds[at] & CAPITAL and kinds[at - 1] & (BEFORE_GLUE | DIGIT) and kinds[at + 1] & SMALL
        ):
            continue
        if word_end(codes, kinds, at, opening_words):
            opening.append(at)
        end, line_end = _heading(codes, kinds, at)
        if end:
            heading.append(at)
            heading_end.append(end)
            behind.append(line_end)
    return (
        np.array(marks, np.intp), np.array(dropped, np.intp), np.array(opening, np.intp),
        np.array(heading, np.intp), np.array(heading_end, np.intp), np.array(behind, np.intp),
    )  # fmt: skip


@Loop
def _is_dropped(codes: Codes, kinds: Kinds, at: int) -> bool:
    if codes[at] == _BACKSLASH:
        return bool(kinds[at + 1] & PUNCTUATION)
    if codes[at] == _BAR:
        return bool(codes[at - 1] == _BAR or codes[at + 1] == _BAR)
    return bool(kinds[at] & MARKUP)


@Loop
def word_end(codes: Codes, kinds: Kinds, at: int, words: Automaton) -> int:
    """Return where the word ends that a capital begins, or 0 where it is none that opens lines.

    Args:
        codes: Code points of texts.
        kinds: What each of them is.
        at: Where a capital from A to Z stands.
        words: Such words.
    """
    state = int(words.steps[0, codes[at] - _A])
    at += 1
    while state >= 0 and kinds[at] & SMALL:
        state = int(words.steps[state, codes[at] - _SMALL_A])
        at += 1
    return at if state >= 0 and words.ends[state] else 0


@Loop
def _heading(codes: Codes, kinds: Kinds, start: int) -> tuple[int, int]:
    """Return where a heading may end that a capital begins, and its colon; zeros for none.

    It ends at the first small letter that a capital or a figure follows, or a colon before it.
    """
    for at in range(start + 1, min(start + _LONGEST, len(codes) - 1)):
        if kinds[at] & SMALL and at + 1 >= start + _SHORTEST:
            behind = at + 1 + (codes[at + 1] == _COLON)
            if kinds[behind] & (CAPITAL | DIGIT):
                return at + 1, behind
        if not kinds[at] & (SMALL | CAPITAL) and codes[at] not in _IN_HEADING:
            break
    return 0, 0
