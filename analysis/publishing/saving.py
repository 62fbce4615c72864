"""Writing figures and tables, the same bytes at every run."""

import io
import re

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from analysis import paths, tables
from analysis.publishing import style
from analysis.publishing.tables import markdown

UNDATED = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
"""What matplotlib would write of the time and of itself."""

DIGITS = 3
"""After the point, of a place in an SVG: a thousandth of a point is seen by nobody."""

_TAG = re.compile(r"<[^<>]+>")
_MENTION = re.compile(r'(\bid="|\bhref="#|url\(#)([^")]+)')
_PLACES = re.compile(r'(?<= )(?:d|x|y|transform|width|height|viewBox)="[^"]*"')
_UNSURE = re.compile(rf"-?\d+\.\d{{{DIGITS + 1},}}|-0(?![\d.])")


def save_figure(figure: Figure, name: str, drawn: pd.DataFrame) -> None:
    """Write a figure as SVG and PNG, and the table that it draws as CSV.

    Its finding and what it measures stand in the files too, for those who do not see it.

    Args:
        figure: The figure.
        name: Its number and slug, such as `fig03_genai`.
        drawn: What it draws, a row a mark.
    """
    described = dict(zip(("Title", "Description"), style.said(figure), strict=False))
    for suffix, undated in UNDATED.items():
        drawing = io.BytesIO()
        figure.savefig(drawing, format=suffix, metadata=undated | described)
        whole = drawing.getvalue()
        with paths.replacing(paths.target(f"figures/{name}.{suffix}")) as temporary:
            temporary.write_bytes(settled(whole.decode()).encode() if suffix == "svg" else whole)
    tables.write_csv(drawn, paths.target(f"figures/{name}.csv"))
    plt.close(figure)  # else a notebook shows it twice


def settled(svg: str) -> str:
    """Return an SVG without what differs between two drawings of the same figure.

    A layout is solved anew at each drawing and may differ in the last digit of a float. matplotlib
    hashes such floats into the ids of clip paths and markers. So what is referred to is called by
    its turn in the file, and places are rounded; other ids, and words, stay as they are.

    Args:
        svg: As matplotlib writes it.
    """
    tags = " ".join(_TAG.findall(svg))
    mentioned = _MENTION.findall(tags)
    referred = {name for before, name in mentioned if not before.startswith("id")}
    in_turn = dict.fromkeys(name for _, name in mentioned if name in referred)
    called = {name: f"shape_{number}" for number, name in enumerate(in_turn, 1)}

    def mention(found: re.Match[str]) -> str:
        return found[1] + called.get(found[2], found[2])

    def tag(found: re.Match[str]) -> str:
        renamed = _MENTION.sub(mention, found[0])
        return _PLACES.sub(lambda places: _UNSURE.sub(_rounded, places[0]), renamed)

    return _TAG.sub(tag, svg)


def publish(figure: Figure, name: str, drawn: pd.DataFrame, *said: str) -> Figure:
    """Describe a figure, write it, and return it to be shown.

    Args:
        figure: The figure.
        name: Its number and slug.
        drawn: What it draws, a row a mark.
        said: Its finding, what is measured, and its source, as `style.describe` takes them.
    """
    style.describe(figure, *said)
    save_figure(figure, name, drawn)
    return figure


def save_table(table: pd.DataFrame, name: str) -> None:
    """Write a table as CSV and as Markdown.

    Args:
        table: As a reader is to see it.
        name: Its number and slug, such as `tab02_genai`.
    """
    tables.write_csv(table, paths.target(f"figures/tables/{name}.csv"))
    with paths.replacing(paths.target(f"figures/tables/{name}.md")) as temporary:
        temporary.write_text(f"{markdown(table)}\n", encoding="utf-8", newline="\n")


def _rounded(number: re.Match[str]) -> str:
    shorter = f"{float(number[0]):.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if shorter == "-0" else shorter
