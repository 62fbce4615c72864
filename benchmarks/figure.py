"""The benchmark's figures and its table, with the machine and the day."""

from datetime import date
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from analysis import paths
from analysis.publishing import style
from analysis.publishing.saving import UNDATED
from analysis.publishing.tables import markdown

HERE = Path(__file__).parent
OURS, OTHERS = "#0072B2", "#999999"
MARKERS = ("o", "s", "^")


def write(speeds: pd.DataFrame, costs: pd.DataFrame, told: list[str]) -> None:
    """Write both figures and the table.

    Args:
        speeds: A row a way: its name, postings a second, the ratio to pandas on Arrow.
        costs: A row a number of forms: microseconds a posting of each way.
        told: What was measured on what, then start-up and memory; a paragraph each.
    """
    style.apply()
    (HERE / "figures").mkdir(exist_ok=True)
    day = f"{date.today():%d %B %Y}"
    for name, figure in (("speed", draw_speeds(speeds)), ("forms", draw_costs(costs))):
        measure = "Postings a second by the processor's time, the best of some rounds; log scale."
        if name == "forms":
            measure = "Microseconds a posting by the number of forms looked for; log scales."
        style.describe(figure, finding(name, speeds, costs), measure, f"{told[0]} {day}.")
        with paths.replacing(HERE / "figures" / f"{name}.svg") as temporary:
            figure.savefig(temporary, metadata=UNDATED["svg"])
        plt.close(figure)
    parts = [f"# What measuring costs, {day}", *told, markdown(speeds), markdown(costs)]
    with paths.replacing(HERE / "measure.md") as temporary:
        temporary.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def finding(name: str, speeds: pd.DataFrame, costs: pd.DataFrame) -> str:
    """Return what a figure shows, as a sentence."""
    if name == "speed":
        ratios = speeds.set_index("way")["to pandas on Arrow"]
        return (
            f"All that is measured of a posting costs less than a search for words: "
            f"{ratios['complete measurement, one process']} times as many a second"
        )
    growth = costs.iloc[-1, 1:] / costs.iloc[0, 1:]
    return (
        f"A hundred times as many forms cost {growth.iloc[0]:.1f} times as much, "
        f"in pandas on Arrow {growth['pandas on Arrow']:.0f} times"
    )


def draw_speeds(speeds: pd.DataFrame) -> Figure:
    """Return the postings a second of each way as bars, with the ratio to pandas on Arrow."""
    figure, (axes,) = style.framed(0.34 * len(speeds) + 0.5)
    ours = ~speeds["way"].str.startswith("pandas")
    rate = speeds["postings a second"]
    axes.barh(speeds["way"], rate, color=[OURS if own else OTHERS for own in ours], height=0.65)
    for place, (value, ratio) in enumerate(zip(rate, speeds["to pandas on Arrow"], strict=True)):
        axes.annotate(
            f"{value:,} ({ratio}\u00d7)", (value, place), xytext=(4, 0), va="center",
            textcoords="offset points", fontsize=8,
        )  # fmt: skip
    axes.set_xscale("log")
    axes.set_xlim(10, rate.max() * 6)
    axes.invert_yaxis()
    axes.grid(False, axis="y")
    return figure


def draw_costs(costs: pd.DataFrame) -> Figure:
    """Return the cost of a posting by the number of forms, a line a way."""
    figure, (axes,) = style.framed(3.2)
    for marker, way in zip(MARKERS, costs.columns[1:], strict=False):
        own = marker == MARKERS[0]
        axes.plot(
            costs["forms"], costs[way], marker=marker, color=OURS if own else OTHERS,
            linewidth=2 if own else 1.2,
        )  # fmt: skip
        axes.annotate(
            way, (costs["forms"].iloc[-1], costs[way].iloc[-1]), xytext=(6, 0), va="center",
            textcoords="offset points", fontsize=8,
        )  # fmt: skip
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlim(costs["forms"].min() * 0.8, costs["forms"].max() * 5)
    axes.set_xlabel("Forms looked for")
    axes.set_ylabel("Microseconds a posting")
    return figure
