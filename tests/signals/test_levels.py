"""Levels follow the section and the words around a term, as the codebook says."""

import pytest

from analysis.signals.levels import strongest
from analysis.signals.measure import measure_posting


def level(text, signal="python", title=""):
    return measure_posting(title, text).levels[signal]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requirements\n\n- Python", "required"),
        ("Requirements\n\n- Python, Java or Go", "required"),
        ("Responsibilities\n\n- Build tools in Python", "duty"),
        ("Nice to have\n\n- Python", "preferred"),
        ("About us\n\nOur founders wrote a book on Python.", "mentioned"),
        ("Benefits\n\n- A Python course each year", "mentioned"),
        ("Responsibilities\n\n- Proficiency in Python", "required"),
        ("We want proficiency in Python.", "required"),
        ("You bring 3+ years of Python.", "required"),
        ("You will write Python all day.", "duty"),
        ("Requirements\n\n- Python preferred", "preferred"),
        ("Requirements\n\n- Java; familiarity with Python is a plus", "preferred"),
        ("Requirements\n\n- Ideally, you know Python", "preferred"),
        ("Requirements\n\n- Java (Python a plus)", "preferred"),
        ("Requirements\n\n- Scripting (Bash, Python) is a plus", "preferred"),
        ("Tech stack\n\nPython, Rust", "duty"),
        ("Requirements\n\n- Java\n\nNo Python needed.", "absent"),
        ("Requirements\n\n- Python is not required", "absent"),
        ("Nothing of the kind.", "absent"),
        ("About us\n\nWe write Python to help nurses.", "mentioned"),
        ("About us\n\nOur crew has experience with Python.", "mentioned"),
        ("About us\n\nYou will write Python to help nurses.", "duty"),
        ("About us\n\nBuild in Python with our crew.", "duty"),
        ("About us\n\nExperience with Python", "required"),
        ("About us\n\n3+ years of Python", "required"),
        ("About us\n\nCandidates must have written Python.", "required"),
        ("Responsibilities\n\n- Sail.\n\nOur platform speaks Python.", "mentioned"),
        ("Responsibilities\n\n- Sail.\n\nOur platform needs you to write Python.", "duty"),
    ],
)
def test_a_level_is_the_codebooks(text, expected):
    assert level(text) == expected


def test_a_preference_reaches_no_further_than_its_clause():
    text = "Requirements\n\n- Strong Java, with knowledge of Python a plus"
    assert level(text) == "preferred"
    assert level(text, "java") == "required"
    text = "Requirements\n\n- Strong Python\n- Rust is a plus"
    assert (level(text), level(text, "rust")) == ("required", "preferred")
    text = "Requirements\n\n- Strong Python (Rust a plus)"
    assert (level(text), level(text, "rust")) == ("required", "preferred")


@pytest.mark.parametrize(
    "line",
    [
        "Strong Java. Preferred: Python",
        "Strong Java; preferred: Python",
        "Strong Java (preferred: Python)",
        "Strong Java. Bonus: Rust, Python",
        "Strong Java, desired: Python",
        "Strong Java, preferred - Python",
        "Strong Java. Preferred Python.",
    ],
)
def test_a_preference_before_a_colon_is_about_what_follows(line):
    text = f"Requirements\n\n- {line}"
    assert (level(text), level(text, "java")) == ("preferred", "required")


def test_a_preference_with_a_dash_behind_it_can_be_about_what_stands_before():
    text = "Requirements\n\n- Python preferred - strong Java"
    assert (level(text), level(text, "java")) == ("preferred", "required")


def test_examples_after_a_required_general_skill_are_required():
    assert level("Requirements\n\n- Cloud platforms, e.g. AWS, GCP or Azure", "aws") == "required"


def test_the_strongest_level_counts():
    text = "Nice to have\n\n- Python\n\nResponsibilities\n\n- Build in Python"
    assert level(text) == "duty"
    assert strongest(["mentioned", "preferred", "negated"]) == "preferred"
    assert strongest(["negated"]) == strongest([]) == "absent"


def test_a_title_is_a_duty():
    assert level("Hello.", title="Python Developer") == "duty"


def test_a_denial_reaches_three_words_and_no_further():
    assert level("Requirements\n\n- No need of Python") == "absent"
    assert level("Requirements\n\n- No fear of the cold sea, and Python") == "required"
    assert level("Requirements\n\n- No " + "x" * 200 + " Python") == "required"


def test_agents_that_the_employers_platform_powers_are_mentioned():
    assert level("Our platform powers voice agents in banks.", "agentic") == "mentioned"
    assert level("About us\n\nWe build AI agents to help banks.", "agentic") == "mentioned"


