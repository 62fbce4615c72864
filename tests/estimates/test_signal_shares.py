"""Shares of signals by corpus and role."""

import pandas as pd

from analysis.estimates import signal_shares


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
