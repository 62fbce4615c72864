"""Skills that stand together in postings, what agentic postings add, and what pay goes with."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from analysis.corpora import registry
from analysis.corpora.pay_laws import Law
from analysis.corpora.registry import Corpus
from analysis.estimates import (
    measures,
    multiplicity,
    pay_by_law,
    pay_levels,
    populations,
    resampling,
)
from analysis.estimates.clusters import Floats, Sample
from analysis.estimates.differences import Difference
from analysis.estimates.signal_shares import COUNTRY

FEWEST_POSTINGS, FEWEST_EMPLOYERS = 50, 20
FEWEST_WITH = 10
"""Postings that a signal, or its absence, needs for a row."""

PAIR_COLUMNS = [
    "corpus", "role", "first", "second", "n", "employers", "share_first", "share_second",
    "share_both", "lift", "lift_low95", "lift_high95",
]  # fmt: skip
ADDED_COLUMNS = [
    "corpus", "signal", "n_agentic", "n_application", "agentic", "application", "gap", "low95",
    "high95", "ratio",
]  # fmt: skip
PAY_COLUMNS = [
    "corpus", "reading", "signal", "within", "n", "with_signal", "employers", "informative",
    "percent", "low95", "high95", "p", "p_holm",
]  # fmt: skip

AGENTIC = "agentic"
APPLICATION = "(llm_api or rag or llm_features) and not agentic"
"""The article's two blocks, as the register measures them."""


def pairs(
    frame: pd.DataFrame, corpora: Sequence[Corpus], role: str, signals: Sequence[str], level: str
) -> pd.DataFrame:
    """Return how often every two signals stand in one posting, against what chance would give.

    Lift is the share with both over the product of the two shares: 1 where they have nothing to do
    with one another. Its interval draws employers anew (percentiles), since an employer that
    repeats a posting repeats its pairs.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered; one that cannot speak of skills or role has no row.
        role: Such as `ai_engineer`.
        signals: Names.
        level: `mentions` or `requires`.
    """
    found = []
    for corpus in corpora:
        if registry.refusal(corpus, "skill_share", role):
            continue
        kept = _postings(frame, corpus, role)
        if not _enough(kept):
            continue
        held = np.column_stack([measures.evaluate(s, level, kept) for s in signals]).astype(float)
        common = [i for i in range(len(signals)) if held[:, i].sum() >= FEWEST_WITH]
        couples = list(combinations(common, 2))
        if not couples:
            continue
        both = np.column_stack([held[:, a] * held[:, b] for a, b in couples])
        totals = resampling.by_employer(
            np.column_stack([np.ones(len(kept)), held, both]), kept["employer_key"]
        )
        drawn = resampling.draws(len(totals)) @ totals
        whole = totals.sum(axis=0, keepdims=True)
        low, high = resampling.bounds(_lifts(drawn, couples, len(signals)))
        lift = _lifts(whole, couples, len(signals))[0]
        mean = held.mean(axis=0)
        found += [
            {
                "corpus": corpus.id, "role": role, "first": signals[a], "second": signals[b],
                "n": len(kept), "employers": len(totals), "share_first": mean[a],
                "share_second": mean[b], "share_both": both[:, at].mean(), "lift": lift[at],
                "lift_low95": low[at], "lift_high95": high[at],
            }
            for at, (a, b) in enumerate(couples)
        ]  # fmt: skip
    return pd.DataFrame(found, columns=PAIR_COLUMNS)


def _lifts(totals: Floats, couples: Sequence[tuple[int, int]], signals: int) -> Floats:
    n = totals[:, :1]
    one = np.array([a for a, _ in couples]) + 1
    other = np.array([b for _, b in couples]) + 1
    expected = totals[:, one] * totals[:, other]
    both = totals[:, 1 + signals :] * n
    lifts: Floats = np.divide(both, expected, out=np.full(both.shape, np.nan), where=expected > 0)
    return lifts


def added(
    frame: pd.DataFrame, corpora: Sequence[Corpus], signals: Sequence[str], level: str
) -> pd.DataFrame:
    """Return how much more often agentic postings ask for a signal than LLM application ones.

    AI Engineer postings only, in corpora that may contrast. The intervals of a corpus hold for all
    of its rows together (Bonferroni): a reader picks the largest.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered.
        signals: Names; none of the words of the two blocks.
        level: `mentions` or `requires`.
    """
    found = []
    for corpus in corpora:
        if registry.refusal(corpus, "skill_contrast", "ai_engineer"):
            continue
        kept = _postings(frame, corpus, "ai_engineer")
        blocks = [kept[measures.evaluate(text, level, kept)] for text in (AGENTIC, APPLICATION)]
        if not all(len(block) >= FEWEST_POSTINGS for block in blocks):
            continue
        for signal in signals:
            sides = [
                Sample.of(measures.evaluate(signal, level, block), block["employer_key"])
                for block in blocks
            ]
            if sum(side.values.sum() for side in sides) < FEWEST_WITH:
                continue
            confidence = 1 - 0.05 / len(signals)
            difference = Difference.of(sides[0], sides[1])
            first, second = difference.first, difference.second
            gap = difference.interval(confidence)
            found.append(
                {
                    "corpus": corpus.id,
                    "signal": signal,
                    "n_agentic": sides[0].n,
                    "n_application": sides[1].n,
                    "agentic": first.estimate,
                    "application": second.estimate,
                    "gap": gap.estimate,
                    "low95": gap.low,
                    "high95": gap.high,
                    "ratio": first.estimate / second.estimate if second.estimate else np.nan,
                }
            )
    return pd.DataFrame(found, columns=ADDED_COLUMNS)


