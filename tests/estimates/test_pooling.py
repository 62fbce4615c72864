"""Pooling over corpora, against published meta-analyses and by what must hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from analysis.estimates import pooling
from analysis.estimates.rows import COLUMNS
from analysis.register.register import Claim

# Thirteen trials of BCG vaccine (Colditz 1994), the example of every text on the matter.
TREATED = np.array([4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27])
OTHERS = np.array([119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886])
CONTROL = np.array([11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29])
HEALTHY = np.array([128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825])
EFFECTS = np.log((TREATED / (TREATED + OTHERS)) / (CONTROL / (CONTROL + HEALTHY)))
VARIANCES = 1 / TREATED - 1 / (TREATED + OTHERS) + 1 / CONTROL - 1 / (CONTROL + HEALTHY)


def test_the_trials_of_bcg_give_what_metafor_gives() -> None:
    found = pooling.pool(EFFECTS, VARIANCES)
    assert found.estimate == pytest.approx(-0.7150, abs=2e-4)  # method PM
    assert found.tau**2 == pytest.approx(0.3181, abs=2e-4)
    assert found.i2 == pytest.approx(1 - 12 / 152.2330, abs=1e-4)  # its Q


def test_the_interval_and_the_prediction_are_those_worked_by_hand() -> None:
    found = pooling.pool(EFFECTS, VARIANCES)
    weights = 1 / (VARIANCES + found.tau**2)
    mean = (weights * EFFECTS).sum() / weights.sum()
    scatter = (weights * (EFFECTS - mean) ** 2).sum() / 12
    error = np.sqrt(max(scatter, 1) / weights.sum())
    assert found.high - found.low == pytest.approx(2 * 2.1788128 * error, rel=1e-5)
    far = 2 * 2.2009852 * np.sqrt(found.tau**2 + error**2)
    assert found.predicted_high - found.predicted_low == pytest.approx(far, rel=1e-5)


def test_corpora_that_agree_by_chance_do_not_narrow_the_interval() -> None:
    found = pooling.pool([0.1, 0.1, 0.1, 0.1], [0.04] * 4)
    assert (found.tau, found.i2) == (0, 0)
    assert found.high - found.estimate == pytest.approx(3.1824463 * 0.1)


@given(st.lists(st.tuples(st.floats(-3, 3), st.floats(0.01, 2)), min_size=3, max_size=8))
def test_the_mean_lies_among_the_effects_and_inside_both_intervals(studies) -> None:
    effects, variances = zip(*studies, strict=True)
    found = pooling.pool(effects, variances)
    assert min(effects) - 1e-9 <= found.estimate <= max(effects) + 1e-9
    assert found.predicted_low <= found.low <= found.estimate <= found.high <= found.predicted_high


def test_two_studies_are_too_few() -> None:
    with pytest.raises(ValueError, match="2 studies: pooling needs 3"):
        pooling.pool([0.1, 0.2], [0.1, 0.1])


def share_claim(**keys: object) -> Claim:
    given: dict[str, object] = {
        "id": "a-share", "section": "s", "said": "postings with it", "stated": "49%",
        "kind": "share", "population": "ai_engineer", "measure": "python", "level": "requires",
        "margin": 0.1, "needs": "skill_share",
    }  # fmt: skip
    return Claim(**(given | keys))


def estimates(shares: dict[str, float], n: float = 100) -> pd.DataFrame:
    rows = [
        {
            "claim": "a-share", "part": "ai_engineer", "corpus": corpus, "estimate": share,
            "n": n, "n_effective": n, "stated_value": 0.49,
            "low95": max(share - 0.1, 0.0), "high95": min(share + 0.1, 1.0),
        }
        for corpus, share in shares.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def test_equal_shares_pool_to_themselves(register) -> None:
    table = estimates({"a": 0.4, "b": 0.4, "c": 0.4})
    row = pooling.pool_claims(register(share_claim()), table).iloc[0]
    assert row["estimate"] == pytest.approx(0.4)
    assert (row["lowest"], row["highest"], row["corpora"]) == (0.4, 0.4, 3)
    assert row["without_one_low"] == pytest.approx(row["without_one_high"])


def test_a_share_of_none_enters_as_half_a_posting(register) -> None:
    table = estimates({"a": 0.0, "b": 0.0, "c": 0.0})
    row = pooling.pool_claims(register(share_claim()), table).iloc[0]
    assert row["estimate"] == pytest.approx(expit(np.log(0.5 / 100.5)))


def test_a_corpus_with_few_effective_postings_does_not_enter(register) -> None:
    table = estimates({"a": 0.4, "b": 0.4, "c": 0.4}, n=29)
    row = pooling.pool_claims(register(share_claim()), table).iloc[0]
    assert pd.isna(row["estimate"])
    assert row["refused"].startswith("comparable in 0 corpora")


def test_an_order_is_never_pooled(register) -> None:
    order = share_claim(kind="ranking", varies="measure", tiers=(("python",), ("aws",)))
    row = pooling.pool_claims(register(order), estimates({})).iloc[0]
    assert row["refused"] == "ranking: no one number stands for it"
