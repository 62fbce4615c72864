"""The local server, for every test of a scan."""

from collections.abc import Iterator

import pytest

from tests.corpora.scanning.server import Served, serving


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as found:
        yield found
