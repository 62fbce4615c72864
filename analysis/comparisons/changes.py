"""Every claim in two corpora, with the change and its interval."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields

import pandas as pd

from analysis.claims import verdicts
from analysis.comparisons import composition
from analysis.corpora import registry
from analysis.corpora.registry import Corpus
from analysis.estimates import measures, multiplicity, populations, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference
from analysis.estimates.p_values import two_sided
from analysis.estimates.shares import Interval
from analysis.register.register import Claim, Register

SHARES = ("share", "count", "threshold", "universal")
"""Kinds of claims that are one share in a corpus."""


@dataclass(frozen=True)
class Change:
    """A claim in two corpora; what was not computed is None, with the reason in `refused`.

    Shares are fractions; a change is that from the first corpus to the second. `held` are the
    changes with a part of the composition held fixed, by its name.
    """

    claim: str
    first: str
    second: str
    n_first: int | None = None
    n_second: int | None = None
    share_first: float | None = None
    share_second: float | None = None
    change: float | None = None
    low95: float | None = None
    high95: float | None = None
    p: float | None = None
    shared_employers: int | None = None
    held: Mapping[str, Interval] = field(default_factory=dict)
    refused: str | None = None


HELD = (*composition.STRATA, "same employers")
PLAIN = [name.name for name in fields(Change) if name.name not in {"held", "refused"}]
COLUMNS = [
    *PLAIN, "p_holm",
    *(f"{kind}, {name}" for name in HELD for kind in ("change", "low95", "high95")),
    "moved", "refused",
]  # fmt: skip


def compare(
    register: Register,
    corpora: tuple[Corpus, Corpus],
    frames: tuple[pd.DataFrame, pd.DataFrame],
) -> pd.DataFrame:
    """Return every claim that is one share, in two corpora.

    Args:
        register: The claims.
        corpora: The earlier and the later one.
        frames: Their measurements.

    Returns:
        Columns `COLUMNS`: `p_holm` is adjusted over all claims that could be compared, `moved` says
        whether it is at most 5%.
    """
    asked = [claim for claim in register.claim if claim.judged_on_postings and claim.kind in SHARES]
    found = [_claim(register, claim, corpora, frames) for claim in asked]
    return _table(found)


def _table(found: list[Change]) -> pd.DataFrame:
    frame = pd.DataFrame([{k: v for k, v in asdict(row).items() if k != "held"} for row in found])
    frame = frame.reindex(columns=[*PLAIN, "refused"])
    for name in HELD:
        for kind in ("change", "low95", "high95"):
            key = {"change": "estimate", "low95": "low", "high95": "high"}[kind]
            frame[f"{kind}, {name}"] = [
                getattr(row.held[name], key) if name in row.held else None for row in found
            ]
    known = frame["p"].notna()
    frame["p_holm"] = pd.Series(dtype="float64")
    frame.loc[known, "p_holm"] = multiplicity.holm(list(frame.loc[known, "p"]))
    frame["moved"] = (frame["p_holm"] <= multiplicity.LEVEL).where(known).astype("boolean")
    whole = ["n_first", "n_second", "shared_employers"]
    numbers = [name for name in COLUMNS if name.startswith(("share_", "change", "low95", "high95"))]
    kinds = dict.fromkeys(whole, "Int64") | dict.fromkeys([*numbers, "p", "p_holm"], "float64")
    return frame[COLUMNS].astype(kinds)


def _claim(
    register: Register,
    claim: Claim,
    corpora: tuple[Corpus, Corpus],
    frames: tuple[pd.DataFrame, pd.DataFrame],
) -> Change:
    names = claim.id, corpora[0].id, corpora[1].id
    for corpus in corpora:
        reason = registry.refusal(corpus, str(claim.needs), claim.population)
        if reason:
            return Change(*names, refused=f"{corpus.id}: {reason}")
    try:
        kept = [_postings(register, claim, frame) for frame in frames]
    except measures.MissingSignalError as error:
        return Change(*names, refused=str(error))
    measure = str(claim.measure)
    for corpus, frame in zip(corpora, kept, strict=True):
        few = _too_few(frame, measures.planned_icc(measure))
        if few:
            return Change(*names, refused=f"{corpus.id}: {few}")
    return changed(names, kept, measures.planned_icc(measure))


def changed(names: tuple[str, str, str], kept: list[pd.DataFrame], icc: float) -> Change:
    """Return the change of a share between two sets of postings.

    Args:
        names: What is shared, the first corpus, the second.
        kept: Columns has (bool), employer_key, role, role_strict and state, of either.
        icc: The correlation within an employer to plan with where a side is sparse.
    """
    before, after = (Sample.of(frame["has"], frame["employer_key"]) for frame in kept)
    change = Difference.of(after, before, icc)
    at95 = change.interval(0.95)
    fixed = {
        name: composition.standardised(kept[0], kept[1], strata)[0]
        for name, strata in composition.STRATA.items()
    }
    same, number = composition.same_employers(kept[0], kept[1])
    return Change(
        *names,
        n_first=before.n,
        n_second=after.n,
        share_first=change.second.estimate,
        share_second=change.first.estimate,
        change=at95.estimate,
        low95=at95.low,
        high95=at95.high,
        p=two_sided(change.interval),
        shared_employers=number,
        held=fixed | {"same employers": same},
    )


def _postings(register: Register, claim: Claim, frame: pd.DataFrame) -> pd.DataFrame:
    measure = str(claim.measure)
    kept = populations.postings(
        frame,
        role=str(claim.population),
        country=register.source.country,
        about_pay=measures.is_about_pay(measure, claim.among),
        among=claim.among,
        level=claim.level,
    )
    columns = kept[["employer_key", "role", "role_strict", "state"]]
    return columns.assign(has=measures.evaluate(measure, claim.level, kept))


def without_size(reason: str) -> str:
    """Return a reason with how few postings a claim has left out, so that it is one for all claims.

    Args:
        reason: As `compare` gives it in `refused`.
    """
    few = f"fewer than {verdicts.FEWEST} effective postings"
    return re.sub(rf"\d+ postings, \d+ effective; {verdicts.FEWEST} are needed", few, reason)


def _too_few(frame: pd.DataFrame, icc: float) -> str | None:
    if frame["employer_key"].nunique() < 2:
        return f"{len(frame)} postings"
    sample = Sample.of(frame["has"], frame["employer_key"])
    effective = shares.clustered(sample, icc).n_effective
    if effective < verdicts.FEWEST:
        return f"{len(frame)} postings, {effective:.0f} effective; {verdicts.FEWEST} are needed"
    return None
