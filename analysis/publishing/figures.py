"""The figures: each function takes the table that it draws and returns a figure without words."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from analysis.publishing import style

ROW = 0.21
"""Inches a row of a forest plot takes."""


def by_corpus(estimates: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw shares with their intervals, claim by claim and corpus by corpus.

    The article's value is a black line through the rows of its claim.

    Args:
        estimates: Columns claim, corpus, n, estimate, low95, high95 and stated_value (0 to 1).
        labels: What each claim is called, in the order in which they are drawn.
    """
    drawn = estimates[estimates["estimate"].notna()]
    groups = [
        (textwrap.wrap(label, 62), drawn[drawn["claim"] == claim])
        for claim, label in labels.items()
        if (drawn["claim"] == claim).any()
    ]
    lines = sum(len(label) + len(rows) + 0.5 for label, rows in groups)
    figure, (axes,) = style.framed(ROW * lines + 0.45)
    ticks: dict[float, str] = {}
    y = 0.0
    for label, rows in groups:
        axes.text(0, y - 0.4, "\n".join(label), fontweight="bold", fontsize=8.5, va="top",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
        y += len(label) - 1
        stated = rows["stated_value"].iloc[0]
        axes.plot([stated] * 2, [y + 0.5, y + len(rows) + 0.5], color=style.ARTICLE, linewidth=2)
        for number, (_, row) in enumerate(rows.iterrows(), start=1):
            ticks[y + number] = f"{row['corpus']}  (n = {row['n']:,.0f})"
            style.interval(axes, y + number, row, style.corpus_look(str(row["corpus"])))
        y += len(rows) + 1.5
    axes.set_yticks(list(ticks), list(ticks.values()))
    axes.set_ylim(y - 0.7, -0.7)
    style.percent_axis(axes)
    figure.legend(
        handles=[style.article_line()],
        loc="lower center",
    )
    return figure


def forest(estimates: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw every claim as a row: the article's value, and each corpus with its interval.

    Args:
        estimates: Columns claim, corpus, estimate, low95, high95 and stated_value (0 to 1).
        labels: What each claim is called, in the order in which they are drawn.
    """
    drawn = estimates[estimates["estimate"].notna()]
    claims = [claim for claim in labels if (drawn["claim"] == claim).any()]
    corpora = style.corpora_in_order(drawn["corpus"])
    figure, (axes,) = style.framed((0.46 if len(claims) < 20 else 0.36) * len(claims) + 0.9)
    for position, claim in enumerate(claims):
        rows = drawn[drawn["claim"] == claim]
        if position % 2 == 0:
            axes.axhspan(position - 0.5, position + 0.5, color="#F6F6F6", zorder=0)
        offsets = np.linspace(-0.33, 0.33, len(rows)) if len(rows) > 1 else [0.0]
        order = rows.set_index("corpus").loc[[c for c in corpora if c in set(rows["corpus"])]]
        for offset, (corpus, row) in zip(offsets, order.iterrows(), strict=True):
            style.interval(axes, position + offset, row, style.corpus_look(str(corpus)))
        stated = rows["stated_value"].iloc[0]
        axes.plot([stated] * 2, [position - 0.45, position + 0.45], color=style.ARTICLE, lw=2)
    names = [
        "\n".join(textwrap.wrap(labels[claim], 56 if len(claims) >= 20 else 42)) for claim in claims
    ]
    axes.set_yticks(range(len(claims)), names, fontsize=8.5 if len(claims) < 20 else 7.5)
    axes.set_ylim(len(claims) - 0.5, -0.5)
    style.percent_axis(axes, min(0.0, float(drawn["low95"].min()) - 0.02))
    figure.legend(
        handles=[style.article_line(), *style.corpus_handles(corpora, linewidth=1.6)],
        loc="lower center", ncols=4, handlelength=1.6,
    )  # fmt: skip
    return figure


def verdict_matrix(verdicts: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw the verdict on every claim in every corpus as a coloured grid.

    Args:
        verdicts: Columns claim, corpus and verdict.
        labels: What each claim is called, in the order in which they are drawn.
    """
    grid = verdicts.pivot(index="claim", columns="corpus", values="verdict")
    grid = grid.reindex([claim for claim in labels if claim in grid.index])
    corpora = style.corpora_in_order(grid.columns)
    figure, (axes,) = style.framed(0.235 * len(grid) + 1.5)
    for y, (_, row) in enumerate(grid[corpora].iterrows()):
        for x, verdict in enumerate(row):
            style.cell(axes, x, y, style.VERDICTS[verdict])
    axes.set_xlim(-0.5, len(corpora) - 0.5)
    axes.set_ylim(len(grid) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(corpora)), corpora, fontsize=7.5, rotation=40, ha="left")
    axes.tick_params(length=0)
    style.name_rows(axes, [labels[str(claim)] for claim in grid.index])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)
    handles = style.cell_handles(style.VERDICTS)
    figure.legend(
        handles=handles, loc="lower center", ncols=len(handles), columnspacing=1, handletextpad=0.5
    )
    return figure


