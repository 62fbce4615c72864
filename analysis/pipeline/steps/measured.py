"""The tasks from fetched corpora to measurements, their scores and their categories."""

from collections.abc import Iterable
from functools import partial

from analysis import paths
from analysis.categories import coded, declared, structured
from analysis.corpora import registry
from analysis.corpora.registry import Corpus
from analysis.pipeline import (
    categorising,
    comparing_pay,
    measuring,
    scoring,
    shelves,
)
from analysis.pipeline.annotating import bundled, local
from analysis.pipeline.shelves import REAL, SYNTHETIC, Shelf
from analysis.pipeline.steps.wiring import code_of, expand, in_own_process, made_by, name_of, on
from analysis.pipeline.tasks import Task
from analysis.register import register


def measure(corpus: Corpus) -> Task:
    """Return the task that measures a corpus.

    Args:
        corpus: A real one, or the reference.
    """
    shelf = shelves.of(corpus)
    files = registry.POSTINGS if corpus.synthetic else registry.manifest_path(corpus.id)
    return Task(
        name=f"measure {corpus.id}",
        function=partial(in_own_process, measuring.measure_corpus, corpus.id),
        needs=(shelf.registered_in, files, *code_of("analysis.pipeline.measuring")),
        makes=on(shelf, *measuring.corpus_files(corpus).values()),
    )


def score(measured: Task) -> Task:
    """Return the task that scores the reference against its truth.

    Args:
        measured: The task that measures it.
    """
    return Task(
        name=name_of("score", SYNTHETIC),
        function=scoring.score_reference,
        needs=(registry.TRUTH, *measured.makes, *code_of("analysis.pipeline.scoring")),
        makes=on(SYNTHETIC, scoring.ACCURACY),
    )


def score_coded(produced: Iterable[str]) -> Task:
    """Return the task that scores the real measurements against coded postings.

    Args:
        produced: What tasks write.
    """
    name = name_of("score", REAL)
    return Task(
        name=name,
        function=scoring.score_coded,
        needs=(
            coded.AUDIT,
            *expand(REAL.path("measurements/*.parquet"), produced, name),
            *code_of("analysis.pipeline.scoring"),
        ),
        makes=on(REAL, scoring.ACCURACY),
    )


def compare_pay(produced: Iterable[str]) -> Task:
    """Return the task that holds pay in texts against the boards' fields.

    Args:
        produced: What tasks write.
    """
    name = name_of("compare pay", REAL)
    tables = (f"{kind}/*.parquet" for kind in ("measurements", "evidence"))
    return Task(
        name=name,
        function=comparing_pay.compare_pay,
        needs=(
            *(file for each in tables for file in expand(REAL.path(each), produced, name)),
            *code_of("analysis.pipeline.comparing_pay"),
        ),
        makes=on(REAL, comparing_pay.COMPARED),
    )


def categorise(produced: Iterable[str]) -> list[Task]:
    """Return the steps from coded postings to shares; one rater comes with a fetched corpus.

    Args:
        produced: What tasks write.
    """
    made = list(produced)
    code = code_of("analysis.pipeline.categorising")
    measured = expand(REAL.path("measurements/*.parquet"), made, "raters")
    evidence = expand(REAL.path("evidence/*.parquet"), made, "category shares")
    tasks = _rater_tasks((*measured, *code))
    others = on(REAL, *map(categorising.rater_file, categorising.others()))
    said = sorted({*made_by(tasks), *others} - {REAL.path(categorising.CLASSIFIER)})
    design = REAL.path(categorising.AUDIT_DESIGN)
    drawn = (design,) if paths.source(design).is_file() else ()
    compared = (*categorising.AGREEMENT, categorising.CONSENSUS, categorising.REFUSED)
    return [
        *tasks,
        Task(
            name="agreement",
            function=categorising.compare_raters,
            needs=(*said, *measured, *code),
            makes=on(REAL, *compared),
        ),
        Task(
            name="category shares",
            function=categorising.correct_shares,
            needs=(register.ARTICLE, *drawn, *said, *measured, *evidence, *code),
            makes=on(REAL, categorising.SHARES, categorising.RECOUNT),
        ),
    ]


def _rater_tasks(needed: tuple[str, ...]) -> list[Task]:
    """Return the steps that make raters: the coders and rules, and what is here beside them."""
    files = on(REAL, *(categorising.rater_file(name) for name in categorising.MADE))
    tasks = [
        Task(
            name="raters",
            function=categorising.make_raters,
            needs=(coded.AUDIT, coded.BUILTIN, *needed),
            makes=(*files, *on(REAL, categorising.CLASSIFIER)),
        )
    ]
    if paths.source(structured.FOLDER).is_dir():
        tasks.append(
            Task(
                name="another pipeline's labels",
                function=categorising.take_structured,
                needs=(registry.manifest_path(coded.BUILTIN_CORPUS), coded.AUDIT, *needed),
                makes=on(REAL, categorising.rater_file("other_pipeline")),
            )
        )
    if paths.source(REAL.path(bundled.SHARD)).is_file():
        tasks += _local_model_tasks()
    return tasks


def _local_model_tasks() -> list[Task]:
    """Return the steps from the answers of the local model to a rater; no model is asked."""
    code = code_of("analysis.pipeline.annotating.bundled")
    audited = REAL.path(categorising.rater_file("coder_a"))
    return [
        Task(
            name="annotated sample",
            function=bundled.draw,
            needs=(audited, *code),
            makes=on(REAL, bundled.SAMPLE),
        ),
        Task(
            name="local model's labels",
            function=bundled.replay,
            needs=(*on(REAL, bundled.SAMPLE, bundled.SHARD), *code),
            makes=on(REAL, categorising.rater_file(local.NAME), bundled.FAULTS),
        ),
    ]


def bisect(shelf: Shelf, produced: Iterable[str]) -> Task:
    """Return the task of the six-part test.

    Args:
        shelf: Where the measurements stand.
        produced: What tasks write.
    """
    name = name_of("bisect", shelf)
    return Task(
        name=name,
        function=partial(in_own_process, categorising.bisect_corpora, shelf),
        needs=(
            declared.FILE,
            register.ARTICLE,
            *expand(shelf.path("measurements/*.parquet"), produced, name),
            *code_of("analysis.pipeline.categorising"),
        ),
        makes=on(shelf, categorising.BISECTION),
    )
