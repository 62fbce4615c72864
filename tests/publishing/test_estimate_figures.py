"""Figures around the estimates draw what they are given, off the page where it is infinite."""

import math

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from analysis.publishing import estimate_figures, style
from tests.publishing.test_figures import points, texts


@pytest.fixture(autouse=True)
def styled() -> None:
    style.apply()
    plt.close("all")


def test_every_group_of_a_line_is_a_mark_and_names_have_no_underscores() -> None:
    rows = pd.DataFrame(
        {
            "signal": ["fine_tuning", "fine_tuning", "rag"], "within": ["all", "title", "all"],
            "estimate": [0.1, 0.2, 0.3], "low95": 0.05, "high95": 0.4,
        }
    )  # fmt: skip
    figure = estimate_figures.grouped(rows, "signal", "within", estimate_figures.WITHIN, zero=0)
    assert sorted(points(figure)) == [0.1, 0.2, 0.3]
    assert "fine tuning" in texts(figure)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["all", "title"]


def test_nothing_to_draw_is_an_empty_figure() -> None:
    columns = ["signal", "within", "estimate", "low95", "high95"]
    none = pd.DataFrame(columns=columns)
    figure = estimate_figures.grouped(none, "signal", "within", estimate_figures.WITHIN, zero=0)
    assert points(figure) == []


def test_a_pooled_claim_is_drawn_with_its_corpora() -> None:
    pool = pd.DataFrame(
        {
            "claim": ["genai"], "estimate": [0.4], "low95": [0.3], "high95": [0.5],
            "predicted_low95": [0.1], "predicted_high95": [0.8], "stated_value": [0.49],
        }
    )  # fmt: skip
    inside = pd.DataFrame({"claim": "genai", "corpus": ["ashby-2025-10", "ats-2026-05"]})
    inside["estimate"] = [0.35, 0.55]
    figure = estimate_figures.pooled(pool, inside, {"genai": "GenAI is mentioned"})
    assert sorted(points(figure)) == [0.35, 0.4, 0.55]


def test_bounds_that_are_infinite_reach_both_ends_and_say_so() -> None:
    rows = pd.DataFrame(
        {
            "line": ["a"], "corpus": ["ashby-2025-10"], "median": [200.0], "median_low95": [190.0],
            "median_high95": [210.0], "median_least": [-math.inf], "median_most": [math.inf],
            "bounds": ["not identified"],
        }
    )  # fmt: skip
    figure = estimate_figures.bounded(rows, "line", 400)
    (band,) = figure.axes[0].patches
    assert (band.get_x(), band.get_width()) == (0.0, 400.0)
    assert "not identified" in texts(figure)


def test_months_stand_in_order_and_others_beside_their_claim_alone() -> None:
    rows = pd.DataFrame(
        {
            "claim": ["a", "a", "b"], "corpus": "ashby-2025-10",
            "month": ["2025-09", "2025-12", "2025-09"], "estimate": [0.4, 0.5, 0.2],
            "low95": 0.1, "high95": 0.6, "stated_value": 0.3,
        }
    )  # fmt: skip
    anchors = pd.DataFrame(
        {
            "anchor": "x", "publisher": "Dice, on data", "month": ["2025-10"], "value": [0.55],
            "near": "a",
        }
    )  # fmt: skip
    figure = estimate_figures.months(rows, {"a": "One", "b": "Other"}, anchors)
    marks = [
        [line for line in axes.lines if line.get_linestyle() == ":"] for axes in figure.axes[:2]
    ]
    assert [len(found) for found in marks] == [1, 0]
    assert list(marks[0][0].get_xdata()) == [1]
