"""Candidates for the lexicon are terms that it does not know, with honest counts and no text."""

import pytest

from analysis.signals import candidates

PLACES = ["berlin", "new york"]
EMPLOYERS = ["Acme", "Bolt Works", "Cobalt", "Dune"]


def found(text, employers=EMPLOYERS, places=PLACES):
    """Return the terms found where each employer posts the text, with a number to tell it apart."""
    texts = [f"{text}\nposting {number}" for number in range(len(employers))]
    return candidates.candidates(texts, employers, places).set_index("term")


def test_a_term_is_counted_by_posting_and_by_employer():
    rows = found("You run Quuxdb daily. Quuxdb again.", ["A", "B", "C", "C"])
    assert rows.loc["Quuxdb"].to_dict() == {"postings": 4, "employers": 3}


def test_two_employers_are_too_few():
    assert found("You run Quuxdb daily.", ["A", "B", "B"]).empty


def test_the_same_text_twice_counts_once():
    texts = ["You run Quuxdb daily."] * 5 + ["We like Quuxdb.", "Our Quuxdb runs."]
    rows = candidates.candidates(texts, ["A"] * 5 + ["B", "C"], [])
    assert rows.set_index("term").loc["Quuxdb", "postings"] == 3


@pytest.mark.parametrize("term", ["quuxDB", "Quux", "QX", "quux.io", "QuuxML", "Quux++", "k9s"])
def test_any_technical_spelling_is_a_term(term):
    assert term in found(f"You run {term} daily.").index


@pytest.mark.parametrize(
    "text",
    [
        "We know Python, Kafka and Kubernetes.",
        "Our office is in Berlin, or in New York.",
        "You start on Monday in March.",
        "You care for Stability and for stability.",
        "Responsibility counts. Kindness too.",
        "A Hands-On job of two hands that are always on.",
        "You hold a Bachelor of something.",
    ],
)
def test_what_is_known_or_ordinary_is_no_candidate(text):
    assert found(text).empty


def test_an_employers_name_is_none_in_its_own_postings_and_counts_in_lists_alone():
    assert "Acme" not in found("We at Acme are many, says Acme.").index
    assert found("You use Acme, Quux and more.").loc["Acme", "employers"] == 3


def test_words_in_a_row_count_as_one_term_only_in_lists():
    assert "Quux Lake" in found("You know Spark, Quux Lake, Kafka").index
    assert "Quux Lake" not in found("You know our Quux Lake team").index


def test_a_text_without_capitals_says_nothing_of_how_words_are_written():
    rows = candidates.candidates(
        [f"you run quuxdb {n}" for n in range(9)] + [f"You run Quuxdb {n}" for n in range(3)],
        [str(n) for n in range(12)],
        [],
    )
    assert rows["term"].tolist() == ["Quuxdb"]


def test_the_most_widely_named_come_first_and_so_many_at_most():
    texts = [f"You run Quuxdb {n}" for n in range(4)] + [f"You run Zork {n}" for n in range(5)]
    rows = candidates.candidates(texts, [str(n) for n in range(9)], [], 1)
    assert rows["term"].tolist() == ["Zork"]


def test_no_postings_give_no_terms():
    rows = candidates.candidates([], [], [])
    assert rows.empty
    assert list(rows.columns) == list(candidates.COLUMNS)
