"""Headings that nobody listed open sections, and items that look like them open none."""

import pytest

from analysis.signals import headings
from analysis.signals.measure import sections_of


def kind_at(text, words):
    return [kind for start, kind in sections_of(text) if start <= text.index(words)][-1]


def after(line, *, behind="Responsibilities", items=("marker words stand here in this long line",)):
    listed = "\n".join(f"- {item}" for item in items)
    text = (
        f"Hi.\n\n{behind}\n\n- Paint the hull of every boat that comes in\n\n{line}\n\n{listed}\n"
    )
    return kind_at(text, items[-1])


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What we would ask of the right person", "requirements"),
        ("You might be the one if you", "requirements"),
        ("JOIN US IF YOU:", "requirements"),
        ("Traits that matter here", "requirements"),
        ("What you offer us", "requirements"),
        ("Desired characteristics", "preferred"),
        ("What would be an extra", "preferred"),
        ("What do we offer?", "benefits"),
        ("Things you will gain", "benefits"),
        ("Why people love it here", "about"),
        ("How we do things", "about"),
        ("EEOC statement", "legal"),
    ],
)
def test_common_words_tell_what_a_heading_opens(line, kind):
    assert after(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Required to swim",
        "Excellent rowing skills",
        "We mend boats and people love them.",
        "What people need here,",
        "Who should not apply",
        "Boats",
    ],
)
def test_items_and_denials_open_nothing(line):
    assert after(line) == "duties"


ASKED = (
    "5+ years on the water, most of them at night",
    "Strong arms and a steady hand with rope and sail",
    "Knowledge of knots and marker of the seven seas",
)


def test_items_that_all_ask_for_something_make_requirements_of_an_unknown_heading():
    assert after("The Old Salt", items=ASKED) == "requirements"
    assert after("The old salt", items=ASKED) == "duties"
    assert after("The Old Salt", items=(*ASKED[:1], "Row", ASKED[2])) == "duties"


def test_behind_nice_to_haves_items_tell_nothing():
    assert after("The Old Salt", behind="Nice to have", items=ASKED) == "preferred"


def test_a_line_of_its_own_before_a_shorter_line_is_no_heading():
    assert after("What we would ask of the right person", items=("marker",)) == "duties"


FLAT = (
    "We make boats and have made them for a long time in the harbour of a small town by the sea. "
    "What you will be doing on a usual day: Build hulls and paint them in colours that people like "
    "most of all, and lead the crew when the master is away on a trip to the city or to the hills. "
    "You would be the right person if you: know the water and have a good hand for wood and rope "
    "and sail of all kinds, and a voice that carries. Here is what we can give you: a free lunch "
    "and a day on the lake with all of your family in June, when the water is warm. " * 2
)


def test_a_colon_shows_a_heading_where_line_breaks_are_lost():
    assert kind_at(FLAT, "hulls") == "duties"
    assert kind_at(FLAT, "the water") == "requirements"
    assert kind_at(FLAT, "lunch") == "benefits"


def test_what_is_guessed_needs_more_than_a_word():
    assert headings.guessed("offer") is None
    assert headings.guessed("profile") == "requirements"
