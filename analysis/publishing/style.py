"""One look for every figure: sizes, colours, and the words around the picture."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import PercentFormatter

from analysis.publishing import legibility

WIDTH = 7.2
"""Inches: the width of a page's text, so that nothing is shrunk when it is printed."""

TITLE_CHARACTERS, MEASURE_CHARACTERS, SOURCE_CHARACTERS = 72, 108, 120
"""What fits a line of that width at the sizes of the three."""

SAYS = ("finding", "measure", "source")
"""The words around a picture, by the names that they have in the SVG."""

ARTICLE = "#111111"
"""The article's own value, in every figure."""

CORPORA = {
    "builtin-2026-02": ("#0072B2", "o"),
    "linkedin-us-2025-10": ("#9B4600", "s"),
    "ats-2026-05": ("#00A280", "^"),
    "ashby-2025-10": ("#B27FC9", "D"),
    "ml-linkedin-us-2025-04": ("#D55E00", "v"),
    "indeed-2026-08": ("#8E6BFF", "P"),
    "indeed-us-2026": ("#716173", "X"),
}
"""Colour and marker of each corpus.

Blue and vermilion are those of Okabe and Ito (2008). The others were searched for: on either
ground they stand out by 3:1, and the colour-blind tell each from every other.
"""

OTHER = ("#573795", "*")
"""For a corpus that is registered later."""

ROLES = {
    "software_engineer": ("Software Engineer", "#0072B2"),
    "ai_engineer": ("AI Engineer", "#D55E00"),
    "machine_learning_engineer": ("Machine Learning Engineer", "#00A280"),
}
"""Name and colour of each role."""

AGREES, NEAR, OPEN, STRAINED, AGAINST, SILENT = (
    "#1B7837", "#A6DBA0", "#E0E0E0", "#E7B4D0", "#AD4A85", "#FFFFFF",
)  # fmt: skip
"""Green to purple, told apart by the colour-blind; white where nothing can be said."""

VERDICTS = {
    "replicated": AGREES,
    "compatible": NEAR,
    "undetermined": OPEN,
    "not replicated": AGAINST,
    "not assessable": SILENT,
}
"""Colour of each verdict in a corpus."""

ROBUST, PARTLY, FRAGILE = "#14406E", "#6FA8DC", "#D98B1E"
"""Whether readings agree with one another, be it for the article or against it."""

SIGNS = {
    AGREES: "=", NEAR: "≈", OPEN: "?", STRAINED: "≉", AGAINST: "≠", SILENT: "·",
    ROBUST: "✓", PARTLY: "~", FRAGILE: "✗",
}  # fmt: skip
"""What a cell of each colour says to those who do not see the colour."""

INK = "#111111"
BAND, BAND_EDGE = "#EFEFEF", "#8C8C8C"
"""A wide interval behind another: pale, so that the other is seen, with an edge that is seen."""


def apply() -> None:
    """Set the project's style for all figures that follow."""
    plt.style.use(Path(__file__).with_name("article.mplstyle"))


def corpus_look(corpus: str) -> tuple[str, str]:
    """Return the colour and the marker of a corpus.

    Args:
        corpus: Its id.
    """
    return CORPORA.get(corpus, OTHER)


def interval(
    axes: Axes,
    y: float,
    row: pd.Series,
    look: tuple[str, str],
    bounds: tuple[str, str] = ("low95", "high95"),
) -> None:
    """Draw an estimate between its bounds.

    Args:
        axes: On what.
        y: At which height.
        row: Its `estimate`, and its bounds.
        look: Colour and marker.
        bounds: What the columns of its bounds are called.
    """
    colour, marker = look
    axes.plot([row[bounds[0]], row[bounds[1]]], [y, y], color=colour, linewidth=1.6, zorder=2)
    axes.plot(
        [row["estimate"]], [y], marker, color=colour, zorder=3, markeredgecolor="white",
        markeredgewidth=0.6,
    )  # fmt: skip


def band(axes: Axes, y: float, low: float, high: float) -> None:
    """Draw a wide interval, behind what else is drawn at its height.

    Args:
        axes: On what.
        y: At which height.
        low: Where it begins.
        high: Where it ends.
    """
    axes.barh(y, high - low, 0.3, low, zorder=1, color=BAND, edgecolor=BAND_EDGE, linewidth=0.8)


def band_handle(label: str) -> Patch:
    """Return the legend's entry for a wide interval.

    Args:
        label: What it is.
    """
    return Patch(facecolor=BAND, edgecolor=BAND_EDGE, linewidth=0.8, label=label)


def cell(axes: Axes, x: float, y: float, colour: str, more: str = "") -> None:
    """Draw one cell of a matrix, its meaning as a colour and as a sign.

    Args:
        axes: On what.
        x: Its column.
        y: Its row.
        colour: One of `SIGNS`.
        more: What stands after the sign.
    """
    axes.add_patch(
        Rectangle((x - 0.46, y - 0.42), 0.92, 0.84, facecolor=colour, edgecolor="#8C8C8C", lw=0.6)
    )
    axes.text(
        x, y, SIGNS[colour] + more, ha="center", va="center_baseline", fontsize=8,
        color=ink_on(colour),
    )  # fmt: skip


