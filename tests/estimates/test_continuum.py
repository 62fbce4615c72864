"""A continuum: the data of others, and the limits in which it is something that is known."""

from itertools import product

import numpy as np
import pytest
from scipy.special import expit, xlogy
from scipy.stats import norm

from analysis.estimates import continuum, two_classes

VALUES = np.repeat(
    np.array(list(product([1, 0], repeat=4))),
    [42, 23, 6, 25, 6, 24, 7, 38, 1, 4, 1, 6, 2, 9, 2, 20],
    axis=0,
)
"""216 people and four questions on duties to a friend (Stouffer and Toby 1951; poLCA `values`)."""


@pytest.mark.parametrize(("classes", "expected"), [(1, -543.6498), (2, -504.4677)])
def test_latent_classes_are_those_of_polca(classes, expected):
    fitted = two_classes.fit(VALUES, classes, 5)
    free = 4 * classes + classes - 1
    assert fitted.bic == pytest.approx(-2 * expected + free * np.log(216), abs=0.05)


def test_the_smaller_class_is_that_of_polca():
    posterior = two_classes.fit(VALUES, 2, 5).posterior(VALUES)
    assert sorted(posterior.mean(axis=0)) == pytest.approx([0.2793, 0.7207], abs=2e-3)


def test_the_likelihood_is_the_integral_over_the_trait():
    found = continuum.fit(VALUES)
    trait = np.linspace(-8, 8, 4001)
    chance = expit(found.intercepts[0] + trait[:, None] * found.slopes)
    given = np.exp(xlogy(VALUES[:, None, :], chance) + xlogy(1 - VALUES[:, None, :], 1 - chance))
    total = np.trapezoid(given.prod(axis=2) * norm.pdf(trait), trait, axis=1)
    assert found.log_likelihood == pytest.approx(np.log(total).sum(), abs=1e-3)


def test_no_other_values_are_likelier():
    found = continuum.fit(VALUES)
    independent = VALUES.mean(axis=0)
    apart = (xlogy(VALUES, independent) + xlogy(1 - VALUES, 1 - independent)).sum()
    assert found.log_likelihood > apart + 30
    assert found.bic == pytest.approx(-2 * found.log_likelihood + 8 * np.log(216))


def test_what_is_drawn_from_a_continuum_is_fitted_back():
    random = np.random.default_rng(1)
    truth = continuum.Continuum(
        np.ones(1), np.array([[-1.0, 0.0, 0.5, -0.5, 1.0]]), np.linspace(0.8, 2.0, 5), 0.0, 1
    )
    found = continuum.fit(truth.draw(8000, random))
    assert found.slopes == pytest.approx(truth.slopes, abs=0.25)
    assert found.intercepts[0] == pytest.approx(truth.intercepts[0], abs=0.2)


def test_two_classes_with_a_trait_are_never_less_likely_than_the_continuum():
    one, two = (continuum.fit(VALUES, classes) for classes in (1, 2))
    assert two.log_likelihood >= one.log_likelihood - 1e-3
    assert two.weights.sum() == pytest.approx(1)


def test_sure_classes_have_an_entropy_of_one_and_guesses_of_none():
    assert two_classes.entropy(np.array([[1.0, 0.0], [0.0, 1.0]])) == pytest.approx(1)
    assert two_classes.entropy(np.full((4, 2), 0.5)) == pytest.approx(0)


def test_likeness_and_strength_of_classes():
    first = np.repeat([0, 1], [6, 4])
    assert two_classes.jaccard(first, 1 - first) == 1
    assert two_classes.strength(first, 1 - first) == 1
    assert two_classes.jaccard(first, np.repeat([0, 1], [8, 2])) == pytest.approx(0.5)
    assert two_classes.strength(np.zeros(4, int), np.array([0, 0, 1, 1])) == pytest.approx(1 / 3)


def test_the_likelihood_of_two_classes_is_their_mixture_of_integrals():
    found = continuum.fit(VALUES, 2)
    trait = np.linspace(-8, 8, 4001)
    said, total = VALUES[:, None, :], 0.0
    for weight, intercepts in zip(found.weights, found.intercepts, strict=True):
        chance = expit(intercepts + trait[:, None] * found.slopes)
        given = np.exp(xlogy(said, chance) + xlogy(1 - said, 1 - chance))
        total += weight * np.trapezoid(given.prod(axis=2) * norm.pdf(trait), trait, axis=1)
    assert found.log_likelihood == pytest.approx(np.log(total).sum(), abs=2e-2)


def test_the_best_of_some_starts_is_no_less_likely_than_two_classes_without_a_trait():
    best = max(continuum.fit(VALUES, 2, seed=seed).log_likelihood for seed in range(5))
    assert best >= -504.4677


def test_classes_are_drawn_by_their_weights():
    model = continuum.Continuum(
        np.array([0.8, 0.2]), np.array([[9.0, -9.0], [-9.0, 9.0]]), np.zeros(2), 0.0, 1
    )
    drawn = model.draw(4000, np.random.default_rng(3))
    assert drawn.shape == (4000, 2)
    assert drawn.mean(axis=0) == pytest.approx([0.8, 0.2], abs=0.03)


def test_one_seed_gives_one_fit():
    ones, others = ([two_classes.fit(VALUES, 2, 1, seed).bic for _ in range(2)] for seed in (1, 2))
    assert ones[0] == ones[1]
    assert others[0] == others[1]


def test_odds_of_the_second_class_are_bounded_where_it_is_sure():
    found = two_classes.log_odds(np.array([[0.25, 0.75], [1.0, 0.0], [0.0, 1.0]]))
    sure = -np.log(1e-12)
    assert found == pytest.approx([np.log(3), -sure, sure])


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ([0, 0, 0, 1], [0, 0, 1, 1], 1 / 2),  # 2 of 3, and 1 of 2
        ([0, 0, 0, 1], [0, 0, 0, 0], 1 / 4),
        ([0, 0, 1], [0, 0, 1], 1),
        ([0, 0, 1], [1, 1, 0], 1),
        ([0, 0, 0], [0, 0, 0], 0),  # of the class that nobody is in
        ([0, 0, 1, 1], [0, 1, 1, 1], 1 / 2),  # 1 of 2, and 2 of 3
        ([0, 1, 1, 1, 1], [1, 0, 0, 1, 1], 1 / 3),  # 1 of 3, and 2 of 4
    ],
)
def test_classes_are_as_alike_as_the_least_alike_of_them(first, second, likeness):
    assert two_classes.jaccard(np.array(first), np.array(second)) == pytest.approx(likeness)


@pytest.mark.parametrize(
    ("own", "others", "kept"),
    [
        ([0], [1], 1),
        ([0, 1, 1], [0, 0, 1], 0),
        ([0, 1, 1], [0, 1, 1], 1),
        ([0, 0, 0, 1], [0, 0, 1, 1], 1 / 3),
    ],
)
def test_a_class_of_one_is_kept_and_of_two_both_or_none(own, others, kept):
    assert two_classes.strength(np.array(own), np.array(others)) == pytest.approx(kept)
