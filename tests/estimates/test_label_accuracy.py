"""Intervals of scores see employers, not postings."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.estimates import label_accuracy


def cells(coded, measured, employers=None, item="rag", view="mentions"):
    names = [f"e{n}" for n in range(len(coded))] if employers is None else employers
    return pd.DataFrame(
        {"item": item, "view": view, "employer_key": names, "coded": coded, "measured": measured}
    )


def scored(table, item="rag"):
    found = label_accuracy.intervals(table, ["mentions"], ["rag", "aws"])
    return found[found["item"] == item].iloc[0]


def test_precision_of_single_employers_agrees_with_a_binomial_interval():
    coded = [True] * 80 + [False] * 20
    row = scored(cells(coded, [True] * 100))
    low, high = stats.binom(100, 0.8).ppf([0.025, 0.975]) / 100
    assert row["precision_low"] == pytest.approx(low, abs=0.02)
    assert row["precision_high"] == pytest.approx(high, abs=0.02)


def test_postings_repeated_within_their_employer_leave_the_interval_as_it_is():
    chance = np.random.default_rng(1)
    once = cells(chance.random(60) < 0.5, chance.random(60) < 0.6)
    pd.testing.assert_series_equal(scored(once), scored(pd.concat([once] * 3)), check_names=False)


def test_alike_employers_make_an_interval_wider_than_independent_postings():
    coded, measured = [True] * 60 + [False] * 20, [True] * 80
    apart = scored(cells(coded, measured))
    alike = scored(cells(coded, measured, [f"e{n // 10}" for n in range(80)]))
    assert alike["precision_high"] - alike["precision_low"] > 1.8 * (
        apart["precision_high"] - apart["precision_low"]
    )


def test_a_score_without_an_error_has_the_exact_lower_bound_of_its_employers():
    row = scored(cells([True] * 40, [True] * 40, [f"e{n // 2}" for n in range(40)]))
    assert row["f1_high"] == 1
    exact = stats.binomtest(20, 20).proportion_ci(method="exact").low
    assert row["f1_low"] == pytest.approx(exact)


def test_the_mean_over_signals_is_of_the_same_resamples():
    both = cells([True, True, False] * 20, [True, False, False] * 20)
    alone = scored(both)
    together = scored(pd.concat([both, both.assign(item="aws")]), "macro")
    assert together["f1_low"] == pytest.approx(alone["f1_low"])
    assert together["f1_high"] == pytest.approx(alone["f1_high"])


def test_words_have_an_agreement_and_no_precision():
    table = cells(["duty", "required"] * 10, ["duty", "duty"] * 10, view="level")
    row = scored(table)
    assert row["agreement_low"] < 0.5 < row["agreement_high"]
    assert "precision_low" not in row.dropna()


def test_each_item_and_view_has_a_row_of_its_own_cells():
    rag, aws = cells([True] * 10, [True] * 10), cells([True, False] * 5, [True] * 10, item="aws")
    words = cells(["duty"] * 10, ["duty", "required"] * 5, view="level")
    table = pd.concat([rag, aws, words], ignore_index=True)
    found = label_accuracy.intervals(table, ["mentions"], ["rag"])
    assert list(found[["item", "view"]].itertuples(index=False, name=None)) == [
        ("rag", "mentions"), ("aws", "mentions"), ("rag", "level"),
        ("macro", "mentions"), ("macro", "level"),
    ]  # fmt: skip
    assert found.loc[0, "precision_low"] == found.loc[0, "agreement_low"] > 0.6
    assert found.loc[1, "precision_high"] < 0.9


def test_recall_is_of_what_was_coded_and_agreement_of_all():
    coded = [True] * 40 + [False] * 40
    row = scored(cells(coded, [True] * 20 + [False] * 20 + [False] * 40))
    assert row["recall_low"] < 0.5 < row["recall_high"] < 0.7
    assert row["agreement_low"] < 0.75 < row["agreement_high"] < 0.9
    exact = stats.binomtest(20, 20).proportion_ci(method="exact").low
    assert row["precision_low"] == pytest.approx(exact)


def test_a_draw_in_which_nothing_was_said_has_no_score():
    """One employer of three holds every hit; where it is not drawn precision is 0 by 0."""
    row = scored(cells([True, False, False], [True, False, False], ["a", "b", "c"]))
    assert row["precision_low"] == pytest.approx(0.025)  # of one employer without an exception
    assert row["precision_high"] == 1
    three = scored(cells([True, True, True, False], [True] * 4, ["a", "a", "b", "b"]))
    assert (three["precision_low"], three["precision_high"]) == (0.5, 1)


def test_an_employer_without_a_cell_of_an_item_counts_in_the_draws_and_nowhere_else():
    rag = cells([True] * 8 + [False] * 2, [True] * 10)
    beside = cells([True] * 5, [True] * 5, [f"other {n}" for n in range(5)], item="aws")
    row = scored(pd.concat([rag, beside], ignore_index=True))
    assert row["precision_low"] < 0.8 < row["precision_high"] <= 1


def test_the_mean_leaves_out_a_signal_that_a_draw_says_nothing_of():
    whole = cells([True] * 30, [True] * 30)
    rare = cells([True] + [False] * 29, [True] + [False] * 29, item="aws")
    found = label_accuracy.intervals(pd.concat([whole, rare]), ["mentions"], ["rag", "aws"])
    macro = found[found["item"] == "macro"].iloc[0]
    assert (macro["precision_low"], macro["precision_high"]) == (1, 1)


def test_a_quotient_by_nothing_is_no_number():
    above, below = np.array([1.0, 0.0, 0.0]), np.array([1.0, 0.0, 2.0])
    with np.errstate(all="raise"):
        found = label_accuracy._divided(above, below)
    assert found.tolist() == pytest.approx([1.0, np.nan, 0.0], nan_ok=True)
