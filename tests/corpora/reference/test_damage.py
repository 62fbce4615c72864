"""Damage changes how a posting looks, not what a reader sees in it."""

import html
import random
import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpora.reference import damage
from analysis.corpora.reference.damage import Damage

TEXT = """## What you'll do
- Build well-kept pumps for "thirsty" towns & their people, every single morning
- Write plain C++ when the valves insist
- Mind the long pipes, which run from one end of the country to the other without a single bend

## What it pays
Between $120,000 and $150,500.50 a year, or USD 62.50 an hour, or 120,000 USD, or $140k, or 1234567
We like people who read instructions before turning things that were closed for a reason
401 people work here, and each of them has read the sentence above
"""
AMOUNTS = ["120,000", "150,500.50", "62.50", "120,000", "140", "1234567", "401"]

seeds = st.integers(0, 2**32).map(random.Random)
KINDS = [kind.name for kind in fields(Damage)]
WHOLE = [kind for kind in KINDS if kind != "cut"]


def words(text):
    return re.findall(r"\w+", text)


def amounts(text):
    return re.findall(r"\d[\d,.]*\d", text)


@given(seeds)
def test_no_share_means_no_damage(rng):
    assert damage.apply(TEXT, Damage(), rng) == (TEXT, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_share_is_the_share_of_postings(kind):
    harmed = [damage.apply(TEXT, Damage(**{kind: 0.5}), random.Random(n))[0] for n in range(300)]
    assert 110 <= sum(text != TEXT for text in harmed) <= 190


@pytest.mark.parametrize("kind", KINDS)
@given(seed=st.integers(0, 2**32))
def test_the_same_randomness_does_the_same_damage(kind, seed):
    first, second = (
        damage.apply(TEXT, Damage(**{kind: 1.0}), random.Random(seed)) for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("kind", WHOLE)
@given(rng=seeds)
def test_amounts_survive_all_but_a_cut(kind, rng):
    harmed, complete = damage.apply(TEXT, Damage(**{kind: 1.0}), rng)
    assert complete
    assert amounts(harmed) == AMOUNTS


@given(seeds)
def test_amounts_survive_all_damage_at_once(rng):
    harmed, _ = damage.apply(TEXT, Damage(**dict.fromkeys(WHOLE, 1.0)), rng)
    assert amounts(harmed) == AMOUNTS


@given(seeds)
def test_a_cut_loses_the_end_and_says_so(rng):
    harmed, complete = damage.apply(TEXT, Damage(cut=1.0), rng)
    assert not complete
    assert len(harmed) < len(TEXT)
    assert TEXT.startswith(harmed.removesuffix("..."))
    assert amounts(harmed) == AMOUNTS[: len(amounts(harmed))]


@given(seeds)
def test_wrapping_keeps_the_words_and_the_width(rng):
    harmed = damage.wrapped(TEXT, rng)
    assert harmed.split() == TEXT.split()
    assert harmed.count("\n") > TEXT.count("\n")
    assert max(map(len, harmed.splitlines())) <= 90


@given(seeds)
def test_flattening_leaves_one_line_of_the_same_words(rng):
    harmed = damage.flattened(TEXT, rng)
    assert "\n" not in harmed.rstrip()
    assert words(harmed) == words(TEXT)


@given(seeds)
def test_gluing_takes_only_line_breaks_and_bullets(rng):
    harmed = damage.glued(TEXT, rng)
    assert re.sub(r"[\s*-]", "", harmed) == re.sub(r"[\s*-]", "", TEXT)


@given(seeds)
def test_gluing_leaves_numbers_alone(rng):
    assert not re.search(r"[^\s]401", damage.glued(TEXT, rng))


def test_gluing_joins_the_words_of_two_lines():
    harmed = [damage.glued(TEXT, random.Random(n)) for n in range(50)]
    assert sum("morningWrite" in text for text in harmed) > 15


@given(seeds)
def test_typing_errors_are_few_and_leave_the_letters(rng):
    before, after = TEXT.split(), damage.typos(TEXT, rng).split()
    assert len(before) == len(after)
    wrong = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(wrong) <= 1
    assert all(a[0] == b[0] and a[-1] == b[-1] for a, b in wrong)
    assert all(not set(b) - set(a) and len(a) - len(b) in (0, 1) for a, b in wrong)


@given(seeds)
def test_markup_residue_reads_as_the_text(rng):
    escaped = damage.markdown(TEXT, rng)
    assert re.sub(r"\\(?=[-+])|\*\*", "", escaped) == TEXT
    assert "C\\+\\+" in escaped
    residue = re.sub(r"<br ?/?>\n?", "\n", damage.html(TEXT, rng))
    assert html.unescape(residue).replace("\u00a0", " ") == TEXT


@given(seeds)
def test_signs_and_spaces_are_replaced_by_their_kin(rng):
    plain = {"\u2011": "-", "\u00a0": " ", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
    for harm in (damage.hyphens, damage.spaces, damage.curly):
        assert harm(TEXT, rng).translate(str.maketrans(plain)) == TEXT
    assert "well\u2011kept" in damage.hyphens(TEXT, rng)
    assert "you\u2019ll" in damage.curly(TEXT, rng)
    assert "\u201cthirsty\u201d" in damage.curly(TEXT, rng)


@given(seeds)
def test_white_space_is_repeated_and_bullets_are_changed_without_a_word_lost(rng):
    assert damage.repeated_whitespace(TEXT, rng).split() == TEXT.split()
    assert words(damage.emoji(TEXT, rng)) == words(TEXT)
    assert not re.search(r"^- ", damage.emoji(TEXT, rng), re.MULTILINE)
