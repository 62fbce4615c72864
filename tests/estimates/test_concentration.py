"""Concentration of employers, and who leads."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpora.registry import Unfit
from analysis.estimates import concentration, employer_rank


def test_the_index_of_four_employers_is_the_textbooks_in_a_large_sample() -> None:
    counts = pd.Series([30, 30, 20, 20]) * 100_000
    assert concentration.concentration(counts).index == pytest.approx(0.26, abs=1e-6)


def test_the_index_is_the_sum_of_squares_without_its_bias() -> None:
    counts = pd.Series([3, 3, 2, 2])
    squares = ((counts / 10) ** 2).sum()
    assert concentration.concentration(counts).index == pytest.approx((10 * squares - 1) / 9)


def test_one_posting_each_is_no_concentration_at_all() -> None:
    found = concentration.concentration(pd.Series([1] * 20))
    assert found.index == 0
    assert found.effective[0] == math.inf


def test_its_mean_over_samples_is_the_truth_and_its_interval_covers_it() -> None:
    shares = np.array([0.3, 0.3, 0.2, 0.2])
    draw = np.random.default_rng(3)
    found = [
        concentration.concentration(pd.Series(draw.multinomial(40, shares))) for _ in range(800)
    ]
    assert np.mean([one.index for one in found]) == pytest.approx(0.26, abs=0.003)
    covered = np.mean([one.low <= 0.26 <= one.high for one in found])
    assert 0.88 < covered <= 1


@pytest.mark.parametrize(("rival", "p"), [(15, 0.50), (12, 0.22), (10, 0.10), (8, 0.036)])
def test_the_rank_of_twenty_against_a_rival(rival: int, p: float) -> None:
    assert employer_rank.rank_p(20, rival) == pytest.approx(p, abs=0.005)


def test_twenty_lead_for_sure_over_eight_and_no_more() -> None:
    assert concentration.most_of_a_rival(20) == 8
    assert concentration.most_of_a_rival(3) is None


def frame(counts: dict[str, int]) -> pd.DataFrame:
    names = [name for name, count in counts.items() for _ in range(count)]
    return pd.DataFrame(
        {
            "corpus": "test", "role": "ai_engineer", "country": "US", "text_complete": True,
            "employer": names, "employer_key": [name.casefold() for name in names],
        }
    )  # fmt: skip


def test_the_largest_stand_with_intervals_and_the_unknown_is_none_of_them(corpus) -> None:
    held = frame({"Ames": 12, "Bond": 5, "Unknown": 20, "Cole": 3})
    found, top = concentration.of_corpora(held, [corpus()], ["ai_engineer"])
    assert list(top["employer"]) == ["Ames", "Bond", "Cole"]
    assert (top["low95"] < top["estimate"]).all()
    assert (top["estimate"] < top["high95"]).all()
    assert found.loc[0, ["n", "largest", "next_postings"]].tolist() == [40, "Ames", 5]


def test_a_capped_corpus_is_refused_with_its_reason(corpus) -> None:
    found, top = concentration.of_corpora(
        frame({"Ames": 12}), [corpus("employer_rank")], ["ai_engineer"]
    )
    assert found.loc[0, "refused"] == "unfit for employer_rank"
    assert top.empty


@pytest.mark.parametrize("counts", [{}, {"Ames": 5}, {"Ames": 5, "Unknown": 3}, {"Unknown": 4}])
def test_where_no_two_employers_are_named_nobody_leads(corpus, counts: dict[str, int]) -> None:
    found, top = concentration.of_corpora(frame(counts), [corpus()], ["ai_engineer"])
    assert found.loc[0, "refused"] == "it holds such postings of fewer than two named employers"
    assert found.loc[0, "n"] == sum(counts.values())
    assert top.empty


def test_two_postings_have_an_index_and_fewer_have_none() -> None:
    found = concentration.concentration(pd.Series([1, 1]))
    assert (found.index, found.low) == (0, 0)
    assert 0 <= found.high <= 1
    assert concentration.concentration(pd.Series([4, 1])).high == 1
    with pytest.raises(ValueError, match="fewer than two postings"):
        concentration.concentration(pd.Series([1]))


def test_shares_of_the_largest_have_the_intervals_of_goodman(corpus) -> None:
    """Goodman 1965, equation 2.8: a quadratic in each share, chi-square split over the cells."""
    names = {f"employer {n:02}": 15 - n for n in range(12)}
    names |= {"employer 11": 5}
    _, top = concentration.of_corpora(frame(names), [corpus()], ["ai_engineer"])
    assert list(top["rank"]) == list(range(1, 11))
    n = sum(names.values())
    cut = stats.chi2.ppf(1 - 0.05 / 11, 1)  # ten employers, and the rest together
    for row in top.itertuples():
        middle, spread = row.k * 2 + cut, np.sqrt(cut * (cut + 4 * row.k * (n - row.k) / n))
        ends = (middle - spread) / (2 * (n + cut)), (middle + spread) / (2 * (n + cut))
        assert (row.low95, row.high95) == pytest.approx(ends)


def test_employers_with_as_many_postings_share_a_rank(corpus) -> None:
    held = frame({"Ames": 5, "Bond": 5, "Cole": 3})
    _, top = concentration.of_corpora(
        pd.concat([held, held.assign(corpus="second")]), [corpus(), corpus(id="second")],
        ["ai_engineer"],
    )  # fmt: skip
    assert list(top["rank"]) == [1, 1, 3] * 2
    assert list(top.index) == list(range(6))
    assert top["low95"].gt(0).all()


def test_the_variance_is_that_of_every_sample_that_could_come() -> None:
    """All multinomial samples of four postings from shares of 1/2, 1/4 and 1/4, one by one."""
    found = concentration.concentration(pd.Series([2, 1, 1]))
    chance, index = [], []
    for counts in product(range(5), repeat=3):
        if sum(counts) == 4:
            chance.append(stats.multinomial(4, [0.5, 0.25, 0.25]).pmf(counts))
            index.append(sum(c * (c - 1) for c in counts) / 12)
    mean = np.dot(chance, index)
    variance = np.dot(chance, (np.array(index) - mean) ** 2)
    assert found.high - found.index == pytest.approx(stats.norm.ppf(0.975) * np.sqrt(variance))


def test_a_row_holds_what_is_said_of_the_two_largest(corpus) -> None:
    held = frame({"Zed": 6, "Bond": 3, "Ames": 3, "Cole": 3})
    found, top = concentration.of_corpora(
        held, [corpus(), corpus("employer_rank", id="capped"), corpus(id="empty")], ["ai_engineer"]
    )
    assert list(found) == concentration.COLUMNS
    assert list(top) == concentration.TOP_COLUMNS
    assert found["refused"].isna().tolist() == [True, False, False]
    row, index = found.iloc[0], concentration.concentration(pd.Series([6, 3, 3, 3]))
    assert row[["corpus", "role", "n", "employers", "largest", "largest_postings"]].tolist() == [
        "test", "ai_engineer", 15, 4, "Zed", 6,
    ]  # fmt: skip
    assert row[["next", "next_postings", "top_share"]].tolist() == ["Ames", 3, 1.0]
    assert row[["index", "index_low95", "index_high95"]].tolist() == pytest.approx(
        [index.index, index.low, index.high]
    )
    assert row[["effective_employers", "effective_low95", "effective_high95"]].tolist() == (
        pytest.approx(list(index.effective))
    )
    assert row["rank_p"] == employer_rank.rank_p(6, 3)
    cut = stats.chi2.ppf(1 - 0.05 / 4, 1)  # four employers, and nobody else
    middle, spread = 12 + cut, np.sqrt(cut * (cut + 4 * 6 * 9 / 15))
    assert top.loc[0, "low95"] == pytest.approx((middle - spread) / (2 * (15 + cut)))
    assert top[["corpus", "role", "rank", "employer", "n"]].to_numpy().tolist() == [
        ["test", "ai_engineer", 1, "Zed", 15], ["test", "ai_engineer", 2, "Ames", 15],
        ["test", "ai_engineer", 2, "Bond", 15], ["test", "ai_engineer", 2, "Cole", 15],
    ]  # fmt: skip


def test_a_corpus_that_is_capped_for_a_role_speaks_of_the_others_and_costs_no_other(corpus) -> None:
    held = pd.concat(
        [
            frame({"Ames": 2, "Bond": 2}),
            frame({"Ames": 2, "Bond": 2}).assign(role="software_engineer"),
        ]
    )
    capped = corpus(unfit=[Unfit(need="employer_rank", why="capped", roles=["ai_engineer"])])
    found, _ = concentration.of_corpora(held, [capped], ["ai_engineer", "software_engineer"])
    refused = found.set_index("role")["refused"]
    assert refused["ai_engineer"] == "capped"
    assert found.set_index("role").loc["software_engineer", "n"] == 4
    assert pd.isna(refused["software_engineer"])  # two that are named are enough
    few, top = concentration.of_corpora(
        held, [corpus()], ["machine_learning_engineer", "software_engineer"]
    )
    assert few["refused"].notna().tolist() == [True, False]
    assert len(top) == 2
