"""Writing figures and tables."""

import io
import math
import re
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis.publishing import saving, style

DRAWN = pd.DataFrame({"corpus": ["a", "b"], "estimate": [1 / 3, 0.5]})


@pytest.fixture(autouse=True)
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    return tmp_path


def draw() -> None:
    style.apply()
    figure, (axes,) = style.framed(1.5)
    axes.plot(DRAWN["estimate"], DRAWN["corpus"], "o", label="share")
    figure.legend(loc="lower center")
    style.describe(figure, "A finding " * 12, "What is measured.", "Source: a test. " * 12)
    saving.save_figure(figure, "fig01_test", DRAWN)
    plt.close(figure)


def test_a_figure_is_the_same_bytes_at_every_run(out: Path) -> None:
    draw()
    names = [f"figures/fig01_test.{suffix}" for suffix in ("svg", "png", "csv")]
    first = [(out / name).read_bytes() for name in names]
    draw()
    assert [(out / name).read_bytes() for name in names] == first


def test_the_words_of_a_figure_stay_words_and_its_table_is_what_it_draws(out: Path) -> None:
    draw()
    assert "What is measured." in (out / "figures/fig01_test.svg").read_text(encoding="utf-8")
    assert (out / "figures/fig01_test.csv").read_text() == "corpus,estimate\na,0.333333\nb,0.5\n"


def test_a_table_is_written_for_programs_and_for_readers(out: Path) -> None:
    saving.save_table(DRAWN.assign(note=[None, "x"]), "tab01_test")
    markdown = (out / "figures/tables/tab01_test.md").read_text(encoding="utf-8")
    assert "| a        |   0.333333 | –" in markdown
    assert pd.read_csv(out / "figures/tables/tab01_test.csv")["note"].isna().tolist() == [
        True,
        False,
    ]


def test_who_does_not_see_a_figure_can_read_its_finding(out: Path) -> None:
    draw()
    picture = (out / "figures/fig01_test.svg").read_text(encoding="utf-8")
    assert "<dc:title>" + " ".join(["A finding"] * 12) + "</dc:title>" in picture
    assert "<dc:description>What is measured.</dc:description>" in picture
    assert 'id="finding"' in picture


HEX = "0123456789abcdef"
HASHES = some.lists(some.text(HEX, min_size=10, max_size=10), unique=True, min_size=3)


def marked(marker: str, clip: str, hatch: str, moved: float = 0.0) -> str:
    """Return what matplotlib writes, save that ids and the last digits are given."""
    return (
        f'<svg width="518.4pt" viewBox="0 0 518.4 {719.411992 + moved:f}">\n'
        f'<g id="line2d_1"><defs><path id="m{marker}" d="M 0 3 \nL {0.795609 - moved:f} 3" '
        f'style="stroke-width: 0.79560"/></defs><g clip-path="url(#p{clip})">'
        f'<use xlink:href="#m{marker}" x="{28.084303 + moved:f}" y="{moved:f}"/>'
        f'<use href="#m{marker}"/></g></g>'
        f'<g id="finding"><text transform="rotate(-0 {21.084303 - moved:f} 1)">'
        f"27.12345678 of url(#p{clip})</text></g>"
        f'<path style="fill: url(#h{hatch})"/>'
        f'<defs><clipPath id="p{clip}"/><pattern id="h{hatch}"/></defs></svg>'
    )


KNOWN = ("0123456789", "abcdef0123", "a1b2c3d4e5")


@given(HASHES, some.floats(-1e-4, 1e-4))
def test_what_differs_between_two_drawings_of_a_figure_is_not_written(hashes, moved) -> None:
    def words_apart(svg: str) -> str:
        return re.sub("<text.*</text>", "", svg)

    drawn = saving.settled(marked(hashes[0], hashes[1], hashes[2], moved))
    assert words_apart(drawn) == words_apart(saving.settled(marked(*KNOWN)))


def test_a_layout_that_differs_in_its_last_digit_is_saved_with_the_same_bytes(out: Path) -> None:
    style.apply()
    plain, saved = [], []
    for left in (0.1, math.nextafter(0.1, 1)):
        figure = plt.figure(figsize=(2, 2))
        figure.add_axes((left, 0.2, 0.7, 0.6)).plot([0, 1], [1, 0], "o-")
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata=saving.UNDATED["svg"])
        plain.append(drawn.getvalue())
        saving.save_figure(figure, "fig01_test", DRAWN)
        saved.append((out / "figures/fig01_test.svg").read_bytes())
    assert plain[0] != plain[1]
    assert saved[0] == saved[1]


def test_only_places_and_what_is_referred_to_change_in_a_picture() -> None:
    assert saving.settled(marked(*KNOWN)) == (
        '<svg width="518.4pt" viewBox="0 0 518.4 719.412">\n'
        '<g id="line2d_1"><defs><path id="shape_1" d="M 0 3 \nL 0.796 3" '
        'style="stroke-width: 0.79560"/></defs><g clip-path="url(#shape_2)">'
        '<use xlink:href="#shape_1" x="28.084" y="0"/>'
        '<use href="#shape_1"/></g></g>'
        '<g id="finding"><text transform="rotate(0 21.084 1)">'
        "27.12345678 of url(#pabcdef0123)</text></g>"
        '<path style="fill: url(#shape_3)"/>'
        '<defs><clipPath id="shape_2"/><pattern id="shape_3"/></defs></svg>'
    )


@given(HASHES)
def test_every_reference_leads_where_it_led(hashes) -> None:
    def led(svg: str) -> list[int]:
        ids = re.findall(r'id="([^"]*)"', svg)
        assert len(set(ids)) == len(ids)
        referred = re.findall(r'(?<=href="#)[^"]*|(?<=url\(#)[^)]*(?=\)")', svg)
        return [ids.index(name) for name in referred]

    svg = marked(hashes[0], hashes[1], hashes[2])
    assert led(saving.settled(svg)) == led(svg)
    assert saving.settled(saving.settled(svg)) == saving.settled(svg)
