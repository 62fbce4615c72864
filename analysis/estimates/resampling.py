"""The bootstrap that draws employers, all of its replications at once."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.estimates.clusters import Floats

REPLICATIONS = 1000
SEED = 0


@lru_cache(maxsize=16)
def draws(employers: int, replications: int = REPLICATIONS, seed: int = SEED) -> Floats:
    """Return how often each employer is drawn: a row a replication, a column an employer.

    Args:
        employers: How many there are, one at least; as many are drawn, with replacement.
        replications: How often.
        seed: The same seed gives the same draws.
    """
    random = np.random.default_rng(seed)
    drawn: Floats = random.multinomial(
        employers, np.full(employers, 1 / employers), replications
    ).astype(np.float64)
    drawn.setflags(write=False)
    return drawn


def by_employer(
    counts: Floats, employers: "Sequence[str] | pd.Series | npt.NDArray[np.object_]"
) -> Floats:
    """Return counts summed within employers: a row an employer.

    Args:
        counts: A row a posting.
        employers: The employer of each, in the same order.
    """
    codes, names = pd.factorize(np.asarray(employers, dtype=object))
    summed = np.zeros((len(names), counts.shape[1]))
    np.add.at(summed, codes, counts)
    return summed


def bounds(replicated: Floats) -> tuple[Floats, Floats]:
    """Return the 2.5th and 97.5th percentile of every column, replications without a value apart.

    Args:
        replicated: A row a replication; NaN where a statistic is undefined.
    """
    low, high = np.full(replicated.shape[1], np.nan), np.full(replicated.shape[1], np.nan)
    for place, column in enumerate(replicated.T):
        known = column[~np.isnan(column)]
        if len(known):
            low[place], high[place] = np.percentile(known, [2.5, 97.5])
    return low, high
