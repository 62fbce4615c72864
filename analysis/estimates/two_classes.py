"""Latent classes of yes-or-no features, and how far the two of them lie apart."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import xlogy
from stepmix.stepmix import StepMix

from analysis.estimates.clusters import Floats

TOLERANCE = 1e-7
"""Of the mean log-likelihood: the criterion moves by under 0.1, in a third of the time."""


@dataclass(frozen=True)
class Classes:
    """A fitted latent class model.

    Attributes:
        bic: Schwarz's criterion, smaller is better.
        model: What `posterior` asks.
    """

    bic: float
    model: StepMix

    def posterior(self, features: npt.NDArray[np.int64]) -> Floats:
        """Return how probable each class is for each posting.

        Args:
            features: As for `fit`.
        """
        found: Floats = np.asarray(self.model.predict_proba(features), dtype=np.float64)
        return found


def fit(features: npt.NDArray[np.int64], classes: int, starts: int, seed: int = 0) -> Classes:
    """Return the latent class model of greatest likelihood (stepmix).

    Args:
        features: 0 or 1, a row a posting, a column a feature.
        classes: 1 or more.
        starts: At random, of which the best is kept.
        seed: Of the starts.
    """
    model = StepMix(
        n_components=classes, measurement="binary", n_init=starts, random_state=seed,
        progress_bar=0, verbose=0, abs_tol=TOLERANCE,
    )  # fmt: skip
    model.fit(features)
    return Classes(float(model.bic(features)), model)


def log_odds(posterior: Floats) -> Floats:
    """Return the log of the odds of the second of two classes.

    Args:
        posterior: A row a posting, two columns.
    """
    safe = np.clip(posterior, 1e-12, 1.0)
    odds: Floats = np.log(safe[:, 1]) - np.log(safe[:, 0])
    return odds


def entropy(posterior: Floats) -> float:
    """Return how sure the classes are, 0 to 1 (relative entropy, Celeux and Soromenho 1996).

    Args:
        posterior: A row a posting, a column a class.
    """
    n, classes = posterior.shape
    return 1 + float(xlogy(posterior, posterior).sum()) / (float(np.log(classes)) * float(n))


def jaccard(first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> float:
    """Return the likeness of the least alike class, each matched with its best (Hennig 2007).

    Args:
        first: The class of every posting, 0 or 1.
        second: Another one, in the same order.
    """
    tables = np.array([[(first == a) & (second == b) for b in (0, 1)] for a in (0, 1)]).sum(axis=2)
    union = tables.sum(axis=1, keepdims=True) + tables.sum(axis=0, keepdims=True) - tables
    return float(np.where(union > 0, tables / np.maximum(union, 1), 0.0).max(axis=1).min())


def strength(own: npt.NDArray[np.int64], others: npt.NDArray[np.int64]) -> float:
    """Return the prediction strength: of pairs in one class, those that another fit keeps together.

    Tibshirani and Walther (2005, Journal of Computational and Graphical Statistics 14: 511-528);
    the least over the classes.

    Args:
        own: The class of every posting by a fit to these postings.
        others: By a fit to other postings.
    """
    shares = []
    for name in np.unique(own):
        sizes = np.unique(others[own == name], return_counts=True)[1].astype(float)
        n = sizes.sum()
        shares.append(float((sizes * (sizes - 1)).sum() / (n * (n - 1))) if n > 1 else 1.0)
    return min(shares)
