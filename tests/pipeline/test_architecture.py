"""The rooms: no import upward, no circle, and a picture that is the code's."""

from functools import partial
from pathlib import Path

import pytest

from analysis import paths
from analysis.pipeline import architecture, estimating, graph, judging
from analysis.pipeline.architecture import BEGIN, END, UnplacedError
from analysis.pipeline.steps.wiring import in_own_process
from analysis.pipeline.tasks import Task
from tests.pipeline.packages import written


@pytest.fixture
def package(tmp_path: Path) -> Path:
    files = {
        "analysis/__init__.py": "",
        "analysis/paths.py": "",
        "analysis/corpora/__init__.py": "",
        "analysis/corpora/read.py": "from analysis import paths\n",
        "analysis/signals/__init__.py": "",
        "analysis/signals/pay.py": "def later():\n    from analysis.corpora.read import rows\n",
    }
    return written(tmp_path, files)


def task(name: str, needs: tuple[str, ...], makes: tuple[str, ...], function: object) -> Task:
    return Task(name, function, needs, makes)  # type: ignore[arg-type]


def test_no_floor_of_the_project_imports_from_one_above_it() -> None:
    assert architecture.upward(architecture.arrows()) == []


def test_the_page_shows_the_code_as_it_is() -> None:
    page = paths.source(architecture.PAGE).read_text(encoding="utf-8")
    assert architecture.drawn(page) == page, "stale: run `make architecture`"


def test_an_import_upward_is_found_even_inside_a_function(package: Path) -> None:
    (package / "analysis/corpora/read.py").write_text(
        "def later():\n    from analysis.signals import pay\n"
    )
    assert architecture.upward(architecture.arrows(package)) == [
        "analysis.corpora.read > analysis.signals.pay"
    ]


def test_imports_downward_are_arrows_and_no_fault(package: Path) -> None:
    found = architecture.arrows(package)
    assert set(found) == {("signals", "corpora"), ("corpora", "ground")}
    assert architecture.upward(found) == []


def test_a_folder_without_a_place_is_named(package: Path) -> None:
    (package / "analysis/attic").mkdir()
    (package / "analysis/attic/old.py").write_text("from analysis import paths\n")
    with pytest.raises(UnplacedError, match=r"analysis\.attic\.old"):
        architecture.arrows(package)


def test_an_import_that_follows_from_others_is_not_drawn() -> None:
    pairs = {("signals", "corpora"), ("corpora", "ground"), ("signals", "ground")}
    drawn = architecture.diagram({pair: ["a > b"] for pair in pairs}, {})
    assert "signals --> corpora" in drawn
    assert "corpora --> ground" in drawn
    assert "signals --> ground" not in drawn


def test_a_table_goes_from_the_floor_that_makes_it_to_the_one_that_reads_it() -> None:
    made = "data/processed/estimates.csv"
    makes = task("estimate", (), (made,), partial(in_own_process, estimating.estimate_claims))
    reads = task(
        "judge", (made, "data/raw/other.csv"), ("data/processed/v.csv",), judging.judge_claims
    )
    assert architecture.handed_on([makes, reads]) == {("estimates", "claims"): ["estimates"]}


def test_every_step_of_the_pipeline_has_a_floor() -> None:
    assert {architecture.step_floor(each) for each in graph.pipeline()} >= {
        "signals",
        "estimates",
        "categories",
        "claims",
        "publishing",
    }


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(UnplacedError, match="must hold the lines"):
        architecture.drawn(f"no begin {END}")
    with pytest.raises(UnplacedError, match="must hold the lines"):
        architecture.drawn(f"{BEGIN} no end")
