"""How many postings an employer has beside the largest other."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd
from scipy import stats

from analysis.corpora import employers as names
from analysis.estimates import populations
from analysis.estimates.rows import Estimate
from analysis.estimates.setting import Setting, UnusableSampleError


@dataclass(frozen=True)
class Standing:
    """An employer's postings and those of its strongest rival."""

    n: int
    employers: int
    named: int
    rival: int
    rival_name: str | None


def standing(employers: "pd.Series[str]", named: str, apart_from: Collection[str] = ()) -> Standing:
    """Return how an employer stands among all.

    Employers whose name is unknown are not rivals: each of their postings may be another's.

    Args:
        employers: The employer of each posting.
        named: The employer in question.
        apart_from: Employers that do not compete.
    """
    counts = employers.value_counts()
    others = counts[[_competes(str(name), named, apart_from) for name in counts.index]]
    rival = int(others.max()) if len(others) else 0
    tied = sorted(str(name) for name in others.index[others == rival])
    return Standing(
        n=len(employers),
        employers=len(counts),
        named=int(counts.get(named, 0)),
        rival=rival,
        rival_name=tied[0] if tied else None,
    )


def without_each(
    employers: "pd.Series[str]", named: str, apart_from: Collection[str] = ()
) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest share of either employer when one employer is left out.

    Without the one that is said to lead it has none; without its rival the next one is the rival.

    Args:
        employers: The employer of each posting, of two at least.
        named: The employer in question.
        apart_from: Employers that do not compete.

    Returns:
        By part, `named` and `rival`.
    """
    left = [standing(employers[employers != one], named, apart_from) for one in employers.unique()]
    shares = {part: [getattr(each, part) / each.n for each in left] for part in ("named", "rival")}
    return {part: (min(found), max(found)) for part, found in shares.items()}


def _competes(name: str, named: str, apart_from: Collection[str]) -> bool:
    return name != named and name not in apart_from and not name.startswith("unknown:")


def rank(setting: Setting) -> list[Estimate]:
    """Return a row for the employer that is said to lead and one for its strongest rival.

    Args:
        setting: An extremum in a corpus.

    Raises:
        UnusableSampleError: The corpus has no posting of the employer, or none of the role.
    """
    claim = setting.claim
    setting.require_employer(str(claim.employer))
    kept = populations.postings(
        setting.frame,
        role=str(claim.population),
        country=setting.register.source.country,
    )
    if kept["employer_key"].nunique() < 2:
        what = "such postings of one employer alone" if len(kept) else "no such posting"
        raise UnusableSampleError(f"it holds {what}")
    apart = [names.key(name, "") for name in claim.apart_from]
    key = names.key(str(claim.employer), "")
    found = standing(kept["employer_key"], key, apart)
    left = without_each(kept["employer_key"], key, apart)
    blank = replace(setting.blank("named"), n=found.n, employers=found.employers)
    return [
        replace(
            blank,
            part=part,
            k=k,
            estimate=k / found.n,
            without_one_low=left[part][0],
            without_one_high=left[part][1],
            note=name,
        )
        for part, k, name in (
            ("named", found.named, claim.employer),
            ("rival", found.rival, found.rival_name),
        )
    ]


def rank_p(largest: int, runner_up: int) -> float:
    """Return the p-value of the first being no larger than the second, in other samples too.

    The exact test of one half among the postings of both, two-sided. Both were picked for being
    the largest, which makes it too small rather than too large.

    Args:
        largest: Postings of the one that is said to lead.
        runner_up: Postings of its strongest rival.

    Example:
        >>> round(rank_p(10, 2), 3), round(rank_p(6, 5), 3)
        (0.039, 1.0)
    """
    if largest + runner_up == 0:
        return 1.0
    return float(stats.binomtest(largest, largest + runner_up).pvalue)