def postings_by_role(counts: pd.DataFrame) -> Figure:
    """Draw how many postings each corpus holds for each role, on one logarithmic axis.

    Args:
        counts: Columns corpus, role and postings.
    """
    corpora = style.corpora_in_order(counts["corpus"])
    figure, (axes,) = style.framed(0.34 * len(corpora) + 0.7)
    for y, corpus in enumerate(corpora):
        for role, (_, colour) in style.ROLES.items():
            rows = counts[(counts["corpus"] == corpus) & (counts["role"] == role)]
            if len(rows) and rows["postings"].iloc[0] > 0:
                axes.plot(rows["postings"], [y], "o", color=colour, markersize=7)
    axes.set_xscale("log")
    axes.set_xticks([10, 30, 100, 300, 1000], ["10", "30", "100", "300", "1,000"])
    axes.set_xticks([], minor=True)
    axes.set_yticks(range(len(corpora)), corpora)
    axes.set_ylim(len(corpora) - 0.5, -0.5)
    handles = [
        Line2D([], [], marker="o", linestyle="", color=colour, label=name)
        for name, colour in style.ROLES.values()
    ]
    figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure


def by_role(shares: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw shares of signals by role, one panel a corpus.

    Args:
        shares: Columns corpus, role, signal, estimate, low95 and high95 (0 to 1).
        labels: What each signal is called, in the order in which they are drawn.
    """
    looks = {name: (colour, "o") for name, colour in style.ROLES.values()}
    names = {role: name for role, (name, _) in style.ROLES.items()}
    return _panels(shares.assign(role=shares["role"].map(names)), "role", looks, labels)


def _panels(
    shares: pd.DataFrame, by: str, looks: dict[str, tuple[str, str]], labels: dict[str, str]
) -> Figure:
    corpora = style.corpora_in_order(shares["corpus"])
    present = [name for name in looks if name in set(shares[by])]
    offsets = 0.24 * (np.arange(len(present)) - (len(present) - 1) / 2)
    figure, panels = style.framed((0.2 + 0.13 * len(present)) * len(labels) + 0.9, len(corpora))
    limit = next(top for top in (0.1, 0.25, 0.5, 1.0) if shares["high95"].max() <= top)
    for axes, corpus in zip(panels, corpora, strict=True):
        axes.set_title(corpus, loc="left", fontweight="bold", fontsize=9 if len(corpora) < 4 else 7)
        for name, offset in zip(present, offsets, strict=True):
            rows = shares[(shares["corpus"] == corpus) & (shares[by] == name)]
            for _, row in rows[rows["signal"].isin(list(labels))].iterrows():
                place = list(labels).index(str(row["signal"])) + offset
                style.interval(axes, place, row, looks[name])
        axes.set_yticks(range(len(labels)), list(labels.values()))
        axes.set_ylim(len(labels) - 0.5, -0.5)
        style.percent_axis(axes, high=limit)
        axes.set_xticks([0, limit / 2, limit])
    if len(present) > 1:
        handles = [
            Line2D([], [], color=looks[name][0], marker=looks[name][1], label=name)
            for name in present
        ]
        figure.legend(handles=handles, loc="lower center", ncols=3)
    return figure


def two_parts(shares: pd.DataFrame, labels: dict[str, str]) -> Figure:
    """Draw shares of signals in agentic and in other postings, one panel a corpus.

    Args:
        shares: Columns corpus, part, signal, estimate, low95 and high95 (0 to 1).
        labels: What each signal is called, in the order in which they are drawn.
    """
    looks = {"agentic": ("#D55E00", "o"), "not agentic": ("#0072B2", "s")}
    return _panels(shares, "part", looks, labels)


def without_one(shares: pd.DataFrame) -> Figure:
    """Draw shares, with the lowest and highest that leaving out one employer gives.

    Args:
        shares: Columns label, corpus, estimate, without_one_low and without_one_high (0 to 1).
    """
    figure, (axes,) = style.framed(0.52 * len(shares) + 0.4)
    for y, (_, row) in enumerate(shares.iterrows()):
        look = style.corpus_look(str(row["corpus"]))
        style.interval(axes, y, row, look, ("without_one_low", "without_one_high"))
    axes.set_yticks(range(len(shares)), shares["label"])
    axes.set_ylim(len(shares) - 0.5, -0.5)
    style.percent_axis(axes)
    return figure


def recovered(scores: pd.DataFrame) -> Figure:
    """Draw the F1 of each signal against a truth that was planted and against codes of coders.

    Args:
        scores: Columns item, view (mentions, requires), synthetic and coded: F1, 0 to 1.
    """
    signals = list(dict.fromkeys(scores["item"]))
    figure, panels = style.framed(0.25 * len(signals) + 0.8, columns=2)
    looks = {"synthetic": ("#D55E00", "D"), "coded": ("#0072B2", "o")}
    for axes, view in zip(panels, ("mentions", "requires"), strict=True):
        rows = scores[scores["view"] == view].set_index("item").loc[signals]
        places = range(len(signals))
        axes.hlines(places, rows["synthetic"], rows["coded"], color="#BBBBBB", linewidth=1.2)
        for name, (colour, marker) in looks.items():
            axes.plot(rows[name], places, marker, color=colour)
        axes.set_title(view, loc="left", fontsize=9)
        axes.set_xlim(float(scores[["synthetic", "coded"]].min().min()) - 0.05, 1.01)
        axes.locator_params(axis="x", nbins=4)  # or those of one panel run into the next
    panels[0].set_yticks(range(len(signals)), [s.replace("_", " ") for s in signals])
    panels[0].set_ylim(len(signals) - 0.5, -0.5)
    labels = {"synthetic": "synthetic postings, planted truth", "coded": "real postings, coded"}
    handles = [
        Line2D([], [], color=colour, marker=marker, linestyle="", label=labels[name])
        for name, (colour, marker) in looks.items()
    ]
    figure.legend(handles=handles, loc="lower center", ncols=2)
    return figure


def covered(shares: pd.DataFrame, promised: float) -> Figure:
    """Draw how often intervals held a planted share, against how large the share is.

    Args:
        shares: Columns planted, naive_inside and corrected_inside, 0 to 1; a row a planted share.
        promised: The confidence of the intervals.
    """
    figure, panels = style.framed(2.7, columns=2)
    for axes, way, colour in zip(
        panels, ("naive", "corrected"), ("#D55E00", "#0072B2"), strict=True
    ):
        axes.axhline(promised, color=style.ARTICLE, linewidth=1)
        axes.plot(shares["planted"], shares[f"{way}_inside"], "o", color=colour, alpha=0.7)
        axes.set_title({"naive": "as measured", "corrected": "corrected by an audit"}[way],
                       loc="left", fontsize=9)  # fmt: skip
        axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        axes.set_xlabel("planted share")
    panels[0].yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    panels[0].set_ylim(0, 1.03)
    panels[0].set_ylabel("intervals that hold it")
    figure.legend(
        handles=[
            Line2D([], [], color=style.ARTICLE, linewidth=1, label="what a 95% interval promises")
        ],
        loc="lower center",
    )
    return figure
