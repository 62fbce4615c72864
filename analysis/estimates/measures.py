"""A claim's measure, read from the measurements: one yes or no a posting."""

import ast
from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.corpora import employers
from analysis.estimates import shares
from analysis.register import expressions
from analysis.signals import accuracy, lexicon

LEVELS = {view: list(levels) for view, levels in accuracy.VIEWS.items()} | {
    "asked": ["required", "duty", "preferred"],
    "required": ["required"],
}
"""The article's two words as levels of the codebook, and two that other readings use."""

_PERIODS = {"annual_pay": "year", "hourly_pay": "hour"}


class MissingSignalError(LookupError):
    """The measurements hold no signal of that name."""


def evaluate(measure: str, level: str | None, frame: pd.DataFrame) -> "pd.Series[bool]":
    """Return whether each posting has what a measure asks.

    Args:
        measure: In the words of `analysis.register.expressions`.
        level: One of `LEVELS`; None where the measure names no signal.
        frame: Measurements.

    Raises:
        MissingSignalError: The measure names what the measurements do not hold.
    """
    return _value(expressions.parse(measure), level, frame)


def fault(measure: str, level: str | None, signals: Collection[str]) -> str | None:
    """Return what keeps a measure from ever being read, None where nothing does.

    Args:
        measure: In the words of `analysis.register.expressions`.
        level: One of `LEVELS`, or None.
        signals: Of the lexicon.
    """
    named = expressions.names(expressions.parse(measure)) - {"pay_disclosed"}
    if unknown := sorted(named.difference(signals)):
        return lexicon.unknown(unknown[0])
    if named and level is None:
        return f"'{min(named)}' needs a level, mentions or requires"
    return None


def employers_named(*texts: str | None) -> list[str]:
    """Return the employers that a share asks for by name.

    Args:
        texts: Its measure and its conditions, in the words of `analysis.register.expressions`.
    """
    return [
        str(expressions.arguments(node)[0])
        for text in texts
        if text
        for node in ast.walk(expressions.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "employer"
    ]


def is_about_pay(*texts: str | None) -> bool:
    """Say whether a share rests on pay, which stands at the end of a text if anywhere.

    Args:
        texts: Its measure and its conditions, in the words of `analysis.register.expressions`.
    """
    trees = [expressions.parse(text) for text in texts if text]
    words = set().union(*(expressions.names(tree) | expressions.called(tree) for tree in trees))
    return any("pay" in word for word in words)


def planned_icc(measure: str) -> float:
    """Return the correlation within an employer to plan with, where too few postings tell it.

    Args:
        measure: In the words of `analysis.register.expressions`.
    """
    if employers_named(measure):  # an employer's postings are all its own
        return 1.0
    return shares.PLANNED_ICC["pay" if is_about_pay(measure) else "skill"]


def _value(node: ast.expr, level: str | None, frame: pd.DataFrame) -> "pd.Series[bool]":
    if isinstance(node, ast.BoolOp):
        parts = pd.concat([_value(part, level, frame) for part in node.values], axis=1)
        return parts.all(axis=1) if isinstance(node.op, ast.And) else parts.any(axis=1)
    if isinstance(node, ast.UnaryOp):
        return ~_value(node.operand, level, frame)
    if isinstance(node, ast.Call):
        return _called(node, frame)
    if isinstance(node, ast.Name):
        return _signal(node.id, level, frame)
    raise TypeError(f"{ast.unparse(node)} is no measure")


def _signal(name: str, level: str | None, frame: pd.DataFrame) -> "pd.Series[bool]":
    if name not in frame.columns:
        raise MissingSignalError(
            f"the measurements hold no signal '{name}'; if the lexicon does, they are older than "
            "it: make collect (or CORPORA_DIR=folder make collect), then make reproduce"
        )
    if name == "pay_disclosed":
        return frame[name].astype(bool)
    if level is None:
        raise MissingSignalError(f"'{name}' needs a level, mentions or requires")
    column = frame[name]
    if isinstance(column.dtype, pd.CategoricalDtype):  # a look at five words, not at every posting
        asked = np.append(column.cat.categories.isin(LEVELS[level]), False)
        return pd.Series(asked[column.cat.codes], column.index)
    return column.isin(LEVELS[level])


def _called(node: ast.Call, frame: pd.DataFrame) -> "pd.Series[bool]":
    name, given = ast.unparse(node.func), expressions.arguments(node)
    if name == "employer":
        return frame["employer_key"] == employers.key(str(given[0]), "")
    if name == "employment":
        return frame["employment"] == given[0]
    stated = frame["pay_disclosed"].astype(bool) & (frame["pay_currency"] == "USD")
    return stated & _amount(name, [float(value) for value in given], frame)


def _amount(name: str, given: list[float], frame: pd.DataFrame) -> "pd.Series[bool]":
    if name in _PERIODS:
        return frame["pay_period"] == _PERIODS[name]
    low = frame["pay_min"].fillna(frame["pay_max"]).astype(float)
    high = frame["pay_max"].fillna(frame["pay_min"]).astype(float)
    if name == "pay_max_at_least":
        return high >= given[0]
    if name == "pay_mid_at_least":
        return (low + high) / 2 >= given[0]
    return (low >= given[0]) & (high <= given[1])
