"""Figures of corpora beside one another: changes as they are, and with the mix held fixed."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from analysis.publishing import style

HELD = {
    "": ("as it is", "#111111", "o"),
    ", titles": ("titles fixed", "#0072B2", "s"),
    ", places": ("places fixed", "#00A280", "^"),
    ", employers' sizes": ("employers' sizes fixed", "#B27FC9", "D"),
    ", same employers": ("the same employers", "#D55E00", "v"),
}
"""How a change's columns end, with what that is called, its colour and its marker."""

ROW = 0.16
"""Inches a mark takes."""


def held_fixed(changes: pd.DataFrame, labels: Sequence[str]) -> Figure:
    """Draw changes as they are and with a part of the composition held fixed.

    Args:
        changes: Columns change, low95 and high95, each also with the endings of `HELD`.
        labels: What each row is called, in order.
    """
    marks = sum(_known(row) for row in changes.to_dict("records"))
    figure, (axes,) = style.framed(ROW * (marks + 2 * len(changes)) + 0.6)
    y = 0.0
    ticks: dict[float, str] = {}
    for label, row in zip(labels, changes.to_dict("records"), strict=True):
        ticks[y + (_known(row) - 1) / 2] = label
        for ending, (_, colour, marker) in HELD.items():
            if pd.isna(row[f"change{ending}"]):
                continue
            bounds = [row[f"low95{ending}"], row[f"high95{ending}"]]
            axes.plot(bounds, [y, y], color=colour, linewidth=1.5)
            axes.plot([row[f"change{ending}"]], [y], marker, color=colour, markersize=5)
            y += 1
        y += 1
    axes.axvline(0, color=style.ARTICLE, linewidth=1, zorder=1)
    axes.set_yticks(list(ticks), list(ticks.values()), fontsize=7.5)
    axes.set_ylim(y - 0.8, -0.8)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:+.0f}"))
    axes.set_xlabel("change, points", fontsize=8.5)
    handles = [
        Line2D([], [], color=colour, marker=marker, label=name)
        for name, colour, marker in HELD.values()
    ]
    figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure


def _known(row: Mapping[object, object]) -> int:
    return sum(not pd.isna(row[f"change{ending}"]) for ending in HELD)  # type: ignore[call-overload]
