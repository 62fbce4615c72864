"""Three things that a share can be a share of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimates import estimands


def test_a_selection_of_5_in_100_puts_half_off_by_17_points() -> None:
    assert estimands.data_defect(0.5, 425, 0.05, 20_000) == pytest.approx(0.17, abs=0.001)


@given(st.floats(0, 1), st.integers(1, 20_000))
def test_no_selection_no_defect_and_the_whole_market_has_none(share, n) -> None:
    assert estimands.data_defect(share, n, 0.0) == 0
    assert estimands.data_defect(share, estimands.MARKET, 0.05) == 0
    assert estimands.data_defect(share, n, 0.05) >= estimands.data_defect(share, n, 0.01)


def test_the_sentence_says_all_three_and_owns_to_no_audit() -> None:
    said = estimands.sentence(0.36, (float("nan"),) * 2, (0.31, 0.41), [0.03, 0.1, 0.16])
    assert "In the corpus 36% (its labels were not audited)" in said
    assert "31% to 41%" in said
    assert "3, 10, 16 points" in said
