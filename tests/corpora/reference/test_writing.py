"""A posting says what was planned, at the level that was planned, and nothing else."""

import math
import random
import re
import statistics
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpora.reference import grammar, writing
from analysis.corpora.reference.plan import (
    CODEBOOK,
    LEVELS,
    ROLES,
    Employer,
    Pay,
    Place,
    Plan,
)
from analysis.corpora.reference.writing import WritingError
from tests.corpora.reference import MARK, closed, stronger, tiny

QUILL = Employer("Quill Works", "water", "pumps", "towns", 7)
DAYTON = Place("Dayton", "OH", False)


@cache
def words():
    with TemporaryDirectory() as folder:
        return tiny(Path(folder))


def plan(levels=None, role="software_engineer", **changed):
    """Return a plan, its levels closed."""
    whole = Plan(
        number=1,
        role=role,
        block="software",
        employer=QUILL,
        levels=closed(levels or {}),
        pay=None,
        employment="unstated",
        places=(DAYTON,),
        posted_on="2026-05-01",
    )
    return replace(whole, **changed)


@st.composite
def plans(draw):
    """Draw a plan; the titles of two roles say AI, so their plans do."""
    role = draw(st.sampled_from(ROLES))
    levels = draw(st.dictionaries(st.sampled_from(CODEBOOK), st.sampled_from(LEVELS)))
    levels = {signal: level for signal, level in levels.items() if level != "absent"}
    if role != "software_engineer":
        levels["ai_ml"] = stronger(levels.get("ai_ml", "absent"), "duty")
    employer = replace(QUILL, seed=draw(st.integers(0, 10_000)))
    return plan(levels, role, employer=employer)


SAID = re.compile(
    r"(required|duty|preferred|mentioned)@(\w+) (?:thing|activity)(?: list)? (.*?) end",
    re.IGNORECASE,
)


def read(written):
    """Return the strongest level of each signal by the words of the text and title alone."""
    found = {}
    for level, _, inside in SAID.findall(written.text):
        names = [signal for signal, mark in MARK.items() if mark in inside.lower()]
        names += ["agentic"] if "tlanggraph" in inside.lower() else []
        names += ["dl_framework"] if "tpytorch" in inside.lower() else []
        for name in names:
            found[name] = stronger(found.get(name, "absent"), level.lower())
    if "Genai" in written.title or "GenAI" in written.title:
        found["genai"] = stronger(found.get("genai", "absent"), "duty")
    if "Ai Engineer" in written.title or "Machine" in written.title:
        found["ai_ml"] = stronger(found.get("ai_ml", "absent"), "duty")
    return closed(found)


seeds = st.integers(0, 2**32)


@settings(max_examples=400)
@given(plans(), seeds)
def test_the_words_say_the_plan_and_no_more(wanted, seed):
    written = writing.write(wanted, words(), random.Random(seed))
    assert read(written) == wanted.levels
    assert {signal: written.levels[signal] for signal in CODEBOOK} == wanted.levels
    assert set(written.levels) == {*CODEBOOK, *words().tool_ids}


@settings(max_examples=100)
@given(plans(), seeds)
def test_tools_are_levelled_by_what_was_written(wanted, seed):
    written = writing.write(wanted, words(), random.Random(seed))
    for tool in words().tool_ids:
        named = [lv.lower() for lv, _, x in SAID.findall(written.text) if f"t{tool}" in x.lower()]
        strongest = min(named, key=LEVELS.index, default="absent")
        assert written.levels[tool] == strongest


@settings(max_examples=200)
@given(plans(), seeds)
def test_what_is_said_stands_under_a_heading_that_gives_the_level(wanted, seed):
    """Headings of the small grammar name their part; without one, words of force say it."""
    text = writing.write(wanted, words(), random.Random(seed)).text
    heading, headed = "", " part" in text.lower()
    for line in text.splitlines():
        named = re.search(r"the (\w+) part", line, re.IGNORECASE)
        heading = named[1].lower() if named else heading
        for level, where in ((lv.lower(), place.lower()) for lv, place, _ in SAID.findall(line)):
            if where in ("requirements", "preferred", "duties") and headed:
                assert heading == where
            if heading in ("requirements", "preferred"):
                assert where == heading
            if level in ("required", "duty") and not headed:
                assert where == "summary"
            if level == "preferred" and not headed:
                assert where == "requirements"


@settings(max_examples=100)
@given(plans(), seeds)
def test_a_negation_is_never_of_a_signal_that_the_posting_names(wanted, seed):
    text = writing.write(wanted, words(), random.Random(seed)).text
    for named, signal in re.findall(r"Never (.*?) of (\w+)", text):
        assert wanted.levels[signal] == "absent"
        for other, mark in MARK.items():
            assert mark not in named or wanted.levels[other] == "absent"


def test_negations_and_decoys_do_occur():
    texts = [writing.write(plan(), words(), random.Random(seed)).text for seed in range(200)]
    assert 10 <= sum("Never " in text for text in texts) <= 60
    assert 25 <= sum("A rug is no rag" in text for text in texts) <= 80


