"""Loops give the same compiled as written, and are compiled only where there is much to read."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.signals import (
    characters,
    cleaning,
    loops,
    scanning,
    sections,
    sentences,
    starters,
    suspects,
    trie,
    wrapping,
)
from analysis.signals.characters import folds
from analysis.signals.cleaning import Joined
from analysis.signals.loops import Loop
from analysis.signals.reading import read_all
from analysis.signals.trie import Trie

SIGNS = "aZ b.e\n\r\t-*#_\\<>&;:,\u2022\u2019\u200b\u00e9\u0130\u4e2d\U0001f600 1$"
texts = st.lists(
    st.lists(
        st.text(SIGNS, max_size=12)
        | st.sampled_from(
            [
                "Requirements",
                "- ",
                "\n\n",
                "1. ",
                "etc. ",
                "<li>",
                "&amp;",
                "Python",
                "You",
                " \u2014 ",
            ]
        ),
        max_size=20,
    ).map("".join),
    min_size=1,
    max_size=3,
)


@Loop
def halved(codes, by):
    found = []
    for at in range(len(codes)):
        if codes[at] % by == 0:
            found.append(at)
    return np.array(found, np.intp)


def same(loop, *args):
    """Return what a loop finds, after comparing it compiled with it as written."""
    written = loop.written(*args)
    compiled = loop.compiled(*args)
    both = zip(*((x if isinstance(x, tuple) else (x,)) for x in (written, compiled)), strict=True)
    for one, other in both:
        assert np.array_equal(one, other)
        assert np.asarray(one).dtype == np.asarray(other).dtype
    return written


@settings(max_examples=60)
@given(texts)
def test_every_loop_over_texts_gives_the_same_compiled_as_written(some):
    raw = Joined.of(some)
    same(characters._looked_up, raw.codes, characters._kinds)
    small = same(cleaning._lowercased, raw.kinds, raw.starts, raw.ends)
    places = same(suspects.places, raw.kinds)
    same(suspects._found, raw.codes, raw.kinds, places, starters.automaton())
    widths = same(wrapping._widths, raw.arrays, places)
    same(wrapping._runs, raw.arrays, small, widths, places)
    cleaned = cleaning.clean(some)
    same(cleaning._told, cleaned.joined.codes, cleaned.joined.kinds, folds())
    for lost in (True, False):
        flattened = np.full(len(some), lost)
        arrays = cleaned.joined.arrays
        of = arrays, cleaned.folded, cleaned.turns
        same(sentences._marked, *of, small, flattened, starters.automaton())


@given(st.text("ab -+\u00e9", max_size=60))
def test_phrases_are_the_same_compiled_as_written(text):
    joined = Joined.of([text])
    nodes = Trie(["a", "a b", "ab ab", "b+", "\u00e9", "b a b"])._nodes
    folded = folds()[joined.codes]
    starts = same(trie._closer, folded, same(trie._begun, folded, joined.kinds, nodes), nodes)
    same(trie._found, folded, joined.kinds, nodes, starts)


@settings(max_examples=60)
@given(texts)
def test_headings_are_the_same_compiled_as_written(some):
    readings = read_all(some)
    arrays, codes = readings.joined.arrays, readings.folded_codes
    starts = np.flatnonzero(codes[:-3] > ord(" "))
    for weak, most in ((False, 1), (True, 2)):
        tells = np.full(len(starts), weak), np.full(len(starts), most)
        hits = (starts, starts + 1, *tells)
        same(sections._likely, arrays, codes, readings.lines, readings.flattened, hits)


def test_what_hears_of_a_phrase_is_the_same_compiled_as_written():
    of = np.array([2, 0, 2, 1])
    row, who = same(scanning._taken, of, np.array([0, 2, 2, 3]), np.array([7, 8, 9]))
    assert [*zip(row.tolist(), who.tolist(), strict=True)] == [(0, 9), (1, 7), (1, 8), (2, 9)]


def test_a_loop_takes_tuples_and_numbers():
    assert same(halved, np.arange(9, dtype=np.uint32), 3).tolist() == [0, 3, 6]


@pytest.mark.parametrize(("size", "loaded"), [(10, False), (loops.MANY, True)])
def test_the_compiler_is_loaded_only_for_many_characters(size, loaded):
    code = (
        "import sys; from analysis.signals.reading import read_all;"
        f"read_all(['a' * {size}]); print('numba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loaded)


def test_where_nothing_may_be_written_loops_are_compiled_all_the_same(monkeypatch):
    monkeypatch.setattr(loops, "_folder", lambda: None)
    fresh = Loop(halved.written)
    assert fresh.compiled(np.arange(4, dtype=np.uint32), 2).tolist() == [0, 2]


TWICE = """
import resource
from analysis.signals.batches import measure_batch
texts = ["Requirements: Python, RAG and LLM APIs. " * 125] * 100
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    measure_batch([""] * 100, texts, [""] * 100)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
print([faults() for _ in range(6)][-1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="tells how the C library of Linux behaves")
def test_a_batch_takes_the_memory_that_the_last_one_left_even_under_dask() -> None:
    # as Dask starts its workers: each batch would ask for some thousands of pages anew
    environment = os.environ | {"MALLOC_TRIM_THRESHOLD_": "65536"}
    done = subprocess.run(
        [sys.executable, "-c", TWICE], env=environment, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 500
