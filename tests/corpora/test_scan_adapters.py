"""The formats that scans and other people's exports come in, row by row."""

import json

import pytest

from analysis.corpora.adapters import jobspy_table, jsonld_html, kaggle_linkedin, scan_json
from analysis.corpora.adapters.fields import UnreadableFileError

GREENHOUSE = {
    "id": 7, "title": "AI Engineer", "location": {"name": "Austin, TX"},
    "absolute_url": "https://boards.greenhouse.io/acme/jobs/7?gh_src=me",
    "first_published": "2026-11-02T10:00:00-05:00",
    "content": "&lt;p&gt;Python &amp;amp; AWS.&lt;/p&gt;",
}  # fmt: skip
LEVER = {
    "id": "u-1", "text": "ML Engineer", "createdAt": 1793491200000, "workplaceType": "remote",
    "hostedUrl": "https://jobs.lever.co/acme/u-1", "descriptionPlain": "First.",
    "categories": {"location": "Berlin, Germany", "commitment": "Full-time"},
    "lists": [{"text": "What you need", "content": "<li>Rust.</li>"}], "additionalPlain": "Last.",
    "salaryRange": {"min": 90000, "max": 120000, "currency": "EUR", "interval": "per-year-salary"},
}  # fmt: skip


def test_greenhouse_escapes_its_texts_once_more_than_html_does() -> None:
    row = scan_json.row(GREENHOUSE, "files/greenhouse/acme.json")
    assert row["text"] == "<p>Python &amp; AWS.</p>"
    assert (row["id"], row["employer"], row["state"]) == ("greenhouse-acme-7", "acme", "TX")
    assert (row["posted_on"], row["source_url"]) == (
        "2026-11-02", "https://boards.greenhouse.io/acme/jobs/7",
    )  # fmt: skip


def test_lever_gives_its_text_in_parts() -> None:
    row = scan_json.row(LEVER, "files/lever/acme.json")
    assert row["text"] == "First.\n\nWhat you need\n<li>Rust.</li>\n\nLast."
    assert row["pay_field"] == "EUR 90,000 - 120,000 per year"
    assert (row["country"], row["remote"], row["employment_type"], row["posted_on"]) == (
        "DE", True, "full_time", "2026-11-01",
    )  # fmt: skip


def test_lever_keeps_the_cents_of_pay_by_the_hour() -> None:
    hourly = {"min": 22.5, "max": 27.75, "currency": "USD", "interval": "per-hour-wage"}
    row = scan_json.row(LEVER | {"salaryRange": hourly}, "files/lever/acme.json")
    assert row["pay_field"] == "USD 22.50 - 27.75 per hour-wage"


@pytest.mark.parametrize(
    ("text", "employer", "title"),
    [
        ("Acme | AI Engineer | Remote (US) | $150k<p>We build.", "Acme", "AI Engineer"),
        ("Acme &amp; Sons | Berlin | Senior Developer<p>We.", "Acme & Sons", "Senior Developer"),
        ("Is this thread for contractors too?", None, None),
        (None, None, None),
    ],
)  # fmt: skip
def test_a_comment_is_read_by_the_bars_in_its_first_line(
    text: str | None, employer: str | None, title: str | None
) -> None:
    row = scan_json.row({"id": 1, "text": text}, "files/hacker_news/2026-11.json")
    assert (row["employer"], row["title"]) == (employer, title)


@pytest.mark.parametrize(
    ("first", "place"),
    [
        ("Acme | AI Engineer | Berlin | Remote (US)", ("DE", None, True)),
        ("Acme | AI Engineer | San Francisco | Remote", ("US", "CA", True)),
        ("Acme | AI Engineer | Austin, TX | Onsite | Full-time", ("US", "TX", False)),
        ("Acme | AI Engineer | Remote (US) | $150k", ("US", None, True)),
    ],
)
def test_a_part_between_bars_settles_no_place_of_another(
    first: str, place: tuple[str, str | None, bool]
) -> None:
    row = scan_json.row({"id": 1, "text": f"{first}<p>We build."}, "files/hacker_news/2026-11.json")
    assert (row["country"], row["state"], row["remote"]) == place