def name_rows(axes: Axes, names: Iterable[str], first: float = 0.0) -> None:
    """Name the rows of a grid, long names over two lines, so that they leave its cells their room.

    Args:
        axes: Where the grid is drawn, a row one high.
        names: From the first row on.
        first: Where the middle of the first row is.
    """
    told = [textwrap.fill(name, 66) for name in names]
    places = [first + number for number in range(len(told))]
    axes.set_yticks(places, told, fontsize=7.5)
    for label in axes.get_yticklabels():
        if "\n" in label.get_text():
            label.set_linespacing(1.0)


def cell_handles(meanings: Mapping[str, str]) -> list[Patch]:
    """Return an entry of a legend for each kind of cell.

    Args:
        meanings: Colours by what they mean.
    """
    return [
        Patch(facecolor=colour, edgecolor="#8C8C8C", label=f"{SIGNS[colour]}  {meaning}")
        for meaning, colour in meanings.items()
    ]


def ink_on(ground: str) -> str:
    """Return black or white, whichever stands out more.

    Args:
        ground: The colour that is written on.
    """
    return max((INK, "#FFFFFF"), key=lambda ink: legibility.ratio(ink, ground))


def corpora_in_order(corpora: Iterable[object]) -> list[str]:
    """Return distinct corpora in the order of the registry, those registered later by id.

    Args:
        corpora: Ids, in any order.
    """
    present = {str(corpus) for corpus in corpora}
    known = [corpus for corpus in CORPORA if corpus in present]
    return [*known, *sorted(present - set(known))]


def corpus_handles(corpora: Iterable[object], **line: float) -> list[Line2D]:
    """Return an entry of a legend for each corpus.

    Args:
        corpora: Ids, in any order.
        line: How the line of an entry is drawn, beside its colour and marker.
    """
    looks = {corpus: corpus_look(corpus) for corpus in corpora_in_order(corpora)}
    return [
        Line2D([], [], color=colour, marker=marker, label=corpus, **line)  # type: ignore[arg-type]
        for corpus, (colour, marker) in looks.items()
    ]


def framed(height: float, columns: int = 1) -> tuple[Figure, Sequence[Axes]]:
    """Return a figure as wide as a page, and its panels.

    Args:
        height: Inches, for the panels alone.
        columns: Panels side by side, sharing their rows.
    """
    figure, axes = plt.subplots(
        1, columns, figsize=(WIDTH, height), sharey=True, squeeze=False, layout="constrained"
    )
    return figure, list(axes[0])


def percent_axis(axes: Axes, low: float | None = 0.0, high: float | None = 1.0) -> None:
    """Have shares along the horizontal axis read as percent.

    Args:
        axes: Of the panel.
        low: Where the axis begins; by what is drawn where None.
        high: Where it ends; by what is drawn where None.
    """
    axes.set_xlim(low, high)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))


def article_line() -> Line2D:
    """Return the legend's entry for the article's value."""
    return Line2D([], [], color=ARTICLE, linewidth=2, label="the article's value")


def describe(figure: Figure, finding: str, measure: str, source: str) -> None:
    """Write the finding above a figure, what is measured under it, and the source below.

    Args:
        figure: The figure; it grows by the height of the words.
        finding: What it shows, as a sentence.
        measure: What is measured, in which postings.
        source: Where the data are from, with dates and n.
    """
    title = textwrap.wrap(finding, TITLE_CHARACTERS)
    above = textwrap.wrap(measure, MEASURE_CHARACTERS)
    below = textwrap.wrap(source, SOURCE_CHARACTERS)
    top = 0.19 * len(title) + 0.145 * len(above) + 0.16
    note = 0.135 * len(below) + 0.1
    bottom = note + _legend_height(figure)
    width, height = figure.get_size_inches()
    figure.set_size_inches(width, height + top + bottom)
    total = height + top + bottom
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0, bottom / total, 1, height / total))  # type: ignore[call-arg]
    for legend in figure.legends:
        legend.set_loc("lower center")
        legend.set_bbox_to_anchor((0.5, note / total))
    left = 0.012
    figure.text(
        left, 1 - 0.05 / total, "\n".join(title), va="top", fontsize=11.5, fontweight="bold",
        linespacing=1.15, gid=SAYS[0],
    )  # fmt: skip
    figure.text(
        left, 1 - (0.1 + 0.19 * len(title)) / total, "\n".join(above), va="top", fontsize=8.5,
        color="#444444", gid=SAYS[1],
    )  # fmt: skip
    figure.text(
        left, 0.04 / total, "\n".join(below), va="bottom", fontsize=7.5, color="#666666",
        gid=SAYS[2],
    )  # fmt: skip


def said(figure: Figure) -> tuple[str, ...]:
    """Return the words around a picture, each a line: finding, measure, source.

    Args:
        figure: With `describe` written around it, or nothing.
    """
    given = {text.get_gid(): " ".join(text.get_text().split()) for text in figure.texts}
    return tuple(given[part] for part in SAYS if part in given)


def mark_synthetic(figure: Figure) -> None:
    """Write across a figure, in the picture itself, that what it shows is synthetic.

    Args:
        figure: Drawn from the reference corpus, in whole or in part.
    """
    figure.text(
        0.5, 0.5, "SYNTHETIC", ha="center", va="center", rotation=20, fontsize=44,
        fontweight="bold", color="#D55E00", alpha=0.13, zorder=10,
    )  # fmt: skip


def _legend_height(figure: Figure) -> float:
    """Return the inches that a figure's legend takes, with some air above it."""
    figure.draw_without_rendering()
    heights = [legend.get_window_extent().height for legend in figure.legends]
    return sum(height / figure.dpi + 0.06 for height in heights)
