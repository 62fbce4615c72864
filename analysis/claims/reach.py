"""Whether a corpus is large enough for a claim to be replicated in it, known before it is read."""

from scipy import stats

from analysis.categories.declared import Declared
from analysis.claims import verdicts
from analysis.claims.verdicts import FEWEST, Margins
from analysis.estimates import article, clusters, measures, populations
from analysis.estimates.cells import Cell, cells, pairs
from analysis.estimates.rows import EQUIVALENCE, Bounds
from analysis.estimates.setting import Setting
from analysis.estimates.shares import Interval, Share
from analysis.register.register import Claim

COLUMNS = ["claim", "corpus", "n", "n_planned", "low90", "high90", "can_replicate", "chance"]


def reach(setting: Setting, split: Declared) -> dict[str, object]:
    """Return whether a claim could be replicated in a corpus, whatever is found there.

    Args:
        setting: A claim that postings can answer, in a corpus that may speak to it.
        split: What the six-part test of a structure asks.

    Returns:
        As `of_shares`. A rank and a structure are no number, so only `n` and `can_replicate` are
        known of them: a rank takes as many postings as any verdict, since at best one employer has
        all of them; a structure as many as its test.

    Raises:
        UnusableSampleError: The corpus holds too little for an interval.
    """
    kind = setting.claim.kind
    if kind not in {"extremum", "structure"}:
        return of_shares(setting)
    kept = populations.postings(
        setting.frame,
        role=str(setting.claim.population),
        country=setting.register.source.country,
    )
    fewest = FEWEST
    if kind == "structure":
        kept, fewest = kept[kept["characters"] >= split.fewest_characters], split.fewest_postings
    else:
        setting.require_employer(str(setting.claim.employer))
    nan = float("nan")
    said = setting.claim.id, setting.corpus.id, len(kept), nan, nan, nan, len(kept) >= fewest, nan
    return dict(zip(COLUMNS, said, strict=True))


def of_shares(setting: Setting) -> dict[str, object]:
    """Return what a corpus would say at best: had it found exactly what the article states.

    Only the numbers of postings and the sizes of employers are used, with the correlation within
    an employer that is planned with. A bound is met at best by a share of 0 or 1, an order by
    shares of 1 and 0.

    Args:
        setting: A claim of a kind that has a multiverse, in a corpus that may speak to it.

    Returns:
        `n` and `n_planned` (postings, and the independent ones that they are worth; the smaller of
        two roles), `low90` and `high90` (of the difference from the article, or of the share or
        gap), `can_replicate`, and `chance` of it were the article right; NaN where the claim is no
        number.

    Raises:
        UnusableSampleError: The corpus holds too little for an interval.
    """
    claim = setting.claim
    wanted = _wanted(claim)
    sides = {name: _planned(setting, cell, wanted[name]) for name, cell in cells(claim).items()}
    worth = min(side.n_effective for side in sides.values())
    best = Bounds.of(next(iter(sides.values())))
    if pairs(claim):
        gaps = [Bounds.of(sides[a]).less(Bounds.of(sides[b])) for a, b in pairs(claim)]
        best = min(gaps, key=lambda gap: gap.at90.low)
    stated = article.bounds(setting.register, claim)
    if claim.kind == "threshold":
        limit = float(claim.value.value or 0)
        can, seen = _keeps(claim, best.at90, limit), best.at90
        chance = float("nan")
    elif stated is None:
        can, seen, chance = best.at90.low > 0, best.at90, float("nan")
    else:
        seen = best.less(stated).at90
        around = verdicts.margins(claim, stated.at95.estimate)
        can = around.low < seen.low and seen.high < around.high
        chance = _chance(seen, around)
    fits = worth >= FEWEST
    size = min(side.n for side in sides.values()), worth
    said = seen.low, seen.high, bool(can and fits), chance if fits else 0.0
    return dict(zip(COLUMNS, (claim.id, setting.corpus.id, *size, *said), strict=True))


def _wanted(claim: Claim) -> dict[str, float]:
    if claim.pair is not None:
        roles = (str(claim.population), str(claim.against))
        return {r: float(side.value or 0) for r, side in zip(roles, claim.pair, strict=True)}
    if claim.kind == "ranking":
        ranks = {name: rank for rank, tier in enumerate(claim.tiers) for name in tier}
        last = len(claim.tiers) - 1
        return {name: 1 - rank / last for name, rank in ranks.items()}
    if claim.kind == "threshold":
        return {str(claim.population): 0.0 if claim.value.bound.startswith("<") else 1.0}
    return {str(claim.population): float(claim.value.value or 0)}


def _planned(setting: Setting, cell: Cell, share: float) -> Share:
    sample = setting.sample(cell.measure, cell.role, cell.among)
    effect = clusters.planned_design_effect(sample, measures.planned_icc(cell.measure))
    return Share(sample.n, share * sample.n, len(set(sample.employers)), effect)


def _keeps(claim: Claim, seen: Interval, limit: float) -> bool:
    return seen.high < limit if claim.value.bound.startswith("<") else seen.low > limit


def _chance(seen: Interval, around: Margins) -> float:
    """Return how often the interval of a difference that is nought lies within its margins."""
    quantile = stats.norm.isf((1 - EQUIVALENCE) / 2)
    low = around.low * quantile / -seen.low + quantile
    high = around.high * quantile / seen.high - quantile
    return float(max(stats.norm.cdf(high) - stats.norm.cdf(low), 0.0))
