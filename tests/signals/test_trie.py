"""The trie finds what looking for each phrase at each place finds, words of any length too."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.signals import characters
from analysis.signals.characters import codes, is_word, kinds
from analysis.signals.trie import TooManyCharactersError, Trie

words = st.text("ab\u00e9", min_size=1, max_size=26) | st.sampled_from(
    ["a" * 8, "a" * 16, "a" * 17]
)
parts = words | st.sampled_from([".", "+", "#", "a+", ".b"])
phrases = st.lists(parts, min_size=1, max_size=4).map(" ".join)
texts = st.lists(parts | phrases | st.sampled_from([" ", "-", "\n", "z", "\u4e2d"]), max_size=20)


def found(vocabulary, text):
    bordered = codes(f"\0{text}\0\0")
    seen = kinds(bordered)
    rows = zip(*Trie(vocabulary).find(characters.folds()[bordered], seen), strict=True)
    return sorted((vocabulary[phrase], int(start) - 1, int(end) - 1) for phrase, start, end in rows)


def expected(vocabulary, text):
    plain = f"\0{text}\0".replace("-", " ")
    return sorted(
        (phrase, at - 1, at - 1 + len(phrase))
        for phrase in vocabulary
        for at in range(1, len(plain))
        if plain.startswith(phrase, at)
        and not (is_word(phrase[0]) and is_word(plain[at - 1]))
        and not (is_word(phrase[-1]) and is_word(plain[at + len(phrase)]))
        and not (not is_word(phrase[-1]) and plain[at + len(phrase)] in "+#")
    )


@given(
    st.lists(phrases, min_size=1, max_size=12, unique=True),
    st.lists(texts | phrases.map(lambda one: [one]), max_size=4),
    st.sampled_from(["", " "]),
)
def test_it_finds_what_a_search_at_every_place_finds(vocabulary, pieces, gap):
    text = gap.join(part for piece in pieces for part in [*piece, *vocabulary[:2]])
    assert found(vocabulary, text) == expected(vocabulary, text)


@pytest.mark.parametrize("length", [1, 7, 8, 9, 16, 17, 40])
def test_a_word_of_any_length_is_told_from_one_longer_or_shorter(length):
    word = "a" * length
    assert found([word], f"{word} {word}a {word[1:]} {word}") == [
        (word, 0, length),
        (word, 3 * length + 3, 4 * length + 3),
    ]


def test_more_states_than_sixteen_bits_tell_apart_are_told_apart():
    words = ["".join(letters) for letters in product("abcdefghijkl", repeat=4)]
    vocabulary = [f"{word}{word[::-1]}" for word in words]
    text = " ".join(vocabulary[::500] + words[::999])
    assert [word for word, *_ in found(vocabulary, text)] == vocabulary[::500]


def test_two_spaces_are_not_one():
    assert found(["a b"], "a  b, a - b, a b, a-b") == [("a b", 13, 16), ("a b", 18, 21)]


def test_more_characters_than_a_byte_can_tell_are_refused_with_their_number():
    with pytest.raises(TooManyCharactersError, match="300 characters"):
        Trie(["".join(map(chr, range(0x4E00, 0x4E00 + 300)))])
