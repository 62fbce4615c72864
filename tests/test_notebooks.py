"""The committed notebooks: executed, thin, in order, and watched by nbval."""

import ast
import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import nbformat
import pytest

from analysis import declarations, paths

ALL = declarations.notebook_paths()
NUMBERED = [path for path in ALL if path.name[0].isdigit()]
LINES = 120
"""Of code in a notebook: more is a helper that should be in `analysis`."""

IGNORED_CELLS = 0
"""Cells whose output nbval may ignore, in all notebooks together."""


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_it_is_committed_executed_from_top_to_bottom(path: Path) -> None:
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_it_is_thin_and_defines_nothing(path: Path) -> None:
    code = "\n".join(cell.source for cell in code_cells(path))
    assert len([line for line in code.splitlines() if line.strip()]) < LINES
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert not [node for node in ast.walk(ast.parse(code)) if isinstance(node, defined)]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_it_opens_with_its_question_and_closes_with_its_limits(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    assert declarations.title(path)
    assert path.stem == "00_index" or cells[-1].source.startswith("## Limits")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_what_it_declares_is_there(path: Path) -> None:
    declaration = declarations.read(path)
    for pattern in declaration.inputs:
        assert list(paths.root().glob(pattern)), pattern
    for name in declaration.outputs:
        assert paths.source(name).is_file(), name


def test_run_all_in_numeric_order_never_meets_what_is_not_there_yet() -> None:
    made: set[str] = set()
    later = {name for path in NUMBERED for name in declarations.read(path).outputs}
    for path in NUMBERED:
        declaration = declarations.read(path)
        waiting = [
            name
            for pattern in declaration.inputs
            for name in later - made
            if fnmatch(name, pattern)
        ]
        assert waiting == []
        made |= set(declaration.outputs)


def test_no_two_notebooks_write_one_file() -> None:
    outputs = [name for path in ALL for name in declarations.read(path).outputs]
    assert len(outputs) == len(set(outputs))


def test_few_cells_are_ignored_by_nbval() -> None:
    ignored = [
        cell.source
        for path in ALL
        for cell in code_cells(path)
        if "NBVAL" in cell.source or any("nbval" in tag for tag in cell.metadata.get("tags", []))
    ]
    assert len(ignored) <= IGNORED_CELLS


def nbval(folder: Path) -> str:
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-rA", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "."],
        cwd=folder,
        env=os.environ | {"ANALYSIS_OUT": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_a_stored_output_that_is_tampered_with_turns_nbval_red(tmp_path: Path) -> None:
    notebook = nbformat.read(paths.source("notebooks/00_index.ipynb"), as_version=4)
    nbformat.write(notebook, tmp_path / "as_it_is.ipynb")
    output = next(o for c in notebook.cells for o in c.get("outputs", []) if "data" in o)
    output["data"]["text/markdown"] = output["data"]["text/markdown"].replace("fig03", "fig33")
    nbformat.write(notebook, tmp_path / "tampered.ipynb")
    told = nbval(tmp_path)
    cells = len(code_cells(tmp_path / "as_it_is.ipynb"))
    assert told.count("PASSED as_it_is.ipynb::Cell") == cells
    assert told.count("PASSED tampered.ipynb::Cell") == cells - 1
    assert told.count("FAILED tampered.ipynb::Cell") == 1
