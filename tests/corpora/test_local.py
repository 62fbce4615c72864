"""Private corpora stand in a folder of their own, and are found beside those of the project."""

from pathlib import Path

import pytest

from analysis.corpora import local, registry
from analysis.corpora.registry import RegistryError, UnknownCorpusError
from analysis.pipeline import adding


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRIVATE_DIR", str(tmp_path))
    return tmp_path


def entry(corpus_id: str) -> local.Local:
    return adding.entry(corpus_id, {"text": "body"}, "Mine", "a board", "US")


def test_what_is_registered_is_read_back_the_same(home: Path) -> None:
    path = local.register(entry("mine"))
    assert path == home / "mine" / local.ENTRY
    assert local.corpus("mine") == entry("mine")
    assert local.ids() == ["mine"]


def test_a_corpus_of_the_project_is_found_too_but_is_not_private() -> None:
    assert local.corpus("ashby-2025-10") == registry.corpus("ashby-2025-10")
    assert local.ids() == []


@pytest.mark.parametrize(("registered", "told"), [([], "none"), (["b", "a"], "a, b")])
def test_an_unknown_corpus_is_said_with_those_that_there_are(
    registered: list[str], told: str
) -> None:
    for name in registered:
        local.register(entry(name))
    with pytest.raises(UnknownCorpusError, match=f"no corpus 'other'.*; private ones: {told}$"):
        local.corpus("other")


def test_an_entry_that_cannot_be_used_costs_no_other_corpus(home: Path) -> None:
    local.register(entry("mine"))
    (home / "broken").mkdir()
    (home / "broken" / local.ENTRY).write_text("id = 5\n")
    assert local.corpus("mine") == entry("mine")
    with pytest.raises(UnknownCorpusError, match=r"private ones: broken, mine$"):
        local.corpus("other")


@pytest.mark.parametrize("taken", ["reference", "ashby-2025-10"])
def test_the_id_of_a_corpus_of_the_project_is_refused(taken: str, home: Path) -> None:
    with pytest.raises(RegistryError, match=f"'{taken}' is the id of a corpus of the project"):
        local.register(entry(taken))
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id = ", r"corpus\.toml: not TOML"),
        (b"\xff", r"corpus\.toml: not TOML"),
        (b'id = "mine"\nsynthetic = true', r"(?s)corpus\.toml: title: .*corpus\.toml: synthetic: "),
    ],
)
def test_an_entry_that_cannot_be_used_is_said_with_every_key(
    content: bytes, said: str, home: Path
) -> None:
    (home / "mine").mkdir()
    (home / "mine" / local.ENTRY).write_bytes(content)
    with pytest.raises(RegistryError, match=said):
        local.corpus("mine")
