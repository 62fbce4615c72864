"""Estimates move as the error rates of the coded postings say, and only those that can."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis import paths
from analysis.estimates import corrections, rows
from analysis.estimates.corrections import Rates
from analysis.estimates.rows import Bounds, Estimate
from analysis.estimates.shares import Share
from analysis.register import register

CLAIMS = register.load(paths.source(register.ARTICLE))
PERFECT = Rates(10_000, 10_000, 10_000, 10_000)
LAX = Rates(9_000, 10_000, 8_000, 10_000)


def share(claim="aie-python", estimate=0.45, n=1_000):
    found = Share(n, estimate * n, 500, 1.2)
    row = Estimate(claim, "ai_engineer", "builtin-2026-02", "python", n=n, employers=500)
    row = rows.with_bounds(replace(row, design_effect=1.2), Bounds.of(found))
    return replace(row, difference=0.0)


def moved(row, measure, level, rates):
    known = {(measure, level): rates}
    return corrections.corrected(rows.to_frame([row]), CLAIMS, known).iloc[0]


def test_a_share_follows_sensitivity_and_specificity():
    row = moved(share(), "python", "requires", LAX)
    assert row["estimate"] == pytest.approx((0.45 + 0.8 - 1) / (0.9 + 0.8 - 1))
    assert row["note"] == corrections.CORRECTED
    assert row["low95"] < row["low90"] < row["estimate"] < row["high90"] < row["high95"]
    assert row["difference"] == pytest.approx(row["estimate"] - row["stated_value"])


def test_rules_that_never_err_leave_a_share_where_it_was():
    row = moved(share(), "python", "requires", PERFECT)
    assert row["estimate"] == pytest.approx(0.45)
    assert row["low95"] == pytest.approx(share().low95, abs=0.002)


def test_not_a_signal_has_the_rates_of_the_signal_the_other_way_round():
    row = moved(share("aie-not-agentic"), "agentic", "requires", LAX)
    assert row["estimate"] == pytest.approx(1 - (0.55 + 0.8 - 1) / (0.9 + 0.8 - 1))


def test_a_gap_between_roles_grows_by_what_the_labels_blur():
    gap = Estimate("gap-python", "machine_learning_engineer - ai_engineer", "ashby-2025-10", n=50)
    gap = replace(gap, estimate=0.14, low95=0.04, high95=0.24, low90=0.05, high90=0.23)
    row = moved(gap, "python", "requires", LAX)
    assert row["estimate"] == pytest.approx(0.14 / 0.7)
    assert row["low95"] == pytest.approx(0.04 / 0.7, abs=0.005)
    assert pd.isna(row["difference"])  # as before: of this gap nothing is said


@pytest.mark.parametrize("claim", ["block64-python", "aie-llm-application-work"])
def test_parts_of_postings_and_several_signals_stay_as_they_were(claim):
    row = moved(share(claim), "python", "requires", LAX)
    assert row["estimate"] == 0.45
    assert pd.isna(row["note"])


def test_what_was_refused_stays_refused():
    refused = Estimate("aie-python", "ai_engineer", "ats-2026-05", refused="too few")
    row = moved(refused, "python", "requires", LAX)
    assert pd.isna(row["estimate"])
    assert row["refused"] == "too few"


def test_another_level_of_a_signal_has_no_known_rates():
    assert moved(share(), "python", "mentions", LAX)["estimate"] == 0.45


def test_what_an_audit_has_corrected_is_not_corrected_again():
    row = replace(share("aie-agentic"), note=f"{rows.AUDITED} 36")
    found = moved(row, "agentic", "requires", LAX)
    assert found["estimate"] == 0.45
    assert found["note"] == row.note


@pytest.mark.parametrize("rates", [Rates(10, 10, 0, 10), Rates(10, 10, 0, 0), Rates(5, 10, 5, 10)])
def test_what_rules_measure_that_tell_nothing_is_left_alone(rates: Rates):
    found = moved(share(), "python", "requires", rates)
    assert found["estimate"] == 0.45
    assert found["note"] != corrections.CORRECTED


def test_few_employers_stay_few():
    many = share()
    few = replace(many, employers=8)
    wide, narrow = (moved(row, "python", "requires", LAX) for row in (few, many))
    assert wide["low95"] < narrow["low95"] < narrow["high95"] < wide["high95"]


def test_the_rates_of_what_is_not_there_are_those_of_the_thing_swapped():
    claim = CLAIMS["aie-not-agentic"]
    assert corrections.rates_of(claim, {("python", "requires"): LAX}) is None
    hidden = claim.model_copy(update={"measure": "not pay_disclosed", "level": None})
    assert corrections.rates_of(hidden, {("pay_disclosed", ""): LAX}) == LAX.swapped
