"""The bootstrap by employer."""

import numpy as np
import pytest

from analysis.estimates import resampling


def test_every_replication_draws_as_many_employers_as_there_are():
    drawn = resampling.draws(7, 50)
    assert drawn.shape == (50, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert (drawn == resampling.draws(7, 50)).all()


def test_counts_are_summed_within_employers():
    found = resampling.by_employer(np.array([[1.0, 0], [0, 1], [1, 0]]), ["a", "b", "a"])
    assert found.tolist() == [[2, 0], [0, 1]]


def test_replications_without_a_value_do_not_hide_the_others():
    low, high = resampling.bounds(np.array([[np.nan, np.nan], [0.2, np.nan], [0.4, np.nan]]))
    assert low[0] == pytest.approx(0.205)
    assert high[0] == pytest.approx(0.395)
    assert np.isnan([low[1], high[1]]).all()
