"""JobSpy, by a stand-in for the library: what is asked, and what a failure becomes."""

import sys
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

from analysis.corpora.scanning import client, jobspy

WISH = jobspy.Wish("USA", 30, 400, 5.0, "a-test/1.0")


class Library:
    """What `scrape_jobs` was asked, and what it gives."""

    def __init__(self, found: pd.DataFrame | Exception) -> None:
        self.found = found
        self.asked: dict[str, Any] = {}

    def scrape_jobs(self, **asked: Any) -> pd.DataFrame:
        """Return, or raise, what it was given."""
        self.asked = asked
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def test_a_role_is_asked_for_as_the_article_did_after_a_pause() -> None:
    library = Library(pd.DataFrame({"id": ["li-1"], "is_remote": [None], "min_amount": [1.0]}))
    waits: list[float] = []
    rows = jobspy.fetch("linkedin", "AI engineer", WISH, library, waits.append)
    assert rows == [{"id": "li-1", "is_remote": None, "min_amount": "1.0"}]
    assert waits == [5.0]
    assert library.asked["search_term"] == '"AI engineer"'
    assert library.asked["hours_old"] == 720
    assert library.asked["fetch_description"] is True
    assert library.asked["user_agent"] == "a-test/1.0"
    assert "linkedin_fetch_description" not in library.asked


@pytest.mark.parametrize("found", [RuntimeError("429"), pd.DataFrame()])
def test_a_site_that_gives_nothing_is_left_for_another_time(found: Any) -> None:
    with pytest.raises(client.UnavailableError, match="linkedin"):
        jobspy.fetch("linkedin", "AI engineer", WISH, Library(found), lambda _: None)


def test_a_site_that_stops_half_way_gives_what_came_and_why() -> None:
    found = pd.DataFrame({"id": ["li-1", "li-2"]})
    found.attrs = {"errors": {"linkedin": "response status code 429"}}
    with pytest.raises(client.CutShortError, match=r"after 2 postings .*429") as stopped:
        jobspy.fetch("linkedin", "AI engineer", WISH, Library(found), lambda _: None)
    assert stopped.value.rows == [{"id": "li-1"}, {"id": "li-2"}]


class Site:
    """A scraper of the library, with its address."""

    base_url = api_url = "https://example.org"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> tuple[type, type]:
    """Put a library of two sites where the real one would be imported from."""
    linkedin, indeed = type("LinkedIn", (Site,), {}), type("Indeed", (Site,), {})
    for name in ("jobspy", "jobspy.linkedin", "jobspy.indeed"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    vars(sys.modules["jobspy.linkedin"])["LinkedIn"] = linkedin
    vars(sys.modules["jobspy.indeed"])["Indeed"] = indeed
    return linkedin, indeed


def test_sites_are_asked_at_the_addresses_of_the_configuration(
    installed: tuple[type, type],
) -> None:
    jobspy.library({"linkedin": "http://127.0.0.1:1"})
    linkedin, indeed = map(vars, installed)
    assert linkedin["base_url"] == "http://127.0.0.1:1"
    assert indeed["api_url"] == "https://example.org"


def test_a_library_that_keeps_addresses_elsewhere_is_not_asked(
    installed: tuple[type, type],
) -> None:
    vars(sys.modules["jobspy.indeed"])["Indeed"] = type("Indeed", (), {})
    with pytest.raises(jobspy.NoJobSpyError, match=r"Indeed\.api_url"):
        jobspy.library({})
