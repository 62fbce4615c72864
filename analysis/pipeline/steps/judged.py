"""The tasks from measurements to estimates, verdicts and all that lies around them."""

from collections.abc import Callable, Iterable
from functools import partial

from analysis.categories import declared as declared_split
from analysis.corpora import anchors, pay_laws, registry
from analysis.declarations import Declaration
from analysis.estimates import multiverse_declared
from analysis.pipeline import (
    articles,
    categorising,
    corpora_compared,
    correcting,
    estimating,
    hypothesising,
    judging,
    layering,
    scoring,
    varying,
    widening,
)
from analysis.pipeline.shelves import REAL, Shelf
from analysis.pipeline.steps.wiring import code_of, expand, in_own_process, name_of, on
from analysis.pipeline.tasks import Task
from analysis.register import register


def estimate(shelf: Shelf, produced: Iterable[str]) -> Task:
    """Return the task that estimates every claim.

    Args:
        shelf: Where the measurements stand.
        produced: What tasks write.
    """
    name = name_of("estimate", shelf)
    return Task(
        name=name,
        function=partial(estimating.estimate_claims, shelf),
        needs=(
            shelf.registered_in,
            register.ARTICLE,
            *(() if shelf.synthetic else (REAL.path(estimating.AUDIT),)),
            *expand(shelf.path("measurements/*.parquet"), produced, name),
            *code_of("analysis.pipeline.estimating"),
        ),
        makes=on(shelf, estimating.ESTIMATES),
    )


def judge(shelf: Shelf) -> Task:
    """Return the task that gives the verdicts.

    Args:
        shelf: Where the estimates stand.
    """
    return Task(
        name=name_of("judge", shelf),
        function=partial(judging.judge_claims, shelf),
        needs=(
            register.ARTICLE,
            *on(shelf, estimating.ESTIMATES, categorising.BISECTION),
            *(() if shelf.synthetic else (multiverse_declared.FILE,)),
            *(() if shelf.synthetic else on(REAL, varying.WORDS, varying.FLIPS, varying.REACH)),
            *code_of("analysis.pipeline.judging"),
        ),
        makes=on(shelf, *judging.VERDICTS),
    )


def correct() -> Task:
    """Return the task that shows what label error does to the claims."""
    return Task(
        name=name_of("correct", REAL),
        function=correcting.correct_claims,
        needs=(
            register.ARTICLE,
            *on(REAL, estimating.ESTIMATES, scoring.ACCURACY),
            *code_of("analysis.pipeline.correcting"),
        ),
        makes=on(REAL, correcting.CORRECTED),
    )


def widen(produced: Iterable[str]) -> list[Task]:
    """Return the steps around the estimates: the article alone, pooling, pay, employers, time.

    Args:
        produced: What tasks write.
    """
    measured = expand(REAL.path("measurements/*.parquet"), produced, "pool")
    code = code_of("analysis.pipeline.widening")
    rated = (*on(REAL, estimating.ESTIMATES, estimating.AUDIT), *measured)
    steps: list[tuple[str, Callable[[], object], tuple[str, ...], tuple[str, ...]]] = [
        ("article alone", widening.read_article, (register.ARTICLE,), widening.ARTICLE),
        ("pool", widening.pool_claims, (register.ARTICLE, *rated), widening.POOLED),
        ("together", widening.hold_together, (register.ARTICLE, *rated), widening.SIMULTANEOUS),
        ("pay", widening.describe_pay, (pay_laws.FILE, *measured), widening.PAY),
        ("employers", widening.count_employers, tuple(measured), widening.EMPLOYERS),
        (
            "skills together",
            partial(in_own_process, widening.pair_skills),
            (pay_laws.FILE, *measured),
            widening.TOGETHER,
        ),
        (
            "months",
            partial(in_own_process, widening.follow_months),
            (anchors.FILE, register.ARTICLE, *measured),
            widening.DRIFT,
        ),
    ]
    return [
        Task(name, function, (registry.REGISTRY, *needs, *code), on(REAL, *makes))
        for name, function, needs, makes in steps
    ]


def vary(produced: Iterable[str]) -> list[Task]:
    """Return the tasks of the multiverse, and of what each corpus can reach.

    Args:
        produced: What tasks write.
    """
    made = list(produced)
    measured = expand(REAL.path("measurements/*.parquet"), made, "multiverse")
    evidence = expand(REAL.path("evidence/*.parquet"), made, "multiverse")
    declared_in = (
        registry.REGISTRY,
        register.ARTICLE,
        multiverse_declared.FILE,
        declared_split.FILE,
    )
    code = code_of("analysis.pipeline.varying")
    return [
        Task(
            name="multiverse",
            function=partial(in_own_process, varying.vary_claims),
            needs=(*declared_in, *on(REAL, *varying.CODERS), *measured, *evidence, *code),
            makes=on(REAL, varying.WORDS, varying.SWINGS, varying.FLIPS, varying.CURVES),
        ),
        Task(
            name="reach",
            function=varying.plan_claims,
            needs=(*declared_in, *measured, *code),
            makes=on(REAL, varying.REACH, varying.FROZEN),
        ),
    ]


def lay() -> Task:
    """Return the task that keeps the layers of a verdict apart."""
    return Task(
        name="layers",
        function=layering.lay_claims,
        needs=(
            multiverse_declared.FILE,
            *on(REAL, *judging.VERDICTS, correcting.CORRECTED),
            *code_of("analysis.pipeline.layering"),
        ),
        makes=on(REAL, layering.LAYERS),
    )


def try_hypotheses(declared: Iterable[Declaration], measured: list[str]) -> Task:
    """Return the task that tests the registered hypotheses.

    Args:
        declared: By the notebooks, with their cards.
        measured: What measuring writes.
    """
    name = "hypotheses"
    cards = hypothesising.cards(declared)
    return Task(
        name=name,
        function=partial(hypothesising.try_cards, cards),
        needs=(
            registry.REGISTRY,
            *expand(REAL.path("measurements/*.parquet"), measured, name),
            *code_of("analysis.pipeline.hypothesising"),
        ),
        makes=on(REAL, *hypothesising.MADE),
        written=hypothesising.digest(cards),
    )


def compare_corpora(measured: list[str]) -> Task:
    """Return the task that compares corpora two by two.

    Args:
        measured: What measuring writes.
    """
    name = "compare corpora"
    return Task(
        name=name,
        function=partial(in_own_process, corpora_compared.compare_all),
        needs=(
            registry.REGISTRY,
            register.ARTICLE,
            *expand(REAL.path("measurements/*.parquet"), measured, name),
            *code_of("analysis.pipeline.corpora_compared"),
        ),
        makes=on(REAL, *corpora_compared.MADE),
    )


def judge_articles(measured: list[str]) -> list[Task]:
    """Return a task for each other article that has a register of claims.

    Args:
        measured: What measuring writes.
    """
    return [
        Task(
            name=f"judge {article}",
            function=partial(articles.judge_article, article),
            needs=(
                registry.REGISTRY,
                file,
                *on(REAL, estimating.AUDIT),
                *expand(REAL.path("measurements/*.parquet"), measured, article),
                *code_of("analysis.pipeline.articles"),
            ),
            makes=on(REAL, *(articles.table(article, name) for name in articles.TABLES)),
        )
        for article, file in articles.registers().items()
    ]
