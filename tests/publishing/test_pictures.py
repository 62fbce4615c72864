"""Each kind of figure looks as it looked when a person last looked at it.

The pictures stand in `tests/publishing/pictures`. Where a change of look is meant, draw them
again (`pytest tests/publishing/test_pictures.py --mpl-generate-path=tests/publishing/pictures`)
and look at each before it is committed.
"""

import io
import math
import re
from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.publishing import (
    estimate_figures,
    figures,
    legibility,
    multiverse_figures,
    style,
)

HERE = Path(__file__).parent
SMALL = 40_000
TOLERANCE = 1.0
"""Root mean square of the difference, of 255: other hinting is less, a mark that moved is more."""
_STYLED = re.compile(r'<(text|path|use|g|rect)\b[^>]*?style="([^"]*)"')
FAINT = {"#e3e3e3", "#efefef", "#f6f6f6", "#bbbbbb", "#999999"}
"""Grid, stripes, the fill of bands, joins and the frame: nothing is read from them alone."""


def described(figure: Figure) -> Figure:
    style.describe(figure, "What was found", "What is measured.", "Source: made up for a test.")
    return figure


def forest() -> Figure:
    rows = pd.DataFrame(
        [
            ("one", "builtin-2026-02", 0.42, 0.36, 0.48, 0.36),
            ("one", "linkedin-us-2025-10", 0.31, 0.22, 0.42, 0.36),
            ("one", "ats-2026-05", 0.55, 0.47, 0.63, 0.36),
            ("one", "ml-linkedin-us-2025-04", 0.25, 0.17, 0.35, 0.36),
            ("other", "ashby-2025-10", 0.71, 0.62, 0.79, 0.73),
            ("other", "indeed-2026-08", 0.64, 0.52, 0.75, 0.73),
            ("other", "indeed-us-2026", 0.8, 0.7, 0.9, 0.73),
        ],
        columns=["claim", "corpus", "estimate", "low95", "high95", "stated_value"],
    )
    labels = {"one": "Agents are asked for", "other": "Python is required"}
    return described(figures.forest(rows, labels))


def dumbbell() -> Figure:
    rows = [(item, view, 0.95 - 0.1 * y, 0.8 - 0.05 * y)
            for y, item in enumerate(("agentic", "fine_tuning", "rag"))
            for view in ("mentions", "requires")]  # fmt: skip
    scores = pd.DataFrame(rows, columns=["item", "view", "synthetic", "coded"])
    return described(figures.recovered(scores))


