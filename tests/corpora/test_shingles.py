"""Two texts are as alike as the runs of five words that they share."""

import math

from hypothesis import given
from hypothesis import strategies as st

from analysis.corpora import shingles

texts = st.lists(st.sampled_from("abcdef"), max_size=14).map(" ".join)


def runs_of(normal: str) -> set[tuple[str, ...]]:
    """Return the runs of five words, from the definition."""
    words = normal.split()
    if not words:
        return set()
    length = min(5, len(words))
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@given(texts, texts)
def test_the_index_is_that_of_the_sets_of_runs(left: str, right: str):
    one, other = runs_of(left), runs_of(right)
    expected = len(one & other) / len(one | other) if one | other else 1.0
    found = shingles.jaccard(shingles.of(left), shingles.of(right))
    assert math.isclose(found, expected)


def test_case_spacing_punctuation_and_mark_up_make_no_difference():
    written = shingles.normalised("**We build** C\\+\\+,\n\n  and _ship_ it!")
    assert written == shingles.normalised("we build c++ and ship it") == "we build c and ship it"


def test_the_order_of_words_does():
    assert shingles.jaccard(shingles.of("a b c d e"), shingles.of("e d c b a")) == 0
