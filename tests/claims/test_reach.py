"""Whether a corpus is large enough is known before it is read."""

import datetime

import pandas as pd
import pytest

from analysis import paths
from analysis.categories import declared
from analysis.claims.reach import reach
from analysis.corpora import registry
from analysis.estimates.setting import Setting, UnusableSampleError
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
