"""Reading a notebook's declaration, and running it."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.pipeline import notebooks

DECLARED = 'INPUTS = ["data/a.csv"]\nOUTPUTS = ["figures/fig01_a.csv"]\nTIMES = 2'
WRITES = (
    "from analysis import paths\n"
    'word = "a" * TIMES\n'
    'paths.target("figures/fig01_a.csv").write_text(word)\n'
    "print(word)"
)


def write(root: Path, name: str, *cells: str, parameters: str = DECLARED) -> Path:
    first = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    notebook = new_notebook(
        cells=[new_markdown_cell("# Question"), first, *map(new_code_cell, cells)]
    )
    path = root / "notebooks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    return tmp_path


def test_the_parameters_cell_is_read_without_running_it(root: Path) -> None:
    declaration = notebooks.read(write(root, "10_a.ipynb", "raise SystemExit"))
    assert declaration.inputs == ("data/a.csv",)
    assert declaration.outputs == ("figures/fig01_a.csv",)
    assert declaration.parameters["TIMES"] == 2


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("INPUTS = []\nOUTPUTS = open('x')", "line 2: OUTPUTS is not a literal"),
        ("INPUTS = []\nimport os", "line 2: only NAME = literal"),
        ("INPUTS = []\nOUTPUTS = [", r"line 2: '\[' was never closed: OUTPUTS = \["),
        ("OUTPUTS = []", "must set INPUTS to a list"),
    ],
)
def test_a_parameters_cell_that_is_more_than_literals_is_refused(
    cell: str, said: str, root: Path
) -> None:
    with pytest.raises(notebooks.NotebookError, match=said):
        notebooks.read(write(root, "10_a.ipynb", parameters=cell))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": 1}', "<<<<<<< ours"])
def test_a_file_that_is_no_notebook_is_named(content: str, root: Path) -> None:
    path = write(root, "10_a.ipynb")
    path.write_text(content)
    with pytest.raises(notebooks.NotebookError, match=r"10_a\.ipynb is no notebook"):
        notebooks.read(path)


def test_the_source_hash_moves_with_prose_and_code_but_not_with_outputs(root: Path) -> None:
    path = write(root, "10_a.ipynb", "1 + 1")
    before = notebooks.read(path).source_hash
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].execution_count = 7
    nbformat.write(notebook, path)
    assert notebooks.read(path).source_hash == before
    notebook.cells[0].source = "# Another question"
    nbformat.write(notebook, path)
    assert notebooks.read(path).source_hash != before


def test_a_readers_parameters_go_to_another_folder_and_leave_the_notebook_alone(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(root, "10_a.ipynb", WRITES)
    before = path.read_bytes()
    out = tmp_path_factory.mktemp("out")
    monkeypatch.setenv("ANALYSIS_OUT", str(out))
    executed = notebooks.execute(notebooks.read(path), {"TIMES": 3})
    assert (out / "figures/fig01_a.csv").read_text() == "aaa"
    assert executed == out / "notebooks/10_a.ipynb"
    assert path.read_bytes() == before
    assert not (root / "figures").exists()


def test_two_runs_of_a_notebook_are_the_same_bytes(root: Path) -> None:
    path = write(root, "10_a.ipynb", WRITES)
    first = notebooks.execute(notebooks.read(path), {}).read_bytes()
    assert notebooks.execute(notebooks.read(path), {}).read_bytes() == first
    assert b'"execution_count": 2' in first


def test_an_unknown_parameter_is_refused_by_name(root: Path) -> None:
    declaration = notebooks.read(write(root, "10_a.ipynb", WRITES))
    with pytest.raises(notebooks.NotebookError, match=r"has no parameter TIME; it has INPUTS"):
        notebooks.execute(declaration, {"TIME": 3})


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import warnings\nwarnings.warn('old')", "wrote to standard error"),
        ("pass", "declares figures/fig01_a.csv but did not write it"),
    ],
)
def test_a_notebook_that_fails_warns_or_writes_too_little_leaves_the_old_one(
    cell: str, said: str, root: Path
) -> None:
    path = write(root, "10_a.ipynb", cell)
    before = path.read_bytes()
    with pytest.raises(notebooks.NotebookError, match=said):
        notebooks.execute(notebooks.read(path), {})
    assert path.read_bytes() == before


def test_a_figure_is_found_by_the_start_of_its_name(root: Path) -> None:
    write(root, "10_a.ipynb")
    assert notebooks.declaring("fig01").path.name == "10_a.ipynb"
    with pytest.raises(
        notebooks.NotebookError, match=r"no notebook makes .*fig02…; there are fig01"
    ):
        notebooks.declaring("fig02")


def test_a_cell_whose_outputs_never_came_is_no_executed_notebook() -> None:
    ran = new_code_cell("1", execution_count=1)
    notebook = new_notebook(cells=[ran, new_code_cell("2")])
    with pytest.raises(notebooks.NotebookError, match="cell 1 was not run to its end"):
        notebooks.normalised(notebook)
