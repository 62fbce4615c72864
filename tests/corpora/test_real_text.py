"""What the seven corpora hold, as their README counts it."""

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpora import duplicates, read, registry, schema, shingles

pytestmark = pytest.mark.real_text

ROWS = {
    "builtin-2026-02": (1765, 1, 1765, 1764),
    "linkedin-us-2025-10": (13, 0, 2010, 2010),
    "ats-2026-05": (8, 0, 5271, 5102),
    "ashby-2025-10": (449, 0, 9396, 9396),
    "ml-linkedin-us-2025-04": (1, 0, 997, 996),
    "indeed-2026-08": (12, 0, 2155, 2155),
    "indeed-us-2026": (14, 0, 7300, 7300),
}
"""Files, files that do not parse, rows read, rows with text."""

US_TEXTS = {
    "builtin-2026-02": (63, 580, 75),
    "linkedin-us-2025-10": (541, 30, 8),
    "ats-2026-05": (481, 71, 54),
    "ashby-2025-10": (588, 101, 80),
    "ml-linkedin-us-2025-04": (113, 20, 551),
    "indeed-2026-08": (None, 110, 160),
    "indeed-us-2026": (1025, 805, 338),
}
"""Distinct texts in the United States with SWE, AI and MLE titles; 'about 1,000' is no count."""

TITLES = {
    "machine_learning_engineer": re.compile(
        r"machine[- ]learning (?:\w+ )?engineer|\bml (?:\w+ )?engineer|\bmle\b"
        r"|\b(?:ai\s*[/&]\s*ml|ml\s*[/&]\s*ai)\b.{0,12}engineer"
    ),
    "ai_engineer": re.compile(
        r"\b(?:ai|a\.i\.|artificial intelligence|gen ?ai|generative ai|llm|agentic)\b[^,|]{0,25}"
        r"\bengineer|\bengineer\b.{0,6}\b(?:ai|genai|llm)\b"
    ),
    "software_engineer": re.compile(
        r"software (?:engineer|developer|development engineer)|\bswe\b|\bsde\b"
    ),
}


@cache
def reading_of(corpus_id: str, folder: Path) -> read.Reading:
    return read.read_corpus(registry.corpus(corpus_id), folder / corpus_id)


def role(title: str) -> str:
    """Return the role of a title by the broad rule, written down anew."""
    names = (name for name, rule in TITLES.items() if rule.search(title.lower()))
    return next(names, "other")


@pytest.mark.parametrize("corpus_id", ROWS)
def test_every_native_row_is_accounted_for(real_corpora: Path, corpus_id: str):
    reading = reading_of(corpus_id, real_corpora)
    kept = len(reading.postings)
    assert (reading.files, reading.files_unreadable, reading.read, kept) == ROWS[corpus_id]
    assert reading.postings["row"].is_unique
    schema.POSTING.validate(reading.postings)


@pytest.mark.parametrize("corpus_id", US_TEXTS)
def test_distinct_us_texts_by_role_are_those_of_the_readme(real_corpora: Path, corpus_id: str):
    postings = reading_of(corpus_id, real_corpora).postings
    here = postings[postings["country"].eq("US")]
    words = here["text"].str.lower().str.split().str.join(" ")
    texts = words.groupby(here["title"].map(role)).nunique()
    for name, stated in zip(reversed(TITLES), US_TEXTS[corpus_id], strict=True):
        if stated:
            assert texts[name] == pytest.approx(stated, rel=0.04, abs=5), name


def test_the_traps_of_the_readme_are_told_in_columns(real_corpora: Path):
    builtin = reading_of("builtin-2026-02", real_corpora).postings
    assert builtin["pay_field"].notna().sum() == 553
    assert (~builtin["pay_field_known"]).sum() == 870
    ats = reading_of("ats-2026-05", real_corpora)
    assert (~ats.postings["text_complete"]).sum() / ats.read == pytest.approx(0.63, abs=0.005)
    dashboard = reading_of("indeed-2026-08", real_corpora).postings
    assert (~dashboard["text_complete"]).mean() == pytest.approx(0.46, abs=0.005)
    assert dashboard["employer"].eq("Unknown").sum() == 71
    assert dashboard["pay_field"].notna().mean() == pytest.approx(0.87, abs=0.01)
    ashby = reading_of("ashby-2025-10", real_corpora).postings
    assert ashby["pay_field"].notna().mean() == pytest.approx(0.37, abs=0.005)
    linkedin = reading_of("linkedin-us-2025-10", real_corpora).postings
    assert linkedin["posted_on"].notna().sum() == 418
    assert not linkedin["title"].str.contains("verification").any()
    assert not linkedin["text"].str.startswith("About the job").any()
    assert linkedin["source_url"].str.fullmatch(r"https://www\.linkedin\.com/jobs/view/\d+").all()


def test_resolving_a_corpus_leaves_one_posting_a_text(real_corpora: Path):
    postings = reading_of("builtin-2026-02", real_corpora).postings
    unique, decisions = duplicates.resolve(postings)
    assert len(unique) + len(decisions) == len(postings)
    assert unique["duplicate_group_size"].sum() == len(postings)
    assert unique["text"].map(shingles.normalised).is_unique
    near = decisions["rule"].eq("near_text").sum() / len(postings)
    assert 0.05 < near < 0.15
    shuffled = postings.sample(frac=1, random_state=7)
    pd.testing.assert_frame_equal(duplicates.resolve(shuffled)[0], unique)