def test_not_only_is_no_negation():
    assert level("Requirements\n\n- Not only Python but also Java") == "required"


def test_what_follows_from_a_signal_holds_at_its_level_at_least():
    levels = measure_posting("", "Requirements\n\n- Build RAG").levels
    assert [levels[s] for s in ("rag", "genai", "ai_ml")] == ["required"] * 3
    levels = measure_posting("", "Nice to have\n\n- MLflow").levels
    assert (levels["mlops"], levels["ai_ml"], levels["genai"]) == (
        "preferred",
        "preferred",
        "absent",
    )


def rules(text, signal="python"):
    found = measure_posting("", text).evidence
    return [(each.level, each.rule) for each in found if each.signal == signal]


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("Requirements\n\n- Python", "required", "section: requirements"),
        ("Requirements\n\n- Python is a plus", "preferred", "cue: is a plus"),
        ("Requirements\n\n- No need of Python", "negated", "cue: no"),
        ("Responsibilities\n\n- Proficiency in Python", "required", "duties, cue: proficiency"),
        ("Responsibilities\n\n- Write Python", "duty", "section: duties"),
        ("You will write Python all day.", "duty", "summary, cue: you will"),
        ("About us\n\nA crew of Python.", "mentioned", "about, cue: none"),
        ("About us\n\nOur mission is Python.", "mentioned", "about, cue: our mission"),
        ("About us\n\nBuild in Python with our crew.", "duty", "about, cue: build"),
        ("Our platform speaks Python", "mentioned", "summary, cue: our platform"),
        ("The ship must sail in Python.", "required", "summary, cue: must"),
        (
            "The crew sails, and our customers speak Python.",
            "mentioned",
            "summary, cue: our customers",
        ),
        ("About us\n\nJoin us for Python.", "mentioned", "about, cue: none"),
    ],
)
def test_a_level_comes_with_the_rule_that_gave_it(text, expected, rule):
    assert rules(text) == [(expected, rule)]


def test_a_title_gives_its_own_rule():
    (found,) = measure_posting("Python Developer", "Hello.").evidence
    assert (found.level, found.rule, found.section) == ("duty", "title", "title")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Java (Python, a plus)", "preferred"),
        ("Java (Python (3) a plus)", "preferred"),
        ("Python (3.11), Java a plus", "preferred"),
        ("Python (strongly preferred but not required)", "preferred"),
        ("Java, with Python (preferred)", "preferred"),
        ("Python, with Java (preferred)", "required"),
        ("Python (or Ruby preferred)", "required"),  # of Ruby alone
        ("Python (Ruby is a plus, and more) for years", "required"),
        ("Strong Java (nice to have: Rust) and Python", "required"),
        ("Strong Java (preferred: Rust) and Python", "required"),
        ("Python) preferred", "preferred"),
        ("Java, preferred Python", "required"),  # either of the two may be meant
        ("Python but Java is a plus", "required"),
        ("Python not needed", "absent"),
        ("Python is, as we said before, not needed", "required"),
        ("Python for the whole not needed", "absent"),
        ("Python for the whole crew not needed", "required"),
        ("Python, Java not needed", "required"),
        ("No fear of Python", "absent"),
        ("No fear, Python", "required"),
        ("No fear of big Python", "required"),
        ("Not just Python", "required"),
    ],
)
def test_a_cue_reaches_what_stands_beside_it_and_ends_with_its_brackets(line, expected):
    assert level(f"Requirements\n\n- {line}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About us\n\nCandidates must speak to our customers in Python.", "mentioned"),
        ("About us\n\nYou must know Python, says our mission.", "mentioned"),
        ("Responsibilities\n\n- You must show our customers Python.", "required"),
        ("Our customers speak Python, and you will too.", "duty"),
        ("In this role our customers speak Python.", "duty"),
        ("Responsibilities\n\n- Our customers will speak Python.", "mentioned"),
        ("Responsibilities\n\n- Show our customers Python.", "duty"),
        ("Responsibilities\n\n- Sail.\n\nOur platform, this role and Python.", "duty"),
        ("Our customers must see Python.", "required"),
    ],
)
def test_what_the_employer_does_is_mentioned_unless_the_candidate_is_spoken_to(text, expected):
    assert level(text) == expected


def test_of_two_levels_the_stronger_counts_in_either_order():
    for pair in (("mentioned", "required"), ("required", "mentioned")):
        assert strongest(pair) == "required"
    for pair in (("duty", "preferred"), ("preferred", "duty")):
        assert strongest(pair) == "duty"
