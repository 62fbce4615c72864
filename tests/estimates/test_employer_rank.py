"""Who stands first among employers."""

import pandas as pd

from analysis.estimates import employer_rank

KEYS = pd.Series(["a"] * 3 + ["b"] * 5 + ["c"] * 5 + ["unknown:1"] * 9)


def test_the_rival_is_the_largest_other_and_ties_go_by_name():
    found = employer_rank.standing(KEYS, "a")
    assert (found.named, found.rival, found.rival_name, found.n) == (3, 5, "b", 22)


def test_employers_set_apart_and_unknown_ones_do_not_compete():
    assert employer_rank.standing(KEYS, "a", ["b", "c"]).rival == 0
    assert employer_rank.standing(KEYS, "b", ["c"]).rival_name == "a"


def test_an_employer_that_posts_none_has_none():
    assert employer_rank.standing(KEYS, "z").named == 0


def test_one_employer_less_leaves_the_next_rival_or_no_leader():
    found = employer_rank.without_each(pd.Series(["a"] * 4 + ["b"] * 3 + ["c"]), "a")
    assert found["named"] == (0 / 4, 4 / 5)  # without a; without b
    assert found["rival"] == (1 / 5, 3 / 4)  # without b; without a


def test_who_is_set_apart_leaves_like_any_other_and_is_no_rival():
    found = employer_rank.without_each(pd.Series(["a"] * 4 + ["b"] * 3 + ["c"]), "a", ["b"])
    assert found["rival"] == (0 / 7, 1 / 4)  # without c; without a


def test_where_nobody_posts_nobody_leads():
    assert employer_rank.rank_p(0, 0) == 1
