"""What every column means, taken from the schemas themselves, and every table to take away."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from pydantic import BaseModel

from analysis import paths
from analysis.claims import judge
from analysis.corpora import registry, schema
from analysis.corpora.registry import Corpus, Unfit
from analysis.estimates.rows import Estimate
from analysis.publishing.site.rendering import plain, render
from analysis.register import register
from analysis.register.register import Claim, Relation, Source
from analysis.signals import lexicon, measure
from analysis.signals.levels import LEVELS

TAKEN = ("figures/*.csv", "figures/*.svg", "figures/*.png", "figures/tables/*",
         "data/processed/**/*.csv", "data/processed/**/*.parquet",
         register.ARTICLE, registry.REGISTRY, "docs/assumptions.toml")  # fmt: skip
"""What the site carries along, at the same paths as in the project."""


def taken() -> list[Path]:
    """Return the files that the site carries along."""
    root = paths.root()
    return sorted({file for pattern in TAKEN for file in root.glob(pattern) if file.is_file()})


def downloads() -> str:
    """Return the page that lists every table with its size, those for readers first."""
    groups: dict[str, list[dict[str, object]]] = {}
    for file in taken():
        if file.suffix in {".csv", ".parquet", ".toml"}:
            name = file.relative_to(paths.root()).as_posix()
            groups.setdefault(str(Path(name).parent), []).append(_listed(file, name))
    first = {"figures/tables": 0, "figures": 1}
    ordered = sorted(groups, key=lambda folder: (first.get(folder, len(first)), folder))
    return render("downloads.md.j2", groups={folder: groups[folder] for folder in ordered})


def dictionary() -> str:
    """Return the page that says what every column means."""
    any_measured = next(iter(sorted(paths.source("data/processed/measurements").glob("*.parquet"))))
    signals = [
        {
            "column": f"`{signal.id}`",
            "what it is": plain(signal.label),
            "kind": signal.kind,
            "implies": ", ".join(f"`{name}`" for name in signal.implies) or "–",
            "forms": len(signal.forms),
        }
        for signal in lexicon.load().signal
    ]
    named = {signal.id for signal in lexicon.load().signal}
    return render(
        "dictionary.md.j2",
        postings=[_posting(name, column) for name, column in schema.POSTING.columns.items()],
        postings_about=schema.__doc__,
        measured=[
            {"column": f"`{field.name}`", "type": str(field.type)}
            for field in pq.read_schema(any_measured)
            if field.name not in named and not field.name.startswith("__")
        ],
        signals=signals,
        levels=", ".join(LEVELS),
        evidence=[
            {"column": f"`{name}`", "type": _typed(measure.Evidence.__annotations__.get(name, str))}
            for name in measure.EVIDENCE
        ],
        estimates=[
            {"column": f"`{field.name}`", "type": _typed(field.type)}
            for field in dataclasses.fields(Estimate)
        ],
        estimates_about=Estimate.__doc__,
        verdicts=judge.COLUMNS,
        models=[
            (model.__name__, plain(model.__doc__ or "").split("\n")[0], list(_fields(model)))
            for model in (Source, Claim, Relation, Corpus, Unfit)
        ],
    )


def _posting(name: str, column: typing.Any) -> dict[str, object]:  # noqa: ANN401 - pandera's
    refused = "; ".join(str(check.error) for check in column.checks)
    return {
        "column": f"`{name}`",
        "type": str(column.dtype),
        "may be missing": "yes" if column.nullable else "no",
        "set aside where": plain(refused) or "–",
    }


def _fields(model: type[BaseModel]) -> Iterator[dict[str, object]]:
    for name, field in model.model_fields.items():
        yield {
            "key": f"`{name}`",
            "type": plain(_typed(field.annotation)),
            "must be given": "yes" if field.is_required() else "no",
        }


def _typed(annotation: object) -> str:
    """Return a type as a reader meets it: `str`, `int or none`, the words that are allowed."""
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _typed(inside[0])
    if origin is typing.Literal:
        return ", ".join(str(word) for word in inside)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_typed(part) for part in inside)
    if origin is not None:
        parts = ", ".join(_typed(part) for part in inside if part is not Ellipsis)
        return f"{getattr(origin, '__name__', origin)} of {parts}"
    if annotation is type(None):
        return "none"
    return getattr(annotation, "__name__", str(annotation))


def _listed(file: Path, name: str) -> dict[str, object]:
    if file.suffix == ".parquet":
        rows = f"{pq.read_metadata(file).num_rows:,}"
    elif file.suffix == ".csv":
        rows = f"{len(pd.read_csv(file, low_memory=False)):,}"
    else:
        rows = "–"
    size = file.stat().st_size
    shown = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
    return {
        "file": f'<a href="{name}" download>{file.name}</a>',
        "rows": rows,
        "size": shown,
        **({"also as": _also(name)} if file.parent.name == "tables" else {}),
    }


def _also(name: str) -> str:
    """Return links to the other forms of a table."""
    kinds = {"md": "Markdown", "tex": "LaTeX", "html": "HTML"}
    stem = name.removesuffix("csv")
    return ", ".join(f'<a href="{stem}{suffix}">{kind}</a>' for suffix, kind in kinds.items())
