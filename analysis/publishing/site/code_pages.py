"""The code that reads claims, estimates and judges them, a page a module, a heading a function."""

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import analysis.claims
import analysis.estimates
import analysis.register
from analysis.publishing.site.rendering import render

PACKAGES = (analysis.register, analysis.estimates, analysis.claims)


def modules() -> list[str]:
    """Return the modules that have a page, by their full names."""
    return [
        f"{package.__name__}.{found.name}"
        for package in PACKAGES
        for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name)
    ]


def link(function: Callable[..., object]) -> str:
    """Return a Markdown link to a function's code.

    Args:
        function: Of a module that has a page.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    return f"[`{name}`](#{anchor(name)})"


def anchor(name: str) -> str:
    """Return the anchor of a function or class.

    Args:
        name: Its full name.
    """
    words = f"{name}-class" if name.rpartition(".")[2].lstrip("_")[:1].isupper() else name
    return f"code-{words.replace('.', '-').replace('_', '-')}"


def write(folder: Path) -> None:
    """Write the page of every module and the page that lists them.

    Args:
        folder: Where they go, as Markdown.
    """
    folder.mkdir(parents=True)
    listed = []
    for name in modules():
        source = Path(str(importlib.import_module(name).__file__)).read_text(encoding="utf-8")
        about = (ast.get_docstring(ast.parse(source)) or "").split("\n")[0]
        listed.append((name, about))
        page = render("module.md.j2", name=name, about=about, parts=list(parts(name, source)))
        (folder / f"{name}.md").write_text(page, encoding="utf-8")
    (folder / "index.md").write_text(render("modules.md.j2", listed=listed), encoding="utf-8")


def parts(name: str, source: str) -> Iterator[tuple[str, str, str]]:
    """Yield the pieces of a module in order: name, anchor and code.

    Args:
        name: The module's full name.
        source: Its code.

    Yields:
        A function or class with its name; what stands between them with none.
    """
    lines = source.splitlines()
    done = 0
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)]) - 1
        between = "\n".join(lines[done:first]).strip("\n")
        if between:
            yield "", "", between
        done = int(node.end_lineno or node.lineno)
        yield node.name, anchor(f"{name}.{node.name}"), "\n".join(lines[first:done])
    rest = "\n".join(lines[done:]).strip("\n")
    if rest:
        yield "", "", rest
