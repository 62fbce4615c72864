"""What forms hit: counted once per place, the hidden ones named with what hides them."""

import pandas as pd
import pytest

from analysis.signals import checking


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    postings = pd.DataFrame(
        {
            "title": ["AI Engineer", "AI Engineer", None],
            "employer": ["Acme", "Acme", "Other"],
            "employer_key": ["acme", "acme", "other"],
            "text": [
                "You will build an evaluation framework for LLMs.",
                "Write evals. Then write more evals.",
                "Gardening.",
            ],
        }
    )
    return checking.check("evals", postings).set_index("form")


def test_places_postings_and_employers_are_counted_apart(found: pd.DataFrame) -> None:
    row = found.loc["evals"]
    assert (row["counted"], row["postings"], row["employers"]) == (2, 1, 1)


def test_a_form_whose_words_never_stand_has_zeroes(found: pd.DataFrame) -> None:
    row = found.loc["promptfoo"]
    assert (row["reached"], row["counted"], row["hidden_by"]) == (0, 0, "")


def test_a_form_that_always_lies_inside_a_longer_one_is_hidden_by_it() -> None:
    postings = pd.DataFrame(
        {
            "title": ["AI Engineer"], "employer": ["Acme"], "employer_key": ["acme"],
            "text": ["We use agentic AI agents in agentic workflows."],
        }
    )  # fmt: skip
    table = checking.check("agentic", postings).set_index("form")
    hidden = table[(table["reached"] > 0) & (table["counted"] == 0)]
    assert (hidden["hidden_by"] != "").all()
    assert (table.loc[table["counted"] > 0, "hidden_by"] == "").all()
