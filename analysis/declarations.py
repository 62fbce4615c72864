"""What a notebook says of itself in its parameters cell, read without running it."""

import ast
import difflib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from analysis import paths
from analysis.errors import AnalysisError

DECLARED = ("INPUTS", "OUTPUTS")
Literal = str | int | float | bool | None | list[Any] | dict[str, Any]


class NotebookError(AnalysisError):
    """A notebook that does not declare what it must, or did not run."""


@dataclass(frozen=True)
class Declaration:
    """What a notebook says of itself in its parameters cell.

    Attributes:
        path: The notebook.
        inputs: Paths and globs inside the project.
        outputs: Paths inside the project.
        parameters: All that the cell assigns, inputs and outputs among it.
        code: Its code cells, joined.
    """

    path: Path
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    parameters: Mapping[str, Literal] = field(hash=False)
    code: str

    @cached_property
    def source_hash(self) -> str:
        """The hash of the code and prose that a person writes, outputs left out."""
        cells = nbformat.read(self.path, as_version=4).cells
        written = json.dumps([(cell.cell_type, cell.source) for cell in cells])
        return hashlib.sha256(written.encode()).hexdigest()


def notebook_paths(folder: Path | None = None) -> list[Path]:
    """Return the notebooks in numeric order, then those of hypotheses.

    Args:
        folder: Where they stand; by default the project's `notebooks/`.
    """
    folder = folder or paths.source("notebooks")
    return [*sorted(folder.glob("[0-9]*.ipynb")), *sorted(folder.glob("hypotheses/[a-z]*.ipynb"))]


def read(path: Path) -> Declaration:
    """Read a notebook's declaration without running it.

    Args:
        path: The notebook.

    Raises:
        NotebookError: It is no notebook, has no parameters cell, or the cell holds more than
            literals.
    """
    notebook = _opened(path)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    tagged = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise NotebookError(
            f"{path.name}: {len(tagged)} cells are tagged 'parameters'; it needs exactly one"
        )
    parameters = _literals(tagged[0].source, path.name)
    for name in DECLARED:
        if not isinstance(parameters.get(name), list):
            raise NotebookError(f"{path.name}: its parameters cell must set {name} to a list")
    return Declaration(
        path=path,
        inputs=tuple(map(str, parameters["INPUTS"])),  # type: ignore[arg-type]
        outputs=tuple(map(str, parameters["OUTPUTS"])),  # type: ignore[arg-type]
        parameters=parameters,
        code="\n".join(cell.source for cell in code),
    )


def _opened(path: Path) -> nbformat.NotebookNode:
    try:
        notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    except (ValueError, TypeError, AttributeError, nbformat.ValidationError) as error:
        fault = str(error).partition("\n")[0][:200]
        raise NotebookError(
            f"{path.name} is no notebook: {fault}; restore it, or delete it"
        ) from error
    return notebook


def _literals(source: str, name: str) -> dict[str, Literal]:
    values: dict[str, Literal] = {}
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        raise NotebookError(
            f"{name}, parameters cell, line {error.lineno}: {error.msg}: "
            f"{(error.text or '').strip()[:60]}"
        ) from error
    for node in body:
        target = (
            node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        )
        if not isinstance(target, ast.Name) or not isinstance(node, ast.Assign):
            raise NotebookError(
                f"{name}, parameters cell, line {node.lineno}: only NAME = literal may stand here"
            )
        try:
            values[target.id] = ast.literal_eval(node.value)
        except ValueError as error:
            raise NotebookError(
                f"{name}, parameters cell, line {node.lineno}: {target.id} is not a literal"
            ) from error
    return values


def title(path: Path) -> str:
    """Return what a notebook is about: its first heading.

    Args:
        path: The notebook.

    Raises:
        NotebookError: It is no notebook, or its first cell does not begin with a heading.
    """
    first = _opened(path).cells[0].source
    if not first.startswith("# "):
        raise NotebookError(f"{path.name}: its first cell must begin with '# ' and its question")
    return str(first.splitlines()[0].removeprefix("# "))


def makes(declaration: Declaration) -> list[str]:
    """Return the numbers of the figures and tables that a notebook makes: fig03, tab02.

    Args:
        declaration: Of the notebook.
    """
    return sorted({Path(name).stem.split("_")[0] for name in declaration.outputs})


def declaring(output: str) -> Declaration:
    """Return the notebook that declares an output whose file name starts as given.

    Args:
        output: The start of a file name, such as `fig03`.

    Raises:
        NotebookError: No notebook, or more than one, declares such an output.
    """
    declared = [read(path) for path in notebook_paths()]
    found = [d for d in declared if outputs_named(d, output)]
    if len(found) != 1:
        known = sorted({name for d in found or declared for name in makes(d)})
        near = [name for name in known if name.startswith(Path(output).name.lower())]
        near = near or difflib.get_close_matches(output.lower(), known, n=6) or known
        fault = "several notebooks make" if found else "no notebook makes"
        raise NotebookError(f"{fault} an output named {output}…; say which: {', '.join(near)}")
    return found[0]


def outputs_named(declaration: Declaration, start: str) -> list[str]:
    """Return the outputs of a notebook whose file name starts as given, in small letters or not.

    Args:
        declaration: Of the notebook.
        start: Such as `fig03`, or a file's path.
    """
    wanted = Path(start).name.lower()
    return [name for name in declaration.outputs if Path(name).name.lower().startswith(wanted)]
