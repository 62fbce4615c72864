"""A parameter file that is whole, to break one key at a time."""

import pytest

from analysis.corpora.reference import parameters


@pytest.fixture(scope="session")
def written() -> str:
    """Return the text of the null variant: one table for every role, easy to edit."""
    return (parameters.VARIANTS / "null.toml").read_text(encoding="utf-8")
