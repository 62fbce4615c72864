"""How sure a verdict is among all that are tried in its section of the article."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from analysis.claims import verdicts
from analysis.claims.verdicts import NOT_REPLICATED, REPLICATED, Margins
from analysis.estimates import employer_rank, multiplicity
from analysis.estimates.rows import EQUIVALENCE, REPORTED, Estimate
from analysis.register.register import Claim, Register

Key = tuple[str, str]
"""A claim and a corpus."""


def holm(chances: Mapping[Key, float | None], sections: Mapping[str, str]) -> dict[Key, float]:
    """Return the chances adjusted by Holm's method within each section, over all its corpora.

    Of the two nulls of a claim, that it differs by more than the margin and that it does not, one
    is true; so there are as many false rejections to guard against as claims in corpora, and not
    twice as many (Holm 1979; Shaffer 1986 on nulls that exclude one another). What is neither
    replicated nor not replicated rejects nothing, and counts with a chance of 1.

    Args:
        chances: By claim and corpus; None where a rule without a chance gave the verdict.
        sections: Of the article, by claim.

    Example:
        >>> adjusted = holm({("a", "x"): 0.01, ("b", "x"): 0.04}, {"a": "pay", "b": "pay"})
        >>> {key[0]: round(p, 2) for key, p in adjusted.items()}
        {'a': 0.02, 'b': 0.04}
    """
    found: dict[Key, float] = {}
    for section in dict.fromkeys(sections[claim] for claim, _ in chances):
        family = {
            key: chance
            for key, chance in chances.items()
            if sections[key[0]] == section and chance is not None
        }
        if family:
            found |= dict(zip(family, multiplicity.holm(list(family.values())), strict=True))
    return found


def chance(claim: Claim, found: Sequence[Estimate], word: str) -> float | None:
    """Return how likely data as clear as these are where a verdict is wrong.

    A verdict that rejects nothing has 1, a structure None. It is read off the intervals that the
    rule uses, with the distance from the estimate to a bound as the quantile of a normal
    distribution: at most .05 wherever the rule gives the word alone.

    Args:
        claim: Of a register.
        found: Its estimates in one corpus.
        word: The verdict that the rule gives.
    """
    if claim.kind == "structure":
        return None
    if word not in {REPLICATED, NOT_REPLICATED}:
        return 1.0
    return _CHANCES.get(claim.kind, _of_difference)(claim, found, word)


def beyond_together(register: Register, differences: pd.DataFrame) -> pd.Series:
    """Return which differences from the article lie beyond the margin, all of a section together.

    A second way to what Holm's method guards against: the rule of 'not replicated' with the
    interval that holds for every difference of the section at once.

    Args:
        register: The claims.
        differences: As `analysis.estimates.simultaneous.of_sections` returns them.

    Returns:
        A flag a row; none where the article states no number.
    """
    ends = zip(
        differences["claim"],
        differences["estimate"] - differences["difference"],
        differences["diff_low_together"],
        differences["diff_high_together"],
        strict=True,
    )
    found = [_lies_beyond(register[name], stated, low, high) for name, stated, low, high in ends]
    return pd.Series(found, index=differences.index, dtype="bool")


def _lies_beyond(claim: Claim, stated: float, low: float, high: float) -> bool:
    around = verdicts.margins(claim, stated)
    if claim.kind == "threshold":
        below = claim.value.bound.startswith("<")
        around = Margins(-np.inf, 0.0) if below else Margins(0.0, np.inf)
    return verdicts.equivalence((low, high), (low, high), around) == NOT_REPLICATED


def _of_rank(_: Claim, found: Sequence[Estimate], __: str) -> float:
    return employer_rank.rank_p(*verdicts.rivals(found))


def _of_order(_: Claim, found: Sequence[Estimate], word: str) -> float:
    beyond = [_beyond(row, 0.0, word, len(found)) for row in found]
    if word == REPLICATED:
        return max(up for up, _ in beyond)
    return min(down for _, down in beyond)


def _of_threshold(claim: Claim, found: Sequence[Estimate], word: str) -> float:
    up, down = _beyond(found[-1], float(claim.value.value or 0), word)
    below = claim.value.bound.startswith("<")
    return down if below == (word == REPLICATED) else up


def _of_difference(claim: Claim, found: Sequence[Estimate], word: str) -> float:
    row = found[-1]
    around = verdicts.margins(claim, float(row.stated_value or 0))
    low, high = (_differs(row, side, word) for side in (around.low, around.high))
    if word == REPLICATED:
        return max(low[0], high[1])
    return min(low[1], high[0])


def _differs(row: Estimate, limit: float, word: str) -> tuple[float, float]:
    if np.isinf(limit):
        return (1.0, 0.0) if limit > 0 else (0.0, 1.0)
    at95, at90 = (row.diff_low95, row.diff_high95), (row.diff_low90, row.diff_high90)
    return _chances(row.difference, at95, at90, limit, word, 1)


def _beyond(row: Estimate, limit: float, word: str, pairs: int = 1) -> tuple[float, float]:
    at95, at90 = (row.low95, row.high95), (row.low90, row.high90)
    return _chances(row.estimate, at95, at90, limit, word, pairs)


def _chances(
    estimate: float | None,
    at95: tuple[float | None, float | None],
    at90: tuple[float | None, float | None],
    limit: float,
    word: str,
    pairs: int,
) -> tuple[float, float]:
    """Return the chance of an estimate so far above a limit, and of one so far below it.

    Replicated is a one-sided test on the 90% interval, not replicated a two-sided one on the 95%
    interval, which holds for all pairs of an order together.
    """
    confidence, bounds, sides = (
        (EQUIVALENCE, at90, 1) if word == REPLICATED else (REPORTED, at95, 2 * pairs)
    )
    quantile = stats.norm.isf((1 - confidence) / 2 / (1 if word == REPLICATED else pairs))
    centre, low, high = (float("nan") if v is None else v for v in (estimate, *bounds))
    above = _tail(centre - limit, centre - low, quantile)
    below = _tail(limit - centre, high - centre, quantile)
    return min(1.0, sides * above), min(1.0, sides * below)


def _tail(distance: float, reach: float, quantile: float) -> float:
    if reach <= 0:
        return 0.0 if distance > 0 else 1.0
    return float(stats.norm.sf(quantile * distance / reach))


_CHANCES = {"extremum": _of_rank, "ranking": _of_order, "threshold": _of_threshold}
