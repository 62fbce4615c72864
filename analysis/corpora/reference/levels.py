"""Drawing levels for postings, alike within an employer, with the planted shares.

An employer has a house profile. A posting copies the whole of it with probability sqrt(ICC), else
is drawn afresh from the same distribution: every share and joint share stays as planted, and any
two postings of an employer correlate with the ICC in every signal.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.corpora.reference import joint
from analysis.corpora.reference.joint import Floats
from analysis.corpora.reference.parameters import Levels, ParametersError, PlannedRole
from analysis.corpora.reference.plan import CODEBOOK, LEVELS, implied

Codes = npt.NDArray[np.int64]
"""Levels as places in `LEVELS`: 0 is required, the lower the stronger."""

COLUMNS = 1 + 2 * len(CODEBOOK)
"""Uniform numbers that one posting's levels are made from: a cell, then two a signal."""


@dataclass(frozen=True)
class Distribution:
    """Of the levels of a role's postings: a probability a cell, and of naming beyond it."""

    cells: Floats
    extra: Floats
    levels: Levels

    def draw(self, uniform: Floats) -> Codes:
        """Return a level per signal for each row of uniform numbers.

        Args:
            uniform: `COLUMNS` numbers from 0 to 1 a row.
        """
        edges = np.cumsum(self.cells)
        rows = np.searchsorted(edges / edges[-1], uniform[:, 0], side="right")
        requires = joint.cells().to_numpy()[np.minimum(rows, len(edges) - 1)]
        named, split = np.split(uniform[:, 1:], 2, axis=1)
        strong = np.where(split < self.levels.required_of_requires, 0, 1)
        weak = np.where(split < self.levels.preferred_of_others, 2, 3)
        beyond = np.where(named < self.extra, weak, 4)
        return closed(np.where(requires, strong, beyond))


def closed(codes: Codes) -> Codes:
    """Return levels raised to what the signals that imply them have.

    Args:
        codes: A row a posting, a column a signal of the codebook.
    """
    raised = codes.copy()
    for place, signal in enumerate(CODEBOOK):
        for other in implied(signal):
            at = CODEBOOK.index(other)
            raised[:, at] = np.minimum(raised[:, at], codes[:, place])
    return raised


def distribution(role: PlannedRole, levels: Levels) -> Distribution:
    """Return the distribution of a role's levels.

    Args:
        role: What is planned of it.
        levels: How the article's two words part into levels.

    Raises:
        ParametersError: No distribution has these shares; the message names which and its bounds.
    """
    requires = {signal: role.requires[signal] for signal in CODEBOOK}
    return Distribution(joint.fit(requires, role.joint), _extra(role), levels)


def _extra(role: PlannedRole) -> Floats:
    """Return how probably a posting that does not require a signal names it by itself.

    Naming RAG names GenAI: what the signals below name already is taken off, so that the share of
    postings that mention GenAI in whatever way is the planted one.
    """
    own: dict[str, float] = {}
    for signal in sorted(CODEBOOK, key=lambda name: len(implied(name)), reverse=True):
        silent = 1 - role.requires[signal]
        below = math.prod(1 - own[name] for name in own if signal in implied(name))
        least = 1 - silent * below
        if role.mentions[signal] < least - 1e-9:
            raise ParametersError(
                f"mentions.{signal}: {role.mentions[signal]:g} cannot be: what requires it, or "
                f"names what implies it, is at least {least:.3f} of the postings"
            )
        spoken = 1 - (1 - role.mentions[signal]) / (silent * below) if silent * below else 0.0
        own[signal] = max(spoken, 0.0)
    return np.array([own[signal] for signal in CODEBOOK])


def named(codes: Codes) -> list[dict[str, str]]:
    """Return levels by their names: a signal to its level, a posting each.

    Args:
        codes: A row a posting, a column a signal of the codebook.
    """
    return [
        {signal: LEVELS[code] for signal, code in zip(CODEBOOK, row, strict=True)}
        for row in codes.tolist()
    ]
