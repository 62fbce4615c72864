"""The committed results: made by the present rules, and free of posting text."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.corpora import duplicates, read, registry
from analysis.pipeline import measuring, shelves
from analysis.publishing import results
from analysis.signals import lexicon, measure

PARQUET = sorted(paths.source("data/processed").rglob("*.parquet"))
LONGEST = {"form": 60, "employer": 16, "employer_key": 16, "place_rule": 18}
"""Words that a column may hold in one cell: a pattern, an employer, a board's list of places."""


def test_every_registered_corpus_was_measured_by_the_present_rules() -> None:
    counts = results.counts().set_index("corpus")
    assert set(counts.index) == {corpus.id for corpus in registry.load()}
    assert set(counts["rules"]) == {lexicon.version()}


@pytest.mark.parametrize("path", PARQUET, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_cell_holds_a_sentence(path: Path) -> None:
    frame = pd.read_parquet(path)
    for name in frame.select_dtypes("str"):
        words = pd.Series(frame[name].dropna().unique(), dtype="str").str.split().str.len().max()
        assert not words > LONGEST.get(name, 8), f"{name}: {words} words"


def test_no_employer_that_asked_for_it_is_among_the_measured() -> None:
    removed = registry.removed_employers()
    for corpus in registry.load():
        assert not removed & set(results.measurements([corpus.id])["employer_key"]), corpus.id


def test_counts_add_up() -> None:
    counts = results.counts()
    kept = counts["duplicate"] + counts["unique"]
    assert (counts["read"] == counts["quarantined"] + kept).all()
    for corpus, unique in zip(counts["corpus"], counts["unique"], strict=True):
        assert len(results.measurements([corpus])) == unique


def test_the_reference_was_measured_by_the_present_rules_and_its_counts_add_up() -> None:
    (row,) = pd.read_csv(committed(registry.reference(), "counts")).to_dict("records")
    assert row["rules"] == lexicon.version()
    assert row["read"] == row["unique"] + row["duplicate"]
    assert (row["quarantined"], row["files_unreadable"]) == (0, 0)


def committed(corpus: registry.Corpus, kind: str) -> Path:
    return paths.source(shelves.of(corpus).path(measuring.corpus_files(corpus)[kind]))


def check_measuring_again(corpus: registry.Corpus, folder: Path) -> None:
    unique, _ = duplicates.resolve(read.read_corpus(corpus, folder).postings)
    evidence, measured = measure.measure(unique)
    pd.testing.assert_frame_equal(
        evidence.reset_index(drop=True), pd.read_parquet(committed(corpus, "evidence"))
    )
    pd.testing.assert_frame_equal(
        measuring.measurements(unique, measured),
        pd.read_parquet(committed(corpus, "measurements")),
    )


def test_measuring_the_reference_again_gives_the_committed_rows() -> None:
    check_measuring_again(registry.reference(), paths.source(registry.REFERENCE))


@pytest.mark.real_text
def test_measuring_a_corpus_again_gives_the_committed_rows(real_corpora: Path) -> None:
    corpus = registry.corpus("ml-linkedin-us-2025-04")
    check_measuring_again(corpus, real_corpora / corpus.id)
