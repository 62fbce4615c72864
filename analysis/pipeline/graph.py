"""The project as tasks: what each step and each notebook needs and writes."""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from analysis import paths
from analysis.categories import coded, declared, structured
from analysis.claims import register
from analysis.corpora import anchors, collect, pay_laws, read, registry
from analysis.corpora.registry import Corpus
from analysis.errors import AnalysisError
from analysis.estimates import multiverse_declared
from analysis.pipeline import (
    articles,
    categorising,
    comparing,
    corpora_compared,
    correcting,
    estimating,
    hypothesising,
    imports,
    judging,
    layering,
    measuring,
    notebooks,
    scoring,
    shelves,
    varying,
    widening,
)
from analysis.pipeline.annotating import bundled, local
from analysis.pipeline.shelves import REAL, SYNTHETIC, Shelf
from analysis.pipeline.tasks import Task
from analysis.publishing import article, readme

LISTING = "analysis/pipeline/notebooks.py"
"""What a notebook that lists the others reaches: it is stale when any of them is edited."""

Argument = TypeVar("Argument")


class NotAloneError(AnalysisError):
    """A real corpus was to be reproduced without the others."""


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


def _on(shelf: Shelf, *names: str) -> tuple[str, ...]:
    return tuple(shelf.path(name) for name in names)


def _name(step: str, shelf: Shelf) -> str:
    return f"{step} {registry.REFERENCE_ID}" if shelf.synthetic else step


def _measure_task(corpus: Corpus) -> Task:
    shelf = shelves.of(corpus)
    files = registry.POSTINGS if corpus.synthetic else registry.manifest_path(corpus.id)
    return Task(
        name=f"measure {corpus.id}",
        function=partial(_in_own_process, measuring.measure_corpus, corpus.id),
        needs=(shelf.registered_in, files, *_code("analysis.pipeline.measuring")),
        makes=_on(shelf, *measuring.corpus_files(corpus).values()),
    )