def pay_goes_with(
    frame: pd.DataFrame,
    corpora: Sequence[Corpus],
    laws: Sequence[Law],
    signals: Sequence[str],
    level: str,
) -> pd.DataFrame:
    """Return how many percent more is offered where a signal is asked for: over all, and within.

    The logarithm of the middle of annual ranges, contract work left out, in postings of the three
    roles. Over all postings; within titles (role); and within employers that have the title with
    and without the signal, where only those carry information. Least squares on deviations from the
    means of the cells, errors clustered by employer with t at one degree less than the employers
    that carry any. An association among postings that state pay, not what a skill is worth: those
    that hide pay differ, and so do seniority and place. Holm within a corpus, reading and cell.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered; one that is unfit for amounts has no row.
        laws: As registered.
        signals: Names.
        level: `mentions` or `requires`.
    """
    held = pay_by_law.prepared(frame, corpora, laws)
    held = held[held["terms"] == pay_by_law.STAFF]
    found = []
    for corpus in corpora:
        roles = [r for r in corpus.roles if not registry.refusal(corpus, "pay_amount", r)]
        for reading in pay_by_law.READINGS:
            rows = held[(held["corpus"] == corpus.id) & held["role"].isin(roles)]
            amounts = pay_levels.middles(rows, reading.name, "year")
            rows, amounts = rows[amounts.notna()], amounts[amounts.notna()]
            if not _enough(rows):
                continue
            cells = {"all": pd.Series("all", index=rows.index)}
            if rows["role"].nunique() > 1:
                cells["title"] = rows["role"]
            cells["employer and title"] = rows["employer_key"] + " " + rows["role"]
            for within, cell in cells.items():
                known = {"corpus": corpus.id, "reading": reading.name, "within": within}
                several: list[dict[str, object]] = [
                    {**known, "signal": s, **row}
                    for s in signals
                    if (row := _premium(rows, amounts, measures.evaluate(s, level, rows), cell))
                ]
                found += _holm(several)
    return pd.DataFrame(found, columns=PAY_COLUMNS)


def _premium(
    rows: pd.DataFrame, amounts: "pd.Series[float]", has: "pd.Series[bool]", cell: "pd.Series[str]"
) -> dict[str, float] | None:
    """Return the association within cells; None where too few cells hold both sides."""
    x, y = has.astype(float), amounts.map(np.log)
    x, y = x - x.groupby(cell).transform("mean"), y - y.groupby(cell).transform("mean")
    telling = x != 0
    employers = int(rows.loc[telling, "employer_key"].nunique())
    if min(has.sum(), (~has).sum()) < FEWEST_WITH or employers < FEWEST_EMPLOYERS:
        return None
    codes = pd.factorize(rows.loc[telling, "employer_key"])[0]
    line = sm.OLS(y[telling].to_numpy(), x[telling].to_numpy()).fit(
        cov_type="cluster", cov_kwds={"groups": codes}
    )
    slope, error = float(line.params[0]), float(line.bse[0])
    t = stats.t(employers - 1)
    ends = (slope, slope - t.ppf(0.975) * error, slope + t.ppf(0.975) * error)
    percent, low, high = (float(np.expm1(end)) for end in ends)
    return {
        "n": len(rows), "with_signal": int(has.sum()),
        "employers": int(rows["employer_key"].nunique()), "informative": employers,
        "percent": percent, "low95": low, "high95": high,
        "p": float(2 * t.sf(abs(slope) / error)) if error > 0 else np.nan,
    }  # fmt: skip


def _holm(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    corrected = multiplicity.holm([float(str(row["p"])) for row in rows])
    return [row | {"p_holm": p} for row, p in zip(rows, corrected, strict=True)]


def _postings(frame: pd.DataFrame, corpus: Corpus, role: str) -> pd.DataFrame:
    return populations.postings(frame[frame["corpus"] == corpus.id], role=role, country=COUNTRY)


def _enough(kept: pd.DataFrame) -> bool:
    return len(kept) >= FEWEST_POSTINGS and kept["employer_key"].nunique() >= FEWEST_EMPLOYERS
