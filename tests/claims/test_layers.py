"""The three layers of a claim: what the words of each rest on."""

import pandas as pd
import pytest

from analysis.claims.layers import COLUMNS, layers

OVERALL = {
    "claim": "rag", "kind": "share", "coherence": "coherent", "coherence_reason": "It adds up.",
    "verdict": "holds",
}  # fmt: skip


def told(detailed=(), corrected=(), **overall):
    """Return the layers of one claim: rows are a word and agreement, and two words."""
    seen = pd.DataFrame(detailed, columns=["at_default", "agree"]).assign(claim="rag")
    moved = pd.DataFrame(corrected, columns=["verdict", "corrected_verdict"]).assign(claim="rag")
    (found,) = layers(seen, pd.DataFrame([OVERALL | overall]), moved, 0.9).itertuples()
    assert list(found._fields[1:]) == COLUMNS
    return found


def test_arithmetic_is_the_word_of_coherence_and_no_word_where_nothing_was_checked():
    assert told().arithmetic == "coherent"
    assert told().arithmetic_reason == "It adds up."
    unchecked = told(coherence=None, coherence_reason=None)
    assert unchecked.arithmetic == "not checked"
    assert unchecked.arithmetic_reason == "No other number of the article bears on it."


@pytest.mark.parametrize(
    ("agreements", "word"),
    [([0.9, 1.0], "robust"), ([0.9, 0.89], "in part"), ([0.1, 0.89], "fragile")],
)
def test_readings_make_a_claim_robust_where_enough_agree_in_every_corpus(agreements, word):
    found = told([("replicated", agreed) for agreed in agreements])
    assert found.definitions == word
    agreed = sum(agreement >= 0.9 for agreement in agreements)
    assert found.definitions_reason == f"2 decide; in {agreed} of them enough readings agree."


@pytest.mark.parametrize("word", ["undetermined", "not assessable"])
def test_what_nothing_decides_counts_in_no_layer_of_robustness(word):
    found = told([(word, 1.0), ("replicated", None)], [(word, word)])
    assert (found.definitions, found.labels) == ("not varied", "not varied")
    assert "could be varied" in found.definitions_reason


def test_labels_make_a_claim_fragile_where_the_verdict_moves_without_their_error():
    kept, moved = ("replicated", "replicated"), ("replicated", "undetermined")
    assert told(corrected=[kept, kept]).labels == "robust"
    assert told(corrected=[kept, moved]).labels == "in part"
    assert told(corrected=[moved]).labels == "fragile"
    assert told(corrected=[moved]).labels_reason.endswith("same without label error.")


def test_generalisation_combines_the_corpora_at_the_declared_reading():
    found = told([("replicated", 1.0), ("not replicated", 0.2), ("undetermined", None)])
    assert found.generalisation == "mixed"
    assert "2 of 3 decide" in found.generalisation_reason
    assert found.verdict == "holds"


def test_a_claim_that_no_corpus_or_no_posting_can_speak_to_says_so():
    assert told().generalisation_reason == "No corpus can be asked."
    untestable = told(kind="not_testable")
    assert untestable.generalisation == "not testable"
    assert untestable.generalisation_reason == "No posting can say."


def test_each_claim_has_its_own_corpora():
    seen = pd.DataFrame(
        {"claim": ["rag", "pay"], "at_default": ["replicated", "not replicated"], "agree": 1.0}
    )
    overall = pd.DataFrame([OVERALL, OVERALL | {"claim": "pay", "verdict": "does not hold"}])
    moved = pd.DataFrame(columns=["claim", "verdict", "corrected_verdict"])
    found = layers(seen, overall, moved, 0.9).set_index("claim")
    assert found["generalisation"].to_dict() == {"rag": "holds", "pay": "does not hold"}
    assert found["verdict"].to_dict() == {"rag": "holds", "pay": "does not hold"}
