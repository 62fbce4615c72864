"""The controls give what `analysis` computes, and another choice another table."""

import pandas as pd
import pytest

from analysis.publishing import widgets
from analysis.publishing.site.reading import Reading, share

COUNT = 60
FRAMES = {
    "a": pd.DataFrame(
        {
            "id": [f"a/{number}" for number in range(COUNT)],
            "role": "ai_engineer",
            "role_strict": ["ai_engineer", "other"] * (COUNT // 2),
            "country": ["US", "US", "DE"] * (COUNT // 3),
            "text_complete": True,
            "duplicate_group_size": 1,
            "employer_key": [f"e{number // 2}" for number in range(COUNT)],
            "rag": ["required", "preferred", "absent"] * (COUNT // 3),
        }
    )
}
TERMS = pd.DataFrame(
    {
        "id": [f"a/{number}" for number in range(COUNT) if number % 3 < 2],
        "term": ["rag", "vector store"] * (COUNT // 3),
        "strength": [4, 2] * (COUNT // 3),
    }
)
READING = Reading("rag", "ai_engineer")
CORRECTED = pd.DataFrame(
    [
        ("a", "rag", "ai_engineer", "requires", "It is 57%."),
        ("b", "rag", "ai_engineer", "requires", ""),
    ],
    columns=["corpus", "measure", "role", "level", "says"],
)


def test_the_table_is_what_analysis_computes() -> None:
    (row,) = widgets.by_corpus(READING, FRAMES, TERMS).to_dict("records")
    found = share(READING, FRAMES["a"], TERMS)
    assert found is not None
    assert row["postings"] == COUNT * 2 // 3
    assert row["share"] == pytest.approx(found.estimate)
    assert row["low"] < row["share"] < row["high"]


def test_a_corpus_that_holds_too_little_has_no_row() -> None:
    few = {"a": FRAMES["a"].head(6)}
    assert widgets.by_corpus(READING, few, TERMS).empty


CHANGES = {
    "counts as": "mentions",
    "country": "any",
    "strict titles": True,
    "one posting an employer": True,
    "leave out": ("rag",),
}


@pytest.mark.parametrize("control", CHANGES)
def test_a_control_redraws_the_table(control: str) -> None:
    *asked, shown = widgets.controls(READING, FRAMES, TERMS, CORRECTED).children
    before = shown.value
    (changed,) = (one for one in asked if one.description == control)
    changed.value = CHANGES[control]
    assert shown.value != before


def test_a_corrected_estimate_is_told_at_its_own_level_alone() -> None:
    level, *_, shown = widgets.controls(READING, FRAMES, TERMS, CORRECTED).children
    assert shown.value.endswith("<p>a: It is 57%.</p>")
    level.value = "mentions"
    assert "57%" not in shown.value
