"""The article as a PDF: its Markdown set by Typst, tagged for those who have it read to them."""

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import typst
from markdown_it import MarkdownIt
from markdown_it.token import Token

from analysis import paths
from analysis.corpora import registry
from analysis.errors import AnalysisError
from analysis.publishing import article, results
from analysis.publishing.site.rendering import render

_DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
_SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~/=+\-])")
_PAIRS = {
    "em": ("#emph[", "]"),
    "strong": ("#strong[", "]"),
    "blockquote": ("#quote(block: true)[\n", "]\n\n"),
    "bullet_list": ("", "\n"),
    "list_item": ("- ", "\n"),
}
"""What opens and closes each in Typst's language."""


class UnknownMarkdownError(AnalysisError):
    """The article holds what the PDF cannot set."""


def write(file: Path) -> None:
    """Write the article as PDF/UA-1, the same bytes at every run.

    Args:
        file: Where it goes.

    Raises:
        UnknownMarkdownError: The article holds what is not handled here.
    """
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(
            paths.source("figures"), work / "figures", ignore=shutil.ignore_patterns("*.png")
        )
        (work / "article.typ").write_text(source(), encoding="utf-8")
        typst.compile(
            work / "article.typ",
            output=file,
            font_paths=[fonts],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )


def source() -> str:
    """Return the article in Typst's language, with its sources at the end."""
    text = paths.source(article.ARTICLE).read_text(encoding="utf-8")
    title, standfirst, body = text.split("\n\n", 2)
    return render(
        "article.typ.j2",
        title=typeset(title.removeprefix("# ")),
        plain_title=title.removeprefix("# ").replace('"', '\\"'),
        standfirst=typeset(standfirst.strip("*")),
        body=typeset(body),
        source=results.claims().source,
        corpora=registry.load(),
        escape=escape,
    )


def typeset(markdown: str) -> str:
    """Return Markdown in Typst's language.

    Args:
        markdown: Headings, paragraphs, quotes, lists, emphasis, links and figures.

    Raises:
        UnknownMarkdownError: It holds anything else.
    """
    return _blocks(MarkdownIt("commonmark").parse(markdown)).strip()


def escape(text: str) -> str:
    """Return text such that Typst shows it as it stands.

    Args:
        text: A run of words.
    """
    return _SPECIAL.sub(r"\\\1", text)


def _blocks(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if token.type == "inline":
            parts.append(_inline(token.children or []))
        elif kind == "heading":
            parts.append(f"{'=' * (int(token.tag[1]) - 1)} " if edge == "open" else "\n\n")
        elif kind == "paragraph":
            parts.append("" if edge == "open" else "\n\n")
        elif kind in _PAIRS:
            parts.append(_PAIRS[kind][edge == "close"])
        else:
            raise _unknown(token)
    return "".join(parts)


def _inline(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        kind, _, edge = token.type.rpartition("_")
        if kind in _PAIRS:
            parts.append(_PAIRS[kind][edge == "close"])
        elif token.type in _PIECES:
            parts.append(_PIECES[token.type](token))
        else:
            raise _unknown(token)
    return "".join(parts)


def _figure(token: Token) -> str:
    name = Path(str(token.attrs["src"])).name
    about = ElementTree.parse(paths.source("figures") / name).find(f".//{_DESCRIPTION}")
    measured = about.text if about is not None and about.text else ""
    return render(
        "figure.typ.j2",
        name=name,
        finding=token.content.replace('"', '\\"'),
        measured=escape(measured),
        data=escape(f"figures/{Path(name).stem}.csv"),
    )


def _opened(token: Token) -> str:
    where = str(token.attrs["href"]).removeprefix("../")
    return f'#elsewhere("{where}")['


_PIECES: dict[str, Callable[[Token], str]] = {
    "text": lambda token: escape(token.content),
    "softbreak": lambda _: "\n",
    "code_inline": lambda token: f'#raw("{token.content}")',
    "image": _figure,
    "link_open": _opened,
    "link_close": lambda _: "]",
}


def _unknown(token: Token) -> UnknownMarkdownError:
    return UnknownMarkdownError(
        f"{article.ARTICLE}: '{token.type}' cannot be set in the PDF; "
        "write it otherwise, or handle it in analysis/publishing/site/pdf.py"
    )
