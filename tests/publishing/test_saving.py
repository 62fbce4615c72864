"""Writing figures and tables."""

from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

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