def jsonld(**fields: object) -> bytes:
    posting = {"@context": "https://schema.org", "@type": "JobPosting", "title": "AI Engineer",
               "hiringOrganization": {"@type": "Organization", "name": "Acme"},
               "description": "<p>Python.</p>", **fields}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    return f"<html><head>{script}</head><body></body></html>".encode()


def test_a_saved_page_gives_the_posting_that_it_carries() -> None:
    content = jsonld(
        datePosted="2026-11-02", employmentType=["FULL_TIME"], jobLocationType="TELECOMMUTE",
        identifier={"@type": "PropertyValue", "value": 9},
        jobLocation={"address": {"addressLocality": "Denver", "addressRegion": "CO",
                                 "addressCountry": "US"}},
        baseSalary={"currency": "USD", "value": {"minValue": 1, "maxValue": 2, "unitText": "YEAR"}},
    )  # fmt: skip
    (record,) = jsonld_html.records(content)
    row = jsonld_html.row(record, "files/a.html")
    told = ("id", "employer", "state", "remote", "employment_type", "posted_on", "pay_field")
    assert [row[key] for key in told] == [
        "Acme-9", "Acme", "CO", True, "full_time", "2026-11-02", "USD 1 - 2 per year",
    ]  # fmt: skip


def test_each_posting_of_saved_pages_has_an_id_of_its_own() -> None:
    two = json.dumps([{"@type": "JobPosting", "title": "x"}, {"@type": "JobPosting"}])
    pages = {
        "files/a.html": f'<script type="application/ld+json">{two}</script>'.encode(),
        "files/b.html": jsonld(identifier="1"),
        "files/c.html": jsonld(identifier="1", hiringOrganization={"name": "Other Bakers"}),
    }
    ids = [
        jsonld_html.row(record, file)["id"]
        for file, content in pages.items()
        for record in jsonld_html.records(content)
    ]
    assert ids == ["files/a.html#0", "files/a.html#1", "Acme-1", "Other-Bakers-1"]


def test_a_posting_in_a_graph_is_found_and_a_page_without_one_refused() -> None:
    inside = {"@context": "https://schema.org", "@graph": [{"@type": "JobPosting", "title": "x"}]}
    script = f'<script type="application/ld+json">{json.dumps(inside)}</script>'
    (record,) = jsonld_html.records(f"<html>{script}</html>".encode())
    assert record["title"] == "x"
    with pytest.raises(UnreadableFileError, match="no JobPosting"):
        jsonld_html.records(b"<html><body>None.</body></html>")


@pytest.mark.parametrize(
    ("source", "pay"), [("direct_data", "USD 1.0 - 2.0 per year"), ("description", None)]
)
def test_what_jobspy_read_from_the_text_is_no_field_of_the_board(
    source: str, pay: str | None
) -> None:
    record = {"id": "li-1", "title": "AI Engineer", "company": "Acme", "min_amount": "1.0",
              "max_amount": "2.0", "currency": "USD", "interval": "yearly", "job_type": "fulltime",
              "salary_source": source, "is_remote": "True", "description": "Python."}  # fmt: skip
    row = jobspy_table.row(record, "files/x.csv")
    assert (row["pay_field"], row["remote"], row["employment_type"]) == (pay, True, "full_time")


def test_the_kaggle_layout_has_times_in_milliseconds_and_pay_in_columns() -> None:
    record = {"job_id": "5", "title": "AI Engineer", "company_name": "Acme", "description": "x",
              "original_listed_time": "1.793491E12", "remote_allowed": "1.0", "min_salary": "10",
              "max_salary": "20", "pay_period": "HOURLY", "currency": "USD",
              "formatted_work_type": "Contract"}  # fmt: skip
    row = kaggle_linkedin.row(record, "files/postings.csv")
    told = ("id", "posted_on", "remote", "pay_field", "employment_type")
    assert [row[key] for key in told] == [
        "5", "2026-10-31", True, "USD 10 - 20 per hour", "contract",
    ]  # fmt: skip
