"""Figures of what lies around the estimates: pooled, by law, by month, bounded, covered."""

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from analysis.publishing import style

Looks = Mapping[str, tuple[str, str]]
"""Colour and marker of each group."""

EFFECTS: Looks = {
    "independent postings": ("#0072B2", "o"),
    "design effect 1.5": ("#9B4600", "s"),
    "design effect 2": ("#D55E00", "D"),
}
PLACES: Looks = {
    "range required": ("#0072B2", "o"),
    "no law": ("#D55E00", "s"),
    "remote, no state": ("#00A280", "^"),
    "place unknown": ("#716173", "X"),
}
WITHIN: Looks = {
    "all": ("#716173", "o"),
    "title": ("#9B4600", "s"),
    "employer and title": ("#0072B2", "D"),
}
INTERVALS: Looks = {
    "linearised variance alone": ("#D55E00", "o"),
    "in use": ("#0072B2", "D"),
}


def grouped(
    rows: pd.DataFrame, label: str, group: str, looks: Looks, zero: float | None = None
) -> Figure:
    """Draw estimates with their intervals, a line a label and within it a mark a group.

    Args:
        rows: Columns estimate, low95, high95 and the two below, in the order of the lines.
        label: The column that names a line.
        group: The column that names a mark.
        looks: Of each group, in the order in which they are drawn.
        zero: Where nothing differs; a line is drawn there. Shares, which have none, begin at 0.
    """
    names = list(dict.fromkeys(rows[label]))
    present = [name for name in looks if name in set(rows[group])]
    height = (0.16 + 0.13 * len(present)) * len(names) + 0.5
    figure, (axes,) = style.framed(height)
    offsets = np.linspace(-0.27, 0.27, len(present)) if len(present) != 1 else [0.0]
    for name, offset in zip(present, offsets, strict=True):
        for _, row in rows[rows[group] == name].iterrows():
            style.interval(axes, names.index(row[label]) + offset, row, looks[name])
    if zero is None:
        axes.set_xlim(left=0)
    else:
        axes.axvline(zero, color=style.ARTICLE, linewidth=0.8)
    _lines(axes, [textwrap.fill(str(name).replace("_", " "), 46) for name in names])
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    if len(present) > 1:
        _legend(figure, {name: looks[name] for name in present})
    return figure


