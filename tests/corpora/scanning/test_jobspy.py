"""JobSpy, by a stand-in for the library: what is asked, and what a failure becomes."""

from typing import Any

import pandas as pd
import pytest

from analysis.corpora.scanning import client, jobspy

WISH = jobspy.Wish("USA", 30, 400, 5.0)


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
    assert "linkedin_fetch_description" not in library.asked


@pytest.mark.parametrize("found", [RuntimeError("429"), pd.DataFrame()])
def test_a_site_that_gives_nothing_is_left_for_another_time(found: Any) -> None:
    with pytest.raises(client.UnavailableError, match="linkedin"):
        jobspy.fetch("linkedin", "AI engineer", WISH, Library(found), lambda _: None)
