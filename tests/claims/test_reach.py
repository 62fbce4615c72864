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
    country="US", sample_sizes={"ai_engineer": 425}, design_effects={"default": 1.5},
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


def can(frame, **keys):
    claim = Claim(**(CLAIM | keys))
    setting = Setting(Register(source=SOURCE, claim=(claim,)), claim, CORPUS, frame)
    return reach(setting, SPLIT)["can_replicate"]


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
