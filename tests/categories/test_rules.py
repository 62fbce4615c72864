"""The rules part postings as the article does: the first mark that is asked for decides."""

import pandas as pd
import pytest

from analysis.categories import rules
from analysis.signals.accuracy import CODEBOOK

MARKS = [mark for _, marks in rules.ORDER for mark in marks]


def postings(*rows):
    """Return a posting a row, of the levels of the marks that it names."""
    frame = pd.DataFrame("absent", index=range(len(rows)), columns=[*{*CODEBOOK, *MARKS}])
    for number, row in enumerate(rows):
        for mark, level in row.items():
            frame.loc[number, mark] = level
    return frame


@pytest.mark.parametrize(
    ("levels", "block"),
    [
        ({}, "software"),
        ({"agentic": "required"}, "agentic_systems"),
        ({"rag": "duty"}, "llm_application"),
        ({"llm_features": "required"}, "llm_application"),
        ({"mlops": "duty"}, "ai_platform"),
        ({"fine_tuning": "required"}, "ml_modelling"),
        ({"ai_ml": "duty"}, "ml_modelling"),
        ({"agentic": "duty", "rag": "required", "mlops": "required"}, "agentic_systems"),
        ({"prompting": "duty", "mlops": "required", "ai_ml": "required"}, "llm_application"),
        ({"mlops": "duty", "dl_framework": "required"}, "ai_platform"),
    ],
)
def test_the_first_mark_that_is_asked_for_names_the_block(levels, block):
    assert list(rules.block(postings(levels))) == [block]


@pytest.mark.parametrize("level", ["mentioned", "preferred", "absent"])
def test_what_is_only_named_or_wished_for_names_no_block(level):
    assert list(rules.block(postings(dict.fromkeys(MARKS, level)))) == ["software"]


def test_every_posting_has_its_own_block():
    found = rules.block(postings({"rag": "duty"}, {}, {"agentic": "required"}))
    assert list(found) == ["llm_application", "software", "agentic_systems"]


def test_a_rater_s_file_holds_signals_pay_terms_and_block():
    measured = postings({"rag": "duty"}, {}).assign(
        id=["a", "b"], pay_disclosed=[True, False], employment=["contract", "unstated"]
    )
    found = rules.labels(measured).set_index(["posting", "field"])["value"]
    told = [found["a", field] for field in ("rag", "pay", "terms", "block")]
    assert told == ["duty", "disclosed", "contract", "llm_application"]
    assert [found["b", field] for field in ("pay", "terms", "block")] == [
        "none", "unstated", "software",
    ]  # fmt: skip
    assert {field for _, field in found.index} == {*CODEBOOK, "pay", "terms", "block"}
