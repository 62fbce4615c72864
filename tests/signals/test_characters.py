"""Texts become code points and texts again, whatever they hold."""

from hypothesis import example, given
from hypothesis import strategies as st

from analysis.signals import characters

EVERY = st.text(st.characters(exclude_categories=()))
"""Half of a pair of surrogates too, which files of postings hold."""


@given(EVERY)
@example("")
@example("\0a\0\0")
@example("\ud83d\ude00 \U0001f600")
def test_a_text_is_its_code_points_and_these_are_the_text(text):
    codes = characters.codes(text)
    assert codes.tolist() == [ord(char) for char in text]
    assert characters.text(codes) == text
