"""Shares of signals by corpus and role."""

import pandas as pd
import pytest

from analysis.estimates import measures, signal_shares
from analysis.estimates.clusters import Sample
from analysis.estimates.shares import clustered


def frame(corpus: str, role: str, levels: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "corpus": corpus,
            "role": role,
            "country": "US",
            "text_complete": True,
            "employer_key": [f"employer {number}" for number in range(len(levels))],
            "rag": levels,
        }
    )


def shares(
    *frames: pd.DataFrame, level: str = "requires", need: str = "skill_share"
) -> pd.DataFrame:
    roles = ["ai_engineer", "software_engineer"]
    return signal_shares.signal_shares(pd.concat(frames), ["rag"], roles, level, need)


HELD = frame("builtin-2026-02", "ai_engineer", ["required", "duty", "preferred", "absent"])


def test_the_level_decides_what_counts() -> None:
    assert shares(HELD)["estimate"].item() == 0.5
    assert shares(HELD, level="mentions")["estimate"].item() == 0.75


def test_a_role_that_a_corpus_cannot_speak_for_has_no_row() -> None:
    by_catch = frame("builtin-2026-02", "software_engineer", ["required"] * 9)
    assert list(shares(HELD, by_catch)["role"]) == ["ai_engineer"]


def test_a_need_that_a_corpus_is_unfit_for_has_no_row() -> None:
    selected = frame("indeed-us-2026", "ai_engineer", ["required", "absent"])
    assert shares(selected).empty
    assert len(shares(selected, need="skill_contrast")) == 1


def test_one_employer_alone_has_no_interval_and_no_row() -> None:
    assert shares(HELD.assign(employer_key="one")).empty


def test_a_row_is_the_clustered_share_with_its_interval() -> None:
    levels = ["required"] * 3 + ["absent"] * 37
    held = frame("builtin-2026-02", "ai_engineer", levels)
    held["employer_key"] = [f"employer {number // 4}" for number in range(40)]
    found = shares(held)
    assert list(found) == signal_shares.COLUMNS
    row = found.iloc[0]
    share = clustered(
        Sample.of([level == "required" for level in levels], held["employer_key"]),
        measures.planned_icc("rag"),
    )
    interval = share.interval(0.95)
    assert row[["corpus", "role", "signal", "n", "k", "employers"]].tolist() == [
        "builtin-2026-02", "ai_engineer", "rag", 40, 3, 10,
    ]  # fmt: skip
    assert row[["n_effective", "estimate", "low95", "high95"]].tolist() == pytest.approx(
        [share.n_effective, interval.estimate, interval.low, interval.high]
    )


def test_corpora_stand_in_order_and_pay_is_that_of_complete_texts() -> None:
    paid = frame("indeed-us-2026", "ai_engineer", ["absent"] * 6).assign(
        pay_disclosed=[True, False] * 3, text_complete=[True] * 4 + [False] * 2
    )
    both = pd.concat([paid, paid.assign(corpus="builtin-2026-02")])
    found = signal_shares.signal_shares(
        both, ["pay_disclosed"], ["ai_engineer"], "mentions", "pay_disclosure"
    )
    assert found[["corpus", "n"]].to_numpy().tolist() == [
        ["builtin-2026-02", 4], ["indeed-us-2026", 4],
    ]  # fmt: skip
    sparse = frame("indeed-us-2026", "ai_engineer", ["absent"] * 40).assign(
        pay_disclosed=[True] + [False] * 39, employer_key=[f"e{n // 4}" for n in range(40)]
    )
    (row,) = signal_shares.signal_shares(
        sparse, ["pay_disclosed"], ["ai_engineer"], "mentions", "pay_disclosure"
    ).to_dict("records")
    sample = Sample.of(sparse["pay_disclosed"], sparse["employer_key"])
    planned = clustered(sample, measures.planned_icc("pay_disclosed")).interval(0.95)
    assert row["high95"] == pytest.approx(planned.high)
    assert row["high95"] > clustered(sample).interval(0.95).high
    assert (
        signal_shares.signal_shares(
            both[:0], ["rag"], ["ai_engineer"], "mentions", "skill_share"
        ).columns.tolist()
        == signal_shares.COLUMNS
    )
