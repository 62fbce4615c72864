"""The commands, as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.corpora.reference import parameters


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        main, list(arguments), env={"ANALYSIS_OUT": None}
    )  # as it was after
    return result.exit_code, result.output


def test_help_lists_the_commands() -> None:
    code, said = run("--help")
    assert code == 0
    commands = ("reproduce", "collect", "measure", "lexicon", "explain", "reference", "run")
    for command in (*commands, "figure", "test"):
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
        (["figure", "fig99"], "Error: no notebook makes an output named fig99…; say which: fig"),
        (["measure", "pyproject.toml", "-o", "a.csv"], "Error: pyproject.toml: the ending must"),
        (["run", "notebooks/00_index.ipynb", "-p", "NO", "1"], "Error: 00_index.ipynb has no"),
        (
            ["reference", "nul", "--judge"],
            "Error: 'nul' is neither a file nor a variant; there are",
        ),
        (["explain", "reference/synthetic-9999"], "Error: "),
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
    assert "postings: 1 measured, 1 set aside" in said
    assert "line 2: not JSON" in said


def test_one_figure_goes_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    code, said = run("figure", "tab00", "--to", str(tmp_path))
    assert code == 0
    assert (tmp_path / "figures/tables/tab00_notebooks.csv").is_file()
    assert "tab00_notebooks.csv" in said


def test_synthetic_postings_are_shown_with_their_truth_and_written() -> None:
    code, said = run("reference", "null", "--seed", "3", "--show", "2")
    assert code == 0
    assert said.count("SYNTHETIC posting synthetic-") == 2
    assert said.count("What is true of it:") == 2


def test_synthetic_postings_go_to_a_folder(tmp_path: Path) -> None:
    code, said = run("reference", "--to", str(tmp_path))
    assert code == 0
    assert "1,101 synthetic postings with their truth" in said
    assert {file.name for file in tmp_path.iterdir()} == {"postings.jsonl", "truth.jsonl"}


def test_what_to_do_with_synthetic_postings_must_be_said() -> None:
    code, said = run("reference")
    assert code == 2
    assert "say what to do with them" in said


def test_shares_that_cannot_be_are_refused_with_their_bounds(tmp_path: Path) -> None:
    written = (parameters.VARIANTS / "two-blocks.toml").read_text(encoding="utf-8")
    file = tmp_path / "mine.toml"
    planted = 'event = "agentic and llm_api"\nshare = '
    file.write_text(written.replace(f"{planted}0.0", f"{planted}0.5"), encoding="utf-8")
    code, said = run("reference", str(file), "--judge")
    assert code == 1
    assert "role.ai_engineer: the share of 'agentic and llm_api' cannot be 0.5" in said
    assert "between 0.000 and 0.000 (Fréchet bounds)" in said


def test_a_posting_is_explained() -> None:
    code, said = run("explain", "reference/synthetic-0285")
    assert code == 0
    assert "Underwold Group" in said
    assert "SYNTHETIC" in said.upper()
