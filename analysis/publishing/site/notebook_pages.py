"""The notebooks as they were committed: never run again, their pictures told in words."""

import re
from pathlib import Path

import nbformat

from analysis.pipeline import notebooks
from analysis.publishing import article
from analysis.publishing.site.rendering import render

_SAVED = re.compile(r"save_figure\([^\"]*\"(fig\d+)_")


def write(folder: Path) -> None:
    """Write a copy of every notebook, and the page that lists them.

    Args:
        folder: Where they go.

    Raises:
        UnknownLookupError: A notebook shows a figure that is not committed.
    """
    folder.mkdir(parents=True)
    listed = []
    for file in notebooks.notebook_paths():
        listed.append((file.stem, notebooks.title(file)))
        nbformat.write(told(nbformat.read(file, as_version=4)), folder / file.name)
    (folder / "index.md").write_text(render("notebooks.md.j2", listed=listed), encoding="utf-8")


def told(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook whose pictures carry the finding of the figure that their cell saves.

    Args:
        notebook: As committed.
    """
    for cell in notebook.cells:
        saved = _SAVED.search(cell.source) if cell.cell_type == "code" else None
        if saved:
            image = {"alt": article.finding(article.figure_file(saved[1]))}
            cell.metadata["mystnb"] = {"image": image}
    return notebook
