"""Writing figures and tables, the same bytes at every run."""

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from analysis import paths, tables
from analysis.publishing import style
from analysis.publishing.tables import markdown

UNDATED = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
"""What matplotlib would write of the time and of itself."""


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
        metadata = undated | described
        with paths.replacing(paths.target(f"figures/{name}.{suffix}")) as temporary:
            figure.savefig(temporary, metadata=metadata)
    tables.write_csv(drawn, paths.target(f"figures/{name}.csv"))
    plt.close(figure)  # else a notebook shows it twice


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
