"""Claims by month: only months that hold enough, and trends within one source."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpora.registry import Unfit
from analysis.estimates import drift
from tests.estimates.test_pooling import share_claim


def held(measured, months: dict[str, int], **columns: object) -> pd.DataFrame:
    names = [month for month, n in months.items() for _ in range(n)]
    frame = measured(len(names), month=names, python="required", corpus="test")
    return frame.assign(**columns)


def test_a_month_with_few_postings_has_no_row(register, corpus, measured) -> None:
    frame = held(measured, {"2026-03": 30, "2026-04": 19, "2026-05": 40})
    found = drift.by_month(register(share_claim()), [corpus()], {"test": frame})
    assert list(found["month"]) == ["2026-03", "2026-05"]
    assert list(found["n"]) == [30, 40]


def test_a_month_of_few_employers_has_no_row(register, corpus, measured) -> None:
    frame = held(measured, {"2026-03": 30}, employer_key=["a"] * 15 + ["b"] * 15)
    assert drift.by_month(register(share_claim()), [corpus()], {"test": frame}).empty


def test_an_unfit_corpus_has_none(register, corpus, measured) -> None:
    frame = held(measured, {"2026-03": 30})
    unfit = corpus("skill_share")
    assert drift.by_month(register(share_claim()), [unfit], {"test": frame}).empty
    assert drift.trends(register(share_claim()), [unfit], {"test": frame}).empty


def test_a_planted_trend_is_found_in_points_a_month(register, corpus, measured) -> None:
    months = {f"2026-0{number}": 100 for number in range(1, 7)}
    asked = np.concatenate([np.arange(100) < 20 + 10 * step for step in range(6)])
    levels = np.where(asked, "required", "absent")
    frame = held(measured, months, python=levels)
    row = drift.trends(register(share_claim()), [corpus()], {"test": frame}).iloc[0]
    assert row["slope"] == pytest.approx(0.10)
    assert row["low95"] < 0.10 < row["high95"]
    assert (row["months"], row["first"], row["last"]) == (6, "2026-01", "2026-06")


def test_two_months_are_no_trend(register, corpus, measured) -> None:
    frame = held(measured, {"2026-03": 50, "2026-04": 50})
    frame["python"] = ["required", "absent"] * 50
    assert drift.trends(register(share_claim()), [corpus()], {"test": frame}).empty


def test_a_month_of_just_enough_postings_and_employers_stands(register, corpus, measured) -> None:
    frame = held(measured, {"2026-03": 20}, employer_key=[f"e{n % 10}" for n in range(20)])
    claims = [share_claim(id="b"), share_claim(id="a", stated="10%")]
    found = drift.by_month(register(*claims), [corpus()], {"test": frame})
    assert list(found) == drift.COLUMNS
    assert list(found["claim"]) == ["b", "a"]  # as the register has them
    assert list(found.index) == [0, 1]


def test_what_no_month_holds_is_an_empty_table_with_its_columns(register, corpus, measured) -> None:
    frame = held(measured, {"2026-03": 5})
    months = drift.by_month(register(share_claim()), [corpus()], {"test": frame})
    trends = drift.trends(register(share_claim()), [corpus()], {"test": frame})
    assert (list(months), list(trends)) == (drift.COLUMNS, drift.TREND_COLUMNS)


def test_a_trend_is_least_squares_with_employers_as_clusters(register, corpus, measured) -> None:
    """By the sandwich of Liang and Zeger with its factor for few clusters, over a new year."""
    draw = np.random.default_rng(4)
    months = ["2025-11", "2025-12", "2026-01"]
    frame = held(
        measured, dict.fromkeys(months, 20),
        python=np.where(draw.random(60) < 0.4, "required", "absent"),
        employer_key=[f"e{number}" for number in draw.permutation(60) % 20],
    )  # fmt: skip
    row = drift.trends(register(share_claim()), [corpus()], {"test": frame}).iloc[0]
    y = (frame["python"] == "required").to_numpy(float)
    x = np.column_stack([np.ones(60), np.repeat([0.0, 1.0, 2.0], 20)])
    bread = np.linalg.inv(x.T @ x)
    beta = bread @ x.T @ y
    scores = pd.DataFrame(x * (y - x @ beta)[:, None]).groupby(frame["employer_key"]).sum()
    meat = scores.to_numpy().T @ scores.to_numpy() * 20 / 19 * 59 / 58
    half = stats.norm.ppf(0.975) * np.sqrt((bread @ meat @ bread)[1, 1])
    assert list(row.index) == drift.TREND_COLUMNS
    assert (row["claim"], row["corpus"], row["n"]) == ("a-share", "test", 60)
    assert row["slope"] == pytest.approx(beta[1])
    assert (row["low95"], row["high95"]) == pytest.approx((beta[1] - half, beta[1] + half))
    fewer = frame.assign(employer_key=[f"e{n % 19}" for n in range(60)])
    assert drift.trends(register(share_claim()), [corpus()], {"test": fewer}).empty


def test_a_trend_is_of_the_postings_that_the_claim_is_about(register, corpus, measured) -> None:
    months = {f"2026-0{number}": 60 for number in range(1, 5)}
    frame = held(
        measured, months, python=["required", "absent"] * 120,
        rag=["mentioned", "mentioned", "absent"] * 80, pay_disclosed=[True, False] * 120,
        text_complete=[True, True, True, False] * 60,
    )  # fmt: skip
    claims = [
        share_claim(id="among", among="rag", level="mentions"),
        share_claim(id="pay", measure="pay_disclosed", level=None, kind="threshold", stated="<5%",
                    needs="pay_disclosure"),
        share_claim(id="count", kind="count", stated="20 of 425"),
        share_claim(id="gap", kind="comparison", against="software_engineer",
                    stated="50% against 40%"),
    ]  # fmt: skip
    found = drift.trends(register(*claims), [corpus()], {"test": frame}).set_index("claim")["n"]
    assert found.to_dict() == {"among": 160, "pay": 180, "count": 240}


def test_a_claim_that_has_no_trend_costs_none_of_the_others(register, corpus, measured) -> None:
    months = {f"2026-0{number}": 60 for number in range(1, 4)}
    frame = held(measured, months, python=["required", "absent"] * 90)
    opinion = share_claim(id="opinion", kind="not_testable", measure=None, margin=None, needs=None,
                          level=None)  # fmt: skip
    missing = share_claim(id="missing", measure="rust")
    claims = register(opinion, missing, share_claim())
    other = corpus(id="unfit", unfit=[Unfit(need="skill_share", why="unfit")])
    measurements = {"unfit": frame, "test": frame}
    found = drift.trends(claims, [other, corpus(id="absent"), corpus()], measurements)
    assert found[["claim", "corpus"]].to_numpy().tolist() == [["a-share", "test"]]


def test_months_come_from_what_can_be_counted_in_the_order_of_the_register(
    register, corpus, measured
) -> None:
    frame = held(measured, {"2026-03": 25, "2026-04": 25}, rag="required")
    opinion = share_claim(id="opinion", kind="not_testable", measure=None, margin=None, needs=None,
                          level=None)  # fmt: skip
    gap = share_claim(id="gap", kind="comparison", against="software_engineer",
                      stated="50% against 40%")  # fmt: skip
    claims = register(opinion, gap, share_claim(id="z"), share_claim(id="a", measure="rag"))
    unknown = frame.assign(role="other")
    found = drift.by_month(
        claims, [corpus(id="others"), corpus()], {"others": unknown, "test": frame}
    )
    told = found[found["claim"].isin(["z", "a"])]
    assert told[["claim", "month"]].to_numpy().tolist() == [
        ["z", "2026-03"], ["z", "2026-04"], ["a", "2026-03"], ["a", "2026-04"],
    ]  # fmt: skip
    assert list(found.index) == list(range(len(found)))
    more = {f"2026-0{number}": 60 for number in range(1, 4)}
    rising = held(measured, more, python=["required", "absent"] * 90)
    trends = drift.trends(register(gap, opinion, share_claim()), [corpus()], {"test": rising})
    assert trends["claim"].tolist() == ["a-share"]