def specification_curve() -> Figure:
    words = [*("not replicated",) * 3, *("undetermined",) * 3, *("compatible",) * 3,
             *("replicated",) * 3]  # fmt: skip
    count = len(words)
    curve = pd.DataFrame(
        {
            "rank": [at / (count - 1) for at in range(count)],
            "estimate": [0.2 + 0.03 * at for at in range(count)],
            "low95": [0.14 + 0.03 * at for at in range(count)],
            "high95": [0.27 + 0.03 * at for at in range(count)],
            "verdict": words,
            "default": [at == 8 for at in range(count)],
            "stated_value": 0.49,
            "level": ["requires" if at < 7 else "mentions" for at in range(count)],
            "titles": ["broad", "strict"] * (count // 2),
        }
    )
    says = {(name, option): option for name, option in [
        ("level", "requires"), ("level", "mentions"), ("titles", "broad"), ("titles", "strict"),
    ]}  # fmt: skip
    return described(multiverse_figures.specification_curve(curve, ["level", "titles"], says))


def verdict_matrix() -> Figure:
    words = list(style.VERDICTS)
    rows = [(f"claim {y}", corpus, words[(x + y) % len(words)])
            for y in range(3) for x, corpus in enumerate(style.CORPORA)]  # fmt: skip
    verdicts = pd.DataFrame(rows, columns=["claim", "corpus", "verdict"])
    return described(
        figures.verdict_matrix(verdicts, {f"claim {y}": f"Claim {y}" for y in range(3)})
    )


def pay_ranges() -> Figure:
    rows = pd.DataFrame(
        {
            "line": ["AI Engineer", "AI Engineer", "Software Engineer"],
            "corpus": ["ashby-2025-10", "indeed-us-2026", "ashby-2025-10"],
            "median": [210e3, 180e3, 170e3], "median_low95": [195e3, 160e3, 165e3],
            "median_high95": [225e3, 200e3, 176e3], "median_least": [150e3, -math.inf, 140e3],
            "median_most": [290e3, math.inf, 230e3], "bounds": ["", "not identified", ""],
        }
    )  # fmt: skip
    return described(estimate_figures.bounded(rows, "line", 400e3))


def co_occurrence() -> Figure:
    pairs = ["LLM APIs and RAG", "agents and evals", "Python and AWS"]
    rows = pd.DataFrame(
        [(pair, within, 0.1 * y + 0.05 * x, 0.1 * y + 0.05 * x - 0.08, 0.1 * y + 0.05 * x + 0.08)
         for y, pair in enumerate(pairs)
         for x, within in enumerate(estimate_figures.WITHIN)],
        columns=["pair", "within", "estimate", "low95", "high95"],
    )  # fmt: skip
    looks = estimate_figures.WITHIN
    return described(estimate_figures.grouped(rows, "pair", "within", looks, zero=0))


def time_axis() -> Figure:
    rows = pd.DataFrame(
        [("one", corpus, month, 0.2 + 0.05 * at, 0.12 + 0.05 * at, 0.28 + 0.05 * at, 0.49)
         for corpus, month, at in [
             ("linkedin-us-2025-10", "2025-10", 0), ("ashby-2025-10", "2025-09", 3),
             ("ashby-2025-10", "2025-10", 4), ("ats-2026-05", "2026-05", 6)]],
        columns=["claim", "corpus", "month", "estimate", "low95", "high95", "stated_value"],
    )  # fmt: skip
    anchors = pd.DataFrame(
        {"anchor": "x", "publisher": "A board, on itself", "month": ["2025-12", "2026-03"],
         "value": [0.35, 0.4], "near": "one"}
    )  # fmt: skip
    return described(estimate_figures.months(rows, {"one": "GenAI is mentioned"}, anchors))


KINDS = (
    forest,
    dumbbell,
    specification_curve,
    verdict_matrix,
    pay_ranges,
    co_occurrence,
    time_axis,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.mpl_image_compare(
    baseline_dir="pictures",
    tolerance=TOLERANCE,
    style=str(Path(style.__file__).with_name("article.mplstyle")),
    savefig_kwargs={"dpi": 70, "metadata": {"Software": None}},
)
def test_it_looks_as_it_looked(kind: Callable[[], Figure]) -> Figure:
    return kind()


def test_every_picture_is_small_and_of_a_kind_that_is_drawn() -> None:
    stored = {file.stem: file.stat().st_size for file in (HERE / "pictures").glob("*.png")}
    assert set(stored) == {f"test_it_looks_as_it_looked_{kind.__name__}" for kind in KINDS}
    assert max(stored.values()) < SMALL


def colours(figure: Figure) -> dict[str, set[str]]:
    """Return the colours of a figure's words, and of its marks, as its SVG has them."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg")
    found: dict[str, set[str]] = {"words": set(), "marks": set()}
    for tag, shown in re.findall(
        r'<(text|path|use|g|rect)\b[^>]*?style="([^"]*)"', drawn.getvalue()
    ):
        kind = "words" if tag == "text" else "marks"
        found[kind] |= {one.lower() for one in re.findall(r"#[0-9a-fA-F]{6}", shown)}
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_marks_and_words_stand_out_on_both_grounds(kind: Callable[[], Figure]) -> None:
    style.apply()
    found = colours(kind())
    plt.close("all")
    cells = {colour.lower() for colour in style.SIGNS} if kind is verdict_matrix else set()
    marks = found["marks"] - FAINT - cells - {legibility.LIGHT}
    words = found["words"] - {legibility.LIGHT}
    assert marks
    assert words
    for shown, least in ((marks, legibility.MARKS), (words, legibility.TEXT)):
        for colour in shown:
            assert legibility.ratio(colour, legibility.LIGHT) >= least, colour
            assert legibility.ratio(legibility.on_dark(colour), legibility.DARK) >= least, colour


@pytest.mark.parametrize("cell", style.SIGNS)
def test_the_sign_in_a_cell_stands_out_on_both_grounds(cell: str) -> None:
    ink = style.ink_on(cell)
    assert legibility.ratio(ink, cell) >= legibility.TEXT
    assert legibility.ratio(legibility.on_dark(ink), legibility.on_dark(cell)) >= legibility.TEXT


LOOKS = {
    *(colour for colour, _ in [*style.CORPORA.values(), style.OTHER]),
    *(colour for _, colour in style.ROLES.values()),
    *multiverse_figures.SEEN.values(),
    *(colour for colour, _ in estimate_figures.WITHIN.values()),
}


@pytest.mark.parametrize("colour", sorted(LOOKS))
def test_every_colour_of_a_mark_stands_out_on_both_grounds(colour: str) -> None:
    assert legibility.ratio(colour, legibility.LIGHT) >= legibility.MARKS
    assert legibility.ratio(legibility.on_dark(colour), legibility.DARK) >= legibility.MARKS