def _in_own_process(function: Callable[[Argument], None], argument: Argument) -> None:
    """Run a step in a process: it is bound by the processor, and threads share one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(function, argument).result()


def _score_task(measured: Task) -> Task:
    return Task(
        name=_name("score", SYNTHETIC),
        function=scoring.score_reference,
        needs=(registry.TRUTH, *measured.makes, *_code("analysis.pipeline.scoring")),
        makes=_on(SYNTHETIC, scoring.ACCURACY),
    )


def _score_coded_task(produced: Iterable[str]) -> Task:
    name = _name("score", REAL)
    return Task(
        name=name,
        function=scoring.score_coded,
        needs=(
            coded.AUDIT,
            *expand(REAL.path("measurements/*.parquet"), produced, name),
            *_code("analysis.pipeline.scoring"),
        ),
        makes=_on(REAL, scoring.ACCURACY),
    )


def _compare_task(produced: Iterable[str]) -> Task:
    name = _name("compare pay", REAL)
    tables = (f"{kind}/*.parquet" for kind in ("measurements", "evidence"))
    return Task(
        name=name,
        function=comparing.compare_pay,
        needs=(
            *(file for each in tables for file in expand(REAL.path(each), produced, name)),
            *_code("analysis.pipeline.comparing"),
        ),
        makes=_on(REAL, comparing.COMPARED),
    )


def _correct_task() -> Task:
    return Task(
        name=_name("correct", REAL),
        function=correcting.correct_claims,
        needs=(
            register.ARTICLE,
            *_on(REAL, estimating.ESTIMATES, scoring.ACCURACY),
            *_code("analysis.pipeline.correcting"),
        ),
        makes=_on(REAL, correcting.CORRECTED),
    )


def _category_tasks(produced: Iterable[str]) -> list[Task]:
    """Return the steps from coded postings to shares; one rater comes with a fetched corpus."""
    made = list(produced)
    code = _code("analysis.pipeline.categorising")
    measured = expand(REAL.path("measurements/*.parquet"), made, "raters")
    evidence = expand(REAL.path("evidence/*.parquet"), made, "category shares")
    files = _on(REAL, *(categorising.rater_file(name) for name in categorising.MADE))
    tasks = [
        Task(
            name="raters",
            function=categorising.make_raters,
            needs=(coded.AUDIT, coded.BUILTIN, *measured, *code),
            makes=(*files, *_on(REAL, categorising.CLASSIFIER)),
        )
    ]
    if paths.source(structured.FOLDER).is_dir():
        tasks.append(
            Task(
                name="another pipeline's labels",
                function=categorising.take_structured,
                needs=(registry.manifest_path(coded.BUILTIN_CORPUS), coded.AUDIT, *measured, *code),
                makes=_on(REAL, categorising.rater_file("other_pipeline")),
            )
        )
    if paths.source(REAL.path(bundled.SHARD)).is_file():
        tasks += _local_model_tasks()
    said = sorted(
        {
            *_made(tasks[1:]),
            *files,
            *_on(REAL, *map(categorising.rater_file, categorising.others())),
        }
    )
    compared = (*categorising.AGREEMENT, categorising.CONSENSUS, categorising.REFUSED)
    return [
        *tasks,
        Task(
            name="agreement",
            function=categorising.compare_raters,
            needs=(*said, *measured, *code),
            makes=_on(REAL, *compared),
        ),
        Task(
            name="category shares",
            function=categorising.correct_shares,
            needs=(register.ARTICLE, *said, *measured, *evidence, *code),
            makes=_on(REAL, categorising.SHARES, categorising.RECOUNT),
        ),
    ]


def _local_model_tasks() -> list[Task]:
    """Return the steps from the answers of the local model to a rater; no model is asked."""
    code = _code("analysis.pipeline.annotating.bundled")
    audited = REAL.path(categorising.rater_file("coder_a"))
    return [
        Task(
            name="annotated sample",
            function=bundled.draw,
            needs=(audited, *code),
            makes=_on(REAL, bundled.SAMPLE),
        ),
        Task(
            name="local model's labels",
            function=bundled.replay,
            needs=(*_on(REAL, bundled.SAMPLE, bundled.SHARD), *code),
            makes=_on(REAL, categorising.rater_file(local.NAME), bundled.FAULTS),
        ),
    ]


def _bisect_task(shelf: Shelf, produced: Iterable[str]) -> Task:
    name = _name("bisect", shelf)
    return Task(
        name=name,
        function=partial(_in_own_process, categorising.bisect_corpora, shelf),
        needs=(
            declared.FILE,
            register.ARTICLE,
            *expand(shelf.path("measurements/*.parquet"), produced, name),
            *_code("analysis.pipeline.categorising"),
        ),
        makes=_on(shelf, categorising.BISECTION),
    )


def _estimate_task(shelf: Shelf, produced: Iterable[str]) -> Task:
    name = _name("estimate", shelf)
    return Task(
        name=name,
        function=partial(estimating.estimate_claims, shelf),
        needs=(
            shelf.registered_in,
            register.ARTICLE,
            *(() if shelf.synthetic else (REAL.path(estimating.AUDIT),)),
            *expand(shelf.path("measurements/*.parquet"), produced, name),
            *_code("analysis.pipeline.estimating"),
        ),
        makes=_on(shelf, estimating.ESTIMATES),
    )


def _judge_task(shelf: Shelf) -> Task:
    return Task(
        name=_name("judge", shelf),
        function=partial(judging.judge_claims, shelf),
        needs=(
            register.ARTICLE,
            *_on(shelf, estimating.ESTIMATES, categorising.BISECTION),
            *(() if shelf.synthetic else (multiverse_declared.FILE,)),
            *(() if shelf.synthetic else _on(REAL, varying.WORDS, varying.FLIPS, varying.REACH)),
            *_code("analysis.pipeline.judging"),
        ),
        makes=_on(shelf, *judging.VERDICTS),
    )


def _widening_tasks(produced: Iterable[str]) -> list[Task]:
    """Return the steps around the estimates: the article alone, pooling, pay, employers, time."""
    measured = expand(REAL.path("measurements/*.parquet"), produced, "pool")
    code = _code("analysis.pipeline.widening")
    rated = (*_on(REAL, estimating.ESTIMATES, estimating.AUDIT), *measured)
    steps: list[tuple[str, Callable[[], object], tuple[str, ...], tuple[str, ...]]] = [
        ("article alone", widening.read_article, (register.ARTICLE,), widening.ARTICLE),
        ("pool", widening.pool_claims, (register.ARTICLE, *rated), widening.POOLED),
        ("pay", widening.describe_pay, (pay_laws.FILE, *measured), widening.PAY),
        ("employers", widening.count_hirers, tuple(measured), widening.HIRERS),
        (
            "skills together",
            partial(_in_own_process, widening.pair_skills, REAL),
            (pay_laws.FILE, *measured),
            widening.TOGETHER,
        ),
        (
            "months",
            partial(_in_own_process, widening.follow_months, REAL),
            (anchors.FILE, register.ARTICLE, *measured),
            widening.DRIFT,
        ),
    ]
    return [
        Task(name, function, (registry.REGISTRY, *needs, *code), _on(REAL, *makes))
        for name, function, needs, makes in steps
    ]


def _multiverse_tasks(produced: Iterable[str]) -> list[Task]:
    made = list(produced)
    measured = expand(REAL.path("measurements/*.parquet"), made, "multiverse")
    evidence = expand(REAL.path("evidence/*.parquet"), made, "multiverse")
    declared_in = (registry.REGISTRY, register.ARTICLE, multiverse_declared.FILE)
    code = _code("analysis.pipeline.varying")
    return [
        Task(
            name="multiverse",
            function=partial(_in_own_process, varying.vary_claims, REAL),
            needs=(*declared_in, *_on(REAL, *varying.CODERS), *measured, *evidence, *code),
            makes=_on(REAL, varying.WORDS, varying.SWINGS, varying.FLIPS, varying.CURVES),
        ),
        Task(
            name="reach",
            function=varying.plan_claims,
            needs=(*declared_in, *measured, *code),
            makes=_on(REAL, varying.REACH, varying.FROZEN),
        ),
    ]


def _layer_task() -> Task:
    return Task(
        name="layers",
        function=layering.lay_claims,
        needs=(
            multiverse_declared.FILE,
            *_on(REAL, *judging.VERDICTS, correcting.CORRECTED),
            *_code("analysis.pipeline.layering"),
        ),
        makes=_on(REAL, layering.LAYERS),
    )


def _notebook_task(declaration: notebooks.Declaration, every: str, produced: Iterable[str]) -> Task:
    """Return the task of a notebook; `every` is the hash of all, for one that lists them."""
    name = declaration.path.relative_to(paths.root()).as_posix()
    code = imports.within_project(imports.closure(declaration.code, name))
    inputs = [file for pattern in declaration.inputs for file in expand(pattern, produced, name)]
    return Task(
        name=name,
        function=partial(notebooks.execute, declaration, {}),
        needs=(*inputs, *code),
        makes=(*declaration.outputs, name),
        written=declaration.source_hash + (every if LISTING in code else ""),
    )


def _hypotheses_task(declarations: Iterable[notebooks.Declaration], measured: list[str]) -> Task:
    name = "hypotheses"
    cards = hypothesising.cards(declarations)
    return Task(
        name=name,
        function=partial(hypothesising.try_cards, cards),
        needs=(
            registry.REGISTRY,
            *expand(REAL.path("measurements/*.parquet"), measured, name),
            *_code("analysis.pipeline.hypothesising"),
        ),
        makes=_on(REAL, *hypothesising.MADE),
        written=hypothesising.digest(cards),
    )


def _compare_corpora_task(measured: list[str]) -> Task:
    name = "compare corpora"
    return Task(
        name=name,
        function=partial(_in_own_process, _compare_all, None),
        needs=(
            registry.REGISTRY,
            register.ARTICLE,
            *expand(REAL.path("measurements/*.parquet"), measured, name),
            *_code("analysis.pipeline.corpora_compared"),
        ),
        makes=_on(REAL, *corpora_compared.MADE),
    )


def _compare_all(_: None) -> None:
    corpora_compared.compare_all()


def _article_tasks(measured: list[str]) -> list[Task]:
    """Return a task for each other article that has a register of claims."""
    return [
        Task(
            name=f"judge {article}",
            function=partial(articles.judge_article, article),
            needs=(
                registry.REGISTRY,
                file,
                *_on(REAL, estimating.AUDIT, categorising.BISECTION),
                *expand(REAL.path("measurements/*.parquet"), measured, article),
                *_code("analysis.pipeline.articles"),
            ),
            makes=_on(REAL, *(articles.table(article, name) for name in articles.TABLES)),
        )
        for article, file in articles.registers().items()
    ]


def _readme_task() -> Task:
    return Task(
        name=readme.README,
        function=readme.write,
        needs=(
            readme.TEMPLATE,
            *_on(REAL, estimating.ESTIMATES, *judging.VERDICTS),
            *readme.TABLES,
            *_code("analysis.publishing.readme"),
        ),
        makes=(readme.README,),
    )


def _article_task(produced: Iterable[str]) -> Task:
    return Task(
        name=article.ARTICLE,
        function=article.write,
        needs=(
            article.TEMPLATE,
            article.ALLOWED,
            register.ARTICLE,
            *_on(REAL, estimating.ESTIMATES, *judging.VERDICTS),
            *expand("figures/*.svg", produced, article.ARTICLE),
            *_code("analysis.publishing.article"),
        ),
        makes=(article.ARTICLE,),
    )


def pipeline() -> list[Task]:
    """Return every task that this folder can run: a corpus that is not here has none."""
    measuring_tasks = [_measure_task(c) for c in registry.load() if collect.is_complete(c)]
    measured = _made(measuring_tasks)
    tasks = [*measuring_tasks, *_category_tasks(measured), _bisect_task(REAL, measured)]
    tasks += [_score_coded_task(measured), _estimate_task(REAL, measured)]
    tasks += [*_multiverse_tasks(measured), _layer_task()]
    tasks += [_judge_task(REAL), _correct_task(), _compare_task(measured)]
    tasks += _widening_tasks(measured)
    if paths.source(registry.POSTINGS).is_file():
        tasks += _reference_tasks()
    declarations = [notebooks.read(path) for path in notebooks.notebook_paths()]
    declarations = [d for d in declarations if not hypothesising.is_draft(d)]
    tasks += [_hypotheses_task(declarations, measured), *_article_tasks(measured)]
    tasks.append(_compare_corpora_task(measured))
    drawing = _drawing(declarations, tasks)
    return [*tasks, *drawing, _readme_task(), _article_task(_made(drawing))]


def pipeline_of(corpus: Corpus) -> list[Task]:
    """Return the tasks of the reference alone, with the notebooks that draw on it.

    Args:
        corpus: The reference.

    Raises:
        NotAloneError: It is a real corpus, of which nothing can be judged by itself.
        read.MissingCorpusError: Its files are not here.
    """
    if not corpus.synthetic:
        raise NotAloneError(
            f"{corpus.id} is not reproduced alone, since every verdict rests on all real corpora: "
            f"'reproduce' without --corpus runs them; only {registry.REFERENCE_ID} stands by itself"
        )
    tasks = _reference_tasks()
    declarations = [notebooks.read(path) for path in notebooks.notebook_paths()]
    return [*tasks, *_drawing([d for d in declarations if draws_on_reference(d)], tasks)]


def _reference_tasks() -> list[Task]:
    corpus = registry.reference()
    if not collect.is_complete(corpus):
        raise read.MissingCorpusError(
            f"{registry.POSTINGS} or {registry.TRUTH} is missing: restore them from the repository"
        )
    measured = _measure_task(corpus)
    return [
        measured,
        _score_task(measured),
        _bisect_task(SYNTHETIC, measured.makes),
        _estimate_task(SYNTHETIC, measured.makes),
        _judge_task(SYNTHETIC),
    ]


def draws_on_reference(declaration: notebooks.Declaration) -> bool:
    """Return whether a notebook declares among its inputs what is synthetic or drawn from it.

    Args:
        declaration: Of the notebook.
    """
    folders = (f"{registry.REFERENCE}/", f"{SYNTHETIC.folder}/")
    return any(name.startswith(folders) for name in declaration.inputs)


def _made(tasks: Iterable[Task]) -> list[str]:
    return [name for task in tasks for name in task.makes]


def _drawing(declarations: list[notebooks.Declaration], tasks: list[Task]) -> list[Task]:
    produced = [*_made(tasks), *(name for d in declarations for name in d.outputs)]
    every = "".join(declaration.source_hash for declaration in declarations)
    return [_notebook_task(declaration, every, produced) for declaration in declarations]
