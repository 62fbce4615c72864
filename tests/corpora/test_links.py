"""A posting's address names the posting and nobody who looked at it."""

import pytest

from analysis.corpora import links


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (
            "https://www.linkedin.com/jobs/view/4290911094/?eBP=abc&trackingId=x%3D",
            "https://www.linkedin.com/jobs/view/4290911094",
        ),
        (
            "https://uk.linkedin.com/jobs/view/data-engineer-at-acme-4398724241?refId=1",
            "https://www.linkedin.com/jobs/view/4398724241",
        ),
        (
            "https://www.indeed.com/viewjob?jk=2ca69decf789c62b&from=serp",
            "https://www.indeed.com/viewjob?jk=2ca69decf789c62b",
        ),
        (
            "https://acme.example/careers?gh_jid=17&utm_source=x#apply",
            "https://acme.example/careers?gh_jid=17",
        ),
        ("https://jobs.example/a/b/", "https://jobs.example/a/b"),
        ("https://someone:secret@jobs.example/a", "https://jobs.example/a"),
        ("javascript:alert(1)", None),
        ("n/a", None),
        ("", None),
        (None, None),
    ],
)
def test_only_what_names_the_posting_stays(url: str | None, canonical: str | None):
    assert links.canonical(url) == canonical
