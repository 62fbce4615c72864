"""Quotations are found word for word, and only then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.categories.annotator.evidence import RUN, Span, Words, document

TEXT = "Senior dev\n\nYou  know Python, C++ and don’t fear\nthe deep, dark sea of data."


@pytest.mark.parametrize(
    ("quote", "stands_at"),
    [
        ("Python, C++", "Python, C++"),
        ("PYTHON c++", "Python, C++"),
        ("you know python", "You  know Python"),
        ("don't fear the deep", "don’t fear\nthe deep"),
        ("- Senior dev.", "Senior dev"),
    ],
)
def test_case_spaces_and_punctuation_count_for_nothing(quote: str, stands_at: str):
    span = Words(TEXT).find(quote)
    assert span is not None
    assert TEXT[span.start : span.end] == stands_at


@pytest.mark.parametrize("quote", ["", " … ", "ytho", "Python and C++", "C", "sea of data lakes"])
def test_what_does_not_stand_word_for_word_is_not_found(quote: str):
    assert Words(TEXT).find(quote) is None


def test_the_first_of_several_places_is_taken():
    assert Words("go or Go").find("Go") == Span(0, 2)


SOME = ("we", "use", "Python", "C++", "daily", "and", "well")
words = st.lists(st.sampled_from(SOME), min_size=1)


@given(words, words, words)
def test_any_run_of_words_is_found_where_it_stands(before, quote, after):
    text = " ".join([*before, *quote, *after])
    span = Words(text).find(" ".join(quote))
    assert span is not None
    assert text[span.start : span.end] == " ".join(quote)


@given(words, words)
def test_a_reason_keeps_no_run_of_five_words_of_the_posting(posting, said):
    kept = Words(" ".join(posting)).without_quotations(" ".join(said))
    left = kept.split()
    for first in range(len(left) - RUN + 1):
        assert " ".join(left[first : first + RUN]) not in " ".join(posting)


def test_a_quotation_in_a_reason_becomes_its_span_and_the_rest_stays():
    kept = Words(TEXT).without_quotations("It says 'fear the deep dark sea' for cats.")
    assert kept == f"It says '[{TEXT.index('fear')}:{TEXT.index(' of data')}]' for cats."


def test_a_posting_without_title_is_its_text_alone():
    assert document("", "text") == "text"
    assert document("title", "text") == "title\n\ntext"
