"""Sections are found in any style of heading, in wrapped, flattened and glued texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpora import read as corpora
from analysis.corpora import registry
from analysis.signals import headings
from analysis.signals.reading import read_all
from analysis.signals.scanning import Scanner
from analysis.signals.sections import Sections, likely
from analysis.signals.unlisted import short_lines

SCANNER = Scanner((phrase, "heading", kind) for phrase, kind in headings.vocabulary().items())


def all_sections(texts, chosen=None):
    """Return the sections of each text and its reading, from all headings or from chosen ones."""
    readings = read_all(texts)
    hits = SCANNER.hits(readings)["heading"]
    if chosen:
        hits = hits[chosen(readings, hits, SCANNER.phrases)]
    by_text = SCANNER.by_text("heading", hits, readings)
    return [
        (Sections(reading, own, short), reading)
        for own, short, reading in zip(
            by_text, short_lines(readings), readings.each(len(texts)), strict=True
        )
    ]


def sections(text):
    return all_sections([text], likely)[0]


def kind_at(text, words):
    found, reading = sections(text)
    return found.at(reading.text.index(words)).kind


STYLES = [
    "{}",
    "{}:",
    "**{}**",
    "**{}:**",
    "## {}",
    "<h3>{}</h3>",
    "{} -",
    "__{}__",
    "\u2728 {} \u2728",
]
HEADINGS = {
    "requirements": [
        "Requirements",
        "What You\u2019ll Bring",
        "Minimum Qualifications",
        "Who you are",
    ],
    "duties": ["Responsibilities", "What you'll do", "Your Impact", "About the Role"],
    "preferred": ["Nice to have", "Preferred Qualifications", "Bonus points", "Even better if"],
    "about": ["About us", "Who We Are", "Our mission"],
    "benefits": ["Benefits", "What we offer", "Compensation & Benefits", "Pay Range"],
    "legal": ["Equal Opportunity Employer", "Privacy Notice"],
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("kind", "heading"), [(kind, heading) for kind, all_ in HEADINGS.items() for heading in all_]
)
def test_a_heading_of_any_style_opens_its_section(kind, heading, style):
    text = f"Hello there.\n\n{style.format(heading)}\n\n- marker words here\n"
    assert kind_at(text, "marker") == kind
    assert kind_at(text.replace(heading, heading.upper()), "marker") == kind


def test_before_the_first_heading_stands_the_summary():
    assert kind_at("A marker here.\n\nRequirements\n\n- more", "marker") == "summary"


def test_with_its_heading_removed_a_text_stays_in_the_section_before():
    text = "Hi.\n\nResponsibilities\n\n- Lead.\n\nRequirements\n\n- marker\n"
    assert kind_at(text, "marker") == "requirements"
    assert kind_at(text.replace("Requirements\n\n", ""), "marker") == "duties"


def test_a_heading_that_says_preferred_is_no_requirement():
    text = "Hi.\n\nPreferred / Nice-to-Have Experience\n\n- marker\n"
    assert kind_at(text, "marker") == "preferred"


@pytest.mark.parametrize(
    "line",
    [
        "Experience with testing tools",
        "- Developer Experience: keep builds quick",
        "We know that the requirements of our customers change each and every single week here",
        "You will need skills.",
        "as a team",
    ],
)
def test_a_sentence_with_a_headings_word_in_it_opens_nothing(line):
    text = f"Hi.\n\nResponsibilities\n\n{line}\n\n- marker\n"
    assert kind_at(text, "marker") == "duties"


FLAT = (
    "We make boats and we have made them for a very long time in the harbour of a small town by "
    "the sea, with people who care. Responsibilities: Build hulls and paint them in the colours "
    "that people like most of all. Lead the crew when the master is away on a trip to the city. "
    "What you'll bring Five years on the water and a good hand for wood, rope and sail of all "
    "kinds. Nice to have: A licence for the crane. Benefits Free lunch and a day on the lake with "
    "all of your family. Equal Opportunity Employer We welcome everyone who likes boats and water "
    "and wants to learn how to build them well, whatever they did before they came to us."
)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("harbour", "summary"),
        ("hulls", "duties"),
        ("Five years", "requirements"),
        ("crane", "preferred"),
        ("lunch", "benefits"),
        ("welcome", "legal"),
    ],
)
def test_a_text_that_lost_its_line_breaks_keeps_its_sections(words, kind):
    assert kind_at(FLAT, words) == kind


def test_a_heading_glued_to_what_follows_opens_its_section():
    text = "We make boats.ResponsibilitiesDesign hulls.QualificationsStrong arms and rope."
    assert kind_at(text, "hulls") == "duties"
    assert kind_at(text, "arms") == "requirements"


def test_a_heading_glued_to_a_word_that_opens_no_lines_opens_its_section():
    text = "We make boats.Nice to have:Wet feet.What you bringTen winters.PerksThirty days."
    assert kind_at(text, "Wet") == "preferred"
    assert kind_at(text, "winters") == "requirements"
    assert kind_at(text, "Thirty") == "benefits"


@pytest.mark.parametrize("word", ["AboutFace", "GitHub", "PayPal", "TeamCity", "BenefitsHub"])
def test_a_name_with_a_capital_inside_opens_nothing_within_a_sentence(word):
    text = f"Hi.\n\nResponsibilities\n\n- Keep the {word} account and the marker in order\n"
    assert kind_at(text, "marker") == "duties"


def test_hashes_before_a_heading_show_it_where_line_breaks_are_lost():
    assert kind_at(FLAT.replace("What you'll bring", "## Skills We Need"), "Five") == "duties"
    assert kind_at(FLAT.replace("What you'll bring", "## Requirements"), "Five") == "requirements"
    text = FLAT.replace("What you'll bring", "We like C# Requirements and")
    assert kind_at(text, "Five") == "duties"


def test_about_and_a_name_is_about_the_employer():
    assert kind_at("Hi.\n\nRequirements\n\n- x\n\nAbout Acme Boats\n\nmarker", "marker") == "about"


def test_no_heading_stands_under_two_sections():
    assert len(headings.vocabulary()) > 500


LINES = st.sampled_from(
    [*(heading for each in HEADINGS.values() for heading in each), "skills", "Skills in sales",
     "We offer", "experience with boats", "Build boats.", "About Acme", "EXPERIENCE", "plus"]
)  # fmt: skip
GAPS = st.sampled_from(["\n", "\n\n", ": ", " ", ". ", "\n- ", ":** ", ":", ""])
TEXTS = st.lists(st.tuples(LINES, GAPS), max_size=60).map(
    lambda pairs: "".join(line + gap for line, gap in pairs)
)


def assert_none_lost(texts):
    for (every, _), (few, _) in zip(all_sections(texts), all_sections(texts, likely), strict=True):
        assert few.found == every.found


@given(st.lists(TEXTS, min_size=1, max_size=3), st.booleans())
def test_no_heading_is_turned_down_unread(texts, lowercased):
    assert_none_lost([text.lower() if lowercased else text for text in texts])


@pytest.mark.real_text
@pytest.mark.parametrize("corpus", [corpus.id for corpus in registry.load()])
def test_no_heading_of_a_real_posting_is_turned_down_unread(corpus, real_corpora):
    postings = corpora.read_corpus(registry.corpus(corpus), real_corpora / corpus).postings
    assert_none_lost(postings["text"].dropna().sample(100, random_state=7).tolist())


LINES = [
    # one of preferences may be long, if it ends as one does
    ("Bonus points if you have worked with any of these tools in the past:", "preferred"),
    ("Bonus points if you have worked with any of these tools in the past...", "preferred"),
    ("Bonus points if you have worked with any of these tools in the past\u2026", "preferred"),
    ("Bonus points if you have worked with any of these tools in the past already:", None),
    ("Bonus points if you have worked with any of these tools in the past", None),
    ("Requirements that you have worked with any of these tools before:", None),
    # another holds nine words at most
    ("What you'll bring to us and to the team", "requirements"),
    ("What you'll bring to us and to the team here", None),
    # alone on its line: a word in lower case before a full stop is the end of a sentence
    ("Requirements.", "requirements"),
    ("requirements", "requirements"),
    ("requirements.", None),
    ("requirements,", None),
    # about a name, if it is written as one
    ("About The Acme Data Corp", "about"),
    ("About The Big Acme Data Corp", None),
    ("About acme boats", None),
    # a common word opens where nothing but filler stands before it, and nothing behind
    ("The Education", "requirements"),
    ("The education", None),
    ("The Education.", None),
    ("The Education Budget", None),
    ("Formal Education", None),
    # words before a heading need capitals, a colon or a question mark
    ("Our requirements for you", None),
    ("Our requirements for you:", "requirements"),
    ("Our requirements for you?", "requirements"),
    ("Our Requirements For You", "requirements"),
    # before a full stop nothing strange, and nothing in front
    ("Requirements for the team.", "requirements"),
    ("Requirements for sailors.", None),
    ("Our Requirements.", None),
    # one strange word beside a heading of one word, two beside a longer one, one more with a colon
    ("Requirements Boats", "requirements"),
    ("Requirements Boats Sails", None),
    ("Requirements Boats Sails:", "requirements"),
    ("Requirements Boats Sails Ropes:", None),
    ("Minimum Qualifications Boats Sails", "requirements"),
    ("Minimum Qualifications Boats Sails Ropes", None),
    ("Minimum Qualifications Boats Sails Ropes:", "requirements"),
    # a line that says preferred, or a plus, asks for nothing firm
    ("Requirements (a plus)", "preferred"),
    ("Responsibilities (nice to have)", "preferred"),
    ("Requirements (preferred)", "preferred"),
    ("Responsibilities (preferred)", "preferred"),
    ("Requirements (preferred or required)", "requirements"),
    ("Benefits (a plus)", "benefits"),
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_what_a_line_may_hold_beside_a_heading(line, kind):
    text = f"Hello there.\n\n{line}\n\n- marker words here\n"
    assert kind_at(text, "marker") == (kind or "summary")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- Requirements: marker", "requirements"),
        ("- Requirements **: marker", "requirements"),
        ("We have requirements: marker", None),
        ("- Education: marker", None),
        ("- Nice to have: marker", None),
        ("- Benefits and marker", None),
    ],
)
def test_within_a_line_a_heading_opens_before_a_colon_where_nothing_stands_before_it(line, kind):
    text = f"Hello there.\n\n{line} words that go on and on for a while, as a sentence does.\n"
    assert kind_at(text, "marker") == (kind or "summary")


FLAT_HEADINGS = [
    ("with people who care. Requirements: Five", "requirements"),
    ("with people who care. requirements: Five", "requirements"),
    ("with people who care. Requirements Five", "requirements"),
    ("with people who care. Requirements five", None),
    ("with people who care. requirements Five", None),
    ("with people who care Requirements Five", "requirements"),
    ("with people who Care Requirements Five", "requirements"),
    ("with people WHO CARE Requirements Five", None),
    ("with people who care MINIMUM QUALIFICATIONS Five", "requirements"),
    ("with people WHO CARE MINIMUM QUALIFICATIONS Five", "requirements"),
    ("with people WHO CARE. What you'll bring to the table Five", "requirements"),
    ("with people who care, What you'll bring to the table: Five", "requirements"),
    ("with people who care, What you'll bring: five", "requirements"),
    ("with people who care, what you'll bring: five", None),
    ("with people who care. Education Five", None),
    ("with people who care. EDUCATION Five", "requirements"),
    ("with people who care, Education: Five", None),
    ("with people who care. About Five", "about"),
    ("with people who care. About five", None),
    ("with people who care, Requirements (5 of them) Five", None),
    ("with people who care. Requirements 5 years. Five", "requirements"),
]


@pytest.mark.parametrize(("words", "kind"), FLAT_HEADINGS)
def test_where_line_breaks_are_lost_a_heading_is_known_by_what_stands_around_it(words, kind):
    head, tail = FLAT.split("with people who care. Responsibilities: ")
    text = f"{head}{words} marker {tail.replace('What you', 'and what you')}"
    assert kind_at(text, "marker") == (kind or "summary")
