"""Whatever bytes come in, a target ends in a result or in an error meant for a person."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.signals import lexicon
from fuzz import targets

BOUNDED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def mutated(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """Return bytes, and seeds with a piece taken out and another put in its place."""

    def cut(seed: bytes, at: float, length: int, put: bytes) -> bytes:
        start = int(at * len(seed))
        return seed[:start] + put + seed[start + length :]

    places = st.floats(0, 1, exclude_max=True)
    pieces = st.binary(max_size=12) | st.text(
        "\u200b\u202e<>&;$€0123456789kK-–., \n", max_size=12
    ).map(str.encode)
    changed = st.builds(cut, st.sampled_from(seeds), places, st.integers(0, 40), pieces)
    return st.binary(max_size=80) | changed | changed.map(lambda one: one[: len(one) // 2])


@pytest.mark.parametrize("name", targets.TARGETS)
def test_the_seeds_go_through(name: str) -> None:
    for seed in targets.SEEDS[name]:
        targets.TARGETS[name](seed)


@pytest.mark.parametrize("name", targets.TARGETS)
def test_nothing_but_what_is_meant_for_a_person_comes_out(name: str) -> None:
    @BOUNDED
    @given(mutated(targets.SEEDS[name]))
    def holds(data: bytes) -> None:
        targets.TARGETS[name](data)

    holds()


FOUND = {
    "a lexicon that is not UTF-8": ("lexicons", b"[sets]\nlangs = ['\xb3']\n"),
    "a set with a bracket that nobody closes": (
        "lexicons",
        targets.SEEDS["lexicons"][0].replace(b"gcp", b"g[p"),
    ),
    "a form with too many gaps": (
        "lexicons",
        targets.SEEDS["lexicons"][0].replace(b"pyspark", b"p" + b"~" * 60),
    ),
    "a page that is empty": ("adapters", b"\x05"),
    "a page that is a comment": ("adapters", b"\x05<!-- -->"),
    "a page without a tag": ("adapters", b"\x05\x01"),
    "JSON nested too deep": ("adapters", b"\x01" + b"[" * 200_000),
    "YAML nested too deep": ("adapters", b"\x00" + b"[" * 5_000),
    "a line of JSON nested too deep": ("streamed", b"\x00" + b"[" * 200_000),
}
"""What atheris found, with made-up words."""


@pytest.mark.parametrize("found", FOUND)
def test_what_was_found_stays_mended(found: str) -> None:
    name, data = FOUND[found]
    targets.TARGETS[name](data)


def test_a_lexicon_that_is_not_utf_8_is_told(tmp_path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(FOUND["a lexicon that is not UTF-8"][1])
    with pytest.raises(lexicon.LexiconError, match=r"mine\.toml: byte 17 is not UTF-8"):
        lexicon.load(file)
