"""Which postings a group holds, and what a contrast asks of a corpus."""

import pandas as pd
import pytest

from analysis.hypotheses import card, groups
from tests.hypotheses import examples

ROLES = {"name": "x", "roles": ["ai_engineer"]}
POSTINGS = pd.DataFrame(
    {
        "role": ["ai_engineer", "ai_engineer", "software_engineer", "ai_engineer"],
        "country": ["US", "US", "US", "CA"],
        "employer_key": ["a", "a", "a", "a"],
        "text_complete": [True, False, True, True],
        "pay_disclosed": [True, True, False, True],
        "python": "required",
    }
)


def contrast(**changes):
    return card.Contrast.model_validate(examples.contrast(**changes))


def group(**keys):
    return card.Group.model_validate(ROLES | keys)


def test_other_roles_and_countries_are_left_out_and_do_not_count_for_an_employer():
    assert list(groups.postings(POSTINGS, group(), contrast()).index) == [0, 1]
    assert groups.postings(POSTINGS, group(least_postings=3), contrast()).empty
    assert len(groups.postings(POSTINGS, group(most_postings=2), contrast())) == 2


def test_pay_is_read_from_complete_texts_alone():
    asked = contrast(outcome="pay_disclosed", level=None)
    assert list(groups.postings(POSTINGS, group(), asked).index) == [0]
    by_pay = contrast(first=ROLES | {"has": "pay_disclosed"})
    assert list(groups.postings(POSTINGS, group(), by_pay).index) == [0]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, ["skill_contrast"]),
        ({"outcome": "pay_disclosed", "level": None}, ["pay_disclosure"]),
        ({"first": ROLES | {"states": ["CA"]}}, ["skill_contrast", "state"]),
        ({"second": ROLES | {"outside": ["CA"]}}, ["skill_contrast", "state"]),
        ({"first": ROLES | {"least_postings": 5}}, ["skill_contrast", "employer_rank"]),
        ({"second": ROLES | {"most_postings": 5}}, ["skill_contrast", "employer_rank"]),
    ],
)
def test_a_contrast_asks_of_a_corpus_what_it_rests_on(changes, wanted):
    assert groups.needs(contrast(**changes)) == wanted
