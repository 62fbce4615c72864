"""What the article's printed numbers carry by themselves: counts, overlaps, gaps, power."""

import math
from itertools import combinations

import pandas as pd
from scipy import stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_confint, proportion_effectsize

from analysis.estimates import shares
from analysis.estimates.differences import mover
from analysis.estimates.shares import Interval
from analysis.register.register import Claim, Register
from analysis.register.stated import possible_counts

DESIGN_EFFECTS = (1.0, 1.5, 2.0)
"""Independent postings, the register's default, and about the worst in samples of that size."""

POWER = 0.8

COUNT_COLUMNS = [
    "claim", "said", "stated", "role", "n", "least", "most", "low95", "high95", "design_effect",
    "low95_design", "high95_design",
]  # fmt: skip
OVERLAP_COLUMNS = [
    "role", "first", "second", "n", "least_both", "most_both", "least_of_first", "most_of_first",
    "least_of_second", "most_of_second",
]  # fmt: skip
GAP_COLUMNS = [
    "claim", "said", "stated", "design_effect", "gap", "low95", "high95", "detectable", "power",
    "reading",
]  # fmt: skip
POWER_COLUMNS = ["first", "second", "n_first", "n_second", "design_effect", "base", "detectable"]


def printed(register: Register) -> list[Claim]:
    """Return the claims that print a share of one role, in the register's order.

    Args:
        register: The claims.
    """
    return [
        claim
        for claim in register.claim
        if claim.population and claim.against is None and claim.among is None and not claim.read_as
        and claim.value.form == "share" and claim.kind != "ranking"
        and possible_counts(claim.value, _size(register, claim.population))
    ]  # fmt: skip


def counts(register: Register) -> pd.DataFrame:
    """Return the counts that each printed share allows, with the intervals of the middle one.

    Args:
        register: The claims.

    Returns:
        Columns `COUNT_COLUMNS`. A bound such as '<5%' allows every count below it; its interval is
        that of the count next to it.
    """
    return pd.DataFrame(
        [_count(register, claim) for claim in printed(register)], columns=COUNT_COLUMNS
    )


def _count(register: Register, claim: Claim) -> dict[str, object]:
    n = _size(register, str(claim.population))
    allowed = possible_counts(claim.value, n)
    least, most = allowed.start, allowed.stop - 1
    k = {"<": most, ">": least}.get(claim.value.bound[:1], (least + most) / 2)
    effect = register.design_effect(claim)
    plain, wide = (shares.Share(n, k, None, each).interval(0.95) for each in (1.0, effect))
    return {
        "claim": claim.id, "said": claim.said, "stated": claim.stated, "role": claim.population,
        "n": n, "least": least, "most": most, "low95": plain.low, "high95": plain.high,
        "design_effect": effect, "low95_design": wide.low, "high95_design": wide.high,
    }  # fmt: skip


def overlaps(register: Register) -> pd.DataFrame:
    """Return what every two printed shares of one role leave for the postings that have both.

    The bounds of Frechet (1935): of a and b out of n, at least a + b - n and at most the smaller,
    over every count that the rounding allows. Two claims that print the same thing are one.

    Args:
        register: The claims.
    """
    found = []
    for one, other in combinations(_distinct(register), 2):
        if one.population != other.population:
            continue
        n = _size(register, str(one.population))
        a, b = (possible_counts(claim.value, n) for claim in (one, other))
        low, high = max(0, a.start + b.start - n), min(a.stop, b.stop) - 1
        found.append(
            {
                "role": one.population,
                "first": one.id,
                "second": other.id,
                "n": n,
                "least_both": low,
                "most_both": high,
                **_within("first", a, b, n),
                **_within("second", b, a, n),
            }
        )
    return pd.DataFrame(found, columns=OVERLAP_COLUMNS)


def _within(name: str, whole: range, part: range, n: int) -> dict[str, float]:
    """Return the least and the greatest share of a whole that has the part too."""
    ends = [(w, p) for w in whole if w for p in (part.start, part.stop - 1)]
    return {
        f"least_of_{name}": min(max(0, w + p - n) / w for w, p in ends),
        f"most_of_{name}": max(min(w, p) / w for w, p in ends),
    }


def _distinct(register: Register) -> list[Claim]:
    kept: dict[tuple[str | None, str | None], Claim] = {}
    for claim in printed(register):
        key = (claim.population, claim.measure)
        if key not in kept or claim.value.count is not None:
            kept[key] = claim
    return list(kept.values())


