"""The notebooks as they were committed: never run again, their pictures told in words."""

from collections.abc import Sequence
from pathlib import Path

import nbformat

from analysis import declarations, paths
from analysis.publishing import article
from analysis.publishing.site.rendering import render


def write(folder: Path) -> None:
    """Write a copy of every notebook, and the page that lists them.

    Args:
        folder: Where they go.

    Raises:
        UnknownLookupError: A notebook shows a figure that is not committed.
    """
    folder.mkdir(parents=True)
    listed = []
    for file in declarations.notebook_paths():
        listed.append((file.stem, declarations.title(file)))
        drawn = [name for name in declarations.read(file).outputs if name.endswith(".svg")]
        nbformat.write(told(nbformat.read(file, as_version=4), drawn), folder / file.name)
    (folder / "index.md").write_text(render("notebooks.md.j2", listed=listed), encoding="utf-8")


def told(notebook: nbformat.NotebookNode, drawn: Sequence[str]) -> nbformat.NotebookNode:
    """Return a notebook that shows the figure which a cell saves in place of its picture.

    The figure is the same drawing with its finding in words, its data and a dark variant. A
    notebook that was never run has no picture and stays as it is.

    Args:
        notebook: As committed.
        drawn: The SVGs that it writes, by their place in the project.
    """
    for cell in notebook.cells:
        pictures = [
            output for output in cell.get("outputs", ()) if "image/png" in output.get("data", {})
        ]
        for stem in (Path(name).stem for name in drawn if pictures):
            if f'"{stem}"' in cell.source:
                finding = article.finding(paths.source(f"figures/{stem}.svg"))
                figure = render("figure.html.j2", root="../", name=stem, finding=finding)
                for output in pictures:
                    output["data"], output["metadata"] = {"text/html": figure}, {}
    return notebook
