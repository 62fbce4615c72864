"""Skills together, what agentic postings add, and what pay goes with."""

import numpy as np
import pandas as pd
import pytest

from analysis.estimates import together
from tests.estimates.test_pay_by_law import LAW
from tests.estimates.test_pay_levels import paid


def levels(flags: "np.ndarray | list[bool]") -> "list[str]":
    return ["required" if flag else "absent" for flag in flags]


def test_lift_is_one_where_two_have_nothing_to_do_with_one_another(corpus) -> None:
    held = paid(
        100, a=levels([i % 2 == 0 for i in range(100)]), b=levels([i < 50 for i in range(100)])
    )
    row = together.pairs(held, [corpus()], "ai_engineer", ["a", "b"], "requires").iloc[0]
    assert row["share_both"] == pytest.approx(0.25)
    assert row["lift"] == pytest.approx(1.0)
    assert row["lift_low95"] < 1 < row["lift_high95"]


def test_lift_of_what_always_stands_together_is_one_over_its_share(corpus) -> None:
    flags = levels([i < 20 for i in range(100)])
    held = paid(100, a=flags, b=flags)
    row = together.pairs(held, [corpus()], "ai_engineer", ["a", "b"], "requires").iloc[0]
    assert row["lift"] == pytest.approx(5.0)
    assert row["lift_low95"] > 1


def test_a_rare_signal_and_a_corpus_of_few_employers_have_no_pair(corpus) -> None:
    flags = levels([i < 9 for i in range(100)])
    held = paid(100, a=flags, b=levels([i < 50 for i in range(100)]))
    assert together.pairs(held, [corpus()], "ai_engineer", ["a", "b"], "requires").empty
    few = paid(100, a=levels([True] * 100), b=levels([True] * 100), employer_key="one")
    assert together.pairs(few, [corpus()], "ai_engineer", ["a", "b"], "requires").empty


def test_what_agentic_postings_add_is_the_planted_gap(corpus) -> None:
    n = 200
    agentic = [i < 100 for i in range(n)]
    evals = [(i < 80) or (100 <= i < 130) for i in range(n)]
    held = paid(
        n, agentic=levels(agentic), llm_api="required", rag="absent", llm_features="absent",
        evals=levels(evals),
    )  # fmt: skip
    row = together.added(held, [corpus()], ["evals"], "requires").iloc[0]
    assert (row["agentic"], row["application"]) == (0.8, 0.3)
    assert row["gap"] == pytest.approx(0.5)
    assert 0 < row["low95"] < 0.5


def employers_that_pay_more_and_ask_for_it(premium: float) -> pd.DataFrame:
    draw = np.random.default_rng(5)
    employers = np.repeat(np.arange(40), 4)
    rich = employers < 20
    has = draw.random(160) < np.where(rich, 0.7, 0.3)
    pay = 100_000 * np.where(rich, 2.0, 1.0) * np.where(has, 1 + premium, 1.0)
    pay *= np.exp(draw.normal(0, 0.02, 160))
    return paid(
        160, employer_key=employers.astype(str), skill=levels(has), pay_min=pay, pay_max=pay
    )


def test_within_employers_only_what_the_skill_adds_is_left(corpus) -> None:
    held = employers_that_pay_more_and_ask_for_it(0.10)
    found = together.pay_goes_with(held, [corpus()], [LAW], ["skill"], "requires")
    found = found[found["reading"] == "text"].set_index("within")["percent"]
    assert found["employer and title"] == pytest.approx(0.10, abs=0.015)
    assert found["all"] > 0.25


def test_a_skill_that_adds_nothing_is_no_more_than_chance_within_employers(corpus) -> None:
    held = employers_that_pay_more_and_ask_for_it(0.0)
    found = together.pay_goes_with(held, [corpus()], [LAW], ["skill"], "requires")
    row = found[(found["within"] == "employer and title") & (found["reading"] == "text")].iloc[0]
    assert row["low95"] < 0 < row["high95"]
    assert row["p_holm"] >= row["p"]
