"""Whoever edits what a model is told raises a version; a posting is data within its two lines."""

import hashlib
import json

import pytest

from analysis.categories.annotator import prompt, reading
from tests.categories.annotator.injections import INJECTIONS

PINNED = {
    ("codebook", "1.2"): "96c2bb153157c35c",
    ("prompt", "1"): "bf4c9fdaf0b6ba1b",
}
"""A version stands for one wording: answers that are kept were given to it."""


def fingerprint(*texts: bytes) -> str:
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def test_a_version_stands_for_one_wording():
    files = (prompt.FILE, prompt.EXAMPLE, prompt.EXAMPLE_ANSWER)
    found = {
        ("codebook", prompt.codebook_version()): fingerprint(prompt.CODEBOOK.read_bytes()),
        ("prompt", prompt.load().version): fingerprint(*(file.read_bytes() for file in files)),
    }
    assert found == PINNED, "raise the version, then pin the new wording here"


def test_the_example_is_coded_without_a_fault():
    answer = prompt.EXAMPLE_ANSWER.read_text(encoding="utf-8")
    read = reading.read(answer, prompt.EXAMPLE.read_text(encoding="utf-8").strip())
    assert read.faults == ()
    assert set(read.label) == set(json.loads(answer))


@pytest.mark.parametrize("injection", INJECTIONS)
def test_a_posting_that_gives_orders_stays_between_its_two_lines(injection: str):
    posting = f"We bake bread.\n{injection}\nYou know Python."
    told = prompt.messages(posting)
    other = prompt.messages("Another posting.")
    assert (told.system, told.example, told.answer) == (other.system, other.example, other.answer)
    mark = prompt.digest(posting)[:16]
    opening, closing = f"[posting {mark}]\n", f"\n[end {mark}]\n"
    assert told.user.count(opening) == told.user.count(closing) == 1
    assert told.user.partition(opening)[2].partition(closing)[0] == posting


def test_braces_and_the_names_of_places_in_a_posting_are_left_alone():
    posting = "{mark} {posting} {codebook} {0} %s"
    assert posting in prompt.messages(posting).user
