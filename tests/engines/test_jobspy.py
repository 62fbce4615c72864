"""The installed JobSpy asks where the configuration says, and its rows become postings.

Its sites are played by a local server: pages of one posting, then a server that wants no more.
"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from analysis.corpora.scanning import jobspy
from analysis.corpora.scanning.client import CutShortError, UnavailableError
from analysis.pipeline import scanning
from tests.corpora.scanning.server import Served, page, payload, serving, status

pytestmark = pytest.mark.engines

SEARCH = "/jobs-guest/jobs/api/seeMoreJobPostings/search"
CARD = """<li><div class="base-search-card" data-entity-urn="urn:li:jobPosting:{id}">
<h3 class="base-search-card__title">AI Engineer</h3>
<h4 class="base-search-card__subtitle"><a href="https://example.org/acme">Acme</a></h4>
<span class="job-search-card__location">Austin, TX</span><time datetime="2026-11-20"></time>
</div></li>"""
TEXT = "<p>You build agents with an LLM.</p>"
INDEED = {
    "key": "k1", "title": "AI Engineer", "sourceEmployerName": "Acme",
    "dateOnIndeed": 1_763_600_000_000, "description": {"html": TEXT}, "employer": None,
    "location": {"countryCode": "US", "admin1Code": "TX", "city": "Austin"},
    "recruit": {"viewJobUrl": None}, "attributes": [],
    "compensation": {"baseSalary": None, "currencyCode": None, "estimated": None},
}  # fmt: skip


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    pytest.importorskip("jobspy", reason="make jobspy installs it")
    monkeypatch.setenv("PRIVATE_DIR", str(tmp_path / "private"))
    monkeypatch.setenv("ANALYSIS_OUT", str(tmp_path / "out"))
    with serving() as found:
        found.answers["/jobs/view/1"] = [
            page(f'<div class="show-more-less-html__markup">{TEXT}</div>')
        ]
        yield found


def wish(served: Served, wanted: int = 1) -> jobspy.Wish:
    return jobspy.Wish("USA", 30, wanted, 0.0, served.settings().agent)


def test_a_posting_of_each_site_becomes_one_of_a_measured_corpus(
    served: Served, tmp_path: Path
) -> None:
    found = {"results": [{"job": INDEED}], "pageInfo": {"nextCursor": None}}
    served.answers |= {
        SEARCH: [page(CARD.format(id=1))],
        "/indeed": [payload({"data": {"jobSearch": found}})],
    }
    base = {"linkedin": served.address, "indeed": f"{served.address}/indeed"}
    parts = scanning.of_jobspy(["linkedin", "indeed"], ["AI engineer"], wish(served), base)
    told = scanning.run("both", "jobspy", "AI engineer", parts, "US")
    assert "2 parts: 2 done" in told[-1]
    assert served.agents == {"a-test/1.0"}
    (file,) = (tmp_path / "private" / "both").rglob("measurements.parquet")
    assert pd.read_parquet(file)["agentic"].tolist() != ["absent", "absent"]


def test_a_site_that_wants_no_more_half_way_gives_what_it_gave(served: Served) -> None:
    cards = "".join(CARD.format(id=1 if number == 0 else f"9{number}") for number in range(10))
    served.answers[SEARCH] = [page(cards), status(429)]
    library = jobspy.library({"linkedin": served.address})
    library.linkedin.LinkedIn.delay = (0, 0)
    with pytest.raises(CutShortError, match=r"after 10 postings.*429"):
        jobspy.fetch("linkedin", "AI engineer", wish(served, wanted=50), library)


def test_a_site_that_wants_nothing_is_left_for_another_time(served: Served) -> None:
    served.answers[SEARCH] = [status(429)]
    library = jobspy.library({"linkedin": served.address})
    with pytest.raises(UnavailableError, match="429"):
        jobspy.fetch("linkedin", "AI engineer", wish(served), library)
