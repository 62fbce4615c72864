"""A signal taken apart into its terms, and put together again without some of them."""

import pandas as pd
import pytest

from analysis.estimates.terms import COLUMNS, levels, terms
from analysis.signals import lexicon

LEXICON = lexicon.load()
LABELS = {one.id: one.label for one in LEXICON.signal}
IMPLYING = next(name for name, implied in LEXICON.implied().items() if "genai" in implied)
IDS = pd.Series(["p1", "p2", "p3"], index=[7, 8, 9], dtype="str")


@pytest.fixture
def evidence() -> pd.DataFrame:
    rows = [
        ("p1", "genai", "genai", "mentioned"),
        ("p1", "genai", "genai", "required"),
        ("p1", IMPLYING, "a form", "preferred"),
        ("p2", "genai", "llm", "negated"),
        ("p2", "python", "python", "required"),
        ("p3", IMPLYING, "a form", "duty"),
    ]
    return pd.DataFrame(rows, columns=["id", "signal", "form", "level"], dtype="str")


def test_a_term_has_its_strongest_level_and_other_signals_have_their_label(
    evidence: pd.DataFrame,
) -> None:
    found = terms("genai", LEXICON, evidence)
    assert list(found) == COLUMNS
    assert found.to_numpy().tolist() == [
        ["p1", LABELS[IMPLYING], 2], ["p1", "genai", 4], ["p3", LABELS[IMPLYING], 3],
    ]  # fmt: skip


def test_all_terms_give_the_level_that_was_measured_and_fewer_never_more(
    evidence: pd.DataFrame,
) -> None:
    found = terms("genai", LEXICON, evidence)
    assert levels(found, IDS, []).to_dict() == {7: "required", 8: "absent", 9: "duty"}
    without = levels(found, IDS, ["genai"])
    assert without.to_dict() == {7: "preferred", 8: "absent", 9: "duty"}
    assert set(levels(found, IDS, set(found["term"]))) == {"absent"}


def test_a_term_that_is_only_mentioned_is_kept() -> None:
    held = pd.DataFrame(
        [("p1", "genai", "genai", "mentioned")], columns=["id", "signal", "form", "level"],
        dtype="str",
    )  # fmt: skip
    assert terms("genai", LEXICON, held).to_numpy().tolist() == [["p1", "genai", 1]]
