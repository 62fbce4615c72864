"""What several raters' values say of the truth, none of them trusted more than another."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.estimates.clusters import Floats


@dataclass(frozen=True)
class Consensus:
    """The fitted model.

    Attributes:
        shares: Of each value.
        errors: A table a rater: the true value (rows) and how often each value is given (columns).
        posterior: A row a posting: how probable each value is.
        log_likelihood: Of all values given.
    """

    shares: Floats
    errors: Floats
    posterior: Floats
    log_likelihood: float


def fit(given: npt.ArrayLike, tolerance: float = 1e-8, most: int = 500) -> Consensus:
    """Return the consensus of raters by expectation and maximisation.

    Dawid and Skene (1979, Applied Statistics 28: 20-28), from the raters' majority. It takes raters
    to err independently given the truth, which coders of one model family do not: it then finds
    what they share, right or wrong, and stands in for no audit.

    Args:
        given: How often a rater gave a posting a value: posting x rater x value.
        tolerance: Of the log-likelihood, at which it stops.
        most: Steps.
    """
    counts = np.asarray(given, dtype=np.float64)
    totals = counts.sum(axis=1)
    posterior, before = totals / totals.sum(axis=1, keepdims=True), -np.inf
    for _ in range(most):
        shares = posterior.mean(axis=0)
        errors = np.einsum("it,irv->rtv", posterior, counts)
        sums = errors.sum(axis=2, keepdims=True)
        errors = np.divide(errors, sums, out=np.zeros_like(errors), where=sums > 0)
        joint = np.einsum("irv,rtv->it", counts, np.log(np.maximum(errors, 1e-300)))
        joint += np.log(np.maximum(shares, 1e-300))
        most_likely = joint.max(axis=1, keepdims=True)
        odds = np.exp(joint - most_likely)
        posterior = odds / odds.sum(axis=1, keepdims=True)
        likelihood = float((most_likely[:, 0] + np.log(odds.sum(axis=1))).sum())
        if likelihood - before < tolerance:
            break
        before = likelihood
    return Consensus(shares, errors, posterior, likelihood)
