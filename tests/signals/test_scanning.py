"""Phrases count as whole words in any script, and each is heard of by all who want it."""

import pytest

from analysis.signals.reading import read_all
from analysis.signals.scanning import Scanner


def found(phrases, *texts):
    scanner = Scanner((phrase, "use", phrase) for phrase in phrases)
    readings = read_all(texts)
    hits = scanner.by_text("use", scanner.hits(readings)["use"], readings)
    return [[(hit.owner, hit.start, hit.end) for hit in own] for own in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "count"),
    [
        ("r", "R, r and R&D are not rr, \u00e9r or r\u0301.", 3),
        ("c++", "C++, c++17 but no c+++ and no xc++", 2),
        ("c#", "C# and c#, not c##", 2),
        (".net", "ASP.NET and .net", 2),
        ("caf\u00e9", "Caf\u00e9 CAF\u00c9 caf\u00e9s", 2),
        ("\u65e5\u672c", "\u65e5\u672c, \u65e5\u672c\u8a9e", 1),
        ("ai", "AI ai aI; \u0130AI AI\u00df AI\U0001f680 AI\u200bs AI_", 5),
        ("a-b", "a b, a-b, a\u2011b, a\u00a0b, ab", 4),
    ],
)
def test_a_phrase_counts_between_word_boundaries(phrase, text, count):
    assert len(found([phrase], text)[0]) == count


def test_phrases_within_one_another_are_all_found():
    assert found(["ai", "ai agent", "agent"], "An AI agent")[0] == [
        ("ai", 3, 5), ("ai agent", 3, 11), ("agent", 6, 11),
    ]  # fmt: skip


def test_no_phrase_reaches_from_one_text_into_the_next():
    assert found(["ai agent", "ai"], "AI", "agent AI", "") == [[("ai", 0, 2)], [("ai", 6, 8)], []]


def test_one_phrase_has_several_owners_in_the_order_given():
    scanner = Scanner([("go", "form", "b"), ("go", "form", "a"), ("go", "cue", 7)])
    readings = read_all(["Go"])
    hits = scanner.hits(readings)
    (forms,) = scanner.by_text("form", hits["form"], readings)
    (cues,) = scanner.by_text("cue", hits["cue"], readings)
    assert [hit.owner for hit in forms] == ["b", "a"]
    assert [hit.owner for hit in cues] == [7]
