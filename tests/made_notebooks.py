"""Notebooks written for tests."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

DECLARED = 'INPUTS = ["data/a.csv"]\nOUTPUTS = ["figures/fig01_a.csv"]\nTIMES = 2'


def write(root: Path, name: str, *cells: str, parameters: str = DECLARED) -> Path:
    """Write a notebook of a parameters cell and others, and return where it stands."""
    first = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    notebook = new_notebook(
        cells=[new_markdown_cell("# Question"), first, *map(new_code_cell, cells)]
    )
    path = root / "notebooks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path
