"""Whether a corpus is large enough is known before it is read."""

import datetime
import statistics

import pandas as pd
import pytest

from analysis import paths
from analysis.categories import declared
from analysis.claims.reach import reach
from analysis.corpora import registry
from analysis.estimates.setting import Setting, UnusableSampleError
from analysis.estimates.shares import PLANNED_ICC
from analysis.register.register import Claim, Register, Source

SPLIT = declared.load(paths.source(declared.FILE))
CORPUS = registry.load()[0]
SOURCE = Source(
    id="test", title="t", publisher="p", published=datetime.date(2026, 5, 8), platform="none",
    country="US", sample_sizes={"ai_engineer": 425, "software_engineer": 429},
    design_effects={"default": 1.5},
)  # fmt: skip
CLAIM = {
    "id": "rag", "section": "s", "said": "asked for", "level": "requires", "margin": 0.1,
    "population": "ai_engineer", "needs": "skill_share",
}  # fmt: skip
STRUCTURE = {"kind": "structure", "stated": ">=90%", "block": "rag", "marks": ["aws"]}
EXTREMUM = {"kind": "extremum", "stated": "largest", "employer": "Alpha"}
SHARE = {"kind": "share", "stated": "50%", "measure": "rag"}


def postings(n, **columns):
    """Return postings of as many employers, that ask for nothing."""
    defaults = {
        "role": "ai_engineer", "country": "US", "characters": 900, "rag": "absent",
        "employer_key": ["alpha", *(f"e{number}" for number in range(n - 1))],
    }  # fmt: skip
    return pd.DataFrame({"id": [f"test/{number}" for number in range(n)]}).assign(
        **(defaults | columns)
    )


def reached(frame, **keys):
    claim = Claim(**(CLAIM | keys))
    setting = Setting(Register(source=SOURCE, claim=(claim,)), claim, CORPUS, frame)
    return reach(setting, SPLIT)


def can(frame, **keys):
    return reached(frame, **keys)["can_replicate"]


def test_a_structure_takes_as_many_postings_as_its_test():
    assert can(postings(SPLIT.fewest_postings), **STRUCTURE)
    assert not can(postings(SPLIT.fewest_postings - 1), **STRUCTURE)
    assert not can(postings(SPLIT.fewest_postings, characters=10), **STRUCTURE)


def test_a_rank_takes_thirty_postings_and_the_employer():
    assert can(postings(30), **EXTREMUM)
    assert not can(postings(29), **EXTREMUM)
    with pytest.raises(UnusableSampleError, match="no posting in it, of any role, is of Beta"):
        can(postings(30), **(EXTREMUM | {"employer": "Beta"}))


def test_a_share_takes_an_interval_within_its_margin_whatever_is_found():
    assert can(postings(900), **SHARE)
    assert not can(postings(60), **SHARE)
    assert can(postings(900, rag="required"), **SHARE)


THRESHOLD = {"kind": "threshold", "stated": "<5%", "measure": "rag"}
PAIR = {
    "kind": "comparison", "stated": "72% against 5%", "measure": "rag", "margin": "half the gap",
    "against": "software_engineer",
}  # fmt: skip
RANKING = {
    "kind": "ranking", "stated": "first", "varies": "measure", "measure": None,
    "tiers": [["rag"], ["evals", "mlops"]],
}  # fmt: skip


@pytest.mark.parametrize("stated", ["<5%", ">=95%"])
def test_a_bound_is_met_at_best_by_all_or_none_of_enough_postings(stated):
    claim = THRESHOLD | {"stated": stated}
    assert can(postings(200), **claim)
    assert not can(postings(40), **claim)
    assert can(postings(200, rag="required"), **claim)


def test_a_narrow_bound_takes_many_postings_and_has_no_chance_to_tell():
    assert not can(postings(200), **(THRESHOLD | {"stated": "<1%"}))
    found = reached(postings(100_000), **(THRESHOLD | {"stated": "<1%"}))
    assert found["can_replicate"]
    assert found["high90"] < 0.01
    assert pd.isna(found["chance"])


def test_of_two_roles_the_smaller_decides():
    one, other = postings(400), postings(400, role="software_engineer")
    both = pd.concat([one, other.assign(id=other["id"] + "b")], ignore_index=True)
    found = reached(both, **PAIR)
    assert found["can_replicate"]
    assert found["n"] == 400
    assert found["low90"] < 0 < found["high90"]
    assert 0.5 < found["chance"] <= 1
    few = reached(both.drop(index=range(371)), **PAIR)
    assert few["n"] == 29
    assert not few["can_replicate"]
    assert few["chance"] == 0


