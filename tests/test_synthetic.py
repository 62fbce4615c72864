"""Whatever is drawn from synthetic postings says synthetic."""

from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis import declarations, paths
from analysis.corpora import registry
from analysis.pipeline import graph
from analysis.pipeline.shelves import RECOVERY, SYNTHETIC

DRAWING = [
    d for d in map(declarations.read, declarations.notebook_paths()) if graph.draws_on_reference(d)
]
RESULTS = sorted(
    file.relative_to(paths.root()).as_posix()
    for shelf in (SYNTHETIC, RECOVERY)
    for file in paths.source(shelf.folder).rglob("*")
    if file.is_file() and not file.name.startswith(".")
)
DRAWN = sorted(
    name
    for declaration in DRAWING
    for name in declaration.outputs
    if name not in declaration.parameters.get("REAL", [])
)
WRITTEN = [registry.ENTRY, registry.POSTINGS, registry.TRUTH]


def says_synthetic(file: Path) -> bool:
    if file.suffix == ".parquet":
        return bool(pd.read_parquet(file)["id"].str.startswith("reference/synthetic-").all())
    if file.suffix == ".png":  # its twin is drawn by the same call and can be read
        file = file.with_suffix(".svg")
    return "synthetic" in file.read_text(encoding="utf-8").lower()


def test_there_are_results_and_notebooks_to_look_at() -> None:
    assert {Path(name).name for name in RESULTS} >= {
        "reference.parquet",
        "reference.csv",
        "accuracy.csv",
        "estimates.csv",
        "verdicts.csv",
        "verdicts_overall.csv",
        "coverage.csv",
    }
    assert DRAWING


@pytest.mark.parametrize("name", [*WRITTEN, *RESULTS, *DRAWN])
def test_every_file_drawn_from_it_says_synthetic(name: str) -> None:
    assert says_synthetic(paths.source(name))


@pytest.mark.parametrize("declaration", DRAWING, ids=lambda declaration: declaration.path.stem)
def test_every_notebook_that_draws_on_it_says_so_at_its_head(
    declaration: declarations.Declaration,
) -> None:
    first = nbformat.read(declaration.path, as_version=4).cells[0].source
    assert "synthetic" in first.lower()


@pytest.mark.parametrize("name", [registry.POSTINGS, registry.TRUTH])
def test_every_row_of_it_says_synthetic(name: str) -> None:
    lines = paths.source(name).read_bytes().split(b"\n")[:-1]
    assert len(lines) > 0
    assert all(b'"synthetic": true' in line for line in lines)


def test_a_file_that_does_not_say_it_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\nreference/1\n")
    (tmp_path / "b.png").touch()
    (tmp_path / "b.svg").write_text("<svg>Shares</svg>")
    pd.DataFrame({"id": ["builtin-2026-02/1"]}).to_parquet(tmp_path / "c.parquet")
    assert not any(says_synthetic(tmp_path / name) for name in ("a.csv", "b.png", "c.parquet"))
