"""The figures of raters: each function takes the table that it draws and adds no words."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.categories.raters import RATERS
from analysis.publishing import style

LOOKS = {
    "coder_a": ("#0072B2", "o"),
    "coder_b": ("#8E6BFF", "s"),
    "builtin_coder": ("#00A280", "D"),
    "other_pipeline": ("#9B4600", "v"),
    "smollm2": ("#B27FC9", "P"),
    "rules": ("#D55E00", "^"),
    "classifier": ("#716173", "X"),
}
"""Colour and marker of each rater."""

NAIVE, CORRECTED = "#8C8C8C", "#0072B2"


def _interval(axes: Axes, y: float, row: pd.Series, look: tuple[str, str]) -> None:
    axes.plot([row["low95"], row["high95"]], [y, y], color=look[0], linewidth=1.5)
    axes.plot([row["estimate"]], [y], look[1], color=look[0], markersize=5)


def by_rater(shares: pd.DataFrame, panels: dict[str, str], article: float) -> Figure:
    """Draw shares a row a rater, as labelled and corrected, beside the article's value.

    Args:
        shares: Columns panel, rater, method (`naive`, or what corrects), estimate, low95, high95.
        panels: What each panel is called, in order.
        article: The article's value, 0 to 1.
    """
    names = [name for name in RATERS if name in set(shares["rater"])]
    figure, drawn = style.framed(0.42 * len(names) + 0.7, len(panels))
    for axes, (panel, title) in zip(drawn, panels.items(), strict=True):
        axes.set_title(title, loc="left", fontsize=9)
        axes.axvline(article, color=style.ARTICLE, linewidth=2)
        for _, row in shares[shares["panel"] == panel].iterrows():
            naive = row["method"] == "naive"
            place = names.index(str(row["rater"])) + (-0.14 if naive else 0.14)
            _interval(axes, place, row, (NAIVE, "o") if naive else (CORRECTED, "D"))
        style.percent_axis(axes)
    drawn[0].set_yticks(range(len(names)), [RATERS[name] for name in names])
    drawn[0].set_ylim(len(names) - 0.5, -0.5)
    figure.legend(
        handles=[
            style.article_line(),
            Line2D([], [], color=NAIVE, marker="o", label="as labelled"),
            Line2D([], [], color=CORRECTED, marker="D", label="corrected for label error"),
        ],
        loc="lower center", ncols=3,
    )  # fmt: skip
    return figure


def differing(agreement: pd.DataFrame, fields: dict[str, str]) -> Figure:
    """Draw in how many postings raters differ from a coder, field by field.

    Args:
        agreement: Columns pair (first and second rater as they are called), look (the rater whose
            colour it has), field and percent (0 to 1).
        fields: What each field is called, in the order in which they are drawn.
    """
    figure, (axes,) = style.framed(0.24 * len(fields) + 0.8)
    for pair, rows in agreement.groupby("pair", sort=False):
        colour, marker = LOOKS[str(rows["look"].iloc[0])]
        kept = rows[rows["field"].isin(list(fields))]
        places = [list(fields).index(field) for field in kept["field"]]
        axes.plot(1 - kept["percent"], places, marker, color=colour, label=str(pair), alpha=0.9)
    axes.set_yticks(range(len(fields)), list(fields.values()))
    axes.set_ylim(len(fields) - 0.5, -0.5)
    style.percent_axis(axes, -0.01, None)
    figure.legend(loc="lower center", ncols=2)
    return figure


def recounted(counts: pd.DataFrame, article: float) -> Figure:
    """Draw the share that each rater would have counted, reading by reading.

    Args:
        counts: Columns reading, rater, estimate, low95 and high95, readings in order.
        article: The article's value, 0 to 1.
    """
    readings = list(dict.fromkeys(counts["reading"]))
    names = [name for name in RATERS if name in set(counts["rater"])]
    figure, (axes,) = style.framed(0.55 * len(readings) + 0.6)
    axes.axvline(article, color=style.ARTICLE, linewidth=2)
    for _, row in counts.iterrows():
        offset = 0.11 * (names.index(str(row["rater"])) - (len(names) - 1) / 2)
        _interval(axes, readings.index(row["reading"]) + offset, row, LOOKS[str(row["rater"])])
    axes.set_yticks(range(len(readings)), readings)
    axes.set_ylim(len(readings) - 0.5, -0.5)
    style.percent_axis(axes)
    handles = [style.article_line()]
    handles += [
        Line2D([], [], color=LOOKS[name][0], marker=LOOKS[name][1], label=RATERS[name])
        for name in names
    ]
    figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure
