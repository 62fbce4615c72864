"""A reading undoes what boards do to a text, and every position leads back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.signals import characters
from analysis.signals.reading import fold, read, read_all

PIECES = [
    "prompt", "Engineering", "AI", " ", "  ", "\n", "\n\n", "\n  ", "\r\n", "- ", "\n- ", "**",
    "\\-", "\\&", "&amp;", "<br>", "</p>", "<b>", "\u2011", "\u00a0", "\u202f", "\u200b", "\u0130",
    "e\u0301", "\U0001f680", "\u2022", ".", "R&D", "Experience", "x", "1.", ":",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=200)


@given(texts)
def test_each_character_leads_back_to_the_one_it_was_read_from(text):
    reading = read(text)
    assert len(reading.folded) == len(reading.text)
    for position, char in enumerate(reading.text):
        if char not in " \n&<>\"'":
            assert text[reading.origin(position)] == char


@given(texts)
def test_positions_never_run_backwards_and_stay_inside(text):
    reading = read(text)
    origins = [reading.origin(position) for position in range(len(reading.text))]
    assert origins == sorted(origins)
    assert all(0 <= origin < max(len(text), 1) for origin in origins)


@given(texts)
def test_lines_and_sentences_begin_at_zero_and_ascend(text):
    reading = read(text)
    assert reading.breaks[0] == 0
    assert reading.breaks == sorted(set(reading.breaks))
    assert set(reading.line_starts) <= set(reading.breaks)


@given(st.text(max_size=300))
def test_folding_keeps_every_position(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "as_read"),
    [
        ("prompt\n  engineering", "prompt engineering"),
        ("prompt\u00a0\u202fengineering", "prompt engineering"),
        ("**R\\&D** and C\\+\\+", "R&D and C++"),
        ("R&amp;D", "R&D"),
        ("a<br>b", "a\nb"),
        ("a <b>bold</b> word", "a bold word"),
        ("auto\u200bmation", "automation"),
        ("one\n\ntwo", "one\ntwo"),
        ("one\n- two", "one\ntwo"),
        ("one<br></p>two", "one\n\ntwo"),
        ("one&amp;&amp;two", "one&&two"),
        ("<b>\n- one</b>\n\n* two*", "\none\ntwo"),
        ('one <i title="x.The end">two</i>', "one two"),
        ("snake_case and __bold__", "snake_case and bold"),
        ("", ""),
        ("\n", "\n"),
    ],
)
def test_marks_of_the_board_are_undone(text, as_read):
    assert read(text).text == as_read


def test_a_text_wrapped_at_a_width_is_unwrapped_but_its_items_are_kept():
    text = (
        "You will look after the machines that our colleagues\n"
        "in the field rely upon each day, and you will be in\n"
        "touch with those who build them.\n"
        "\n"
        "- Keep the fleet running and report on what is well-\n"
        "  known to fail\n"
        "- Ask for help\n"
    )
    reading = read(text)
    items = [reading.text[start:].split("\n")[0] for start in reading.line_starts]
    assert "Keep the fleet running and report on what is well-known to fail" in items
    assert items[0].endswith("who build them.")


def test_glued_paragraphs_come_apart_only_before_words_that_open_a_sentence():
    reading = read("We build toolsExperience with JavaScript and PyTorch is neededStrong will")
    assert [reading.text[at:].split()[0] for at in reading.line_starts] == [
        "We", "Experience", "Strong",
    ]  # fmt: skip


def test_abbreviations_end_no_sentence():
    reading = read("Cloud platforms, e.g. AWS. Then Python.")
    assert len(reading.breaks) == 2


def test_a_text_without_a_capital_is_said_to_be_lowercased():
    assert read("all of it is small.").lowercased
    assert not read("Some of it is not.").lowercased


@given(st.lists(texts, min_size=1, max_size=5))
def test_a_text_reads_the_same_alone_and_among_others(several):
    for text, reading in zip(several, read_all(several).each(len(several)), strict=True):
        alone = read(text)
        for name in ("text", "folded", "breaks", "line_starts", "figures", "flattened"):
            assert getattr(reading, name) == getattr(alone, name)
        places = range(len(alone.text))
        assert [*map(reading.origin, places)] == [*map(alone.origin, places)]


def test_what_is_put_in_is_folded_though_no_text_before_held_it(monkeypatch):
    for name in ("_kinds", "_folds"):
        monkeypatch.setattr(characters, name, np.zeros_like(getattr(characters, name)))
    reading = read("We are a team.Requirements<br>Python &amp; Go")
    assert reading.folded == "we are a team.\nrequirements\npython & go"
