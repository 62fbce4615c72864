"""The figures draw what they are given, and nothing is cut or hidden."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.publishing import figures, style


@pytest.fixture(autouse=True)
def styled() -> None:
    style.apply()
    plt.close("all")


def estimates() -> pd.DataFrame:
    rows = [
        ("genai", "ashby-2025-10", 0.45, 0.49),
        ("genai", "indeed-2026-08", 0.51, 0.49),
        ("python", "builtin-2026-02", 0.68, 0.73),
        ("python", "another-2027-01", None, 0.73),
    ]
    frame = pd.DataFrame(rows, columns=["claim", "corpus", "estimate", "stated_value"])
    return frame.assign(n=100, low95=frame["estimate"] - 0.05, high95=frame["estimate"] + 0.05)


LABELS = {"genai": "GenAI is mentioned", "python": "Python is required", "absent": "Nobody asks"}


def points(figure: Figure) -> list[float]:
    """Return where the marks of a figure's first panel stand."""
    return [
        float(line.get_xdata()[0])  # type: ignore[index]
        for line in figure.axes[0].lines
        if line.get_marker() not in {"None", None}
    ]


def texts(figure: Figure) -> str:
    axes = figure.axes[0]
    return " ".join(t.get_text() for t in [*axes.texts, *axes.get_yticklabels()])


def test_every_computed_share_is_a_mark_and_a_refused_one_is_none() -> None:
    for draw in (figures.by_corpus, figures.forest):
        assert sorted(points(draw(estimates(), LABELS))) == [0.45, 0.51, 0.68]


def test_claims_without_an_estimate_are_not_named() -> None:
    drawn = texts(figures.by_corpus(estimates(), LABELS))
    assert "Python is required" in drawn
    assert "builtin-2026-02  (n = 100)" in drawn
    assert "Nobody asks" not in drawn


def test_the_articles_value_stands_once_for_each_claim() -> None:
    axes = figures.forest(estimates(), LABELS).axes[0]
    stated = [line.get_xdata()[0] for line in axes.lines if line.get_color() == style.ARTICLE]  # type: ignore[index]
    assert stated == [0.49, 0.73]


def test_every_verdict_is_a_cell_of_its_colour() -> None:
    verdicts = pd.DataFrame(
        [
            ("genai", "ashby-2025-10", "replicated"),
            ("genai", "indeed-2026-08", "not replicated"),
            ("python", "ashby-2025-10", "undetermined"),
            ("python", "indeed-2026-08", "not assessable"),
        ],
        columns=["claim", "corpus", "verdict"],
    )
    axes = figures.verdict_matrix(verdicts, LABELS).axes[0]
    colours = [style.VERDICTS[word] for word in verdicts["verdict"]]
    drawn = [plt.matplotlib.colors.to_hex(cell.get_facecolor()) for cell in axes.patches]
    assert drawn == [colour.lower() for colour in colours]


def test_panels_share_one_scale_that_holds_every_interval() -> None:
    rows = [("ashby-2025-10", 0.02, 0.09), ("indeed-2026-08", 0.2, 0.31)]
    shares = pd.DataFrame(rows, columns=["corpus", "estimate", "high95"])
    shares = shares.assign(role="ai_engineer", signal="rag", low95=0.01)
    figure = figures.by_role(shares, {"rag": "RAG"})
    assert [axes.get_xlim()[1] for axes in figure.axes] == [0.5, 0.5]
