"""The words around a figure."""

import itertools

import pytest
from matplotlib.lines import Line2D

from analysis.publishing import style

LONG = "A finding that takes more than one line to be said in, as good findings often do, alas"


@pytest.mark.parametrize(
    ("finding", "source", "handles"),
    [("Short", "Source.", 0), (LONG, "Source: " + "a corpus (a board, 2026-05); " * 9, 8)],
)
def test_words_legend_and_panel_do_not_overlap(finding: str, source: str, handles: int) -> None:
    style.apply()
    figure, (axes,) = style.framed(2)
    axes.plot([0, 1], [0, 1])
    if handles:
        names = [Line2D([], [], label=f"corpus {number}") for number in range(handles)]
        figure.legend(handles=names, loc="lower center", ncols=4)
    style.describe(figure, finding, LONG, source)
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [axes.get_tightbbox(renderer)]
    boxes += [part.get_window_extent(renderer) for part in [*figure.texts, *figure.legends]]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
    width, height = figure.get_size_inches() * figure.dpi
    for box in boxes:
        assert box.x0 >= -1
        assert box.y0 >= -1
        assert box.x1 <= width + 1
        assert box.y1 <= height + 1


def test_every_corpus_and_role_has_a_look_of_its_own() -> None:
    looks = [*style.CORPORA.values(), style.OTHER]
    assert len(set(looks)) == len(looks)
    assert len({marker for _, marker in looks}) == len(looks)


def test_long_names_leave_a_grid_its_room_and_do_not_touch() -> None:
    names = [("postings of one role do so much more often than those of another " * 2)[:100]] * 4
    figure, (axes,) = style.framed(0.235 * len(names) + 1.5)
    axes.set_ylim(len(names) - 0.5, -0.5)
    style.name_rows(axes, names)
    figure.canvas.draw()
    assert axes.get_position().width > 0.4
    boxes = [label.get_window_extent() for label in axes.get_yticklabels()]
    assert all(above.y0 > below.y1 for above, below in itertools.pairwise(boxes))
