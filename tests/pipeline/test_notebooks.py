"""A notebook runs to the same bytes, or leaves the old one."""

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis import declarations
from analysis.pipeline import notebooks
from tests.made_notebooks import write

WRITES = (
    "from analysis import paths\n"
    'word = "a" * TIMES\n'
    'paths.target("figures/fig01_a.csv").write_text(word)\n'
    "print(word)"
)


def test_a_readers_parameters_go_to_another_folder_and_leave_the_notebook_alone(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(root, "10_a.ipynb", WRITES)
    before = path.read_bytes()
    out = tmp_path_factory.mktemp("out")
    monkeypatch.setenv("ANALYSIS_OUT", str(out))
    executed = notebooks.execute(declarations.read(path), {"TIMES": 3})
    assert (out / "figures/fig01_a.csv").read_text() == "aaa"
    assert executed == out / "notebooks/10_a.ipynb"
    assert path.read_bytes() == before
    assert not (root / "figures").exists()


def test_two_runs_of_a_notebook_are_the_same_bytes(root: Path) -> None:
    path = write(root, "10_a.ipynb", WRITES)
    first = notebooks.execute(declarations.read(path), {}).read_bytes()
    assert notebooks.execute(declarations.read(path), {}).read_bytes() == first
    assert b'"execution_count": 2' in first


def test_an_unknown_parameter_is_refused_by_name(root: Path) -> None:
    declaration = declarations.read(write(root, "10_a.ipynb", WRITES))
    with pytest.raises(declarations.NotebookError, match=r"has no parameter TIME; it has INPUTS"):
        notebooks.execute(declaration, {"TIME": 3})


def test_a_notebook_outside_the_project_is_refused_with_where_it_must_stand(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    declaration = declarations.read(write(tmp_path_factory.mktemp("other"), "10_a.ipynb", WRITES))
    with pytest.raises(declarations.NotebookError, match=rf"not in this project: .*{root.name}"):
        notebooks.execute(declaration, {})


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
    with pytest.raises(declarations.NotebookError, match=said):
        notebooks.execute(declarations.read(path), {})
    assert path.read_bytes() == before


def test_a_cell_whose_outputs_never_came_is_no_executed_notebook() -> None:
    ran = new_code_cell("1", execution_count=1)
    notebook = new_notebook(cells=[ran, new_code_cell("2")])
    with pytest.raises(declarations.NotebookError, match="cell 1 was not run to its end"):
        notebooks.normalised(notebook)
