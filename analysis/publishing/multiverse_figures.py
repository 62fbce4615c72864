"""The figures of the multiverse: each takes the table that it draws and adds no words."""

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.publishing import style
from analysis.publishing.style import (
    AGAINST,
    AGREES,
    FRAGILE,
    NEAR,
    OPEN,
    PARTLY,
    ROBUST,
    SILENT,
    STRAINED,
)

SEEN = {
    **style.VERDICTS,
    "compatible": "#57A350",
    "undetermined": "#949494",
    "not assessable": "#5C5C5C",
}
"""Colours of verdicts as thin lines, which the figures' own would leave too pale."""

LAYERS = {
    "follows": AGREES, "consistent": NEAR, "strained": STRAINED,
    "at odds with itself": AGAINST, "robust": ROBUST, "in part": PARTLY,
    "fragile": FRAGILE, "holds": AGREES, "mixed": NEAR, "does not hold": AGAINST,
    "undetermined": OPEN,
}  # fmt: skip
"""Colours of the words of the layers; white where a layer has nothing to say."""


def specification_curve(
    curve: pd.DataFrame, choices: Sequence[str], says: Mapping[tuple[str, str], str]
) -> Figure:
    """Draw the universes of a claim in a corpus by their estimate, and under each what it chose.

    Args:
        curve: Columns rank, estimate, low95, high95, verdict, default, stated_value (0 to 1) and
            the choices that have a consequence.
        choices: In the order in which they are drawn, from top to bottom.
        says: What each option is called, by choice and option.
    """
    choices = [name for name in choices if name in curve]
    options = [(name, option) for name in choices for option in _options(curve, name, says)]
    height = 0.155 * len(options) + 0.12 * len(choices)
    figure, (top, bottom) = plt.subplots(
        2, 1, figsize=(style.WIDTH, 2.3 + height), sharex=True, layout="constrained",
        height_ratios=[2.2, height],
    )  # fmt: skip
    x = curve["rank"].to_numpy()
    colours = [SEEN[word] for word in curve["verdict"]]
    top.vlines(x, curve["low95"], curve["high95"], color=colours, linewidth=1.1)
    top.plot(x, curve["estimate"], ".", color="#222222", markersize=2.2)
    top.axhline(curve["stated_value"].iloc[0], color=style.ARTICLE, linewidth=1.6)
    chosen = curve[curve["default"]]
    top.plot(chosen["rank"], chosen["estimate"], "D", color="#D55E00", markersize=6, zorder=4)
    top.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    top.grid(visible=True, axis="y")
    y, ticks = 0.0, {}
    for number, (name, option) in enumerate(options):
        y += 1.7 if number and options[number - 1][0] != name else 1.0
        taken = curve[name].eq(option).to_numpy()
        bottom.vlines(x[taken], y - 0.42, y + 0.42, color=np.array(colours)[taken], linewidth=1.1)
        ticks[y] = says[name, option]
    bottom.set_yticks(list(ticks), list(ticks.values()), fontsize=7)
    bottom.set_ylim(y + 0.8, 0.2)
    bottom.set_xticks([])
    bottom.grid(visible=False)
    bottom.tick_params(length=0)
    bottom.spines[:].set_visible(False)
    bottom.set_xlim(-0.012, 1.012)
    _legend(figure, list(dict.fromkeys(curve["verdict"])), default=True)
    return figure


def _options(curve: pd.DataFrame, name: str, says: Mapping[tuple[str, str], str]) -> list[str]:
    present = set(curve[name].dropna())
    return [option for choice, option in says if choice == name and option in present]


def _legend(figure: Figure, words: Sequence[str], *, default: bool) -> None:
    handles: list[Line2D | Patch] = [style.article_line()]
    if default:
        handles.append(
            Line2D([], [], color="#D55E00", marker="D", linestyle="", label="declared reading")
        )
    handles += [
        Line2D([], [], color=SEEN[word], linewidth=3, label=word) for word in SEEN if word in words
    ]
    figure.legend(handles=handles, loc="lower center", ncols=4)


def curve_panels(drawn: pd.DataFrame, labels: Mapping[str, str], columns: int = 4) -> Figure:
    """Draw every claim as a panel with the estimates of each corpus's universes in their order.

    Args:
        drawn: Columns claim, corpus, rank, estimate, default and stated_value (0 to 1).
        labels: What each claim is called, in the order in which they are drawn.
        columns: Panels side by side.
    """
    rows = -(-len(labels) // columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(style.WIDTH, 1.42 * rows), sharex=True, layout="constrained"
    )
    panels: list[Axes] = list(grid.flat)
    for axes, (claim, label) in zip(panels, labels.items(), strict=False):
        axes.set_title("\n".join(textwrap.wrap(label, 27)), loc="left", fontsize=6.6)
        of_claim = drawn[drawn["claim"] == claim]
        axes.axhline(of_claim["stated_value"].iloc[0], color=style.ARTICLE, linewidth=1.4)
        for corpus, rows_ in of_claim.groupby("corpus", sort=False):
            colour, marker = style.corpus_look(str(corpus))
            axes.plot(rows_["rank"], rows_["estimate"], color=colour, linewidth=1.5)
            chosen = rows_[rows_["default"]]
            axes.plot(chosen["rank"], chosen["estimate"], marker, color=colour, markersize=5)
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        axes.tick_params(labelsize=7)
        axes.set_xticks([])
        axes.grid(visible=True, axis="y")
    for axes in panels[len(labels) :]:
        axes.set_visible(False)
    handles = [style.article_line()]
    handles += style.corpus_handles(drawn["corpus"], linewidth=1.6)
    figure.legend(handles=handles, loc="lower center", ncols=4)
    return figure


