"""Where things are, and writing them whole or not at all."""

from pathlib import Path

import pytest

from analysis import paths


def test_outputs_go_where_the_variable_says_and_inputs_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    assert paths.target("figures/a.svg") == tmp_path / "figures/a.svg"
    assert (tmp_path / "figures").is_dir()
    assert paths.source("figures/a.svg") == paths.root() / "figures/a.svg"


def test_a_file_is_replaced_once_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "table.csv"
    with paths.replacing(file) as temporary:
        temporary.write_text("new")
        assert not file.exists()
    assert file.read_text() == "new"
    assert [path.name for path in file.parent.iterdir()] == ["table.csv"]


def test_what_stood_there_stays_where_writing_fails(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("old")
    with pytest.raises(ZeroDivisionError), paths.replacing(file) as temporary:
        temporary.write_text(f"{1 / 0}")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
