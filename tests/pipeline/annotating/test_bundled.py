"""What is committed of the local model replays to the committed rater's file, with no text here."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.categories import raters
from analysis.categories.annotator import settings
from analysis.pipeline import categorising
from analysis.pipeline.annotating import bundled, local
from analysis.pipeline.annotating.cache import Shard
from analysis.pipeline.shelves import REAL

SHARD = paths.source(REAL.path(bundled.SHARD))
FILES = (categorising.rater_file(local.NAME), bundled.FAULTS, bundled.SAMPLE)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path))
    return tmp_path


def test_the_answers_replay_to_the_committed_files(elsewhere):
    bundled.draw()
    bundled.replay()
    for name in FILES:
        committed = paths.source(REAL.path(name)).read_bytes()
        assert (elsewhere / REAL.path(name)).read_bytes() == committed, name


def test_every_answer_is_of_a_drawn_posting_and_of_the_annotator_as_it_stands():
    shard = Shard(SHARD)
    sample = pd.read_csv(paths.source(REAL.path(bundled.SAMPLE)), dtype="str")["posting"]
    assert shard.refused == ()
    entries = list(shard)
    assert entries
    assert {entry.posting for entry in entries} <= set(sample)
    identity = settings.load(local.NAME).identity
    assert all(entry.asked == identity for entry in entries)


def test_the_sample_is_of_the_audit():
    sample = pd.read_csv(paths.source(REAL.path(bundled.SAMPLE)), dtype="str")["posting"]
    audited = pd.read_csv(paths.source(REAL.path(categorising.rater_file("coder_a"))))
    assert len(sample) == bundled.POSTINGS == sample.nunique()
    assert set(sample) <= set(audited["posting"])


def test_no_label_is_refused_as_a_raters_file():
    file = paths.source(REAL.path(categorising.rater_file(local.NAME)))
    sample = set(pd.read_csv(paths.source(REAL.path(bundled.SAMPLE)), dtype="str")["posting"])
    assert raters.read(file, sample).refused == ()


def test_a_reason_that_is_kept_is_short_and_a_span_stands_in_order():
    for line in SHARD.read_text(encoding="utf-8").splitlines():
        for coding in json.loads(line)["label"].values():
            assert len(coding["reason"]) <= 240
            assert coding["span"] is None or 0 <= coding["span"][0] < coding["span"][1]
