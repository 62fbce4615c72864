"""The corpus that is made: whole, seeded, with the truth as planned."""

import json

import pytest

from analysis import paths
from analysis.corpora.reference import bundle, generate, parameters, telling
from analysis.corpora.reference.generate import Made
from analysis.corpora.reference.plan import CODEBOOK
from analysis.signals import roles


@pytest.fixture(scope="module")
def made() -> Made:
    """Return the corpus that is committed, made anew."""
    return generate.generate(parameters.load(parameters.DEFAULT), generate.SEED)


def test_the_committed_corpus_is_what_the_generator_makes(made: Made) -> None:
    assert bundle.read(paths.source(bundle.FOLDER)) == made


def test_truth_stands_beside_every_posting_in_its_order(made: Made) -> None:
    assert len(made.postings) == 1101
    assert [f"reference/{row['id']}" for row in made.postings] == [row["id"] for row in made.truth]
    assert len({row["id"] for row in made.truth}) == 1101


def test_every_row_says_that_it_is_synthetic(made: Made) -> None:
    assert all(row["synthetic"] is True for row in [*made.postings, *made.truth])
    assert all("synthetic" in row["id"] for row in [*made.postings, *made.truth])


def test_titles_are_of_the_role_that_was_planned(made: Made) -> None:
    for posting, truth in zip(made.postings, made.truth, strict=True):
        assert roles.role(posting["title"])[0] == truth["role"], posting["title"]


def test_copies_share_truth_and_differ_in_place(made: Made) -> None:
    groups: dict[str, list[int]] = {}
    for number, row in enumerate(made.truth):
        groups.setdefault(row["duplicate_group"], []).append(number)
    copied = [members for members in groups.values() if len(members) > 1]
    assert len(copied) > 20
    for members in copied:
        first = made.truth[members[0]]
        assert first["duplicate_group"] == first["id"]
        assert len({made.postings[number]["location"] for number in members}) == len(members)
        for number in members[1:]:
            again = made.truth[number]
            assert {name: again[name] for name in CODEBOOK} == {n: first[n] for n in CODEBOOK}


def test_half_the_copies_or_so_have_the_very_text(made: Made) -> None:
    texts = {row["id"]: post["text"] for row, post in zip(made.truth, made.postings, strict=True)}
    same = [
        texts[row["id"]] == texts[row["duplicate_group"]]
        for row in made.truth
        if row["duplicate_group"] != row["id"]
    ]
    assert any(same)
    assert not all(same)


def test_texts_are_damaged_as_scrapers_damage_them(made: Made) -> None:
    texts = [row["text"] for row in made.postings]
    for residue in ("\N{NON-BREAKING HYPHEN}", "\N{NO-BREAK SPACE}", "&nbsp;", "\\-", "<br"):
        assert any(residue in text for text in texts), residue
    assert any("\n" not in text for text in texts)
    cut = sum(not row["text_complete"] for row in made.postings)
    assert 10 < cut < 80


def test_another_seed_makes_another_corpus(made: Made) -> None:
    other = generate.generate(parameters.load(parameters.DEFAULT), 1)
    assert other.postings[0]["text"] != made.postings[0]["text"]


def test_a_corpus_comes_back_from_its_files(made: Made, tmp_path) -> None:
    few = Made(made.postings[:3], made.truth[:3])
    bundle.write(few, tmp_path)
    assert bundle.read(tmp_path) == few
    assert len((tmp_path / bundle.POSTINGS).read_bytes().split(b"\n")) == 4
    assert json.loads((tmp_path / bundle.TRUTH).read_text().splitlines()[0]) == few.truth[0]


def test_a_posting_is_told_with_its_truth() -> None:
    posting = {
        "id": "synthetic-0007", "title": "AI Engineer", "employer": "Quill Works",
        "location": "Dayton, OH", "posted_on": "2026-04-30", "text": "We bake.\n",
        "text_complete": False,
    }  # fmt: skip
    truth = {
        "id": "reference/synthetic-0007", "duplicate_group": "reference/synthetic-0003",
        "python": "required", "rag": "duty", "aws": "absent", "pay": "disclosed",
        "pay_min": None, "pay_max": 80, "pay_period": "hour", "pay_currency": "USD",
        "employment": "contract", "block": "llm_application",
    }  # fmt: skip
    told = telling.told(posting, truth)
    assert told.startswith("SYNTHETIC posting synthetic-0007")
    assert "AI Engineer · Quill Works · Dayton, OH · 2026-04-30\n\nWe bake.\n" in told
    assert "up to 80 USD per hour" in told
    assert "copy of     synthetic-0003" in told
    assert "cut by the scraper" in told
    assert "aws" not in told
