"""Claims that rest on differences within one corpus: gaps of roles, orders, structures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from analysis.estimates import article, cells, clusters, rows
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference
from analysis.estimates.rows import Bounds, Estimate
from analysis.estimates.setting import Setting

MARKED = "marked"
"""The part of a structure: postings that bear the mark of any block."""


def role_gap(setting: Setting) -> list[Estimate]:
    """Return a row for either role and one for the gap between them.

    Args:
        setting: A comparison in a corpus.
    """
    claim = setting.claim
    measure, roles = str(claim.measure), (str(claim.population), str(claim.against))
    sides = [setting.sample(measure, role, claim.among) for role in roles]
    found = [
        rows.with_sample(setting.blank(role, role), side, setting.share(measure, side))
        for role, side in zip(roles, sides, strict=True)
    ]
    row = _pair(setting, setting.blank(" - ".join(roles)), (measure, measure), sides)
    stated, gap = article.bounds(setting.register, claim), rows.bounds_of(row)
    return [*found, rows.with_stated(row, stated, gap) if stated else row]


def order(setting: Setting) -> list[Estimate]:
    """Return a row for every pair of a higher and a lower tier.

    Args:
        setting: A ranking in a corpus.
    """
    claim = setting.claim
    shares = {
        name: (cell.measure, setting.sample(cell.measure, cell.role, cell.among))
        for name, cell in cells.cells(claim).items()
    }
    compared = cells.pairs(claim)
    return [_ordered(setting, shares, pair, len(compared)) for pair in compared]


def structure(setting: Setting) -> list[Estimate]:
    """Return a row for the postings that any block marks, and one for the lean of every mark.

    Args:
        setting: A structure in a corpus.
    """
    claim = setting.claim
    role, block = str(claim.population), str(claim.block)
    measure = " or ".join(f"({text})" for text in (block, *claim.marks))
    sample = setting.sample(measure, role, None)
    share = setting.share(measure, sample)
    row = rows.with_sample(replace(setting.blank(MARKED), measure=measure), sample, share)
    stated = article.bounds(setting.register, claim)
    found = [rows.with_stated(row, stated, Bounds.of(share)) if stated else row]
    for mark in claim.marks:
        sides = [setting.sample(mark, role, among) for among in (f"not ({block})", block)]
        blank = replace(setting.blank(f"{mark}: rest - block"), measure=mark)
        found.append(_pair(setting, blank, (mark, mark), sides, len(claim.marks)))
    return found


def _ordered(
    setting: Setting, shares: Mapping[str, tuple[str, Sample]], pair: tuple[str, str], pairs: int
) -> Estimate:
    (one, first), (other, second) = shares[pair[0]], shares[pair[1]]
    blank = setting.blank(" - ".join(pair))
    return _pair(setting, blank, (one, other), (first, second), pairs)


def _pair(
    setting: Setting,
    row: Estimate,
    measured: tuple[str, str],
    sides: Sequence[Sample],
    pairs: int = 1,
) -> Estimate:
    """Return a row with the difference of two shares, its 95% interval shared among all pairs.

    An order fails where any pair is reversed, so that interval is Bonferroni's. It holds where
    every pair stands, which needs no correction (an intersection-union test): the 90% interval is
    each pair's own.
    """
    first, second = (setting.share(text, side) for text, side in zip(measured, sides, strict=True))
    difference = Difference(first, second, clusters.correlation(*sides))
    wide = 1 - (1 - rows.REPORTED) / pairs
    outer, inner = (difference.interval(level) for level in (wide, rows.EQUIVALENCE))
    low, high = clusters.differences_without_each(*sides)
    row = replace(
        row,
        one_vote_each=clusters.one_vote_each(sides[0]) - clusters.one_vote_each(sides[1]),
        without_one_low=low,
        without_one_high=high,
        n=min(first.n, second.n),
        employers=min(first.employers or 0, second.employers or 0),
        n_effective=min(first.n_effective, second.n_effective),
        note=f"the 95% interval holds for {pairs} pairs together" if pairs > 1 else None,
    )
    return rows.with_bounds(row, Bounds(outer, inner))
