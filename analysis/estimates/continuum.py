"""A continuum of yes-or-no features: one normal trait behind all, or two classes that share it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit, logsumexp

from analysis.estimates.clusters import Floats

STEEPEST = 8.0
"""Bound on a slope: beyond it a feature is a step, and the likelihood no longer moves."""

FURTHEST = 15.0
"""Bound on an intercept, for features that all or none have."""


@dataclass(frozen=True)
class Continuum:
    """A fitted model.

    Attributes:
        weights: The size of each class, summing to 1.
        intercepts: A row a class, a column a feature.
        slopes: One a feature, the same in every class.
        log_likelihood: Of the postings that it was fitted to.
        n: Those postings.
    """

    weights: Floats
    intercepts: Floats
    slopes: Floats
    log_likelihood: float
    n: int

    @property
    def bic(self) -> float:
        """Schwarz's criterion, smaller is better."""
        free = self.intercepts.size + self.slopes.size + len(self.weights) - 1
        return -2 * self.log_likelihood + free * float(np.log(self.n))

    def draw(self, n: int, random: np.random.Generator) -> npt.NDArray[np.int64]:
        """Return postings drawn from the model, a row each.

        Args:
            n: How many.
            random: Where chance comes from.
        """
        of = random.choice(len(self.weights), size=n, p=self.weights)
        trait = random.standard_normal((n, 1))
        chance = expit(self.intercepts[of] + trait * self.slopes)
        drawn: npt.NDArray[np.int64] = (random.random(chance.shape) < chance).astype(np.int64)
        return drawn


def fit(features: npt.ArrayLike, classes: int = 1, nodes: int = 41, seed: int = 0) -> Continuum:
    """Return the model of greatest likelihood, with several classes the best near its start.

    With one class it is the two-parameter logistic model (Birnbaum 1968, in Lord and Novick,
    Statistical Theories of Mental Test Scores), its trait integrated out by Gauss and Hermite
    (Bock and Aitkin 1981, Psychometrika 46: 443-459). With more, classes differ in their intercepts
    and share slopes: a factor mixture (Lubke and Muthen 2005, Psychological Methods 10: 21-39).

    Args:
        features: 0 or 1, a row a posting, a column a feature.
        classes: 1 or more.
        nodes: At which the trait is integrated.
        seed: Of where the classes start; of several starts the likeliest is to be kept.
    """
    rows, counts = np.unique(np.asarray(features, dtype=float), axis=0, return_counts=True)
    width = rows.shape[1]
    at, mass = np.polynomial.hermite_e.hermegauss(nodes)
    log_mass = np.log(mass / mass.sum())
    start = _start(rows, counts, classes, seed)

    def loss(values: Floats) -> tuple[float, Floats]:
        shares, intercepts, slopes = _unpacked(values, classes, width)
        eta = intercepts[:, None, :] + at[None, :, None] * slopes
        flat = eta.reshape(-1, width)
        given = rows @ flat.T - np.logaddexp(0, flat).sum(axis=1)
        prior = (shares[:, None] - logsumexp(shares) + log_mass).ravel()
        joint = given + prior
        most = joint.max(axis=1, keepdims=True)
        odds = np.exp(joint - most)
        sums = odds.sum(axis=1, keepdims=True)
        total, held = (most + np.log(sums))[:, 0], odds * (counts[:, None] / sums)
        of_node = held.sum(axis=0)
        slack = (held.T @ rows - of_node[:, None] * expit(flat)).reshape(eta.shape)
        of_class = of_node.reshape(classes, -1).sum(axis=1)
        gradient = np.concatenate(
            [
                (of_class - counts.sum() * np.exp(shares - logsumexp(shares)))[1:],
                slack.sum(axis=1).ravel(),
                (slack * at[None, :, None]).sum(axis=(0, 1)),
            ]
        )
        return -float(counts @ total), -gradient

    bounds = [(-10.0, 10.0)] * (classes - 1) + [(-FURTHEST, FURTHEST)] * (classes * width)
    found = minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds + [(-STEEPEST, STEEPEST)] * width,
        options={"maxiter": 500, "maxfun": 1000},
    )  # fmt: skip
    shares, intercepts, slopes = _unpacked(found.x, classes, width)
    weights = np.exp(shares - logsumexp(shares))
    return Continuum(weights, intercepts, slopes, -float(found.fun), int(counts.sum()))


def _start(rows: Floats, counts: npt.NDArray[np.int_], classes: int, seed: int) -> Floats:
    width = rows.shape[1]
    share = np.clip(counts @ rows / counts.sum(), 0.01, 0.99)
    base = np.tile(np.log(share / (1 - share)), (classes, 1))
    if classes > 1:
        base += np.random.default_rng(seed).normal(0, 1, base.shape)
    return np.concatenate([np.zeros(classes - 1), base.ravel(), np.full(width, 0.5)])


def _unpacked(values: Floats, classes: int, width: int) -> tuple[Floats, Floats, Floats]:
    shares = np.concatenate([[0.0], values[: classes - 1]])
    intercepts = values[classes - 1 : classes - 1 + classes * width].reshape(classes, width)
    return shares, intercepts, values[-width:]