def clash(register: Register, whole: str, part: str) -> pd.DataFrame:
    """Return what a limit leaves for others once one employer's postings are taken from it.

    Args:
        register: The claims.
        whole: The claim with the limit: fewer than 5% disclose pay.
        part: The claim whose postings all have it: one employer's, each with a printed wage.

    Returns:
        One row: n, limit, the most that the limit allows, those taken, the most that are left, out
        of how many, that share with its upper 95% bound (Wilson), and the most of n for which the
        limit holds beyond the sample, two-sided (Wilson) and one-sided (Clopper-Pearson).
    """
    n = _size(register, str(register[whole].population))
    limit = float(register[whole].value.value or 0)
    most = possible_counts(register[whole].value, n).stop - 1
    taken = possible_counts(register[part].value, n).start
    left, others = most - taken, n - taken
    upper = proportion_confint(max(left, 0), others, method="wilson")[1]
    wilson = max(k for k in range(n) if proportion_confint(k, n, method="wilson")[1] < limit)
    exact = max(k for k in range(n) if stats.beta.ppf(0.95, k + 1, n - k) < limit)
    row = {
        "n": n, "limit": limit, "most": most, "taken": taken, "left": left, "others": others,
        "share_of_others": max(left, 0) / others, "upper_of_others": upper,
        "most_for_wilson": wilson, "most_for_exact": exact,
    }  # fmt: skip
    return pd.DataFrame([row])


def gaps(register: Register) -> pd.DataFrame:
    """Return the interval of every printed gap at each design effect, and what could be found.

    Args:
        register: The claims.

    Returns:
        Columns `GAP_COLUMNS`: `detectable` is the least gap above the smaller share that samples of
        these sizes find four times in five at 5%; `power` is how often they find the printed one.
    """
    found = []
    for claim in register.claim:
        if claim.kind != "comparison" or claim.pair is None:
            continue
        sizes = [_size(register, str(role)) for role in (claim.population, claim.against)]
        values = [float(side.value or 0) for side in claim.pair]
        for effect in DESIGN_EFFECTS:
            first, second = (
                shares.Share(n, value * n, None, effect).interval(0.95)
                for n, value in zip(sizes, values, strict=True)
            )
            gap = mover(first, second)
            found.append(
                {
                    "claim": claim.id,
                    "said": claim.said,
                    "stated": claim.stated,
                    "design_effect": effect,
                    "gap": gap.estimate,
                    "low95": gap.low,
                    "high95": gap.high,
                    "detectable": detectable(min(values), sizes[0], sizes[1], effect),
                    "power": power(values[0], values[1], sizes[0], sizes[1], effect),
                    "reading": _told(gap),
                }
            )
    return pd.DataFrame(found, columns=GAP_COLUMNS)


def _told(gap: Interval) -> str:
    if gap.low > 0 or gap.high < 0:
        return "beyond chance"
    return "no more than chance may give"


def power(first: float, second: float, n_first: int, n_second: int, effect: float) -> float:
    """Return how often two samples would tell two shares apart, two-sided at 5%.

    The normal test of the difference on Cohen's arcsine scale, at sizes divided by the design
    effect (Cohen 1988, Statistical Power Analysis, chapter 6).

    Args:
        first: A share of the first population, 0 to 1.
        second: Of the second.
        n_first: Postings of the first sample.
        n_second: Postings of the second.
        effect: Design effect of both.

    Example:
        >>> round(power(0.5, 0.4, n_first=400, n_second=400, effect=1.0), 2)
        0.81
        >>> round(power(0.5, 0.4, n_first=400, n_second=400, effect=4.0), 2)
        0.3
    """
    h = abs(proportion_effectsize(first, second))
    if h == 0:
        return 0.05
    found = NormalIndPower().power(h, n_first / effect, 0.05, ratio=n_second / n_first)
    return float(found)


def detectable(base: float, n_first: int, n_second: int, effect: float) -> float:
    """Return the least gap above a share that is found with a power of 0.8, two-sided at 5%.

    Args:
        base: The smaller share, 0 to 1.
        n_first: Postings of the first sample.
        n_second: Postings of the second.
        effect: Design effect of both.
    """
    h = NormalIndPower().solve_power(
        nobs1=n_first / effect, alpha=0.05, power=POWER, ratio=n_second / n_first
    )
    angle = 2 * math.asin(math.sqrt(base)) + float(h)
    return math.sin(min(angle, math.pi) / 2) ** 2 - base


def could_be_found(register: Register) -> pd.DataFrame:
    """Return the least gap that each two roles' samples can find, from shares of 5, 20 and 50%.

    Args:
        register: The claims, with the sizes of the article's samples.
    """
    sizes = {str(role): n for role, n in register.source.sample_sizes.items()}
    return pd.DataFrame(
        [
            {
                "first": one, "second": other, "n_first": sizes[one], "n_second": sizes[other],
                "design_effect": effect, "base": base,
                "detectable": detectable(base, sizes[one], sizes[other], effect),
            }
            for one, other in combinations(sizes, 2)
            for effect in DESIGN_EFFECTS
            for base in (0.05, 0.2, 0.5)
        ],
        columns=POWER_COLUMNS,
    )  # fmt: skip


def _size(register: Register, role: str) -> int:
    return {str(name): n for name, n in register.source.sample_sizes.items()}[role]
