"""Changes with the mix held fixed: nothing moves where only the mix did, and the reverse."""

import pandas as pd
import pytest

from analysis.comparisons import composition


def corpus(ca: tuple[int, int], other: tuple[int, int], name: str) -> pd.DataFrame:
    """Return postings in California and Texas, so many with the thing of so many."""
    rows = [
        {"state": state, "has": number < has}
        for state, (has, n) in (("CA", ca), ("TX", other))
        for number in range(n)
    ]
    frame = pd.DataFrame(rows).assign(role="ai_engineer", role_strict="ai_engineer")
    return frame.assign(employer_key=[f"{name}{number}" for number in range(len(frame))])


PLACES = composition.STRATA["places"]


def test_a_change_of_the_mix_alone_is_no_change_at_a_fixed_mix() -> None:
    first = corpus((80, 100), (20, 100), "a")
    second = corpus((240, 300), (20, 100), "b")
    change, covered = composition.standardised(first, second, PLACES)
    assert second["has"].mean() - first["has"].mean() == pytest.approx(0.15)
    assert change.estimate == pytest.approx(0)
    assert change.low < 0 < change.high
    assert covered == 1


def test_a_change_within_each_place_is_seen_at_a_fixed_mix() -> None:
    first = corpus((80, 100), (20, 100), "a")
    second = corpus((30, 300), (50, 100), "b")
    change, _ = composition.standardised(first, second, PLACES)
    assert change.estimate == pytest.approx((0.1 - 0.8 + 0.5 - 0.2) / 2)
    assert change.high < 0


def test_places_that_are_not_known_are_no_stratum() -> None:
    first, second = corpus((8, 10), (2, 10), "a"), corpus((8, 10), (2, 10), "b")
    silent = second.assign(state=None)
    change, covered = composition.standardised(first, silent, PLACES)
    assert change.estimate != change.estimate
    assert covered == 0


def test_employers_of_both_are_compared_with_themselves() -> None:
    first = pd.DataFrame({"employer_key": [f"e{n}" for n in range(20)], "has": [False] * 20})
    second = pd.DataFrame(
        {
            "employer_key": [f"e{n}" for n in range(20)] + ["new"] * 500,
            "has": [n < 5 for n in range(20)] + [True] * 500,
        }
    )
    change, number = composition.same_employers(first, second)
    assert number == 20
    assert change.estimate == pytest.approx(0.25)
    assert 0 < change.low < change.high < 0.6
    again = pd.concat([first, *[first[:1]] * 9], ignore_index=True)  # e0 has ten, and moves by 1
    change, _ = composition.same_employers(again, second)
    assert change.estimate == pytest.approx((10 + 4) / 29)
    few, number = composition.same_employers(first[:9], second)
    assert number == 9
    assert few.estimate != few.estimate


def test_sizes_are_counted_among_the_postings_compared() -> None:
    frame = pd.DataFrame({"employer_key": ["a"] * 5 + ["b"] * 2 + ["c"]})
    assert list(composition.STRATA["employers' sizes"](frame)) == [
        *["5 or more"] * 5, *["2 to 4"] * 2, "1",
    ]  # fmt: skip
