"""The project's own article, made from its template: every number in it is looked up."""

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd

from analysis import paths
from analysis.errors import AnalysisError
from analysis.publishing import prose
from analysis.publishing.prose import Lookups, UnknownLookupError

TEMPLATE = "article/article.md.j2"
ALLOWED = "article/allowed.toml"
ARTICLE = "article/article.md"
SWINGS = "figures/tables/tab42_swings.csv"
"""What each choice of a reading does to the shares when it alone is changed."""

CAP = 20
"""So many passages may hold a number that is not looked up."""

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|"
    "fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|hal(?:f|ves)|thirds?|"
    "quarters?|twice|thrice|double|triple|percent"
)
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_NUMBER = re.compile(rf"\d[\d.,]*%?|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_PROSE_WORDS = 3
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


class TypedNumberError(AnalysisError):
    """The article's template holds numbers that are not looked up."""


def figure(name: str) -> str:
    """Return a figure as Markdown, with its own finding as the text for who does not see it.

    Args:
        name: Its number, such as `fig03`.

    Raises:
        UnknownLookupError: No figure, or more than one, has that number.
    """
    file = figure_file(name)
    return f"![{finding(file)}](../figures/{file.name})"


def figure_file(name: str) -> Path:
    """Return where a figure stands as SVG.

    Args:
        name: Its number, such as `fig03`.

    Raises:
        UnknownLookupError: No figure, or more than one, has that number.
    """
    files = sorted(paths.source("figures").glob(f"{name}_*.svg"))
    if len(files) != 1:
        raise UnknownLookupError(f"figure('{name}'): {len(files)} files figures/{name}_*.svg")
    return files[0]


def strongest() -> dict[str, str]:
    """Return the choice of a reading that moves shares most at the median, and what it does.

    Returns:
        Its name as `choice`; `median` and `largest` move in points; in how many `turns` of how many
        `tried` it gave another verdict.
    """
    table = pd.read_csv(paths.source(SWINGS), dtype=str)
    moves = table["median move, points"].astype(float)
    row = table.iloc[int(moves.to_numpy().argmax())]
    return {
        "choice": row["choice"],
        "median": row["median move, points"],
        "largest": row["largest move, points"],
        "turns": row["options that turn a verdict alone"],
        "tried": row["options tried"],
    }


def lookups() -> dict[str, object]:
    """Return what the template may ask for."""
    return Lookups.committed().values() | {"figure": figure, "strongest": strongest()}


def finding(file: Path) -> str:
    """Return what a figure says of itself.

    Args:
        file: An SVG that `saving.save_figure` wrote.

    Raises:
        UnknownLookupError: It says nothing.
    """
    title = ElementTree.parse(file).find(f".//{_TITLE}")
    if title is None or not title.text:
        raise UnknownLookupError(f"{file.name} says no finding of itself: draw it again")
    return title.text


def typed_numbers(template: str, allowed: list[str]) -> list[str]:
    """Return the numbers, in figures or words, that a template types and does not look up.

    Args:
        template: Its text.
        allowed: Passages that may stand as they are.

    Returns:
        Each with some words around it; none where all is well.
    """
    expressions = " ".join(_EXPRESSION.findall(template))
    written = [text for text in _LITERAL.findall(expressions) if len(text.split()) >= _PROSE_WORDS]
    words = " ".join([_EXPRESSION.sub(" … ", template), *written])
    words = re.sub(r"\]\([^)]*\)", "] ", words)
    for passage in sorted(allowed, key=len, reverse=True):
        words = words.replace(passage, " … ")
    return [
        " ".join(words[max(0, found.start() - 40) : found.end() + 20].split())
        for found in _NUMBER.finditer(words)
    ]


def read_allowed() -> list[str]:
    """Return the passages whose numbers are not looked up.

    Raises:
        TypedNumberError: There are more than `CAP`, or one that the template does not hold.
    """
    passages = [
        str(entry["passage"])
        for entry in tomllib.loads(paths.source(ALLOWED).read_text(encoding="utf-8"))["allowed"]
    ]
    template = paths.source(TEMPLATE).read_text(encoding="utf-8")
    unused = [passage for passage in passages if passage not in template]
    if len(passages) > CAP or unused:
        raise TypedNumberError(
            f"{ALLOWED}: {len(passages)} passages of {CAP} at most"
            + "".join(f"; '{passage}' is not in the article: remove it" for passage in unused)
        )
    return passages


def write() -> None:
    """Write the article from its template and the committed results.

    Raises:
        TypedNumberError: The template types a number.
        UnknownLookupError: It asks for what the results do not have.
    """
    template = paths.source(TEMPLATE).read_text(encoding="utf-8")
    typed = typed_numbers(template, read_allowed())
    if typed:
        raise TypedNumberError(
            f"{TEMPLATE} types numbers; look them up, or allow the passage in {ALLOWED}:\n  "
            + "\n  ".join(typed)
        )
    with paths.replacing(paths.target(ARTICLE)) as temporary:
        temporary.write_text(prose.render(template, lookups()), encoding="utf-8", newline="\n")