def pooled(pool: pd.DataFrame, estimates: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Draw each claim pooled: corpora, mean with its interval, prediction, the article's value.

    Args:
        pool: Columns claim, estimate, low95, high95, predicted_low95, predicted_high95 and
            stated_value (0 to 1).
        estimates: Columns claim, corpus and estimate: what was pooled.
        labels: What each claim is called, in order.
    """
    figure, (axes,) = style.framed(0.42 * len(labels) + 0.4)
    for y, claim in enumerate(labels):
        row = pool[pool["claim"] == claim].iloc[0]
        ends = [row["predicted_low95"], row["predicted_high95"]]
        style.band(axes, y, *ends)
        style.interval(axes, y, row, ("#0072B2", "D"))
        inside = estimates[estimates["claim"] == claim]
        for _, found in inside.iterrows():
            colour, marker = style.corpus_look(str(found["corpus"]))
            axes.plot(
                [found["estimate"]], [y - 0.27], marker, color=colour, markersize=4.5, zorder=3
            )
        axes.plot([row["stated_value"]] * 2, [y - 0.42, y + 0.3], color=style.ARTICLE, lw=2)
    _lines(axes, [textwrap.fill(name, 44) for name in labels.values()])
    style.percent_axis(axes)
    handles: list[Line2D | Patch] = [style.article_line()]
    handles += [
        Line2D([], [], color="#0072B2", marker="D", label="pooled, 95% interval"),
        style.band_handle("a further corpus, 95%"),
    ]
    handles += style.corpus_handles(estimates["corpus"], linewidth=0)
    figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure


def bounded(rows: pd.DataFrame, label: str, limit: float) -> Figure:
    """Draw medians with their interval, within the bounds of what all postings may have.

    Bounds that are infinite go off either side.

    Args:
        rows: Columns median, median_low95, median_high95, median_least, median_most and the label.
        label: The column that names a line.
        limit: US dollars: the end of the axis.
    """
    figure, (axes,) = style.framed(0.3 * len(rows) + 0.5)
    for y, (_, row) in enumerate(rows.iterrows()):
        ends = [max(row["median_least"], 0.0), min(row["median_most"], limit)]
        style.band(axes, y, *ends)
        named = {"median": "estimate", "median_low95": "low95", "median_high95": "high95"}
        style.interval(axes, y, row.rename(named), style.corpus_look(str(row["corpus"])))
        if row["bounds"] == "not identified":
            axes.text(limit * 0.985, y, "not identified", fontsize=7, va="center", ha="right")
    _lines(axes, list(rows[label]))
    axes.set_xlim(0, limit)
    axes.xaxis.set_major_formatter(lambda value, _: f"${value / 1000:,.0f}K")
    handles = [
        Line2D([], [], color="#555555", marker="o", label="median of those that state it, 95%"),
        style.band_handle("where the median of all may lie"),
    ]
    figure.legend(handles=handles, loc="lower center", ncols=2)
    return figure


def months(
    rows: pd.DataFrame, labels: Mapping[str, str], anchors: pd.DataFrame | None = None
) -> Figure:
    """Draw claims by month, one panel a claim, with what others published beside the first.

    Args:
        rows: Columns claim, corpus, month, estimate, low95, high95 and stated_value (0 to 1).
        labels: What each claim is called, in order.
        anchors: Columns anchor, publisher, month, value and near; None for none.
    """
    figure, panels = style.framed(2.5, len(labels))
    seen = [rows["month"], *([] if anchors is None else [anchors["month"]])]
    first = min(series.min() for series in seen)
    last = max(series.max() for series in seen)
    for axes, (claim, label) in zip(panels, labels.items(), strict=True):
        axes.set_title(textwrap.fill(label, 30), loc="left", fontsize=8)
        of_claim = rows[rows["claim"] == claim]
        axes.axhline(of_claim["stated_value"].iloc[0], color=style.ARTICLE, linewidth=1.5)
        for corpus, found in of_claim.groupby("corpus"):
            colour, marker = style.corpus_look(str(corpus))
            at = found["month"].map(lambda month: _since(month, first))
            axes.vlines(at, found["low95"], found["high95"], color=colour, linewidth=1.1)
            axes.plot(at, found["estimate"], marker, color=colour, markersize=4, linestyle="-")
        near = pd.DataFrame() if anchors is None else anchors[anchors["near"].str.contains(claim)]
        for _, line in near.groupby("anchor") if len(near) else ():
            at = line["month"].map(lambda month: _since(month, first))
            axes.plot(at, line["value"], ":", color="#555555", marker=".", linewidth=1)
            who = str(line["publisher"].iloc[0]).split(",")[0].split(" ")[0]
            axes.annotate(
                who, (at.iloc[-1], line["value"].iloc[-1]), (3, 4), textcoords="offset points",
                fontsize=6.5, color="#555555", ha="right",
            )  # fmt: skip
        ticks = [m for m in ("2024-10", "2025-04", "2025-10", "2026-04") if m >= first]
        axes.set_xticks([_since(m, first) for m in ticks], ticks, fontsize=7)
        axes.set_xlim(-1, _since(last, first) + 1)
        axes.set_ylim(0, 1)
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    handles = [style.article_line()]
    handles += style.corpus_handles(rows["corpus"])
    if anchors is not None:
        handles.append(
            Line2D([], [], color="#555555", linestyle=":", marker=".", label="published by others")
        )
    figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure


def coverage(table: pd.DataFrame) -> Figure:
    """Draw how often an interval held the truth, against the part of the largest employer.

    Args:
        table: Columns largest, icc, coverage_cr0 and coverage (0 to 1).
    """
    figure, panels = style.framed(2.4, 2)
    named = zip(panels, INTERVALS.items(), ("coverage_cr0", "coverage"), strict=True)
    for axes, (name, (colour, marker)), column in named:
        axes.axhspan(0.93, 0.97, color="#EFEFEF", zorder=0)
        axes.axhline(0.95, color=style.ARTICLE, linewidth=0.8)
        axes.plot(table["largest"], table[column], marker, color=colour, markersize=3.5, alpha=0.7)
        axes.set_title(name, loc="left", fontsize=8.5, fontweight="bold")
        axes.set_xlabel("the largest employer's part of the postings", fontsize=8)
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    return figure


def _lines(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), list(names), fontsize=8)
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)


def _legend(figure: Figure, looks: Looks) -> None:
    handles = [
        Line2D([], [], color=colour, marker=marker, label=name)
        for name, (colour, marker) in looks.items()
    ]
    figure.legend(handles=handles, loc="lower center", ncols=min(len(handles), 4))


def _since(month: str, first: str) -> int:
    return 12 * (int(month[:4]) - int(first[:4])) + int(month[5:]) - int(first[5:])
