"""Pooling over corpora, against published meta-analyses and by what must hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

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


def test_three_studies_as_worked_on_paper() -> None:
    found = pooling.pool([0.0, 0.2, 0.4], [0.01] * 3)
    assert found.estimate == pytest.approx(0.2)
    assert found.q_p == pytest.approx(np.exp(-4))  # Q is 8 at two degrees of freedom
    assert found.i2 == pytest.approx(1 - 2 / 8)
    assert found.tau**2 == pytest.approx(0.03)  # 0.08 / (0.01 + 0.03) = 2


def test_the_interval_and_the_prediction_are_those_worked_by_hand() -> None:
    found = pooling.pool(EFFECTS, VARIANCES)
    weights = 1 / (VARIANCES + found.tau**2)
    mean = (weights * EFFECTS).sum() / weights.sum()
    scatter = (weights * (EFFECTS - mean) ** 2).sum() / 12
    error = np.sqrt(max(scatter, 1) / weights.sum())
    half = 2.1788128 * error
    assert (found.low, found.high) == pytest.approx((mean - half, mean + half), rel=1e-5)
    far = 2.2009852 * np.sqrt(found.tau**2 + error**2)
    told = found.predicted_low, found.predicted_high
    assert told == pytest.approx((mean - far, mean + far), rel=1e-5)


def test_corpora_that_agree_by_chance_do_not_narrow_the_interval() -> None:
    found = pooling.pool([0.1, 0.1, 0.1, 0.1], [0.04] * 4)
    assert (found.tau, found.i2, found.q_p) == (0, 0, 1)
    assert found.high - found.estimate == pytest.approx(3.1824463 * 0.1)


def test_effects_that_are_all_one_scatter_not_at_all() -> None:
    found = pooling.pool([0.0, 0.0, 0.0], [1.0, 1.0, 1.0])
    assert (found.estimate, found.tau, found.i2, found.q_p) == (0, 0, 0, 1)


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


Z = 1.959963985  # the normal quantile at .975, from a table


def told(found: pooling.Pooled) -> list[float]:
    return [found.estimate, found.low, found.high, found.predicted_low, found.predicted_high]


BOUNDS = ["estimate", "low95", "high95", "predicted_low95", "predicted_high95"]


def test_shares_are_pooled_on_the_logit_with_the_variance_of_their_intervals(register) -> None:
    table = estimates({"a": 0.2, "b": 0.4, "c": 0.5})
    row = pooling.pool_claims(register(share_claim()), table).iloc[0]
    shares, low, high = np.array([[0.2, 0.4, 0.5], [0.1, 0.3, 0.4], [0.3, 0.5, 0.6]])
    variances = ((logit(high) - logit(low)) / 2 / Z) ** 2
    by_hand = pooling.pool(logit(shares), variances)
    assert list(row[BOUNDS].astype(float)) == pytest.approx(list(expit(told(by_hand))))
    assert row[["tau", "i2", "q_p"]].tolist() == pytest.approx(
        [by_hand.tau, by_hand.i2, by_hand.q_p]
    )
    assert row[["claim", "scale", "corpora", "which", "lowest", "highest"]].tolist() == [
        "a-share", "logit", 3, "a b c", 0.2, 0.5,
    ]  # fmt: skip
    assert row["stated_value"] == 0.49
    assert pd.isna(row["refused"])


def test_without_one_is_the_lowest_and_highest_mean_of_the_others(register) -> None:
    table = estimates({"a": 0.2, "b": 0.4, "c": 0.4, "d": 0.8})
    row = pooling.pool_claims(register(share_claim()), table).iloc[0]
    pairs = ({"b": 0.4, "c": 0.4, "d": 0.8}, {"a": 0.2, "b": 0.4, "c": 0.4})
    highest, lowest = (
        pooling.pool_claims(register(share_claim()), estimates(kept)).iloc[0]["estimate"]
        for kept in pairs
    )
    assert row["without_one_low"] == pytest.approx(lowest)
    assert row["without_one_high"] == pytest.approx(highest)
    assert lowest < row["estimate"] < highest


def difference_claim() -> Claim:
    return share_claim(kind="comparison", stated="20% against 10%", against="software_engineer",
                       margin="half the gap")  # fmt: skip


def gaps(values: dict[str, tuple[float, float, float]], n: float = 100) -> pd.DataFrame:
    rows = [
        {
            "claim": "a-share", "part": "ai_engineer - software_engineer", "corpus": corpus,
            "estimate": gap, "low95": low, "high95": high, "n": n, "n_effective": n,
            "stated_value": 0.1,
        }
        for corpus, (gap, low, high) in values.items()
    ]  # fmt: skip
    rows.append(rows[0] | {"part": "ai_engineer", "estimate": 0.9})
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def test_differences_are_pooled_as_they_are_and_shares_beside_them_are_not(register) -> None:
    table = gaps({"a": (0.1, 0.0, 0.3), "b": (0.2, 0.1, 0.3), "c": (0.4, 0.3, 0.6)})
    row = pooling.pool_claims(register(difference_claim()), table).iloc[0]
    variances = (np.array([0.3, 0.2, 0.3]) / 2 / Z) ** 2
    by_hand = pooling.pool([0.1, 0.2, 0.4], variances)
    assert list(row[BOUNDS].astype(float)) == pytest.approx(np.clip(told(by_hand), -1, 1))
    assert (row["scale"], row["which"], row["stated_value"]) == ("difference", "a b c", 0.1)


def test_what_a_difference_may_be_ends_at_all_and_none(register) -> None:
    table = gaps({"a": (-0.9, -1.0, -0.8), "b": (0.0, -0.1, 0.1), "c": (0.9, 0.8, 1.0)})
    row = pooling.pool_claims(register(difference_claim()), table).iloc[0]
    assert (row["predicted_low95"], row["predicted_high95"]) == (-1, 1)


@pytest.mark.parametrize("k", [0, 100])
def test_a_share_of_none_or_all_enters_as_half_a_posting_more(register, k: int) -> None:
    shares = {"a": k / 100, "b": k / 100, "c": 0.5}
    row = pooling.pool_claims(register(share_claim()), estimates(shares)).iloc[0]
    odds = np.log((k + 0.5) / (100.5 - k))
    inner = ((logit(0.6) - logit(0.4)) / 2 / Z) ** 2
    edge = 1 / 0.5 + 1 / 100.5
    by_hand = pooling.pool([odds, odds, 0.0], [edge, edge, inner])
    assert list(row[BOUNDS].astype(float)) == pytest.approx(list(expit(told(by_hand))))


def test_thirty_effective_postings_are_enough(register) -> None:
    table = estimates({"a": 0.4, "b": 0.4, "c": 0.4}, n=30)
    assert pooling.pool_claims(register(share_claim()), table).iloc[0]["corpora"] == 3


def test_what_was_refused_in_a_corpus_does_not_enter(register) -> None:
    table = estimates({"a": 0.4, "b": 0.4, "c": np.nan})
    row = pooling.pool_claims(register(share_claim()), table).iloc[0]
    assert (row["corpora"], row["which"]) == (2, "a b")
    told = "comparable in 2 corpora with enough postings; pooling needs three"
    assert row["refused"] == told
    assert pd.isna(row["estimate"])


def test_each_claim_has_its_own_row_and_rows_of_others_do_not_enter(register) -> None:
    other = estimates({"d": 0.9}).assign(claim="another")
    table = pd.concat([estimates({"a": 0.4, "b": 0.4, "c": 0.4}), other])
    both = register(share_claim(), share_claim(id="another"))
    rows = pooling.pool_claims(both, table)
    assert list(rows["claim"]) == ["a-share", "another"]
    assert list(rows["corpora"]) == [3, 1]
    assert list(rows.columns) == pooling.COLUMNS


def test_a_corpus_with_few_effective_postings_does_not_enter(register) -> None:
    table = estimates({"a": 0.4, "b": 0.4, "c": 0.4}, n=29)
    row = pooling.pool_claims(register(share_claim()), table).iloc[0]
    assert pd.isna(row["estimate"])
    assert row["refused"].startswith("comparable in 0 corpora")
    assert (row["claim"], row["which"]) == ("a-share", "")


def test_an_order_is_never_pooled(register) -> None:
    order = share_claim(kind="ranking", varies="measure", tiers=(("python",), ("aws",)))
    row = pooling.pool_claims(register(order), estimates({})).iloc[0]
    assert (row["claim"], row["refused"]) == ("a-share", "ranking: no one number stands for it")
