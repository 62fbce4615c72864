"""Claims by month: only months that hold enough, and trends within one source."""

import numpy as np
import pandas as pd
import pytest

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
