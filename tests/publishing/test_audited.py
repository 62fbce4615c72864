"""A corrected estimate is said once, with the value that is published."""

import pandas as pd

from analysis.estimates import rows
from analysis.publishing import audited

COLUMNS = ["corpus", "measure", "role", "level", "estimate", "low95", "high95", "note"]
ESTIMATES = pd.DataFrame(
    [
        ("here", "rag", "ai_engineer", "requires", 0.57, 0.49, 0.65, f"{rows.AUDITED} 36"),
        ("here", "rag", "ai_engineer", "requires", 0.57, 0.49, 0.65, f"{rows.AUDITED} 36"),
        ("there", "rag", "ai_engineer", "requires", 0.2, 0.1, 0.3, None),
        ("there", "aws", "ai_engineer", "requires", 0.2, 0.1, 0.3, "32 exceptions"),
    ],
    columns=COLUMNS,
)


def test_what_an_audit_corrected_is_said_once_with_its_value() -> None:
    (found,) = audited.corrections(ESTIMATES).to_dict("records")
    assert (found["corpus"], found["measure"], found["level"]) == ("here", "rag", "requires")
    assert "57% (49–65%)" in found["says"]
    assert "an audit of 36 coded postings" in found["says"]


def test_the_committed_estimates_are_read_where_none_are_given() -> None:
    assert "builtin-2026-02" in set(audited.corrections()["corpus"])
