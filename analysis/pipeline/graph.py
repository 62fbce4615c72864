"""The project as tasks: what each step and each notebook needs and writes."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from analysis import paths
from analysis.claims import register
from analysis.corpora import collect, registry
from analysis.pipeline import estimating, imports, judging, measuring, notebooks
from analysis.pipeline.tasks import Task
from analysis.publishing import readme


def expand(pattern: str, produced: Iterable[str], wanted_by: str) -> list[str]:
    """Return the files that an input stands for, those that a task will write among them.

    Args:
        pattern: A path or glob inside the project.
        produced: Paths inside the project that tasks write.
        wanted_by: Which task needs it.

    Raises:
        notebooks.NotebookError: It stands for no file.
    """
    root = paths.root()
    standing = (file.relative_to(root).as_posix() for file in root.glob(pattern))
    files = sorted({*standing, *(name for name in produced if Path(name).match(pattern))})
    if not files:
        raise notebooks.NotebookError(
            f"{wanted_by}: the input '{pattern}' is neither a file nor what another task writes"
        )
    return files


def _code(module: str) -> tuple[str, ...]:
    return tuple(imports.within_project(imports.closure(f"import {module}", module)))


def _measure_task(corpus: registry.Corpus) -> Task:
    return Task(
        name=f"measure {corpus.id}",
        function=partial(_in_own_process, measuring.measure_corpus, corpus.id),
        needs=(
            registry.REGISTRY,
            registry.manifest_path(corpus.id),
            *_code("analysis.pipeline.measuring"),
        ),
        makes=tuple(measuring.corpus_files(corpus.id)),
    )


def _in_own_process(function: Callable[[str], None], argument: str) -> None:
    """Run a step in a process: measuring is bound by the processor, and threads share one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(function, argument).result()


def _estimate_task(produced: Iterable[str]) -> Task:
    return Task(
        name="estimate",
        function=estimating.estimate_claims,
        needs=(
            registry.REGISTRY,
            register.ARTICLE,
            *expand("data/processed/measurements/*.parquet", produced, "estimate"),
            *_code("analysis.pipeline.estimating"),
        ),
        makes=(estimating.ESTIMATES,),
    )


def _judge_task() -> Task:
    return Task(
        name="judge",
        function=judging.judge_claims,
        needs=(register.ARTICLE, estimating.ESTIMATES, *_code("analysis.pipeline.judging")),
        makes=tuple(judging.VERDICTS),
    )


def _notebook_task(declaration: notebooks.Declaration, produced: Iterable[str]) -> Task:
    name = declaration.path.relative_to(paths.root()).as_posix()
    code = imports.within_project(imports.closure(declaration.code, name))
    inputs = [file for pattern in declaration.inputs for file in expand(pattern, produced, name)]
    return Task(
        name=name,
        function=partial(notebooks.execute, declaration, {}),
        needs=(*inputs, *code),
        makes=(*declaration.outputs, name),
        written=declaration.source_hash,
    )


def _readme_task() -> Task:
    return Task(
        name=readme.README,
        function=readme.write,
        needs=(
            readme.TEMPLATE,
            estimating.ESTIMATES,
            *judging.VERDICTS,
            *readme.TABLES,
            *_code("analysis.publishing.readme"),
        ),
        makes=(readme.README,),
    )


def pipeline() -> list[Task]:
    """Return every task that this folder can run: a corpus that is not fetched has none."""
    tasks = [_measure_task(c) for c in registry.load() if collect.is_complete(c)]
    produced = [name for task in tasks for name in task.makes]
    tasks += [_estimate_task(produced), _judge_task()]
    declarations = [notebooks.read(path) for path in notebooks.notebook_paths()]
    produced = [
        *(name for task in tasks for name in task.makes),
        *(name for declaration in declarations for name in declaration.outputs),
    ]
    drawing = [_notebook_task(declaration, produced) for declaration in declarations]
    return [*tasks, *drawing, _readme_task()]
