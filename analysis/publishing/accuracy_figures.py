"""The figures on how well postings are measured, and what the errors do to the claims."""

import textwrap

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.publishing import style

VIEWS = {"mentions": ("#0072B2", "o"), "requires": ("#D55E00", "D")}
MEASURED, CORRECTED = "#8C8C8C", "#0072B2"


def accuracy(scores: pd.DataFrame) -> Figure:
    """Draw the F1 of each signal with its interval, for 'mentions' and for 'requires'.

    Args:
        scores: Columns item, view, f1, f1_low, f1_high (0 to 1) and assessable.
    """
    signals = list(dict.fromkeys(scores["item"]))
    figure, (axes,) = style.framed(0.3 * len(signals) + 0.8)
    for (view, (colour, marker)), offset in zip(VIEWS.items(), (-0.15, 0.15), strict=True):
        rows = scores[scores["view"] == view].set_index("item")
        for y, signal in enumerate(signals):
            row = rows.loc[signal]
            fill = "full" if row["assessable"] else "none"
            axes.plot([row["f1_low"], row["f1_high"]], [y + offset] * 2, color=colour, lw=1.3)
            axes.plot(row["f1"], y + offset, marker, color=colour, fillstyle=fill, mfcalt="white")
    axes.set_yticks(range(len(signals)), [signal.replace("_", " ") for signal in signals])
    axes.set_ylim(len(signals) - 0.5, -0.5)
    axes.set_xlim(max(0.0, float(scores["f1_low"].min()) - 0.03), 1.01)
    handles = [
        Line2D([], [], color=colour, marker=marker, label=view)
        for view, (colour, marker) in VIEWS.items()
    ]
    if not scores["assessable"].all():
        few = "fewer than ten coded cases"
        handles.append(
            Line2D([], [], color="#555555", marker="o", fillstyle="none", lw=0, label=few)
        )
    figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure


def confusion(table: pd.DataFrame) -> Figure:
    """Draw how often each coded level was measured as each level.

    Args:
        table: Coded levels as rows, measured ones as columns, counts of cells.
    """
    shares = table.div(table.sum(axis=1).clip(lower=1), axis=0)
    figure, (axes,) = style.framed(2.6)
    axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1)
    for y, coded in enumerate(table.index):
        for x, measured in enumerate(table.columns):
            ground = to_hex(mpl.colormaps["Blues"](shares.loc[coded, measured]))
            told = f"{table.loc[coded, measured]:,}"
            ink = style.ink_on(ground)
            axes.text(x + 0.5, y + 0.5, told, ha="center", va="center", color=ink)
    axes.set_xticks(np.arange(len(table.columns)) + 0.5, list(table.columns))
    axes.set_yticks(np.arange(len(table.index)) + 0.5, list(table.index))
    axes.invert_yaxis()
    axes.set_xlabel("measured as")
    axes.set_ylabel("coded as")
    axes.grid(visible=False)
    return figure


def corrected(table: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw shares as measured and as they would be without label error, claim by claim.

    Args:
        table: Columns claim, corpus, estimate, low95, high95, and the same with `corrected_`.
        labels: What each claim is called, in the order in which they are drawn.
    """
    parts = [(label, table[table["claim"] == claim]) for claim, label in labels.items()]
    parts = [(label, rows) for label, rows in parts if len(rows)]
    lines = sum(len(rows) + 1.3 for _, rows in parts)
    figure, (axes,) = style.framed(0.2 * lines + 0.5)
    ticks: dict[float, str] = {}
    y = 0.0
    for label, rows in parts:
        axes.text(0.0, y, textwrap.shorten(label, 95), fontweight="bold", fontsize=8.5)
        for _, row in rows.iterrows():
            y += 1
            ticks[y] = str(row["corpus"])
            for prefix, colour, offset in (("", MEASURED, -0.16), ("corrected_", CORRECTED, 0.16)):
                bounds = [row[f"{prefix}low95"], row[f"{prefix}high95"]]
                axes.plot(bounds, [y + offset] * 2, color=colour, lw=1.5)
                axes.plot(row[f"{prefix}estimate"], y + offset, "o", color=colour, ms=4)
        y += 1.3
    axes.set_yticks(list(ticks), list(ticks.values()), fontsize=7.5)
    axes.set_ylim(y - 0.5, -0.8)
    style.percent_axis(axes)
    handles = [
        Line2D([], [], color=colour, marker="o", ms=4, label=name)
        for name, colour in (("as measured", MEASURED), ("label error corrected", CORRECTED))
    ]
    figure.legend(handles=handles, loc="lower center", ncols=2)
    return figure
