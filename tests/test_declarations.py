"""A notebook's declaration is read, not run; one that does not declare is refused by name."""

from pathlib import Path

import nbformat
import pytest

from analysis import declarations
from tests.made_notebooks import write


def test_the_parameters_cell_is_read_without_running_it(root: Path) -> None:
    declaration = declarations.read(write(root, "10_a.ipynb", "raise SystemExit"))
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
    with pytest.raises(declarations.NotebookError, match=said):
        declarations.read(write(root, "10_a.ipynb", parameters=cell))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"cells": 1}', "<<<<<<< ours"])
def test_a_file_that_is_no_notebook_is_named(content: str, root: Path) -> None:
    path = write(root, "10_a.ipynb")
    path.write_text(content)
    with pytest.raises(declarations.NotebookError, match=r"10_a\.ipynb is no notebook"):
        declarations.read(path)
    with pytest.raises(declarations.NotebookError, match=r"10_a\.ipynb is no notebook"):
        declarations.title(path)


def test_the_source_hash_moves_with_prose_and_code_but_not_with_outputs(root: Path) -> None:
    path = write(root, "10_a.ipynb", "1 + 1")
    before = declarations.read(path).source_hash
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].execution_count = 7
    nbformat.write(notebook, path)
    assert declarations.read(path).source_hash == before
    notebook.cells[0].source = "# Another question"
    nbformat.write(notebook, path)
    assert declarations.read(path).source_hash != before


def test_a_figure_is_found_by_the_start_of_its_name(root: Path) -> None:
    write(root, "10_a.ipynb")
    assert declarations.declaring("fig01").path.name == "10_a.ipynb"
    with pytest.raises(
        declarations.NotebookError, match=r"no notebook makes .*fig02…; say which: fig01"
    ):
        declarations.declaring("fig02")


def test_a_figure_may_be_named_by_its_file_and_in_capitals(root: Path) -> None:
    write(root, "10_a.ipynb")
    for name in ("Fig01", "figures/fig01_a.csv", "fig01_A"):
        assert declarations.declaring(name).path.name == "10_a.ipynb"


def test_a_name_that_several_begin_with_lists_those_alone(root: Path) -> None:
    write(root, "10_a.ipynb")
    text = (root / "notebooks/10_a.ipynb").read_text()
    for number in ("02", "10"):
        other = text.replace("fig01_a", f"fig{number}_a")
        (root / f"notebooks/{number}_b.ipynb").write_text(other)
    with pytest.raises(
        declarations.NotebookError,
        match=r"^several notebooks make .*fig0…; say which: fig01, fig02$",
    ):
        declarations.declaring("fig0")
