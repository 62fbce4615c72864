"""Running a notebook so that two runs give the same bytes."""

from collections.abc import Mapping
from pathlib import Path

import nbformat
import papermill

from analysis import paths
from analysis.declarations import Declaration, Literal, NotebookError

_OUTPUTS_WITHIN = 120
"""Seconds that a cell's outputs may take to arrive once it is done."""


def execute(declaration: Declaration, parameters: Mapping[str, Literal]) -> Path:
    """Run a notebook; its outputs and its executed copy go to `paths.out()`.

    Args:
        declaration: The notebook.
        parameters: Values for names of its parameters cell; none for the published run.

    Raises:
        NotebookError: It stands outside the project, a name is not in the parameters cell, a cell
            failed or wrote a warning, or a declared output was not written.
    """
    if not declaration.path.is_relative_to(paths.root()):
        raise NotebookError(
            f"{declaration.path} is not in this project: copy it to {paths.source('notebooks')}"
        )
    unknown = sorted(set(parameters) - set(declaration.parameters))
    if unknown:
        raise NotebookError(
            f"{declaration.path.name} has no parameter {', '.join(unknown)}; it has "
            f"{', '.join(declaration.parameters)}"
        )
    executed = paths.target(declaration.path.relative_to(paths.root()).as_posix())
    with paths.replacing(executed) as temporary:
        _run(declaration, temporary, parameters)
        nbformat.write(normalised(nbformat.read(temporary, as_version=4)), temporary)
        missing = [name for name in declaration.outputs if not (paths.out() / name).is_file()]
        if missing and not parameters:
            raise NotebookError(
                f"{declaration.path.name} declares {', '.join(missing)} but did not write it"
            )
    return executed


def _run(declaration: Declaration, executed: Path, parameters: Mapping[str, Literal]) -> None:
    try:
        papermill.execute_notebook(
            str(declaration.path),
            str(executed),
            parameters=dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            cwd=str(declaration.path.parent),
            # a busy machine is slow to hand outputs over; after four seconds they would be dropped
            iopub_timeout=_OUTPUTS_WITHIN,
            raise_on_iopub_timeout=True,
            extra_arguments=["--IPKernelApp.log_level=50"],  # else each start and stop is told of
        )
    except papermill.PapermillExecutionError as error:
        folder = "failed" if paths.out() != paths.root() else "out/failed"
        kept = paths.target(f"{folder}/{declaration.path.name}")
        kept.write_bytes(executed.read_bytes())
        raise NotebookError(
            f"{declaration.path.name}, cell {error.cell_index}: {error.ename}: {error.evalue} "
            f"(as far as it ran: {kept})"
        ) from error


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return an executed notebook without what differs between two runs of it.

    Args:
        notebook: As papermill wrote it.

    Raises:
        NotebookError: A cell was not run, or wrote to standard error: a warning that readers
            would meet.
    """
    notebook.metadata.pop("papermill", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        if cell.metadata.get("tags") == []:
            del cell.metadata["tags"]
        if cell.cell_type == "code" and cell.execution_count is None:
            raise NotebookError(f"cell {number} was not run to its end: run the notebook again")
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                raise NotebookError(f"cell {number} wrote to standard error: {output['text']}")
    return notebook
