"""Which column holds what, from names alone."""

import pytest

from analysis.corpora import proposing


def test_the_columns_of_jobspy_are_known() -> None:
    columns = ["id", "site", "job_url", "title", "company", "location", "date_posted", "job_type",
               "is_remote", "description", "company_industry"]  # fmt: skip
    assert proposing.propose(columns) == {
        "id": "id", "source_url": "job_url", "title": "title", "employer": "company",
        "industry": "company_industry", "location": "location", "remote": "is_remote",
        "posted_on": "date_posted", "employment_type": "job_type", "text": "description",
    }  # fmt: skip


@pytest.mark.parametrize("written", ["Job Title", "jobTitle", "job-title", " JOB_TITLE "])
def test_how_a_name_is_written_does_not_matter(written: str) -> None:
    assert proposing.propose([written]) == {"title": written}


def test_what_is_needed_and_not_there_is_named() -> None:
    assert proposing.lacking(proposing.propose(["title", "when"])) == ["employer", "text"]
