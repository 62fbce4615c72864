"""Candidates come from the corpora that are here."""

import pandas as pd
import pytest

from analysis.corpora import registry
from analysis.pipeline import candidates


def test_a_corpus_that_is_not_here_is_named_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates.collect, "is_complete", lambda _: False)
    with pytest.raises(candidates.NoPostingsError, match=r"ashby-2025-10 under .* collect`"):
        candidates.of_corpora([registry.corpus("ashby-2025-10")], 5)


def test_the_postings_of_the_corpora_that_are_here_are_read() -> None:
    found = candidates.of_corpora([registry.reference()], 20)
    assert isinstance(found, pd.DataFrame)
    assert 0 < len(found) <= 20
    assert (found["employers"] <= found["postings"]).all()
