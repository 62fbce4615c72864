"""The commands, as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    return result.exit_code, result.output


def test_help_lists_the_commands() -> None:
    code, said = run("--help")
    assert code == 0
    for command in ("reproduce", "collect", "measure", "lexicon", "run", "figure", "test"):
        assert f"\n  {command} " in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["collect", "nosuch"], "Error: no corpus 'nosuch' in data/raw/corpora.toml; there are"),
        (["reproduce", "--corpus", "nosuch"], "Error: no corpus 'nosuch' in data/raw/corpora.toml"),
        (
            ["reproduce", "--corpus", "ashby-2025-10"],
            "Error: ashby-2025-10 is not reproduced",
        ),
        (["lexicon", "candidates", "nosuch"], "Error: no corpus 'nosuch' in data/raw/corpora"),
        (["figure", "fig99"], "Error: no notebook makes an output named fig99…; there are fig01"),
        (["measure", "pyproject.toml", "-o", "a.csv"], "Error: pyproject.toml: the ending must"),
        (["run", "notebooks/00_index.ipynb", "-p", "NO", "1"], "Error: 00_index.ipynb has no"),
    ],
)
def test_what_a_person_can_mend_is_one_line_and_a_failure(arguments: list[str], said: str) -> None:
    code, output = run(*arguments)
    assert code == 1
    assert output.startswith(said)
    assert "Traceback" not in output


def test_measure_says_what_it_set_aside(tmp_path: Path) -> None:
    row = {"id": 1, "title": "", "company": "", "location": "", "text": "Python"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\nnot json\n")
    code, said = run("measure", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out.csv"))
    assert code == 0
    assert "1 postings measured, 1 set aside" in said
    assert "line 2: not JSON" in said


def test_one_figure_goes_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    code, said = run("figure", "tab00", "--to", str(tmp_path))
    assert code == 0
    assert (tmp_path / "figures/tables/tab00_notebooks.csv").is_file()
    assert "tab00_notebooks.csv" in said
