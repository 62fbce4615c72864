"""How sources are asked: the project's settings, and a user's own before them."""

from pathlib import Path

import pytest

from analysis.corpora.scanning import settings


def own(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "mine.toml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_the_projects_own_settings_are_polite() -> None:
    found = settings.load()
    assert found.pause >= 1
    assert set(found.base) >= {"greenhouse", "lever", "ashby", "algolia", "linkedin", "indeed"}


def test_what_is_told_goes_first_and_the_rest_stays(tmp_path: Path) -> None:
    file = own(tmp_path, 'agent = "mine/1"\n[base]\nlever = "http://localhost:1"\n')
    found, standard = settings.load(file), settings.load()
    assert found.agent == "mine/1"
    assert found.base == standard.base | {"lever": "http://localhost:1"}
    assert found.pause == standard.pause


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("pause = -1", r"mine\.toml: pause: -1 is out of range; it must be at least 0"),
        ("attempts = 0", r"mine\.toml: attempts: "),
        ("pauze = 1", r"mine\.toml: pauze: no such key; there are "),
        ('[base]\nlever = "http://localhost/"', r"mine\.toml: base\.lever: "),
        ("pause = ", r"mine\.toml: "),
        ('base = "https://a"', r"mine\.toml: base: write a table"),
        (b"\xff", r"mine\.toml: "),
    ],
)
def test_what_cannot_be_used_is_said_with_its_file_and_key(
    content: str | bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(settings.SettingsError, match=said):
        settings.load(own(tmp_path, content))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match=r"none\.toml"):
        settings.load(tmp_path / "none.toml")
