"""Four readings of five postings, and what is told of them."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis.claims.robustness import LISTED, Judged
from analysis.claims.verdicts import (
    COMPATIBLE,
    NOT_ASSESSABLE,
    NOT_REPLICATED,
    REPLICATED,
    UNDETERMINED,
)
from analysis.estimates.multiverse import Universes
from analysis.register.register import Claim

CLAIM = Claim(
    id="rag", section="s", said="asked for", stated="50%", kind="share", level="requires",
    measure="rag", margin=0.1, population="ai_engineer", needs="skill_share",
)  # fmt: skip
WIDE, NARROW = {"words": "all"}, {"words": "certain"}
ONCE, KEPT = {"duplicates": "once"}, {"duplicates": "kept"}
CHOICES = pd.DataFrame([WIDE | ONCE, WIDE | KEPT, NARROW | ONCE, NARROW | KEPT])


def judged(estimates, words, choices=CHOICES) -> Judged:
    values = np.array(estimates, float)
    arrays = {"n": np.full(len(values), 50.0), "estimate": values, "low95": values - 0.1,
              "high95": values + 0.1}  # fmt: skip
    return Judged(Universes(CLAIM, "test", choices, {"ai_engineer": arrays}), words)


FOUR = judged([0.4, 0.6, 0.5, 0.9], [REPLICATED, COMPATIBLE, REPLICATED, NOT_ASSESSABLE])


def test_each_word_has_its_share_of_the_universes_and_the_default_is_the_first():
    assert FOUR.shares() == {
        "claim": "rag", "corpus": "test", "universes": 4, "assessable": 0.75, "default": REPLICATED,
        "replicated": 0.5, "compatible": 0.25, "undetermined": 0.0, "not replicated": 0.0,
        "not assessable": 0.25,
    } | {
        f"estimate_{quantile}": pytest.approx(value)
        for quantile, value in {0: 0.4, 5: 0.415, 50: 0.55, 95: 0.855, 100: 0.9}.items()
    }  # fmt: skip


def test_an_option_moves_what_it_moves_alone():
    # means by words are .5 and .7, by duplicates .45 and .75; the variance of all is .035
    words, duplicates = sorted(FOUR.swings(), key=lambda row: str(row["choice"]), reverse=True)
    assert words == {
        "claim": "rag", "corpus": "test", "choice": "words", "option": "certain",
        "estimate": pytest.approx(0.5), "moves": pytest.approx(0.1), "verdict": REPLICATED,
        "of_variance": pytest.approx(0.1**2 / 0.035),
    }  # fmt: skip
    assert duplicates == {
        "claim": "rag", "corpus": "test", "choice": "duplicates", "option": "kept",
        "estimate": pytest.approx(0.6), "moves": pytest.approx(0.2), "verdict": COMPATIBLE,
        "of_variance": pytest.approx(0.15**2 / 0.035),
    }  # fmt: skip


def test_where_nothing_varies_no_choice_carries_any_of_it():
    same = judged([0.5] * 4, [REPLICATED] * 4)
    assert {row["of_variance"] for row in same.swings()} == {0.0}


def test_the_fewest_choices_that_give_another_word_are_named():
    found = FOUR.flip()
    assert found is not None
    assert json.loads(str(found.pop("first"))) == [{"duplicates": "kept", "verdict": COMPATIBLE}]
    assert found == {
        "claim": "rag", "corpus": "test", "default": REPLICATED, "fewest": 1, "sets": 1
    }  # fmt: skip


def test_two_choices_at_once_are_named_where_none_alone_gives_another_word():
    words = [REPLICATED, REPLICATED, NOT_ASSESSABLE, NOT_REPLICATED]
    found = judged([0.4, 0.4, 0.4, 0.9], words).flip()
    assert found is not None
    assert (found["fewest"], found["sets"]) == (2, 1)
    assert json.loads(str(found["first"])) == [NARROW | KEPT | {"verdict": NOT_REPLICATED}]


def test_what_a_reading_says_in_other_letters_is_written_in_them():
    named = pd.DataFrame({"words": ["all", "prénoms"]})
    found = judged([0.4, 0.9], [REPLICATED, NOT_REPLICATED], named).flip()
    assert found is not None
    assert "prénoms" in str(found["first"])


def test_three_sets_are_written_out_and_all_are_counted():
    options = pd.DataFrame({"words": ["all", "a", "b", "c", "d"]})
    found = judged([0.1, *[0.9] * 4], [REPLICATED, *[NOT_REPLICATED] * 4], options).flip()
    assert found is not None
    assert found["sets"] == 4
    assert [each["words"] for each in json.loads(str(found["first"]))] == ["a", "b", "c"]
    assert LISTED == 3


@pytest.mark.parametrize(
    "words",
    [
        [NOT_ASSESSABLE, REPLICATED, NOT_REPLICATED, REPLICATED],
        [REPLICATED, NOT_ASSESSABLE, NOT_ASSESSABLE, NOT_ASSESSABLE],
        [REPLICATED] * 4,
    ],
)
def test_nothing_flips_what_was_not_judged_or_has_no_other_word(words):
    assert judged([0.4, 0.6, 0.5, 0.9], words).flip() is None


def test_the_curve_goes_from_the_lowest_to_the_highest_with_the_default_marked():
    table = FOUR.curve(drawn=10)
    assert table["estimate"].tolist() == [0.4, 0.5, 0.6, 0.9]
    assert table["rank"].tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert table["default"].tolist() == [True, False, False, False]
    assert table["verdict"].tolist() == [REPLICATED, REPLICATED, COMPATIBLE, NOT_ASSESSABLE]
    assert table["words"].tolist() == ["all", "certain", "all", "certain"]
    assert set(table["claim"]) == {"rag"}
    assert set(table["corpus"]) == {"test"}


def test_of_many_universes_some_are_drawn_evenly_and_the_default_always():
    many = pd.DataFrame({"words": [f"reading {number}" for number in range(101)]})
    estimates = [0.335, *np.linspace(0, 0.99, 100)]  # the default at place 34 of 0 to 100
    table = judged(estimates, [UNDETERMINED] * 101, many).curve(drawn=3)
    assert table["estimate"].tolist() == pytest.approx([0, 0.335, 0.49, 0.99])
    assert table["rank"].tolist() == pytest.approx([0, 0.34, 0.50, 1])


def test_universes_that_tie_stand_in_their_own_order():
    many = pd.DataFrame({"words": [f"reading {number:03}" for number in range(200)]})
    table = judged([0.5] * 200, [UNDETERMINED] * 200, many).curve(drawn=200)
    assert table["words"].tolist() == sorted(table["words"])


def test_a_universe_without_a_number_has_no_place_and_one_alone_has_the_first():
    nan = float("nan")
    table = judged([nan, 0.5, nan, nan], [NOT_ASSESSABLE] * 4).curve(drawn=10)
    assert table.loc[1, "rank"] == 0
    assert pd.isna(table.loc[0, "rank"])
    assert len(table) == 2


def test_universes_are_judged_by_the_rule_of_the_claim():
    universes = Universes(
        CLAIM, "test", pd.DataFrame({"level": ["requires", "mentions"]}),
        {"ai_engineer": {
            "n": np.array([900.0, 20.0]), "n_effective": np.array([900.0, 20.0]),
            "estimate": np.array([0.5, 0.5]), "low95": np.array([0.47, 0.2]),
            "high95": np.array([0.53, 0.8]), "low90": np.array([0.48, 0.25]),
            "high90": np.array([0.52, 0.75]), "diff_low95": np.array([-0.06, -0.3]),
            "diff_high95": np.array([0.06, 0.3]), "diff_low90": np.array([-0.05, -0.25]),
            "diff_high90": np.array([0.05, 0.25]), "stated_value": np.array([0.5, 0.5]),
        }},
    )  # fmt: skip
    assert Judged.of(universes).words == [REPLICATED, NOT_ASSESSABLE]
