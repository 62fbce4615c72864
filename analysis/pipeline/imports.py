"""Which files of `analysis` a piece of code reaches, found by reading its imports."""

import ast
from functools import cache
from pathlib import Path

from analysis import paths
from analysis.errors import AnalysisError

PACKAGE = "analysis"


class UnreadableImportError(AnalysisError):
    """An import that cannot be followed by reading it."""


@cache
def imported_modules(code: str, name: str) -> frozenset[str]:
    """Return the dotted names under `analysis` that some code imports.

    Args:
        code: Python source.
        name: What to call the code in an error: a file, a notebook.

    Raises:
        UnreadableImportError: The import is relative, so that it cannot be followed by name.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(code, filename=name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                raise UnreadableImportError(
                    f"{name}, line {node.lineno}: a relative import; write it out from '{PACKAGE}'"
                )
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(module for module in found if module.split(".")[0] == PACKAGE)


def module_files(module: str, package_parent: Path) -> set[Path]:
    """Return the file that a dotted name stands for, with the `__init__` files above it.

    A name that is no module (a function imported from one) stands for nothing.

    Args:
        module: A dotted name such as `analysis.signals.pay`.
        package_parent: The folder that holds the package.
    """
    parts = module.split(".")
    files = {
        package_parent.joinpath(*parts[:depth], "__init__.py") for depth in range(1, len(parts) + 1)
    }
    files.add(package_parent.joinpath(*parts).with_suffix(".py"))
    return {file for file in files if file.is_file()}


def data_files(module_file: Path) -> set[Path]:
    """Return the data files beside a module or in a folder of data there: a lexicon, a grammar.

    Args:
        module_file: A module of the package.
    """
    held = [f for f in module_file.parent.iterdir() if f.is_dir() and not _is_package(f)]
    return {
        file
        for folder in [module_file.parent, *held]
        for file in folder.iterdir()
        if file.is_file() and file.suffix not in {".py", ".pyc"} and not file.name.startswith(".")
    }


def _is_package(folder: Path) -> bool:
    return (folder / "__init__.py").is_file()


def closure(code: str, name: str, package_parent: Path | None = None) -> list[Path]:
    """Return every file of `analysis` that some code reaches, at any depth.

    Args:
        code: Python source: a notebook's cells joined, or `import analysis.signals.measure`.
        name: What to call the code in an error.
        package_parent: The folder that holds the package; by default the project's.

    Raises:
        UnreadableImportError: An import on the way is relative.
    """
    parent = package_parent or Path(__file__).resolve().parents[2]
    reached: set[Path] = set()
    waiting = [(code, name)]
    while waiting:
        source, label = waiting.pop()
        for module in imported_modules(source, label):
            for file in module_files(module, parent) - reached:
                reached.add(file)
                waiting.append((file.read_text(encoding="utf-8"), str(file)))
    return sorted(
        reached.union(*(data_files(file) for file in reached if file.parent != parent / PACKAGE))
    )


def within_project(files: list[Path]) -> list[str]:
    """Return files as paths inside the project, for a person to read.

    Args:
        files: Files under the project's folder.
    """
    return [file.relative_to(paths.root()).as_posix() for file in files]
