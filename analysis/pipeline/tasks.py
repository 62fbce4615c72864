"""Running tasks by pytask: those that are stale, in dependency order."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import click
import pytask
from pytask import ExitCode, Product, PythonNode, Session, TaskOutcome

from analysis import paths
from analysis.errors import AnalysisError

THREADS = 3
"""At a time: a notebook is a process of its own of some 300 MB; while it starts, a core idles."""


class PipelineError(AnalysisError):
    """Tasks whose declared needs and outputs contradict each other."""


@dataclass(frozen=True)
class Task:
    """One step of the pipeline.

    Attributes:
        name: What the report calls it.
        function: What it does.
        needs: Files it depends on, as paths inside the project.
        makes: Files it writes, as paths inside the project.
        written: Text it depends on beside the files: a notebook's own cells.
    """

    name: str
    function: Callable[[], object]
    needs: tuple[str, ...]
    makes: tuple[str, ...]
    written: str = ""


@dataclass(frozen=True)
class Outcome:
    """What a run of the pipeline did.

    Attributes:
        ran: Tasks that were stale and ran.
        unchanged: Tasks that had nothing to do.
        failed: Tasks that failed, with what went wrong.
        left: Tasks that could not run because one before them failed.
    """

    ran: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: dict[str, str]
    left: tuple[str, ...]


def _for_pytask(task: Task) -> Callable[..., None]:
    def run(
        needs: list[Path],
        written: Annotated[str, PythonNode(value=task.written, hash=True)],
        makes: Annotated[list[Path], Product],
    ) -> None:
        begun = time.monotonic()
        task.function()
        click.echo(f"{task.name}: {time.monotonic() - begun:.0f} s")

    needs = [paths.root() / name for name in sorted(set(task.needs))]
    makes = [paths.root() / name for name in task.makes]
    marked: Callable[..., None] = pytask.task(
        task.name, id=task.name, kwargs={"needs": needs, "makes": makes}
    )(run)
    return marked


def run(tasks: list[Task]) -> Outcome:
    """Run the tasks that are stale, in dependency order.

    Args:
        tasks: The pipeline, or a part of it.

    Raises:
        PipelineError: What the tasks declare cannot be brought into an order.
    """
    with pytask.console.capture() as said:
        session = pytask.build(
            tasks=[_for_pytask(task) for task in tasks],
            config=paths.root() / "pyproject.toml",
            n_workers=THREADS,
            parallel_backend="threads",
            capture="no",
        )
    if session.exit_code not in {ExitCode.OK, ExitCode.FAILED} or not session.execution_reports:
        raise PipelineError(f"the tasks cannot be brought into an order:\n{said.get()}")
    return _outcome(session)


def _outcome(session: Session) -> Outcome:
    names: dict[TaskOutcome, list[str]] = {outcome: [] for outcome in TaskOutcome}
    failed: dict[str, str] = {}
    for report in session.execution_reports:
        name = report.task.name.split("::", 1)[-1]
        names[report.outcome].append(name)
        if report.outcome == TaskOutcome.FAIL and report.exc_info:
            failed[name] = str(report.exc_info[1])
    return Outcome(
        ran=tuple(names[TaskOutcome.SUCCESS]),
        unchanged=tuple(names[TaskOutcome.SKIP_UNCHANGED]),
        failed=failed,
        left=tuple(names[TaskOutcome.SKIP_PREVIOUS_FAILED]),
    )
