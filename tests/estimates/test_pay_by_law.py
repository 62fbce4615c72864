"""Pay by the law of the place: text and field apart, contract work apart, nothing guessed."""

import datetime

import pandas as pd
import pytest

from analysis.corpora.pay_laws import Law
from analysis.corpora.registry import Unfit
from analysis.estimates import pay_by_law, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference

LAW = Law(
    state="CA", first_month="2023-01", in_force=datetime.date(2023, 1, 1), employees=15,
    source="https://example.org/",
)  # fmt: skip


def frame(n: int, **columns: object) -> pd.DataFrame:
    defaults: dict[str, object] = {
        "corpus": "test", "country": "US", "role": "ai_engineer", "state": "CA", "remote": False,
        "month": "2026-05", "employment": "unstated", "text_complete": True, "pay_disclosed": True,
        "pay_field_known": True, "pay_field_min": float("nan"), "pay_field_max": float("nan"),
        "employer_key": [f"e{i}" for i in range(n)],
    }  # fmt: skip
    return pd.DataFrame(defaults | columns, index=range(n))


def test_a_law_binds_from_its_first_month_and_only_where_the_state_is_known() -> None:
    held = frame(
        5,
        state=["CA", "CA", "TX", None, None],
        remote=[False, True, False, True, None],
    )
    months = pd.Series(["2023-01", "2022-12", "2026-05", "2026-05", "2026-05"])
    assert list(pay_by_law.place(held, [LAW], months)) == [
        pay_by_law.REQUIRED,
        pay_by_law.FREE,
        pay_by_law.FREE,
        pay_by_law.REMOTE,
        pay_by_law.UNKNOWN,
    ]


def test_only_a_corpus_of_one_month_lends_it(corpus) -> None:
    held = frame(2, month=None)
    assert list(pay_by_law.months_of(held, [corpus()])) == ["2026-05"] * 2
    longer = corpus(first_month="2026-04")
    assert pay_by_law.months_of(held, [longer]).isna().all()


def test_a_cut_text_says_nothing_and_the_field_is_a_reading_of_its_own(corpus) -> None:
    held = frame(
        20,
        text_complete=[True] * 10 + [False] * 10,
        pay_field_known=[False] * 10 + [True] * 10,
        pay_field_min=[float("nan")] * 15 + [100.0] * 5,
    )
    found = pay_by_law.disclosure(held, [corpus()], [LAW], ["ai_engineer"])
    found = found[found["place"] == pay_by_law.ALL].set_index("reading")
    assert found.loc["text", ["n", "k"]].tolist() == [10, 10]
    assert found.loc["field", ["n", "k"]].tolist() == [10, 5]


def test_contract_work_stands_apart(corpus) -> None:
    held = frame(16, employment=["contract"] * 6 + ["unstated"] * 10)
    found = pay_by_law.disclosure(held, [corpus()], [LAW], ["ai_engineer"])
    sizes = found[(found["reading"] == "text") & (found["place"] == pay_by_law.ALL)]
    assert sizes.set_index("terms")["n"].to_dict() == {"all but contract": 10, "contract": 6}


def test_an_unfit_corpus_is_shown_with_its_reason(corpus) -> None:
    held = frame(10)
    found = pay_by_law.disclosure(held, [corpus("state")], [LAW], ["ai_engineer"])
    reasons = found[found["reading"] == "text"].set_index("place")["unfit"]
    assert pd.isna(reasons[pay_by_law.ALL])
    assert reasons[pay_by_law.REQUIRED] == "unfit for state"


def test_the_gap_of_the_law_is_that_which_was_planted(corpus) -> None:
    held = frame(
        80, state=["CA"] * 40 + ["TX"] * 40,
        pay_disclosed=[True] * 30 + [False] * 10 + [True] * 10 + [False] * 30,
    )  # fmt: skip
    row = pay_by_law.contrasts(held, [corpus()], [LAW], ["ai_engineer"]).iloc[0]
    assert row["gap"] == pytest.approx(0.5)
    assert 0 < row["low95"] < 0.5 < row["high95"]


def test_roles_that_differ_by_place_alone_do_not_differ_within_places(corpus) -> None:
    sizes = {("ai_engineer", "CA"): 20, ("ai_engineer", "TX"): 80}
    sizes |= {("software_engineer", "CA"): 80, ("software_engineer", "TX"): 20}
    rows = [
        frame(
            n, role=role, state=state,
            pay_disclosed=[i < n * (0.75 if state == "CA" else 0.25) for i in range(n)],
        )
        for (role, state), n in sizes.items()
    ]  # fmt: skip
    held = pd.concat(rows, ignore_index=True)
    pair = ("software_engineer", "ai_engineer")
    row = pay_by_law.stratified(held, [corpus()], [LAW], pair).query("reading == 'text'").iloc[0]
    assert row["within_places"] == pytest.approx(1.0)
    assert row["odds_ratio"] > 3


