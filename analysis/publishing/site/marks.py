"""A dot and an interval for each corpus, as a picture that stands inside a page."""

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW, TOP, BOTTOM, SIDE = 420, 40, 28, 26, 14
"""Units of the picture: narrow, so that its letters can be read on a telephone."""


@dataclass(frozen=True)
class Mark:
    """One estimate between its bounds, and the verdict on it; fractions."""

    name: str
    estimate: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True)
class Stated:
    """What the article says, between the bounds of its own sample; fractions."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Scale:
    """The horizontal axis: where it begins and ends, as fractions."""

    low: float
    high: float

    def at(self, value: float) -> str:
        """Return where a value stands, in units of the picture."""
        inside = min(max(value, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return f"{SIDE + share * (WIDTH - 2 * SIDE):.1f}"

    @property
    def ticks(self) -> list[float]:
        """Every quarter of a share's axis, every half of a difference's."""
        step = 0.25 if self.low == 0 else 0.5
        count = round((self.high - self.low) / step)
        return [self.low + step * place for place in range(count + 1)]


SHARES, DIFFERENCES = Scale(0.0, 1.0), Scale(-1.0, 1.0)


def picture(marks: Sequence[Mark], stated: Stated | None, scale: Scale, what: str) -> str:
    """Return the picture as SVG that takes its colours from the page.

    Args:
        marks: A row each, one at least.
        stated: The article's value, where it is a number.
        scale: `SHARES` or `DIFFERENCES`.
        what: What is measured, for those who do not see it.
    """
    height = TOP + ROW * len(marks) + BOTTOM
    drawn = [_axis(scale, height), _article(stated, scale, height) if stated else ""]
    drawn += [_row(mark, TOP + ROW * place, scale) for place, mark in enumerate(marks)]
    told = html.escape(alternative(marks, stated, scale, what))
    return (
        f'<svg class="marks" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{told}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
    )


def curve(shares: Sequence[float], published: float, name: str) -> str:
    """Return the shares of all readings of a corpus in order, the published one marked, as SVG.

    Args:
        shares: Fractions, one a reading.
        published: The share of the reading that is published.
        name: The corpus.
    """
    ordered = sorted(shares)
    height, floor = 110, 92
    step = (WIDTH - 2 * SIDE) / max(len(ordered) - 1, 1)
    points = " ".join(
        f"{SIDE + place * step:.1f},{floor - 80 * share:.1f}" for place, share in enumerate(ordered)
    )
    at = SIDE + sum(share < published for share in ordered) * step
    told = html.escape(
        f"{name}: {len(ordered)} readings give shares from {100 * ordered[0]:.0f}% to "
        f"{100 * ordered[-1]:.0f}%; the published one is {100 * published:.0f}%."
    )
    lines = "".join(
        f'<line class="grid" x1="{SIDE}" x2="{WIDTH - SIDE}" y1="{y}" y2="{y}"/>'
        f'<text class="tick" x="{SIDE}" y="{y - 3}">{label}</text>'
        for y, label in ((floor, "0%"), (floor - 40, "50%"), (floor - 80, "100%"))
    )
    return (
        f'<svg class="marks" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{told}" '
        f'xmlns="http://www.w3.org/2000/svg">{lines}'
        f'<polyline class="curve" points="{points}"/>'
        f'<circle class="dot" cx="{at:.1f}" cy="{floor - 80 * published:.1f}" r="5"/></svg>'
    )


def alternative(marks: Sequence[Mark], stated: Stated | None, scale: Scale, what: str) -> str:
    """Return what the picture shows as a sentence.

    Args:
        marks: As drawn.
        stated: As drawn.
        scale: As drawn.
        what: What is measured.
    """
    rows = "; ".join(
        f"{mark.name} {_number(mark.estimate, scale)} "
        f"({_number(mark.low, scale)} to {_number(mark.high, scale)})"
        for mark in marks
    )
    article = f" The article says {_number(stated.value, scale)}." if stated else ""
    return f"{what}: {rows}.{article}"


def _number(value: float, scale: Scale) -> str:
    if math.isnan(value):
        return "unknown"
    return f"{100 * value:.0f}%" if scale is SHARES else f"{100 * value:+.0f} points"


def _axis(scale: Scale, height: int) -> str:
    floor = height - BOTTOM
    parts = []
    for tick in scale.ticks:
        at = scale.at(tick)
        anchor = "start" if tick == scale.low else "end" if tick == scale.high else "middle"
        label = f"{100 * tick:.0f}%" if scale is SHARES else f"{100 * tick:+.0f}"
        parts.append(
            f'<line class="grid" x1="{at}" x2="{at}" y1="{TOP - 6}" y2="{floor}"/>'
            f'<text class="tick" x="{at}" y="{floor + 16}" text-anchor="{anchor}">{label}</text>'
        )
    return "".join(parts)


def _article(stated: Stated, scale: Scale, height: int) -> str:
    at, floor = scale.at(stated.value), height - BOTTOM
    low, high = float(scale.at(stated.low)), float(scale.at(stated.high))
    anchor = "end" if float(at) > WIDTH / 2 else "start"
    nudge = -5 if anchor == "end" else 5
    return (
        f'<rect class="band" x="{low:.1f}" y="{TOP - 6}" width="{max(high - low, 0):.1f}" '
        f'height="{floor - TOP + 6}"/>'
        f'<line class="article" x1="{at}" x2="{at}" y1="6" y2="{floor}"/>'
        f'<text class="says" x="{float(at) + nudge:.1f}" y="15" text-anchor="{anchor}">'
        f"the article: {_number(stated.value, scale)}</text>"
    )


def _row(mark: Mark, top: int, scale: Scale) -> str:
    y = top + 26
    kind = mark.verdict.replace(" ", "-")
    return (
        f'<text class="name" x="{SIDE}" y="{top + 12}">{html.escape(mark.name)}'
        f'<tspan class="value" dx="8">{_number(mark.estimate, scale)}</tspan></text>'
        f'<line class="interval {kind}" x1="{scale.at(mark.low)}" x2="{scale.at(mark.high)}" '
        f'y1="{y}" y2="{y}"/>'
        f'<circle class="dot {kind}" cx="{scale.at(mark.estimate)}" cy="{y}" r="5"/>'
    )
