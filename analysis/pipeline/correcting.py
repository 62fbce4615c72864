"""The step from estimates and scores to the verdicts as they would be without label error."""

import pandas as pd

from analysis import paths
from analysis.claims import judge
from analysis.estimates import corrections
from analysis.estimates.corrections import Rates
from analysis.pipeline import estimating, scoring
from analysis.pipeline.shelves import REAL
from analysis.register import register
from analysis.signals import accuracy

CORRECTED = "corrected.csv"
"""The table on the shelf of real results."""

_KEY = ["claim", "corpus"]
_SHOWN = ["estimate", "low95", "high95"]


def correct_claims() -> None:
    """Correct every claim that can be, judge it again, and write both beside one another.

    Both are the verdicts of the declared reading, so that label error alone stands between them.
    """
    claims = register.load(paths.source(register.ARTICLE))
    estimates = pd.read_csv(paths.source(REAL.path(estimating.ESTIMATES)))
    scores = pd.read_csv(paths.source(REAL.path(scoring.ACCURACY)))
    moved = corrections.corrected(estimates, claims, rates(scores))
    before, before_overall = judge.judge(claims, estimates)
    detailed, overall = judge.judge(claims, moved)
    found = _side_by_side(estimates, moved)
    found = found.merge(_words(before, detailed, _KEY, ""), on=_KEY)
    found = found.merge(_words(before_overall, overall, ["claim"], "_overall"), on="claim")
    REAL.write(found, CORRECTED)


def _words(before: pd.DataFrame, after: pd.DataFrame, key: list[str], suffix: str) -> pd.DataFrame:
    """Return the verdicts of two tables beside one another."""
    both = before[[*key, "verdict"]].merge(after[[*key, "verdict"]], on=key)
    return both.rename(
        columns={"verdict_x": f"verdict{suffix}", "verdict_y": f"corrected_verdict{suffix}"}
    )


def rates(scores: pd.DataFrame) -> dict[tuple[str, str], Rates]:
    """Return the error rates that coded postings show, by measure and level.

    Args:
        scores: The table that `scoring.score_coded` writes.
    """
    counted = scores[
        (scores["part"] == "all")
        & scores["view"].isin(accuracy.BINARY)
        & (scores["item"] != accuracy.MACRO)
        & scores["assessable"]
    ]
    return {
        _measure(str(row["item"]), str(row["view"])): Rates(
            hits=int(row["hits"]),
            positives=int(row["positives"]),
            passed=int(row["n"] - row["positives"] - row["found"] + row["hits"]),
            negatives=int(row["n"] - row["positives"]),
        )
        for row in counted.to_dict("records")
    }


def _measure(item: str, view: str) -> tuple[str, str]:
    return ("pay_disclosed", "") if view == accuracy.DISCLOSED else (item, view)


def _side_by_side(estimates: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    """Return the last part of each claim in each corpus, as measured and corrected."""
    both = estimates[[*_KEY, "part", *_SHOWN]].join(
        moved[_SHOWN].rename(columns=lambda name: f"corrected_{name}")
    )
    kept = both[moved["note"].eq(corrections.CORRECTED).to_numpy(bool)]
    return kept.groupby(_KEY, sort=False).tail(1).reset_index(drop=True)
