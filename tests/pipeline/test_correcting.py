"""Error rates come from the scores, and verdicts stand beside what they would be."""

import pandas as pd

from analysis import paths
from analysis.estimates.corrections import Rates
from analysis.pipeline import correcting


def score(item: str, view: str, positives: int, **more: object) -> dict[str, object]:
    row = {"part": "all", "item": item, "view": view, "n": 100, "positives": positives}
    return row | {"found": 45, "hits": 36, "assessable": True} | more


def test_rates_are_counted_from_the_scores_of_all_coded_postings() -> None:
    table = pd.DataFrame(
        [
            score("rag", "requires", 40),
            score("rag", "requires", 20, part="held out"),
            score("rag", "level", 40),
            score("pay", "disclosed", 40),
            score("evals", "requires", 4, assessable=False),
            score("macro", "requires", 40),
        ]
    )
    counted = Rates(hits=36, positives=40, passed=51, negatives=60)
    assert correcting.rates(table) == {
        ("rag", "requires"): counted,
        ("pay_disclosed", ""): counted,
    }


def test_the_committed_table_stands_beside_the_committed_verdicts() -> None:
    found = pd.read_csv(paths.source("data/processed/corrected.csv"))
    verdicts = pd.read_csv(paths.source("data/processed/verdicts.csv"))
    both = found.merge(verdicts, on=["claim", "corpus"], suffixes=("", "_judged"))
    assert len(both) == len(found) > 0
    assert (both["verdict"] == both["at_default"]).all()
    inside = found["corrected_low95"] <= found["corrected_estimate"]
    assert (inside & (found["corrected_estimate"] <= found["corrected_high95"])).all()
