"""How concentrated postings are among employers, and whether the largest is surely the largest."""

import math
from dataclasses import dataclass

import pandas as pd
from scipy import stats
from statsmodels.stats.proportion import multinomial_proportions_confint

from analysis.corpora import registry
from analysis.corpora.registry import Corpus
from analysis.estimates import employer_rank, populations
from analysis.estimates.signal_shares import COUNTRY

TOP = 10
COLUMNS = [
    "corpus", "role", "n", "employers", "index", "index_low95", "index_high95",
    "effective_employers", "effective_low95", "effective_high95", "top_share", "largest",
    "largest_postings", "next", "next_postings", "rank_p", "most_for_rank", "refused",
]  # fmt: skip
TOP_COLUMNS = ["corpus", "role", "rank", "employer", "n", "k", "estimate", "low95", "high95"]


@dataclass(frozen=True)
class Concentration:
    """An index with its 95% interval: the chance that two postings are one employer's."""

    index: float
    low: float
    high: float

    @property
    def effective(self) -> tuple[float, float, float]:
        """How many employers of equal size would be as concentrated, with its interval."""
        estimate, low, high = (
            1 / value if value > 0 else math.inf for value in (self.index, self.high, self.low)
        )
        return estimate, low, high


def concentration(counts: "pd.Series[int]") -> Concentration:
    """Return the Herfindahl index that the postings of a sample are an unbiased guess of.

    The sum of c(c - 1) over n(n - 1): the chance that two postings drawn without replacement are
    one employer's, with its variance in large samples (Simpson 1949, Nature 163: 688). The sum of
    squared shares itself is too high by about (1 - index) / n, which is most of it where nearly
    every employer has one posting. Postings are taken as draws; where one decision makes many,
    the interval is too narrow.

    Args:
        counts: Postings by employer, two in all at least.

    Raises:
        ValueError: Fewer than two postings.
    """
    n = float(counts.sum())
    if n < 2:
        raise ValueError("fewer than two postings: no two can be of one employer")
    index = float((counts * (counts - 1)).sum() / (n * (n - 1)))
    shares = counts / n
    second, third = float((shares**2).sum()), float((shares**3).sum())
    variance = (4 * (n - 2) * third + 2 * second - 2 * (2 * n - 3) * second**2) / (n * (n - 1))
    half = float(stats.norm.ppf(0.975)) * math.sqrt(max(variance, 0.0))
    return Concentration(index, max(index - half, 0.0), min(index + half, 1.0))


def most_of_a_rival(largest: int, level: float = 0.05) -> int | None:
    """Return the most postings that a rival may have for the rank to be sure; None where none may.

    Args:
        largest: Postings of the one that is said to lead.
        level: Of the test.
    """
    sure = [rival for rival in range(largest) if employer_rank.rank_p(largest, rival) < level]
    return max(sure) if sure else None


def of_corpora(
    frame: pd.DataFrame, corpora: list[Corpus], roles: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the concentration of every corpus and role, and the ten largest employers of each.

    A corpus whose employers were capped, picked or dropped is refused, with the registry's reason,
    and so is one where fewer than two are named: the largest has no next.
    Employers whose name is unknown are clusters of one and never stand among the largest.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered.
        roles: Such as `ai_engineer`.

    Returns:
        Columns `COLUMNS` and `TOP_COLUMNS`; shares with Goodman's simultaneous 95% intervals (1965,
        Technometrics 7: 247-254), which hold for all rows of a corpus and role together.
    """
    found: list[dict[str, object]] = []
    largest: list[pd.DataFrame] = []
    for corpus in corpora:
        for role in roles:
            blank: dict[str, object] = {"corpus": corpus.id, "role": role}
            refused = registry.refusal(corpus, "employer_rank", role)
            if refused:
                found.append(blank | {"refused": refused})
                continue
            held = frame[frame["corpus"] == corpus.id]
            kept = populations.postings(held, role=role, country=COUNTRY)
            names = kept.groupby("employer_key")["employer"].first()
            counts = kept["employer_key"].value_counts().rename(index=names.to_dict())
            if len(_named(counts)) < 2:
                few = "it holds such postings of fewer than two named employers"
                found.append(blank | {"n": int(counts.sum()), "refused": few})
                continue
            found.append(blank | _standing(counts))
            largest.append(_largest(counts).assign(corpus=corpus.id, role=role))
    top = pd.concat(largest, ignore_index=True) if largest else pd.DataFrame()
    return pd.DataFrame(found, columns=COLUMNS), top.reindex(columns=TOP_COLUMNS)


def _standing(counts: "pd.Series[int]") -> dict[str, object]:
    found, named = concentration(counts), _named(counts)
    effective, low, high = found.effective
    first, second = int(named.iloc[0]), int(named.iloc[1])
    return {
        "n": int(counts.sum()), "employers": len(counts), "index": found.index,
        "index_low95": found.low, "index_high95": found.high, "effective_employers": effective,
        "effective_low95": low, "effective_high95": high,
        "top_share": float(named.head(TOP).sum() / counts.sum()),
        "largest": named.index[0], "largest_postings": first, "next": named.index[1],
        "next_postings": second, "rank_p": employer_rank.rank_p(first, second),
        "most_for_rank": most_of_a_rival(first),
    }  # fmt: skip


def _named(counts: "pd.Series[int]") -> "pd.Series[int]":
    known = counts[[str(name).casefold() != "unknown" for name in counts.index]]
    order = sorted(known.index, key=lambda name: (-int(known[name]), str(name)))
    return known.loc[order]


def _largest(counts: "pd.Series[int]") -> pd.DataFrame:
    n = int(counts.sum())
    top = _named(counts).head(TOP)
    rest = n - int(top.sum())
    bounds = multinomial_proportions_confint([*top, rest] if rest else list(top), method="goodman")
    return pd.DataFrame(
        {
            "rank": top.rank(method="min", ascending=False).astype(int).to_numpy(),
            "employer": top.index, "n": n, "k": top.to_numpy(), "estimate": top.to_numpy() / n,
            "low95": bounds[: len(top), 0], "high95": bounds[: len(top), 1],
        }
    )  # fmt: skip
