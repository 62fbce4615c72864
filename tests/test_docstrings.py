"""What a public function is given stands in its docstring."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis import paths

ALIKE = {"analysis/corpora/reference/damage.py"}
"""Files of functions that all take the same; what that is, their head says once."""


def silent(source: str) -> Iterator[str]:
    """Yield the public functions of a module that take something and do not say what."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        command = any("command" in ast.unparse(each) for each in node.decorator_list)
        if given and not command and "Args:" not in (ast.get_docstring(node) or ""):
            yield node.name


@pytest.mark.parametrize(
    "source, found",
    [
        ('def f(a):\n    """Return a."""', ["f"]),
        ('def f(a):\n    """Return a.\n\n    Args:\n        a: One.\n    """', []),
        ('def f():\n    """Return nothing."""', []),
        ("def _f(a): ...", []),
        ('@click.command("add")\ndef f(a):\n    """Add one."""', []),
    ],
)
def test_what_is_silent_is_found(source: str, found: list[str]) -> None:
    assert list(silent(source)) == found


def test_every_public_function_says_what_it_takes() -> None:
    root = paths.root()
    files = [file.relative_to(root).as_posix() for file in (root / "analysis").rglob("*.py")]
    assert [
        f"{name}: {function}"
        for name in sorted(set(files) - ALIKE)
        for function in silent(Path(root / name).read_text(encoding="utf-8"))
    ] == []
