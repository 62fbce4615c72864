"""Tables for the web and for LaTeX, from the frame that readers see as CSV and Markdown."""

import itertools

import pandas as pd

from analysis.publishing.site.rendering import render

MISSING = "–"
MATHEMATICS = {"−": "$-$", "≥": r"$\geq$", "≤": r"$\leq$", "≈": r"$\approx$", "×": r"$\times$"}
"""Signs that LaTeX knows in mathematics alone."""
BREAKS = {r"\_": r"\_\allowbreak{}", "/": r"/\allowbreak{}"}
"""Where a name or an address may be broken, being one word else."""

WRAPPED, LINE = 30, "16em"
"""From so many characters on a column of words is set in lines, and how wide those are."""

PAGE = 25
"""Rows from which on a table for LaTeX goes over several pages."""

NEEDS = r"% needs \usepackage{array,booktabs,longtable}"
"""First line of every table for LaTeX."""

_BETWEEN = ", "
_NUMBER = r"[-−+<]?[\d.,]+%?( to [\d.,]+%?)?|[\d.,]+ of [\d.,]+|–"


def latex(table: pd.DataFrame) -> str:
    """Return a table for LaTeX, ruled as the package booktabs rules it.

    Sentences are broken into lines, and a long table goes on over the page.

    Args:
        table: As a reader is to see it. Columns whose names share what stands before a comma
            stand under it together.
    """
    columns = headings(table.columns)
    shown = pd.DataFrame(_shown(table), columns=table.columns)
    if any(group for group, _ in columns):
        shown.columns = pd.MultiIndex.from_tuples(columns)
    styled = shown.style.hide(axis="index").format(escape="latex")
    text = styled.format_index(axis=1, escape="latex").to_latex(
        hrules=True,
        column_format="".join(_columns(table)),
        multicol_align="c",
        environment="longtable" if len(table) > PAGE else None,
    )
    for sign, written in (MATHEMATICS | BREAKS).items():
        text = text.replace(sign, written)
    return f"{NEEDS}\n{text}"


def web(table: pd.DataFrame, caption: str) -> str:
    """Return a table for the web, its columns grouped and its first column naming the rows.

    Args:
        table: As a reader is to see it; a cell that is `markupsafe.Markup`, in a
            column of objects, stays as it is.
        caption: What it shows.
    """
    columns = headings(table.columns)
    groups = [
        (group, len(list(inside)))
        for group, inside in itertools.groupby(columns, key=lambda column: column[0])
    ]
    return render(
        "table.html.j2",
        caption=caption,
        groups=groups if any(group for group, _ in groups) else [],
        columns=[name for _, name in columns],
        sides=sides(table),
        rows=_shown(table),
    )


def headings(names: pd.Index) -> list[tuple[str, str]]:
    """Return each column's group, empty where it has none, and its name under it.

    Args:
        names: Such as `AI Engineer, the article`; a beginning that is met once is no group.
    """
    parts = [str(name).partition(_BETWEEN) for name in names]
    openings = [before for before, comma, _ in parts if comma]
    return [
        (before, after) if openings.count(before) > 1 else ("", before + comma + after)
        for before, comma, after in parts
    ]


def sides(table: pd.DataFrame) -> list[str]:
    """Return to which side each column is set: `r` where it holds numbers, else `l`.

    Args:
        table: As a reader is to see it.
    """
    cells = [column.dropna().astype(str) for _, column in table.items()]
    return ["r" if len(one) and one.str.fullmatch(_NUMBER).all() else "l" for one in cells]


def _columns(table: pd.DataFrame) -> list[str]:
    """Return how LaTeX sets each column: words that are long in lines, the rest as it is wide."""
    longest = [column.dropna().astype(str).str.len().max() for _, column in table.items()]
    lines = rf">{{\raggedright\arraybackslash}}p{{{LINE}}}"
    return [
        lines if side == "l" and most > WRAPPED else side
        for side, most in zip(sides(table), longest, strict=True)
    ]


def _shown(table: pd.DataFrame) -> list[list[object]]:
    whole = table.astype(object).where(table.notna(), MISSING)
    return [[_cell(cell) for cell in row] for row in whole.to_numpy()]


def _cell(cell: object) -> object:
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else cell
