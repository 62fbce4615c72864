"""The portrait of a corpus, counted by hand."""

import pandas as pd
import pytest

from analysis.signals import portrait


def test_a_corpus_of_four_postings_is_described() -> None:
    measurements = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "characters": [1000, 2000, 3000, 4000],
            "employer_key": ["x", "x", "x", "y"],
            "duplicate_group_size": [1, 1, 1, 2],
        }
    )
    evidence = pd.DataFrame(
        [
            ("a", "python", "python", "requirements", "required"),
            ("a", "python", "python", "duties", "duty"),
            ("b", "rag", "rag", "requirements", "required"),
            ("b", "docker", "docker", "requirements", "required"),
            ("e", "rag", "rag", "about", "mentioned"),
        ],
        columns=["id", "signal", "form", "section", "level"],
    )
    found = portrait.portrait(measurements, evidence)
    assert found["characters, median"] == 2500
    assert found["spans a posting"] == 0.75
    assert found["forms a posting"] == 0.5
    assert found["level: required"] == pytest.approx(2 / 3)
    assert found["section: duties"] == pytest.approx(1 / 3)
    assert found["of employers with several"] == 0.75
    assert found["of the largest employer"] == 0.75
    assert found["rows that repeat another"] == pytest.approx(0.2)
