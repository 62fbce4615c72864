"""Does to a posting's text what boards and scrapers do; what it says to a reader stays.

Every function takes a text and a source of randomness and returns the damaged text. None changes
a digit, so that amounts stand as they were written, unless a cut takes them away whole.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, fields

_WORD = re.compile(r"(?<![\w<>/&$\\.@-])[A-Za-z]{5,}(?![\w>;@-])")
_LINE_JOIN = re.compile(r"(?<=[a-z.!?:;)])[ ]*\n+[ ]*(?:[-*•·–] )?(?=[A-Z])")
_BREAK = re.compile(r"[ ]*\n[\n ]*(?:[-*•·–] )?")
_PLAIN_SPACE = re.compile(r"(?<=[a-z,.]) (?=[A-Za-z])")
_INNER_HYPHEN = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_LINE_BULLET = re.compile(r"^(?:[-*•·–] )", re.MULTILINE)
_TRAILING_AMOUNT = re.compile(r"(?:USD|\$)?[ ]?\d[\d,.]*$")
_EMOJI = ("✅", "🚀", "👉", "⭐", "🔹")
_WIDTHS = (72, 90)
_KEPT = (0.4, 0.92)
"""The part of a text that a cut leaves, at least and at most."""
_TYPOS = (1.0, 6.0)
"""Typing errors a thousand words, in a posting that has any."""


@dataclass(frozen=True)
class Damage:
    """The share of postings that suffers each kind of damage, 0 to 1; kinds are independent."""

    emoji: float = 0.0
    markdown: float = 0.0
    curly: float = 0.0
    hyphens: float = 0.0
    typos: float = 0.0
    html: float = 0.0
    glued: float = 0.0
    wrapped: float = 0.0
    flattened: float = 0.0
    spaces: float = 0.0
    repeated_whitespace: float = 0.0
    cut: float = 0.0


def apply(text: str, damage: Damage, rng: random.Random) -> tuple[str, bool]:
    """Return the text as a scraper would have it, and whether it is complete.

    Args:
        text: As written.
        damage: How often each kind befalls a posting.
        rng: Decides which kinds befall this one, and where.
    """
    befallen = {kind.name: rng.random() < getattr(damage, kind.name) for kind in fields(damage)}
    for name, harm in _KINDS.items():
        if befallen[name]:
            text = harm(text, rng)
    return (cut(text, rng), False) if befallen["cut"] else (text, True)


def emoji(text: str, rng: random.Random) -> str:
    """Return a text whose bullets are one emoji."""
    return _LINE_BULLET.sub(rng.choice(_EMOJI) + " ", text)


def markdown(text: str, rng: random.Random) -> str:
    r"""Return a text with residue of Markdown: `\-` and `\+` for the sign, stray `**`."""
    text = text.replace("+", "\\+")
    text = re.sub(r"(?<!^)-", r"\\-", text) if rng.random() < 0.7 else text
    lines = text.split("\n")
    for at in rng.sample(range(len(lines)), min(len(lines), rng.randint(1, 5))):
        if lines[at]:
            lines[at] = f"**{lines[at]}" if rng.random() < 0.5 else f"{lines[at]}**"
    return "\n".join(lines)


def curly(text: str, rng: random.Random) -> str:
    """Return a text with typographic apostrophes and quotes."""
    text = re.sub(r"(?<=\w)'(?=\w)|'(?=\s)", "\u2019", text)
    return re.sub(r'"([^"\n]*)"', "\u201c\\1\u201d", text)


def hyphens(text: str, rng: random.Random) -> str:
    """Return a text whose hyphens within words do not break lines."""
    return _INNER_HYPHEN.sub("\u2011", text)


def typos(text: str, rng: random.Random) -> str:
    """Return a text with a few letters transposed or dropped, never in what holds a digit."""
    words = list(_WORD.finditer(text))
    rate = rng.uniform(*_TYPOS) / 1000
    wrong = min(len(words), max(1, round(len(words) * rate)))
    for word in sorted(rng.sample(words, wrong), key=lambda w: -w.start()):
        at = rng.randrange(word.start() + 1, word.end() - 2)
        swapped = text[at + 1] + text[at] if rng.random() < 0.6 else text[at]
        text = text[:at] + swapped + text[at + 2 :]
    return text


def html(text: str, rng: random.Random) -> str:
    """Return a text with residue of HTML: entities, and `<br>` at line breaks."""
    text = re.sub(r"&(?!\w+;)", "&amp;", text)
    rate = rng.uniform(0.0, 0.03)
    text = _PLAIN_SPACE.sub(lambda _: "&nbsp;" if rng.random() < rate else " ", text)
    form = rng.choice(("<br>\n", "<br>", "<br />\n", "\n"))
    return text.replace("\n", form)


def glued(text: str, rng: random.Random) -> str:
    """Return a text that has lost some line breaks without a space in their place."""
    rate = rng.uniform(0.2, 1.0)
    return _LINE_JOIN.sub(lambda join: "" if rng.random() < rate else join[0], text)


def wrapped(text: str, rng: random.Random) -> str:
    """Return a text whose lines are broken at a width between 72 and 90."""
    width = rng.randint(*_WIDTHS)
    return "\n".join(part for line in text.split("\n") for part in _wrapped(line, width))


def _wrapped(line: str, width: int) -> list[str]:
    found: list[str] = []
    while len(line) > width:
        at = line.rfind(" ", 1, width + 1)
        at = at if at > 0 else line.find(" ", width)
        if at < 0:
            break
        found.append(line[:at])
        line = line[at + 1 :]
    return [*found, line]


def flattened(text: str, rng: random.Random) -> str:
    """Return a text on one line; bullets go with the breaks in half of them."""
    if rng.random() < 0.5:
        return _BREAK.sub(" ", text)
    return re.sub(r"[ ]*\n[\n ]*", " ", text)


def spaces(text: str, rng: random.Random) -> str:
    """Return a text some of whose spaces do not break lines."""
    rate = rng.uniform(0.01, 0.15)
    return _PLAIN_SPACE.sub(lambda _: "\u00a0" if rng.random() < rate else " ", text)


def repeated_whitespace(text: str, rng: random.Random) -> str:
    """Return a text with doubled spaces, spaces at line ends and blank lines between lines."""
    text = _PLAIN_SPACE.sub(lambda _: "  " if rng.random() < 0.04 else " ", text)
    between = rng.choice(("\n", " \n", "\n\n", "\n \n"))
    return text.replace("\n", between)


def cut(text: str, rng: random.Random) -> str:
    """Return the beginning of a text, cut within a word but not within an amount."""
    kept = text[: int(len(text) * rng.uniform(*_KEPT))]
    kept = _TRAILING_AMOUNT.sub("", kept).rstrip()
    return kept + ("..." if rng.random() < 0.4 else "")


_KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "emoji": emoji,
    "markdown": markdown,
    "curly": curly,
    "hyphens": hyphens,
    "typos": typos,
    "html": html,
    "glued": glued,
    "wrapped": wrapped,
    "flattened": flattened,
    "spaces": spaces,
    "repeated_whitespace": repeated_whitespace,
}
"""In the order in which they befall a text; the cut comes last."""
