"""The steps from measurements and estimates to what lies around them, from files to files."""

from collections.abc import Mapping

import pandas as pd

from analysis import paths
from analysis.corpora import anchors, pay_laws, registry
from analysis.estimates import (
    article_alone,
    concentration,
    drift,
    estimands,
    pay_by_law,
    pay_levels,
    pooling,
    simultaneous,
    together,
)
from analysis.pipeline import estimating
from analysis.pipeline.shelves import REAL
from analysis.register import register
from analysis.register.register import ROLES

ARTICLE = (
    "article/counts.csv",
    "article/overlaps.csv",
    "article/clash.csv",
    "article/gaps.csv",
    "article/power.csv",
)
POOLED = ("pooled.csv", "estimands.csv")
SIMULTANEOUS = ("simultaneous.csv",)
PAY = ("pay/disclosure.csv", "pay/by_law.csv", "pay/roles.csv", "pay/levels.csv")
EMPLOYERS = ("employers/concentration.csv", "employers/largest.csv")
TOGETHER = ("together/pairs.csv", "together/added.csv", "together/pay.csv")
DRIFT = ("drift/months.csv", "drift/trends.csv", "drift/anchors.csv")
"""Tables on the shelf of real postings."""

PAIRED = (
    "python", "aws", "llm_api", "rag", "prompting", "agentic", "evals", "fine_tuning", "mlops",
    "dl_framework", "vector_database", "langchain", "kubernetes",
)  # fmt: skip
"""Signals of the article's sections, and tools that its blocks are said to be built with."""

ADDED = (
    "python", "typescript", "sql", "aws", "kubernetes", "docker", "prompting", "evals",
    "fine_tuning", "mlops", "dl_framework", "vector_database", "langchain", "guardrails",
    "observability",
)  # fmt: skip
"""As `PAIRED`, without the words of the two blocks."""

PAID = (
    "ai_ml", "genai", "agentic", "llm_api", "rag", "evals", "fine_tuning", "mlops",
    "dl_framework", "python", "aws", "kubernetes",
)  # fmt: skip

LEVEL = "requires"


def read_article() -> None:
    """Write what the article's printed numbers carry without any posting."""
    claims = register.load(paths.source(register.ARTICLE))
    tables = (
        article_alone.counts(claims),
        article_alone.overlaps(claims),
        article_alone.clash(claims, "aie-pay-below-5", "aie-prolific-count"),
        article_alone.gaps(claims),
        article_alone.could_be_found(claims),
    )
    _write(dict(zip(ARTICLE, tables, strict=True)))


def pool_claims() -> None:
    """Write claims pooled over corpora, and what each estimate is a share of."""
    claims = register.load(paths.source(register.ARTICLE))
    estimates = pd.read_csv(paths.source(REAL.path(estimating.ESTIMATES)))
    measured = estimating.read_measurements(REAL)
    audit = estimating.read_audit(measured)
    shares = estimands.estimands(claims, registry.load(), measured, estimates, audit)
    _write(dict(zip(POOLED, (pooling.pool_claims(claims, estimates), shares), strict=True)))


def hold_together() -> None:
    """Write every judged estimate with the interval that holds for all of its section together."""
    claims = register.load(paths.source(register.ARTICLE))
    measured = estimating.read_measurements(REAL)
    audit = estimating.read_audit(measured)
    table = simultaneous.of_sections(claims, registry.load(), measured, audit)
    _write(dict(zip(SIMULTANEOUS, (table,), strict=True)))


def describe_pay() -> None:
    """Write who discloses pay under which law, and how much is offered as far as postings say."""
    frame, corpora, laws = estimating.every_measurement(REAL), registry.load(), pay_laws.load()
    tables = (
        pay_by_law.disclosure(frame, corpora, laws, ROLES),
        pay_by_law.contrasts(frame, corpora, laws, ROLES),
        pay_by_law.stratified(frame, corpora, laws, ("software_engineer", "ai_engineer")),
        pay_levels.levels(frame, corpora, laws, ROLES),
    )
    _write(dict(zip(PAY, tables, strict=True)))


def count_employers() -> None:
    """Write how concentrated postings are among employers, and the largest of them."""
    tables = concentration.of_corpora(
        estimating.every_measurement(REAL), registry.load(), list(ROLES)
    )
    _write(dict(zip(EMPLOYERS, tables, strict=True)))


def pair_skills() -> None:
    """Write which skills stand together, what agentic postings add, and what pay goes with."""
    frame, corpora = estimating.every_measurement(REAL), registry.load()
    tables = (
        together.pairs(frame, corpora, "ai_engineer", PAIRED, LEVEL),
        together.added(frame, corpora, ADDED, LEVEL),
        together.pay_goes_with(frame, corpora, pay_laws.load(), PAID, LEVEL),
    )
    _write(dict(zip(TOGETHER, tables, strict=True)))


def follow_months() -> None:
    """Write every claim by month, the trends within corpora, and what others published."""
    claims = register.load(paths.source(register.ARTICLE))
    measured, corpora = estimating.read_measurements(REAL), registry.load()
    tables = (
        drift.by_month(claims, corpora, measured),
        drift.trends(claims, corpora, measured),
        anchors.load(),
    )
    _write(dict(zip(DRIFT, tables, strict=True)))


def _write(tables: Mapping[str, pd.DataFrame]) -> None:
    for name, table in tables.items():
        REAL.write(table, name)
