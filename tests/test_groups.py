"""Tests that share what is dear to make run in one process."""

import os

import pytest


@pytest.mark.xdist_group("groups")
def test_a_group_of_tests_is_kept_together(request: pytest.FixtureRequest) -> None:
    """pytest-xdist keeps together what it has named so; else it deals tests out in turn."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("all tests run in one process: -n 2 --dist loadgroup runs them in two")
    assert request.node.nodeid.endswith("@groups")
