"""Dawid and Skene: their own example of 1979."""

import numpy as np
import pytest

from analysis.estimates import dawid_skene

ANAESTHETISTS = """
111 1 1 1 1|333 4 3 3 4|112 2 1 2 2|222 3 1 2 1|222 3 2 2 2|222 3 3 2 2|112 2 1 1 1|333 3 4 3 3
222 2 2 2 3|232 2 2 2 3|444 4 4 4 4|222 3 3 4 3|111 1 1 1 1|222 3 2 1 2|121 1 1 1 1|111 2 1 1 1
111 1 1 1 1|111 1 1 1 1|222 2 2 2 1|222 1 3 2 2|222 2 2 2 2|222 2 2 2 1|222 3 2 2 2|221 2 2 2 2
111 1 1 1 1|111 1 1 1 1|232 2 2 2 2|111 1 1 1 1|111 1 1 1 1|112 1 1 2 1|111 1 1 1 1|333 3 2 3 3
111 1 1 1 1|222 2 2 2 2|222 3 2 3 2|433 4 3 4 3|221 2 2 3 2|232 3 2 3 3|333 3 4 3 2|111 1 1 1 1
111 1 1 1 1|121 2 1 1 1|232 2 2 2 2|121 1 1 1 1|222 2 2 2 2
"""
"""Of 45 patients: three ratings of the first anaesthetist, one of each of four others (table 1).

Copies differ in one rating of patient 7; with this one the recorded likelihood comes out."""


@pytest.fixture
def given() -> np.ndarray:
    patients = [
        one.split() for line in ANAESTHETISTS.split("\n") if line for one in line.split("|")
    ]
    counts = np.zeros((len(patients), 5, 4))
    for place, ratings in enumerate(patients):
        for rater, values in enumerate(ratings):
            for value in values:
                counts[place, rater, int(value) - 1] += 1
    return counts


def test_the_example_of_the_paper_comes_out(given):
    assert given.sum() == 315
    found = dawid_skene.fit(given)
    assert found.shares == pytest.approx([0.4000, 0.4216, 0.1118, 0.0667], abs=1e-4)
    assert found.log_likelihood == pytest.approx(-190.731, abs=1e-3)
    assert found.errors[0, 0] == pytest.approx([0.907, 0.093, 0, 0], abs=5e-4)
    assert found.posterior.sum(axis=1) == pytest.approx(1)


def test_a_rater_who_contradicts_all_others_is_found_out():
    truth = np.repeat([0, 1], 40)
    counts = np.stack([np.eye(2)[truth], np.eye(2)[truth], np.eye(2)[1 - truth]], axis=1)
    found = dawid_skene.fit(counts)
    assert found.posterior.argmax(axis=1).tolist() == truth.tolist()
    assert np.trace(found.errors[2]) == pytest.approx(0, abs=1e-6)


def test_a_rater_who_gave_nothing_costs_the_others_nothing(given):
    silent = np.concatenate([given, np.zeros_like(given[:, :1])], axis=1)
    found, alone = dawid_skene.fit(silent), dawid_skene.fit(given)
    assert found.errors[-1].tolist() == np.zeros((4, 4)).tolist()
    assert found.shares == pytest.approx(alone.shares)
    assert found.log_likelihood == pytest.approx(alone.log_likelihood)


def test_it_stops_at_the_steps_that_it_is_given(given):
    one, two = (dawid_skene.fit(given, most=most).log_likelihood for most in (1, 2))
    assert one < two < dawid_skene.fit(given).log_likelihood
    assert dawid_skene.fit(given, most=1).errors[4, 0] == pytest.approx(first_errors(given)[4, 0])


def first_errors(given: np.ndarray) -> np.ndarray:
    """Return what each rater says where the others' majority, weighed by its size, is the truth."""
    majority = given.sum(axis=1) / given.sum(axis=(1, 2))[:, None]
    counts = np.array([[[(majority[:, true] * given[:, rater, said]).sum() for said in range(4)]
                        for true in range(4)] for rater in range(5)])  # fmt: skip
    return counts / counts.sum(axis=2, keepdims=True)


def test_no_posterior_is_lost_among_many_postings(given):
    found = dawid_skene.fit(np.concatenate([given * 40, given]))
    assert np.isfinite(found.posterior).all()
    assert found.posterior.sum(axis=1) == pytest.approx(1)
