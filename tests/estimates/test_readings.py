"""A claim under other readings."""

import pandas as pd

from analysis.claims.register import Claim
from analysis.estimates import readings

CLAIM = Claim(
    id="rag",
    section="test",
    said="RAG is required",
    stated="50%",
    kind="share",
    population="ai_engineer",
    level="requires",
    measure="rag",
    margin=0.1,
    needs="skill_share",
)

FRAME = pd.DataFrame(
    [
        # role, strict role, country, text complete, employer, copies, rag
        ("ai_engineer", "ai_engineer", "US", True, "a", 1, "required"),
        ("ai_engineer", "ai_engineer", "US", True, "a", 3, "absent"),
        ("ai_engineer", "other", "US", False, "b", 1, "preferred"),
        ("ai_engineer", "ai_engineer", "DE", True, "c", 1, "duty"),
    ],
    columns=[
        "role",
        "role_strict",
        "country",
        "text_complete",
        "employer_key",
        "duplicate_group_size",
        "rag",
    ],
).assign(corpus="test", id=["1", "2", "3", "4"])


def test_each_reading_changes_one_choice() -> None:
    found = readings.readings(CLAIM, FRAME, "US").set_index("reading")["estimate"]
    assert found[readings.DEFAULT] == 1 / 3
    assert found["duplicates kept"] == 1 / 5
    assert found["one posting an employer"] == 1 / 2
    assert found["any country"] == 2 / 4
    assert found["mentions for requires"] == 2 / 3


def test_a_reading_that_leaves_one_employer_has_no_row() -> None:
    found = set(readings.readings(CLAIM, FRAME, "US")["reading"])
    assert "strict titles" not in found
    assert "complete texts alone" not in found
