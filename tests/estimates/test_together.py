"""Skills together, what agentic postings add, and what pay goes with."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

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


def test_the_premium_is_least_squares_with_errors_by_employer(corpus) -> None:
    held = employers_that_pay_more_and_ask_for_it(0.10)
    found = together.pay_goes_with(held, [corpus()], [LAW], ["skill"], "requires")
    row = found[(found["within"] == "all") & (found["reading"] == "text")].iloc[0]
    x = (held["skill"] == "required").astype(float)
    y = np.log(held["pay_min"])
    x, y = x - x.mean(), y - y.mean()
    slope = (x * y).sum() / (x**2).sum()
    moved = (x * (y - slope * x)).groupby(held["employer_key"]).sum()
    error = np.sqrt((moved**2).sum() * 40 / 39) / (x**2).sum()  # CR1 of one coefficient
    reach = 2.022691 * error  # t at 39 degrees of freedom
    assert [row["percent"], row["low95"], row["high95"]] == pytest.approx(
        np.expm1([slope, slope - reach, slope + reach]), rel=1e-5
    )
    assert row["p"] == pytest.approx(2 * stats.t.sf(slope / error, 39), rel=1e-5)
    assert row[["n", "with_signal", "employers", "informative"]].tolist() == [
        160, (held["skill"] == "required").sum(), 40, 40,
    ]  # fmt: skip


def test_only_employers_with_both_kinds_tell_within_and_twenty_are_needed(corpus) -> None:
    mixed = employers_that_pay_more_and_ask_for_it(0.10)
    within = mixed.groupby("employer_key")["skill"].transform("nunique") == 2
    telling = mixed.loc[within, "employer_key"].unique()

    def rows(kept: pd.DataFrame) -> pd.DataFrame:
        found = together.pay_goes_with(kept, [corpus()], [LAW], ["skill"], "requires")
        return found[found["reading"] == "text"].set_index("within")

    assert rows(mixed).loc["employer and title", "informative"] == len(telling)
    one_kind = mixed[~mixed["employer_key"].isin(telling[19:])]
    assert list(rows(one_kind).index) == ["all"]
    assert len(rows(mixed[~mixed["employer_key"].isin(telling[20:])])) == 2


def test_two_titles_are_a_cell_of_their_own(corpus) -> None:
    held = employers_that_pay_more_and_ask_for_it(0.10)
    odd = held["employer_key"].astype(int) % 2 == 1
    held["role"] = np.where(odd, "ai_engineer", "software_engineer")
    found = together.pay_goes_with(held, [corpus()], [LAW], ["skill"], "requires")
    assert list(found["within"]) == ["all", "title", "employer and title"]
    assert (found["corpus"] == "test").all()
    assert list(found.columns) == together.PAY_COLUMNS


def test_ten_postings_with_a_signal_are_enough_and_nine_without_are_not(corpus) -> None:
    def common(with_it: int) -> list[str]:
        held = paid(100, a=levels([i < with_it for i in range(100)]), b=levels([True] * 100),
                    c=levels([i % 2 == 0 for i in range(100)]))  # fmt: skip
        found = together.pairs(held, [corpus()], "ai_engineer", ["a", "b", "c"], "requires")
        return (found["first"] + found["second"]).tolist()

    assert common(10) == ["ab", "ac", "bc"]
    assert common(9) == ["bc"]


def test_a_pair_tells_its_shares_and_its_lift(corpus) -> None:
    held = paid(100, a=levels([i < 20 for i in range(100)]),
                b=levels([10 <= i < 60 for i in range(100)]))  # fmt: skip
    row = together.pairs(held, [corpus()], "ai_engineer", ["a", "b"], "requires").iloc[0]
    assert row.drop(["lift_low95", "lift_high95"]).to_dict() == {
        "corpus": "test", "role": "ai_engineer", "first": "a", "second": "b", "n": 100,
        "employers": 100, "share_first": 0.2, "share_second": 0.5, "share_both": 0.1,
        "lift": pytest.approx(1.0),
    }  # fmt: skip


def blocks(agentic: int, application: int, with_it: tuple[int, int]) -> pd.DataFrame:
    flags = [i < agentic for i in range(agentic + application)]
    evals = [i < with_it[0] or agentic <= i < agentic + with_it[1] for i in range(len(flags))]
    return paid(len(flags), agentic=levels(flags), llm_api="required", rag="absent",
                llm_features="absent", evals=levels(evals))  # fmt: skip


def test_what_agentic_postings_add_is_told_with_both_sides(corpus) -> None:
    row = together.added(blocks(60, 50, (30, 10)), [corpus()], ["evals"], "requires").iloc[0]
    assert row[["corpus", "signal", "n_agentic", "n_application"]].tolist() == [
        "test", "evals", 60, 50,
    ]  # fmt: skip
    assert row[["agentic", "application", "gap", "ratio"]].tolist() == pytest.approx(
        [0.5, 0.2, 0.3, 2.5]
    )
    assert 0 < row["low95"] < 0.3 < row["high95"] < 0.6


def test_the_more_signals_are_looked_at_the_wider_is_each_interval(corpus) -> None:
    held = blocks(60, 60, (30, 10)).assign(python="required")
    alone = together.added(held, [corpus()], ["evals"], "requires").iloc[0]
    two = together.added(held, [corpus()], ["evals", "python"], "requires").iloc[0]
    assert two["low95"] < alone["low95"]


def test_a_block_takes_fifty_postings_and_a_signal_ten(corpus) -> None:
    def found(*given: object) -> int:
        return len(together.added(blocks(*given), [corpus()], ["evals"], "requires"))  # type: ignore[arg-type]

    assert found(50, 50, (10, 0)) == 1
    assert found(50, 49, (10, 5)) == 0
    assert found(50, 50, (5, 4)) == 0


def test_nobody_asks_for_it_in_the_other_block_is_no_ratio(corpus) -> None:
    row = together.added(blocks(60, 50, (30, 0)), [corpus()], ["evals"], "requires").iloc[0]
    assert pd.isna(row["ratio"])


def test_a_signal_of_one_employer_is_drawn_with_it_or_not_at_all(corpus) -> None:
    employers = ["one"] * 10 + [f"e{i}" for i in range(90)]
    held = paid(100, a=levels([i < 10 for i in range(100)]), b="required",
                employer_key=employers)  # fmt: skip
    row = together.pairs(held, [corpus()], "ai_engineer", ["a", "b"], "requires").iloc[0]
    assert row[["lift", "lift_low95", "lift_high95"]].tolist() == pytest.approx([1, 1, 1])


def test_fifty_postings_of_twenty_employers_are_enough(corpus) -> None:
    def found(n: int, employers: int) -> int:
        flags = levels([i % 2 == 0 for i in range(n)])
        held = paid(n, a=flags, b=flags, employer_key=[f"e{i % employers}" for i in range(n)])
        return len(together.pairs(held, [corpus()], "ai_engineer", ["a", "b"], "requires"))

    assert [found(50, 20), found(49, 20), found(50, 19)] == [1, 0, 0]


def in_corpora(**frames: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(
        [frame.assign(corpus=name) for name, frame in frames.items()], ignore_index=True
    )


def test_each_corpus_has_its_rows_and_one_of_too_few_costs_no_other_its_own(corpus) -> None:
    flags = levels([i % 2 == 0 for i in range(100)])
    whole = paid(100, a=flags, b=flags)
    rare = paid(100, a=levels([False] * 100), b=flags)
    held = in_corpora(few=whole.head(49), rare=rare, one=whole, two=whole)
    corpora = [corpus(id=name) for name in ("few", "rare", "one", "two")]
    found = together.pairs(held, corpora, "ai_engineer", ["a", "b"], "requires")
    assert found["corpus"].tolist() == ["one", "two"]
    one = blocks(60, 60, (30, 10))
    held = in_corpora(few=one.head(100), one=one.assign(python="absent"), two=one)
    corpora = [corpus(id=name) for name in ("few", "one", "two")]
    found = together.added(held.fillna({"python": "required"}), corpora, ["python", "evals"],
                           "requires")  # fmt: skip
    assert (found["corpus"] + " " + found["signal"]).tolist() == [
        "one evals", "two python", "two evals",
    ]  # fmt: skip


def test_a_corpus_without_the_title_has_no_row_and_no_row_is_a_table_still(corpus) -> None:
    other = corpus(roles=("software_engineer",))
    flags = levels([i % 2 == 0 for i in range(100)])
    held = paid(100, a=flags, b=flags)
    found = together.pairs(held, [other], "ai_engineer", ["a", "b"], "requires")
    assert (len(found), list(found.columns)) == (0, together.PAIR_COLUMNS)
    found = together.added(blocks(60, 60, (30, 10)), [other], ["evals"], "requires")
    assert (len(found), list(found.columns)) == (0, together.ADDED_COLUMNS)
    rich = employers_that_pay_more_and_ask_for_it(0.1)
    found = together.pay_goes_with(rich, [other], [LAW], ["skill"], "requires")
    assert (len(found), list(found.columns)) == (0, together.PAY_COLUMNS)


def premiums(corpus, held: pd.DataFrame, *corpora: str) -> pd.DataFrame:
    known = [corpus(id=name) for name in corpora or ("test",)]
    return together.pay_goes_with(held, known, [LAW], ["skill"], "requires")


def test_pay_is_that_of_staff_in_the_corpus_and_title(corpus) -> None:
    held = employers_that_pay_more_and_ask_for_it(0.1)
    expected = premiums(corpus, held)
    contract = held.assign(employment="contract", pay_min=9e5, pay_max=9e5)
    stray = held.assign(role="other", pay_min=9e5, pay_max=9e5)
    found = premiums(corpus, pd.concat([held, contract, stray], ignore_index=True))
    pd.testing.assert_frame_equal(found, expected)
    two = in_corpora(one=held, two=held.assign(pay_min=held["pay_min"] * 2))
    found = premiums(corpus, two, "one", "two")
    pd.testing.assert_frame_equal(
        found[found["corpus"] == "one"].drop(columns="corpus"), expected.drop(columns="corpus")
    )
    assert set(found["signal"]) == {"skill"}


def test_pay_of_the_field_is_read_where_texts_give_none(corpus) -> None:
    held = employers_that_pay_more_and_ask_for_it(0.1)
    field = held.assign(
        pay_field_min=held["pay_min"], pay_field_max=held["pay_max"], pay_field_period="year",
        pay_field_currency="USD", pay_min=np.nan, pay_max=np.nan, pay_disclosed=False,
    )  # fmt: skip
    assert set(premiums(corpus, field)["reading"]) == {"field"}


@pytest.mark.parametrize(("with_it", "rows"), [(10, 1), (9, 0), (150, 1), (151, 0)])
def test_a_premium_takes_ten_postings_on_either_side(corpus, with_it: int, rows: int) -> None:
    held = employers_that_pay_more_and_ask_for_it(0.1)
    held["skill"] = levels([i < with_it for i in range(160)])
    found = premiums(corpus, held)
    assert (found[found["reading"] == "text"]["within"] == "all").sum() == rows


def test_a_corpus_that_may_not_speak_leaves_the_others_theirs(corpus) -> None:
    corpora = [corpus("skill_share", "skill_contrast", id="unfit"), corpus()]
    flags = levels([i % 2 == 0 for i in range(100)])
    both = [paid(100, a=flags, b=flags), blocks(60, 60, (30, 10))]
    frames = [pd.concat([held, held.assign(corpus="unfit")], ignore_index=True) for held in both]
    found = together.pairs(frames[0], corpora, "ai_engineer", ["a", "b"], "requires")
    assert found["corpus"].tolist() == ["test"]
    assert together.added(frames[1], corpora, ["evals"], "requires")["corpus"].tolist() == ["test"]
