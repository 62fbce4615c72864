"""Who stands first among employers."""

import pandas as pd
import pytest

from analysis.estimates import employer_rank
from analysis.estimates.setting import Setting, UnusableSampleError
from analysis.register.register import Claim

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


LARGEST = Claim(
    id="largest", section="s", said="the most postings", stated="largest", kind="extremum",
    population="ai_engineer", employer="Alpha Ltd", apart_from=("Gamma Inc",),
    needs="employer_rank",
)  # fmt: skip


def ranked(register, corpus, frame):
    return employer_rank.rank(Setting(register(LARGEST), LARGEST, corpus(), frame, None))


def test_both_employers_have_their_row_and_those_set_apart_none(register, corpus, measured):
    keys = ["alpha"] * 4 + ["beta"] * 3 + ["gamma"] * 5
    named, rival = ranked(register, corpus, measured(12, employer_key=keys))
    assert (named.part, named.k, named.n, named.employers, named.note) == (
        "named", 4, 12, 3, "Alpha Ltd",
    )  # fmt: skip
    assert (rival.part, rival.k, rival.note) == ("rival", 3, "beta")
    assert (named.estimate, rival.estimate) == (4 / 12, 3 / 12)
    assert (named.without_one_low, named.without_one_high) == (0, 4 / 7)


def test_two_employers_can_be_ranked_and_one_cannot(register, corpus, measured):
    two = measured(3, employer_key=["alpha", "alpha", "beta"])
    assert [row.k for row in ranked(register, corpus, two)] == [2, 1]
    alone = measured(2, employer_key="alpha")
    with pytest.raises(
        UnusableSampleError, match=r"^it holds such postings of one employer alone$"
    ):
        ranked(register, corpus, alone)
    elsewhere = measured(2, employer_key="alpha", role="software_engineer")
    with pytest.raises(UnusableSampleError, match=r"^it holds no such posting$"):
        ranked(register, corpus, elsewhere)
