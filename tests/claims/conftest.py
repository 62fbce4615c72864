"""Registers of one sample of 100 AI Engineer and 100 MLE postings, written for tests."""

import datetime
from collections.abc import Callable, Mapping

import pytest

from analysis.register.register import Claim, Register, Relation, Source


@pytest.fixture
def article() -> Callable[..., Register]:
    """Return a maker of registers: stated shares by claim id, and relations."""

    def make(stated: Mapping[str, str], *relations: Relation) -> Register:
        source = Source(
            id="test-article",
            title="An article",
            publisher="Nobody",
            published=datetime.date(2026, 5, 8),
            platform="none",
            country="US",
            sample_sizes={"ai_engineer": 100, "machine_learning_engineer": 100},
            design_effects={"default": 1.5},
        )
        claims = tuple(
            Claim(
                id=name,
                section="s",
                said=f"postings with {name}",
                stated=value,
                kind="count",
                population="ai_engineer",
                level="requires",
                measure="python",
                beyond="Only the article's numbers matter here.",
            )
            for name, value in stated.items()
        )
        return Register(source=source, claim=claims, relation=relations)

    return make
