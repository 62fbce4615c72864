"""The small language that a claim says its measure in: names, calls, and, or, not."""

import ast

CALLS = {
    "annual_pay": (),
    "hourly_pay": (),
    "pay_max_at_least": (float,),
    "pay_mid_at_least": (float,),
    "pay_between": (float, float),
    "employer": (str,),
    "employment": (str,),
}
"""The calls that a measure may make, with what each takes."""


def parse(text: str) -> ast.expr:
    """Return the tree of a measure.

    Args:
        text: Such as `llm_api and not agentic`.

    Raises:
        ValueError: It holds anything but names, the calls of `CALLS`, and, or, not.

    Example:
        >>> parse("llm_api or 3")
        Traceback (most recent call last):
            ...
        ValueError: 'llm_api or 3' holds '3'; names, calls, and, or, not may stand
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"'{text}' cannot be read: {error.msg}") from error
    _check(tree, text)
    return tree


def names(tree: ast.expr) -> set[str]:
    """Return the signals and flags that a measure names, calls left out.

    Args:
        tree: A parsed measure.

    Example:
        >>> sorted(names(parse("llm_api and not agentic")))
        ['agentic', 'llm_api']
    """
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called
    }


def called(tree: ast.expr) -> set[str]:
    """Return the calls that a measure makes.

    Args:
        tree: A parsed measure.

    Example:
        >>> called(parse("python and pay_between(100000, 200000)"))
        {'pay_between'}
    """
    return {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }


def arguments(call: ast.Call) -> list[float | str]:
    """Return what a call is given.

    Args:
        call: A checked call of a parsed measure.

    Example:
        >>> arguments(parse("pay_between(100000, 200000)"))
        [100000, 200000]
    """
    return [argument.value for argument in call.args]  # type: ignore[attr-defined]


def _check(node: ast.expr, text: str) -> None:
    if isinstance(node, ast.BoolOp):
        for part in node.values:
            _check(part, text)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        _check(node.operand, text)
    elif isinstance(node, ast.Call):
        _check_call(node, text)
    elif not isinstance(node, ast.Name):
        stray = ast.unparse(node)
        raise ValueError(f"'{text}' holds '{stray}'; names, calls, and, or, not may stand")  # noqa: TRY004


def _check_call(node: ast.Call, text: str) -> None:
    name = ast.unparse(node.func)
    if name not in CALLS or node.keywords:
        raise ValueError(f"'{text}' calls {name}; there are {', '.join(CALLS)}")
    given = [
        argument.value if isinstance(argument, ast.Constant) else None for argument in node.args
    ]
    taken = CALLS[name]
    fits = len(given) == len(taken) and all(
        isinstance(value, (int, float) if kind is float else kind) and not isinstance(value, bool)
        for value, kind in zip(given, taken, strict=False)
    )
    if not fits:
        wants = ", ".join("a number" if kind is float else "a quoted name" for kind in taken)
        raise ValueError(f"'{text}': {name} takes {wants or 'nothing'}")
