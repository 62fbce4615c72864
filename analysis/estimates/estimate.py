"""Every claim of a register, estimated in every corpus that may speak to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.corpora import registry
from analysis.corpora.registry import Corpus
from analysis.estimates import article, contrasts, employer_rank, label_error, rows
from analysis.estimates.measures import MissingSignalError
from analysis.estimates.rows import Bounds, Estimate
from analysis.estimates.setting import COLUMNS, Setting, UnusableSampleError
from analysis.register import expressions
from analysis.register.register import Claim, Register


def estimate_claims(
    register: Register,
    corpora: Sequence[Corpus],
    measurements: Mapping[str, pd.DataFrame],
    audit: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the table of estimates: a row per part of a claim and corpus.

    A claim that no posting can answer has no row. A corpus that is unfit, that was not measured or
    that holds too little has one row with the reason in `refused`.

    Args:
        register: The claims.
        corpora: The registered corpora.
        measurements: By corpus id.
        audit: The levels that a coder gave some postings, by posting; the shares of claims that
            are to be `audited` are corrected by it.
    """
    named = COLUMNS | signals_of(register)
    needed = {
        corpus: frame[[name for name in frame.columns if name in named]]
        for corpus, frame in measurements.items()
    }
    found = [
        row
        for claim in register.claim
        if claim.judged_on_postings
        for corpus in corpora
        for row in _in_corpus(register, claim, corpus, needed.get(corpus.id), audit)
    ]
    return rows.to_frame(found)


def signals_of(register: Register) -> set[str]:
    """Return every signal and flag that the claims of a register name.

    Args:
        register: The claims.
    """
    texts = [text for claim in register.claim for text in measures_of(claim)]
    return {name for text in texts for name in expressions.names(expressions.parse(text))}


def measures_of(claim: Claim) -> list[str]:
    """Return every measure that a claim names.

    Args:
        claim: Of a register.
    """
    tiers = [] if claim.varies == "role" else [name for tier in claim.tiers for name in tier]
    named = (claim.measure, claim.among, claim.block, *claim.marks, *tiers)
    return [text for text in named if text]


def roles_of(claim: Claim) -> list[str]:
    """Return every role that a claim is about.

    Args:
        claim: Of a register.
    """
    if claim.varies == "role":
        return [name for tier in claim.tiers for name in tier]
    return [role for role in (claim.population, claim.against) if role]


def _in_corpus(
    register: Register,
    claim: Claim,
    corpus: Corpus,
    frame: pd.DataFrame | None,
    audit: pd.DataFrame | None,
) -> list[Estimate]:
    setting = Setting(register, claim, corpus, pd.DataFrame() if frame is None else frame, audit)
    refused = refusal(claim, corpus) or (None if frame is not None else "it was not measured")
    if refused is None:
        try:
            return _ESTIMATORS[claim.kind](setting)
        except (MissingSignalError, UnusableSampleError) as error:
            refused = str(error)
    row = replace(setting.blank(_main_part(claim)), refused=refused)
    stated = article.bounds(register, claim)
    return [rows.with_stated(row, stated, None) if stated else row]


def refusal(claim: Claim, corpus: Corpus) -> str | None:
    """Return why a corpus must not be used for a claim, None where it may.

    Args:
        claim: Of a register.
        corpus: As registered.
    """
    return registry.first_refusal(corpus, [str(claim.needs)], roles_of(claim))


def _main_part(claim: Claim) -> str:
    if claim.kind == "comparison":
        return f"{claim.population} - {claim.against}"
    return claim.population or "order"


def _one_share(setting: Setting) -> list[Estimate]:
    claim = setting.claim
    role, measure = str(claim.population), str(claim.measure)
    sample = setting.sample(measure, role, claim.among)
    share = setting.share(measure, sample)
    note = f"{share.n - round(share.k)} exceptions" if claim.kind == "universal" else None
    corrected, truth = setting.audited(measure, role, sample), setting.codes(measure, role, sample)
    if corrected is not None:
        share, coded = corrected
        note = f"{rows.AUDITED} {coded}"
    row = rows.with_sample(replace(setting.blank(role), note=note), sample, share)
    if truth is not None:
        low, high = label_error.without_each_employer(sample, truth)
        row = replace(row, without_one_low=low, without_one_high=high)
    stated = article.bounds(setting.register, claim)
    return [rows.with_stated(row, stated, Bounds.of(share)) if stated else row]


_ESTIMATORS: dict[str, Callable[[Setting], list[Estimate]]] = {
    "share": _one_share,
    "count": _one_share,
    "threshold": _one_share,
    "universal": _one_share,
    "comparison": contrasts.role_gap,
    "ranking": contrasts.order,
    "structure": contrasts.structure,
    "extremum": employer_rank.rank,
}