def test_a_reason_that_holds_for_a_role_is_told_of_that_role(corpus) -> None:
    why = [Unfit(need="state", why="of engineers", roles=["software_engineer"])]
    both = pd.concat([frame(10), frame(10, role="software_engineer")], ignore_index=True)
    roles = ["ai_engineer", "software_engineer"]
    found = pay_by_law.disclosure(both, [corpus(unfit=why)], [LAW], roles)
    placed = found[(found["place"] == pay_by_law.REQUIRED) & (found["reading"] == "text")]
    reasons = placed.set_index("role")["unfit"]
    assert pd.isna(reasons["ai_engineer"])
    assert reasons["software_engineer"] == "of engineers"
    states = pd.concat([both, both.assign(state="TX")], ignore_index=True)
    gaps = pay_by_law.contrasts(states, [corpus(unfit=why)], [LAW], roles)
    told = gaps.query("reading == 'text'").set_index("role")["unfit"]
    assert told["software_engineer"] == "of engineers"
    assert pd.isna(told["ai_engineer"])
    mixed = states.assign(pay_disclosed=[True, False, True] * 13 + [False])
    pair = ("software_engineer", "ai_engineer")
    first, second = (
        pay_by_law.stratified(mixed, [corpus(unfit=why)], [LAW], roles)
        for roles in (pair, pair[::-1])
    )
    assert first.iloc[0]["unfit"] == "of engineers"
    assert pd.isna(second.iloc[0]["unfit"])


def test_five_employers_a_side_are_enough_for_a_gap_and_four_are_not(corpus) -> None:
    held = frame(10, state=["CA"] * 5 + ["TX"] * 5, pay_disclosed=[True] * 5 + [False] * 5)
    assert len(pay_by_law.contrasts(held, [corpus()], [LAW], ["ai_engineer"])) == 2
    fewer = held[1:]
    found = pay_by_law.contrasts(fewer, [corpus()], [LAW], ["ai_engineer"])
    assert found.empty
    assert list(found) == pay_by_law.CONTRAST_COLUMNS


def test_the_gap_is_held_to_the_correlation_that_is_planned_for_pay(corpus) -> None:
    held = frame(
        80, state=["CA"] * 40 + ["TX"] * 40, pay_disclosed=[True] * 40 + [False] * 40,
        employer_key=[f"e{n // 4}" for n in range(80)],
    )  # fmt: skip
    row = pay_by_law.contrasts(held, [corpus()], [LAW], ["ai_engineer"]).iloc[0]
    sides = [
        Sample.of(rows["pay_disclosed"], rows["employer_key"])
        for _, rows in held.groupby("state", sort=True)
    ]
    expected = Difference.of(*sides, shares.PLANNED_ICC["pay"]).interval(0.95)
    assert row["low95"] == pytest.approx(expected.low)
    assert row["low95"] < Difference.of(*sides).interval(0.95).low


def test_a_reading_without_a_place_of_both_roles_costs_the_other_nothing(corpus) -> None:
    roles = ["software_engineer"] * 20 + ["ai_engineer"] * 20
    held = frame(
        40, role=roles, text_complete=False, pay_field_min=[100.0, float("nan")] * 20,
        employer_key=[f"e{n}" for n in range(40)],
    )  # fmt: skip
    pair = ("software_engineer", "ai_engineer")
    both = corpus(roles=pair)
    found = pay_by_law.stratified(held, [both], [LAW], pair)
    assert found["reading"].tolist() == ["field"]
    assert list(found) == pay_by_law.STRATIFIED_COLUMNS
    assert (
        list(pay_by_law.stratified(held[:0], [both], [LAW], pair)) == pay_by_law.STRATIFIED_COLUMNS
    )
    assert list(pay_by_law.disclosure(held[:0], [both], [LAW], list(pair))) == pay_by_law.COLUMNS


def test_where_all_disclose_the_table_has_an_empty_column_of_none(corpus) -> None:
    held = frame(40, role=["software_engineer"] * 20 + ["ai_engineer"] * 20)
    table = pay_by_law._table(held, pay_by_law.TEXT, ("software_engineer", "ai_engineer"))
    assert table.to_numpy().tolist() == [[20, 0], [20, 0]]
