"""A joint distribution of what postings require, from the shares that are planted.

A posting requires some of the codebook's signals and not others: a cell of yes and no. Only cells
that keep the codebook's rules (whoever requires agents requires GenAI) can be. Among all
distributions over them that have the planted shares, the one of greatest entropy is taken: signals
are as independent as the shares permit. Iterative proportional fitting finds it (Csiszár 1975,
Annals of Probability 3: 146-158). Where none exists, a linear programme over the cells gives the
sharp bounds (Fréchet's, with the rules) that the first impossible share breaks.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import linprog

from analysis.corpora.reference.parameters import Joint, ParametersError
from analysis.corpora.reference.plan import CODEBOOK, IMPLIES

Floats = npt.NDArray[np.float64]

CLOSE = 1e-5
"""How near a fitted share is to the planted one."""

ROUNDS = 2_000
"""Of fitting, before the shares are taken for impossible or for lying on a bound."""


@cache
def cells() -> pd.DataFrame:
    """Return every set of signals that a posting can require: a row a cell, a column a signal."""
    frame = pd.DataFrame(list(product([False, True], repeat=len(CODEBOOK))), columns=CODEBOOK)
    for signal, others in IMPLIES.items():
        for other in others:
            frame = frame[~frame[signal] | frame[other]]
    return frame.reset_index(drop=True)


def holds(event: str) -> npt.NDArray[np.bool_]:
    """Return the cells in which an event is true.

    Args:
        event: Signals joined by and, or, not.

    Raises:
        ParametersError: It cannot be read, or names what is no signal of the codebook.
    """
    try:
        tree = ast.parse(event.strip(), mode="eval")
    except SyntaxError as error:
        raise ParametersError(f"'{event}' cannot be read: {error.msg}") from error
    known = (ast.Expression, ast.BoolOp, ast.UnaryOp, ast.boolop, ast.Not, ast.Name, ast.Load)
    stray = next((node for node in ast.walk(tree) if not isinstance(node, known)), None)
    if stray is not None:
        raise ParametersError(f"'{event}': only signals, and, or, not may stand in an event")
    for name in re.findall(r"\w+", event):
        if name not in {"and", "or", "not", *CODEBOOK}:
            raise ParametersError(f"'{event}': '{name}' is no signal of the codebook")
    return np.asarray(cells().eval(event, engine="python"), dtype=bool)


def fit(shares: Mapping[str, float], joint: Sequence[Joint] = ()) -> Floats:
    """Return the probability of every cell.

    Args:
        shares: Of postings that require each signal of the codebook.
        joint: Shares of postings that events are true of, in the same postings.

    Raises:
        ParametersError: No distribution has these shares; the message names the first that breaks
            its bounds given those before it, single signals first.
    """
    asked = [(holds(signal), share) for signal, share in shares.items()]
    asked += [(holds(planted.event), planted.share) for planted in joint]
    fitted = _fitted(asked)
    if fitted is None:
        _refuse([*shares, *(planted.event for planted in joint)], asked)
        raise ParametersError("no distribution with these shares was found")
    return fitted


def _fitted(asked: Sequence[tuple[npt.NDArray[np.bool_], float]]) -> Floats | None:
    """Return the fitted probabilities, or None where some share stays out of reach."""
    found = np.full(len(cells()), 1 / len(cells()))
    for where, share in asked:  # what can never be, or must be, is settled first
        if share in {0, 1}:
            found[where if share == 0 else ~where] = 0
    for _ in range(ROUNDS):
        worst = 0.0
        for where, share in asked:
            now = found[where].sum() / (found.sum() or 1)
            worst = max(worst, abs(now - share))
            if 0 < now < 1:
                found[where] *= share / now
                found[~where] *= (1 - share) / (1 - now)
        if worst < CLOSE:
            return np.asarray(found / found.sum())
    return None


def _refuse(names: Sequence[str], asked: Sequence[tuple[npt.NDArray[np.bool_], float]]) -> None:
    """Raise for the first share that those before it exclude, with its bounds."""
    before = [np.ones(len(cells()))]
    given = [1.0]
    for name, (where, share) in zip(names, asked, strict=True):
        low, high = (
            sign * linprog(sign * where.astype(float), A_eq=np.array(before), b_eq=given).fun
            for sign in (1, -1)
        )
        if not low - CLOSE <= share <= high + CLOSE:
            raise ParametersError(
                f"the share of '{name}' cannot be {share:g}: with the shares before it, it lies "
                f"between {max(0.0, low):.3f} and {max(0.0, high):.3f} (Fréchet bounds)"
            )
        before.append(where.astype(float))
        given.append(share)
