"""Figures of hypotheses: a gap under every reading, and the gaps of all beside one another."""

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from analysis.publishing import style

ROW = 0.22
"""Inches a row takes."""

PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 1}
"""Behind words that stand in a panel, so that no line crosses them."""


def readings(gaps: pd.DataFrame, primary: str) -> Figure:
    """Draw the gap of each contrast under every reading, a colour a corpus.

    Args:
        gaps: Columns contrast, corpus, reading, gap, low95 and high95; of one hypothesis.
        primary: The corpus that decides; it is drawn first.
    """
    names = list(dict.fromkeys(gaps["contrast"]))
    if not names:
        figure, (axes,) = style.framed(0.6)
        axes.text(0.5, 0.5, "No corpus holds both groups.", ha="center", transform=axes.transAxes)
        axes.set_axis_off()
        return figure
    corpora = sorted(set(gaps["corpus"]), key=lambda corpus: (corpus != primary, corpus))
    figure, (axes,) = style.framed(ROW * (len(gaps) + 2 * len(names)) + 0.7)
    y = 0.0
    ticks: dict[float, str] = {}
    for name in names:
        axes.text(
            0, y, name, fontweight="bold", fontsize=8.5, va="center",
            transform=axes.get_yaxis_transform(), bbox=PAPER,
        )  # fmt: skip
        y += 1
        for corpus in corpora:
            held = gaps[(gaps["contrast"] == name) & (gaps["corpus"] == corpus)]
            for row in held.to_dict("records"):
                _interval(axes, y, row, style.corpus_look(corpus))
                ticks[y] = str(row["reading"])
                y += 1
        y += 0.6
    _gap_axis(axes)
    axes.set_yticks(list(ticks), list(ticks.values()), fontsize=7.5)
    axes.set_ylim(y - 0.5, -0.7)
    handles = [
        Line2D([], [], color=style.corpus_look(corpus)[0], marker=style.corpus_look(corpus)[1],
               label=f"{corpus} (decides)" if corpus == primary else corpus)
        for corpus in corpora
    ]  # fmt: skip
    figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure


def overview(gaps: pd.DataFrame) -> Figure:
    """Draw the contrasts of all hypotheses, a row a contrast and corpus.

    Args:
        gaps: Columns hypothesis, contrast, corpus, primary (bool), gap, low95 and high95.
    """
    groups = list(gaps.groupby(["hypothesis", "contrast"], sort=True))
    labels = [textwrap.wrap(f"{name}: {contrast}", 88) for (name, contrast), _ in groups]
    figure, (axes,) = style.framed(ROW * (len(gaps) + 1.9 * sum(map(len, labels))) + 0.7)
    y = 0.0
    ticks: dict[float, str] = {}
    for label, (_, held) in zip(labels, groups, strict=True):
        axes.text(
            0.01, y, "\n".join(label), fontweight="bold", fontsize=8, va="top",
            transform=axes.get_yaxis_transform(), bbox=PAPER,
        )  # fmt: skip
        y += len(label) + 0.4
        for row in held.sort_values(["primary", "corpus"], ascending=[False, True]).to_dict(
            "records"
        ):
            _interval(axes, y, row, style.corpus_look(str(row["corpus"])))
            ticks[y] = f"{row['corpus']}{' (decides)' if row['primary'] else ''}"
            y += 1
        y += 0.3
    _gap_axis(axes)
    axes.set_yticks(list(ticks), list(ticks.values()), fontsize=7.5)
    axes.set_ylim(y - 0.3, -0.6)
    return figure


def _interval(axes: Axes, y: float, row: Mapping[Any, Any], look: tuple[str, str]) -> None:
    colour, marker = look
    axes.plot([row["low95"], row["high95"]], [y, y], color=colour, linewidth=1.6, zorder=2)
    axes.plot([row["gap"]], [y], marker, color=colour, zorder=3, markeredgecolor="white")


def _gap_axis(axes: Axes) -> None:
    axes.axvline(0, color=style.ARTICLE, linewidth=1, zorder=1)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:+.0f}"))
    axes.set_xlabel("gap, points", fontsize=8.5)