@settings(max_examples=50)
@given(plans(), seeds)
def test_the_same_inputs_give_the_same_posting(wanted, seed):
    first, second = (writing.write(wanted, words(), random.Random(seed)) for _ in range(2))
    assert first == second
    assert first.text != writing.write(wanted, words(), random.Random(seed + 1)).text


def test_another_process_writes_the_same():
    program = (
        "import random; from tests.corpora.reference import test_writing as t;"
        "w = t.writing.write(t.plan({'rag': 'duty', 'python': 'required'}), t.words(),"
        " random.Random(5)); print(w.title + w.text)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": salt},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for salt in ("1", "2")
    ]
    assert said[0] == said[1] != ""


def test_postings_of_an_employer_share_their_story():
    wanted = plan({"genai": "mentioned", "ai_ml": "duty"})
    texts = [writing.write(wanted, words(), random.Random(seed)).text for seed in range(40)]
    other = replace(wanted, employer=replace(QUILL, seed=8))
    others = [writing.write(other, words(), random.Random(seed)).text for seed in range(40)]

    def first(text):
        return next(iter(re.findall(r"Nothing (\d+) of pumps in story", text)), None)

    def mention(text):
        return next(said for said in SAID.findall(text) if MARK["genai"] in said[2])

    assert Counter(map(mention, texts)).most_common(1)[0][1] > 20
    mine, theirs = (Counter(map(first, each)).most_common(1)[0] for each in (texts, others))
    assert mine[1] > 25
    assert theirs[1] > 25
    assert mine[0] != theirs[0]


def test_levels_that_are_not_closed_are_refused():
    levels = closed({}) | {"rag": "required"}
    with pytest.raises(WritingError, match="close the plan's levels under IMPLIES"):
        writing.write(replace(plan(), levels=levels), words(), random.Random(1))


def test_a_role_whose_every_title_says_more_than_the_plan_is_refused():
    with pytest.raises(WritingError, match="every title of ai_engineer says more"):
        writing.write(plan(role="ai_engineer"), words(), random.Random(1))


@settings(max_examples=200)
@given(
    st.floats(30, 400).map(lambda x: round(x, 1)) | st.integers(60_000, 400_000),
    st.integers(0, 50_000) | st.none(),
    seeds,
)
def test_pay_is_written_with_its_amounts(low, more, seed):
    high, period = low + (more or 0), "year" if low > 1000 else "hour"
    pay = Pay(None if more is None else low, high, period)
    text = writing.write(plan(pay=pay), words(), random.Random(seed)).text
    sentence = re.search(rf"It pays (.*?) a {period}", text)[1]
    amounts = [
        float(number.replace(",", "")) * (1000 if kilo else 1)
        for number, kilo in re.findall(r"([\d,]+(?:\.\d+)?)(k?)", sentence)
    ]
    wanted = [high] if pay.low in (None, high) else [low, high]
    assert len(amounts) == len(wanted)
    assert all(map(math.isclose, amounts, wanted))
    assert sentence.startswith({1: ("of", "up to"), 2: "from"}[len(wanted)])


def test_pay_and_terms_that_are_not_planned_are_not_written():
    for seed in range(100):
        text = writing.write(plan(), words(), random.Random(seed)).text
        assert "It pays" not in text
        assert "The terms are" not in text
    for terms in ("full_time", "part_time", "contract", "internship"):
        text = writing.write(plan(employment=terms), words(), random.Random(1)).text
        assert f"The terms are {terms}" in text


@pytest.mark.parametrize(
    ("form", "dollars", "written"),
    [
        ("dollars", 120_000, "$120,000"),
        ("dollars", 62.5, "$62.50"),
        ("cents", 120_000, "$120,000.00"),
        ("k", 120_000, "$120k"),
        ("code", 120_000, "USD 120,000"),
        ("bare", 120_000, "120,000 USD"),
    ],
)
def test_an_amount_is_written_in_each_form(form, dollars, written):
    assert writing.amount(dollars, form) == written


# ---------------------------------------------------------------- the files of the package


def corpus(size):
    """Return postings of the real grammar, of random plans."""
    rng = random.Random(11)
    written = []
    for number in range(size):
        role = ROLES[number % 3]
        levels = {s: rng.choice(LEVELS[:-1]) for s in CODEBOOK if rng.random() < 0.35}
        if role != "software_engineer":
            levels["ai_ml"] = stronger(levels.get("ai_ml", "absent"), "duty")
        pay = Pay(120_000, 150_000, "year") if rng.random() < 0.5 else None
        employer = replace(QUILL, seed=rng.randrange(10**9))
        wanted = plan(levels, role, pay=pay, employment="full_time", employer=employer)
        written.append(writing.write(wanted, grammar.load(), rng))
    return written


def test_lengths_are_those_of_postings():
    lengths = sorted(len(written.text) for written in corpus(300))
    tenth, *_, last = statistics.quantiles(lengths, n=10)
    assert 2000 <= tenth <= 3200
    assert 4200 <= statistics.median(lengths) <= 5200
    assert 6300 <= last <= 8500


def test_no_slot_is_left_open():
    for written in corpus(100):
        assert not re.search(r"[{}]", written.text + written.title)
