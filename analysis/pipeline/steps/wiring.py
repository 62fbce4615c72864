"""What a task names: the files of a shelf, the code that it reaches, what an input stands for."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from analysis import paths
from analysis.corpora import registry
from analysis.declarations import NotebookError
from analysis.pipeline import imports
from analysis.pipeline.shelves import Shelf
from analysis.pipeline.tasks import Task


def expand(pattern: str, produced: Iterable[str], wanted_by: str) -> list[str]:
    """Return the files that an input stands for, those that a task will write among them.

    Args:
        pattern: A path or glob inside the project.
        produced: Paths inside the project that tasks write.
        wanted_by: Which task needs it.

    Raises:
        NotebookError: It stands for no file.
    """
    root = paths.root()
    standing = (file.relative_to(root).as_posix() for file in root.glob(pattern))
    files = sorted({*standing, *(name for name in produced if Path(name).match(pattern))})
    if not files:
        raise NotebookError(
            f"{wanted_by}: the input '{pattern}' is neither a file nor what another task writes"
        )
    return files


def code_of(module: str) -> tuple[str, ...]:
    """Return the files of the project that a module reaches.

    Args:
        module: Such as `analysis.pipeline.measuring`.
    """
    return tuple(imports.within_project(imports.closure(f"import {module}", module)))


def on(shelf: Shelf, *names: str) -> tuple[str, ...]:
    """Return where tables of a shelf stand in the project.

    Args:
        shelf: The shelf.
        names: Of its tables.
    """
    return tuple(shelf.path(name) for name in names)


def name_of(step: str, shelf: Shelf) -> str:
    """Return the name of a step on a shelf.

    Args:
        step: What is done.
        shelf: On what.
    """
    return f"{step} {registry.REFERENCE_ID}" if shelf.synthetic else step


def in_own_process(function: Callable[..., object], *arguments: object) -> None:
    """Run a step in a process: it is bound by the processor, and threads share one.

    Args:
        function: The step; a process imports it by its name.
        arguments: For it.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(function, *arguments).result()


def made_by(tasks: Iterable[Task]) -> list[str]:
    """Return all that tasks write.

    Args:
        tasks: Any.
    """
    return [name for task in tasks for name in task.makes]
