"""Running what is stale, in dependency order."""

from functools import partial
from pathlib import Path

import pytest

from analysis.pipeline import tasks
from analysis.pipeline.tasks import Task


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / "pyproject.toml").write_text("[tool.pytask.ini_options]")
    (tmp_path / "raw.txt").write_text("1")
    (tmp_path / "code.py").write_text("factor = 2")
    return tmp_path


def copy(source: Path, target: Path) -> None:
    target.write_text(source.read_text() + "!")


def chain(root: Path, written: str = "cells") -> list[Task]:
    given = ("raw.txt", "code.py")
    return [
        Task(
            "second", partial(copy, root / "a.txt", root / "b.txt"), ("a.txt",), ("b.txt",), written
        ),
        Task("first", partial(copy, root / "raw.txt", root / "a.txt"), given, ("a.txt",)),
    ]


def test_tasks_run_in_the_order_of_what_they_need_and_then_rest(root: Path) -> None:
    assert tasks.run(chain(root)).ran == ("first", "second")
    assert (root / "b.txt").read_text() == "1!!"
    again = tasks.run(chain(root))
    assert (again.ran, sorted(again.unchanged)) == ((), ["first", "second"])


@pytest.mark.parametrize(
    ("edited", "ran"),
    [("raw.txt", ("first", "second")), ("code.py", ("first",)), ("b.txt", ("second",))],
)
def test_an_edited_input_helper_or_output_makes_its_task_stale(
    edited: str, ran: tuple[str, ...], root: Path
) -> None:
    tasks.run(chain(root))
    (root / edited).write_text("2")
    assert tasks.run(chain(root)).ran == ran


def test_an_edited_notebook_cell_makes_its_task_stale(root: Path) -> None:
    tasks.run(chain(root))
    assert tasks.run(chain(root, written="other cells")).ran == ("second",)


def test_a_failure_is_told_and_stops_only_what_needs_it(root: Path) -> None:
    def fail() -> None:
        raise ValueError("row 3 of raw.txt: no number")

    other = Task("other", partial(copy, root / "raw.txt", root / "c.txt"), ("raw.txt",), ("c.txt",))
    failing = Task("first", fail, ("raw.txt",), ("a.txt",))
    outcome = tasks.run([failing, chain(root)[0], other])
    assert outcome.ran == ("other",)
    assert "row 3 of raw.txt: no number" in outcome.failed["first"]
    assert outcome.left == ("second",)


def test_tasks_that_wait_for_each_other_are_refused(root: Path) -> None:
    circle = [
        Task("one", lambda: None, ("y.txt",), ("x.txt",)),
        Task("two", lambda: None, ("x.txt",), ("y.txt",)),
    ]
    with pytest.raises(tasks.PipelineError):
        tasks.run(circle)