def test_an_order_is_met_at_best_by_all_before_none():
    frame = postings(300, evals="absent", mlops="absent")
    found = reached(frame, **RANKING)
    assert found["can_replicate"]
    assert found["low90"] > 0
    assert pd.isna(found["chance"])
    assert not reached(frame.head(29), **RANKING)["can_replicate"]


def test_the_more_postings_the_surer_a_true_share_is_found():
    chances = [reached(postings(n), **SHARE)["chance"] for n in (400, 900, 3_000)]
    assert chances == sorted(chances)
    assert chances[-1] > chances[0]


def test_a_share_is_planned_with_the_correlation_and_the_article_beside_it():
    # one posting an employer: no design effect; the article's is 1.5
    found = reached(postings(900), **SHARE)
    ours = 1.6448536 * (0.25 / 900) ** 0.5
    theirs = 1.6448536 * (0.25 * 1.5 / 425) ** 0.5
    half = (ours**2 + theirs**2) ** 0.5
    assert (found["low90"], found["high90"]) == pytest.approx((-half, half), abs=5e-4)
    assert (found["claim"], found["corpus"]) == ("rag", CORPUS.id)
    assert (found["n"], found["n_planned"]) == (900, 900)
    # within .1 both ways by a test at 5% each: 2 x Phi(.1 / spread - 1.645) - 1
    spread = half / 1.6448536
    chance = 2 * NORMAL.cdf(0.1 / spread - 1.6448536) - 1
    assert found["chance"] == pytest.approx(chance, abs=5e-3)


NORMAL = statistics.NormalDist()


def test_employers_with_many_postings_are_worth_fewer():
    keys = [f"e{number % 90}" for number in range(900)]
    found = reached(postings(900, employer_key=keys), **SHARE)
    effect = 1 + (10 - 1) * PLANNED_ICC["skill"]
    assert found["n_planned"] == pytest.approx(900 / effect)
    few = reached(postings(900, employer_key=[key[:2] for key in keys]), **SHARE)
    assert few["high90"] - few["low90"] > found["high90"] - found["low90"]


def test_a_true_share_whose_interval_is_wider_than_its_margin_is_never_found():
    found = reached(postings(40), **(SHARE | {"margin": 0.05}))
    assert (found["can_replicate"], found["chance"]) == (False, 0.0)


@pytest.mark.parametrize(("n", "said"), [(30, True), (29, False)])
def test_thirty_postings_worth_one_each_are_enough(n, said):
    wide = SHARE | {"margin": 0.49}
    assert can(postings(n), **wide) is said


def test_margins_that_differ_make_the_nearer_one_decide():
    # half to double of 20%: 10 points below and 20 above
    claim = SHARE | {"stated": "20%", "kind": "count", "margin": "half to double"}
    found = reached(postings(900), **claim)
    assert -0.1 < found["low90"] < -0.02
    assert found["high90"] < 0.1
    spread = (0.16 / 900 + 0.16 * 1.5 / 425) ** 0.5
    chance = NORMAL.cdf(0.2 / spread - 1.645) - NORMAL.cdf(-0.1 / spread + 1.645)
    assert found["chance"] == pytest.approx(chance, abs=2e-2)
    few = reached(postings(32), **claim)
    assert few["low90"] < -0.1 < few["high90"] < 0.2
    assert not few["can_replicate"]


def test_an_order_of_three_has_the_middle_half_way():
    steps = RANKING | {"tiers": [["rag"], ["evals"], ["mlops"]]}
    found = reached(postings(300, evals="absent", mlops="absent"), **steps)
    # a gap of one half, 1 against .5, by Newcombe
    assert found["low90"] == pytest.approx(0.5 - 1.645 * (0.25 / 300) ** 0.5, abs=6e-3)


def test_long_texts_begin_at_the_fewest_characters():
    frame = postings(SPLIT.fewest_postings, characters=SPLIT.fewest_characters)
    found = reached(frame, **STRUCTURE)
    assert found["can_replicate"]
    assert (found["claim"], found["n"]) == ("rag", SPLIT.fewest_postings)
    assert pd.isna([found[name] for name in ("n_planned", "low90", "high90", "chance")]).all()


def test_a_share_among_others_is_planned_on_those_alone():
    half = ["required"] * 200 + ["absent"] * 200
    found = reached(postings(400, aws=half), **(SHARE | {"among": "aws"}))
    assert found["n"] == 200
