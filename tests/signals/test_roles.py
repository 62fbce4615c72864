"""Titles fall to the family that the written rules say."""

import re

import pandas as pd
import pytest

from analysis import paths
from analysis.corpora import registry
from analysis.signals import roles

TITLES = pd.read_csv(paths.source("data/raw/titles.csv"), keep_default_na=False)

# the corpora's rule, written once more as it was given
MLE = (
    r"machine[- ]learning (?:\w+ )?engineer|\bml (?:\w+ )?engineer|\bmle\b"
    r"|\b(?:ai\s*[/&]\s*ml|ml\s*[/&]\s*ai)\b.{0,12}engineer"
)
AI = (
    r"\b(?:ai|a\.i\.|artificial intelligence|gen ?ai|generative ai|llm|agentic)\b[^,|]{0,25}"
    r"\bengineer|\bengineer\b.{0,6}\b(?:ai|genai|llm)\b"
)
SWE = r"software (?:engineer|developer|development engineer)|\bswe\b|\bsde\b"


@pytest.mark.parametrize("row", list(TITLES.itertuples()), ids=lambda row: row.title)
def test_a_title_of_the_table_has_its_role_and_its_deciding_words(row):
    assert roles.role(row.title) == (row.role, row.broad_words)
    assert roles.role_strict(row.title) == (row.role_strict, row.strict_words)


def test_the_table_shows_every_role_under_both_rules():
    assert set(TITLES["role"]) == set(TITLES["role_strict"]) == {*registry.ROLES, "other"}
    assert len(TITLES) >= 40
    assert TITLES["title"].is_unique


def test_the_broad_rule_is_the_one_that_drew_the_coded_postings():
    for title in TITLES["title"]:
        lowered = title.lower()
        expected = "other"
        for name, rule in (("software", SWE), ("ai", AI), ("machine", MLE)):
            if re.search(rule, lowered):
                expected = name
        assert roles.role(title)[0].split("_")[0] == expected


def test_hyphens_that_do_not_break_and_double_spaces_change_nothing():
    assert roles.role("Machine\u2011Learning  Engineer")[0] == "machine_learning_engineer"


def test_a_word_that_only_ends_like_a_family_does_not_decide():
    assert roles.role_strict("HTML Engineer") == ("other", "")
    assert roles.role_strict("XAI Engineer")[0] == "other"
