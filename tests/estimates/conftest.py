"""Measurements, corpora and registers written for the tests of estimates."""

import datetime
from collections.abc import Callable

import pandas as pd
import pytest

from analysis.corpora.registry import Corpus, Unfit
from analysis.register.register import Claim, Register, Source

ROLES = ("software_engineer", "ai_engineer", "machine_learning_engineer")


@pytest.fixture
def measured() -> Callable[..., pd.DataFrame]:
    """Return a maker of measurements: one posting an employer unless columns say otherwise."""

    def make(n: int, **columns: object) -> pd.DataFrame:
        frame = pd.DataFrame({"id": [f"test/{number}" for number in range(n)]})
        defaults: dict[str, object] = {
            "role": "ai_engineer",
            "country": "US",
            "text_complete": True,
            "employer_key": [f"e{number}" for number in range(n)],
            "employment": "unstated",
            "pay_disclosed": False,
            "pay_min": float("nan"),
            "pay_max": float("nan"),
            "pay_period": None,
            "pay_currency": None,
        }
        return frame.assign(**(defaults | columns))

    return make


@pytest.fixture
def corpus() -> Callable[..., Corpus]:
    """Return a maker of corpora that may speak to everything but what is named."""

    def make(*unfit: str, **keys: object) -> Corpus:
        given: dict[str, object] = {
            "id": "test",
            "title": "Postings of a test",
            "platform": "none",
            "repository": "nobody/nothing",
            "commit": "0" * 40,
            "licence": "none",
            "first_month": "2026-05",
            "last_month": "2026-05",
            "format": "none",
            "roles": ROLES,
            "notes": "Written for tests.",
            "unfit": [Unfit(need=need, why=f"unfit for {need}") for need in unfit],
        }
        return Corpus(**(given | keys))

    return make


@pytest.fixture
def register() -> Callable[..., Register]:
    """Return a maker of registers of given claims."""

    def make(*claims: Claim) -> Register:
        source = Source(
            id="test-article",
            title="An article",
            publisher="Nobody",
            published=datetime.date(2026, 5, 8),
            platform="none",
            country="US",
            sample_sizes=dict(zip(ROLES, (429, 425, 247), strict=True)),
            design_effects={"default": 1.5, "pay_disclosed": 1.85},
        )
        return Register(source=source, claim=claims)

    return make