def swing_grid(table: pd.DataFrame, labels: Mapping[str, str], asks: Mapping[str, str]) -> Figure:
    """Draw how far each choice alone moves each claim, in all corpora, a column a choice.

    Args:
        table: Columns claim, corpus, choice, moves (points as a fraction) and flips.
        labels: What each claim is called, in the order in which they are drawn.
        asks: What each choice asks, in the order in which they are drawn.
    """
    asks = {name: text for name, text in asks.items() if name in set(table["choice"])}
    grid = table.groupby(["claim", "choice"])["moves"].agg(lambda moved: moved.abs().max())
    shown = grid.unstack("choice").reindex(index=list(labels), columns=list(asks))
    flips = table.groupby(["claim", "choice"])["flips"].any().unstack("choice")
    flips = flips.reindex(index=list(labels), columns=list(asks)).fillna(False).astype(bool)
    figure, (axes,) = style.framed(0.3 * len(labels) + 1.3)
    hues = plt.get_cmap("BuPu", 30)
    image = axes.pcolormesh(shown, cmap=hues, vmin=0, vmax=0.3)
    for (y, x), value in np.ndenumerate(shown.to_numpy(float)):
        if not np.isnan(value):
            mark = "*" if flips.iat[y, x] else ""
            axes.text(
                x + 0.5, y + 0.5, f"{100 * value:.0f}{mark}", ha="center", va="center",
                fontsize=7.5, color=style.ink_on(to_hex(hues(value / 0.3))),
            )  # fmt: skip
    style.name_rows(axes, labels.values(), 0.5)
    axes.invert_yaxis()
    axes.xaxis.tick_top()
    places = np.arange(len(asks)) + 0.5
    axes.set_xticks(places, list(asks.values()), fontsize=7.5, rotation=50, ha="left")
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    bar = figure.colorbar(image, ax=axes, orientation="horizontal", fraction=0.025, pad=0.015)
    bar.ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}")
    bar.ax.tick_params(labelsize=7)
    bar.set_label("points", fontsize=7.5)
    return figure


def layer_matrix(layers: pd.DataFrame, verdicts: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Draw each claim's layers and, beside them, its verdict in each corpus after all gates.

    Args:
        layers: Columns claim, arithmetic, definitions, labels, generalisation and verdict.
        verdicts: Columns claim, corpus, verdict and at_default.
        labels: What each claim is called, in the order in which they are drawn.
    """
    names = ["arithmetic", "definitions", "labels", "generalisation"]
    corpora = style.corpora_in_order(verdicts["corpus"])
    figure, (axes,) = style.framed(0.235 * len(labels) + 1.6)
    at = verdicts.set_index(["claim", "corpus"])
    words = layers.set_index("claim")
    for y, claim in enumerate(labels):
        for x, name in enumerate(names):
            style.cell(axes, x, y, LAYERS.get(str(words.at[claim, name]), SILENT))
        for x, corpus in enumerate(corpora, start=len(names)):
            word = str(at.at[(claim, corpus), "verdict"]) if (claim, corpus) in at.index else ""
            moved = word and word != at.at[(claim, corpus), "at_default"]
            colour = style.VERDICTS.get(word, SILENT)
            style.cell(axes, x + 0.3, y, colour, "×" if moved else "")
        x = len(names) + len(corpora)
        style.cell(axes, x + 0.6, y, LAYERS.get(str(words.at[claim, "verdict"]), SILENT))
    places = [*range(len(names)), *(len(names) + 0.3 + n for n in range(len(corpora))),
              len(names) + len(corpora) + 0.6]  # fmt: skip
    axes.set_xlim(-0.5, places[-1] + 0.5)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.set_xticks(places, [*names, *corpora, "overall"], fontsize=7.5, rotation=60, ha="left")
    style.name_rows(axes, labels.values())
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    meanings = {
        "replicated, holds, follows": AGREES,
        "compatible, mixed, consistent": NEAR,
        "undetermined": OPEN,
        "strained": STRAINED,
        "not replicated, does not hold, at odds": AGAINST,
        "robust: readings say the same": ROBUST,
        "robust in part": PARTLY,
        "fragile": FRAGILE,
        "nothing to say": SILENT,
    }
    handles = style.cell_handles(meanings)
    handles.append(Patch(facecolor="none", edgecolor="none", label="×  decided, but did not stand"))
    figure.legend(handles=handles, loc="lower center", ncols=2, fontsize=7.5)
    return figure


def word_bars(shares: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Draw the share of universes for each verdict as bars, a row a claim and corpus.

    Args:
        shares: Columns claim, corpus, universes, default and a column a verdict (0 to 1).
        labels: What each claim is called, in the order in which they are drawn.
    """
    figure, (axes,) = style.framed(0.15 * len(shares) + 0.22 * len(labels) + 0.5)
    y, ticks = 0.0, {}
    for claim, label in labels.items():
        rows = shares[shares["claim"] == claim]
        if rows.empty:
            continue
        axes.text(0, y, label, fontsize=7.5, va="center", fontweight="bold")
        for _, row in rows.iterrows():
            y += 1.0
            left = 0.0
            for word, colour in SEEN.items():
                axes.barh(y, row[word], 0.8, left, color=colour, linewidth=0)
                left += row[word]
            ticks[y] = f"{row['corpus']}  ({row['universes']:,.0f})"
        y += 1.5
    axes.set_yticks(list(ticks), list(ticks.values()), fontsize=6.5)
    axes.set_ylim(y - 0.8, -0.8)
    axes.grid(visible=False)
    axes.tick_params(length=0)
    style.percent_axis(axes)
    handles = [Patch(facecolor=colour, label=word) for word, colour in SEEN.items()]
    figure.legend(handles=handles, loc="lower center", ncols=5, fontsize=7.5)
    return figure
