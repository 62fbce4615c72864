"""The tasks that tell: notebooks, the README and the article."""

from collections.abc import Iterable
from functools import partial

from analysis import paths
from analysis.declarations import Declaration
from analysis.pipeline import (
    estimating,
    imports,
    judging,
    notebooks,
    provenance,
    recovery,
)
from analysis.pipeline.shelves import REAL, RECOVERY
from analysis.pipeline.steps.wiring import code_of, expand, made_by, on
from analysis.pipeline.tasks import Task
from analysis.publishing import article, readme
from analysis.register import register

LISTING = "analysis/declarations.py"
"""What a notebook that lists the others reaches: it is stale when any of them is edited."""


def draw(declaration: Declaration, every: str, produced: Iterable[str]) -> Task:
    """Return the task of a notebook.

    Args:
        declaration: Of the notebook.
        every: The hash of all notebooks, for one that lists them.
        produced: What tasks write.
    """
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


def readme_page() -> Task:
    """Return the task that fills the README."""
    return Task(
        name=readme.README,
        function=readme.write,
        needs=(
            readme.TEMPLATE,
            *on(REAL, estimating.ESTIMATES, *judging.VERDICTS),
            *on(RECOVERY, recovery.COVERAGE),
            *readme.TABLES,
            *code_of("analysis.publishing.readme"),
        ),
        makes=(readme.README,),
    )


def article_page(produced: Iterable[str]) -> Task:
    """Return the task that fills the article.

    Args:
        produced: What tasks write.
    """
    return Task(
        name=article.ARTICLE,
        function=article.write,
        needs=(
            article.TEMPLATE,
            article.ALLOWED,
            article.SWINGS,
            register.ARTICLE,
            *on(REAL, estimating.ESTIMATES, *judging.VERDICTS),
            *expand("figures/*.svg", produced, article.ARTICLE),
            *code_of("analysis.publishing.article"),
        ),
        makes=(article.ARTICLE,),
    )


def provenance_page(tasks: Iterable[Task]) -> Task:
    """Return the task that says where every result comes from.

    Args:
        tasks: All others.
    """
    made = made_by(tasks)
    return Task(
        name=provenance.CRATE,
        function=provenance.write,
        needs=(
            "CITATION.cff",
            provenance.LOCK,
            *provenance.standing(provenance.GIVEN),
            *made,
            *code_of("analysis.pipeline.graph"),
        ),
        makes=(provenance.CRATE,),
        # what no task makes is named there too, and a file that is gone is no changed need
        written="\n".join(sorted({*provenance.described(), *made})),
    )
