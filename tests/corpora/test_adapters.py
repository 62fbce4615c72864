"""Each native format arrives under the canonical columns, whole, and nothing is made up."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.corpora import schema
from analysis.corpora.adapters import (
    ashby_api,
    ats_json,
    builtin_yaml,
    indeed_dashboard,
    indeed_scraper,
    linkedin_csv,
    linkedin_zip,
    reference_jsonl,
)
from analysis.corpora.adapters.fields import (
    Adapter,
    Row,
    UnreadableFileError,
    csv_records,
    json_records,
)
from analysis.corpora.adapters.formats import ADAPTERS


def rows_of(adapter: Adapter, content: bytes, file: str = "a", folder: Path = Path()) -> list[Row]:
    """Return the mapped rows of a file."""
    mapper = adapter.mapper(folder)
    return [mapper.row(record, file) for record in adapter.records(content)]


@pytest.fixture
def builtin(tmp_path: Path) -> Path:
    listing = tmp_path / builtin_yaml.LISTING
    boards = tmp_path / builtin_yaml.BOARDS
    boards.mkdir(parents=True)
    listing.write_text(
        "title,company,location,work_type,level,compensation,link,id,scraped_date\n"
        'AI Engineer,Acme,"New York, NY, USA",Remote or Hybrid,,120K-150K Annually,'
        "https://builtin.com/job/x/1,1,2026-02-04\n"
        "AI Engineer,Acme,,,,,https://builtin.com/job/x/2,2,2026-02-27\n"
        "AI Engineer,Acme,3 Locations,In-Office,,,https://builtin.com/job/x/3,3,2026-02-04\n"
        "AI Engineer,Acme,,,,,https://www.builtinla.com/job/x/4,4,2026-02-27\n",
        encoding="utf-8",
    )
    (boards / "newyork_20260227.json").write_text(json.dumps([{"id": "2"}, {"id": "3"}]))
    (boards / "london_20260227.json").write_text(json.dumps([{"id": "3"}]))
    return tmp_path


def yaml_posting(number: int, **fields: str) -> bytes:
    """Return a Built In file."""
    given = {"job_id": number, "title": "AI Engineer", "company": "Acme", **fields}
    lines = [f"{key}: {value}" for key, value in given.items()]
    return "\n".join([*lines, "description: |", "  First line.", "", "  Second."]).encode()


def test_builtin_joins_a_posting_with_its_listing(builtin: Path):
    content = yaml_posting(
        1, location="USA", work_type="FULL_TIME", posted_date="2026-01-31", level="Mid level"
    )
    (row,) = rows_of(builtin_yaml.ADAPTER, content, folder=builtin)
    assert row == {
        "id": "1",
        "source_url": None,
        "title": "AI Engineer",
        "employer": "Acme",
        "employer_size": None,
        "industry": None,
        "seniority": "Mid level",
        "location": "USA",
        "country": "US",
        "state": "NY",
        "remote": True,
        "place_rule": "country: USA",
        "remote_rule": "field work_type: remote",
        "posted_on": "2026-01-31",
        "employment_type": "full_time",
        "pay_field": "120K-150K Annually",
        "pay_field_known": True,
        "text": "First line.\n\nSecond.",
        "text_complete": True,
    }


@pytest.mark.parametrize(
    ("number", "location", "country"),
    [
        (2, "", "US"),  # on the New York board alone
        (4, "", "US"),  # on the Los Angeles board alone
        (3, "", None),  # on a board in London too
        (9, "", None),  # on no board
        (2, "London, GBR", "GB"),  # what the posting says goes before the board
        (3, "USA", "US"),
    ],
)
def test_builtin_us_is_a_location_or_a_us_board_and_no_other(
    builtin: Path, number: int, location: str, country: str | None
):
    content = yaml_posting(number, location=location)
    (row,) = rows_of(builtin_yaml.ADAPTER, content, folder=builtin)
    assert row["country"] == country


def test_builtin_pay_of_the_second_scrape_is_missing_and_not_undisclosed(builtin: Path):
    first, second, unlisted = (
        rows_of(builtin_yaml.ADAPTER, yaml_posting(number), folder=builtin)[0]
        for number in (3, 2, 9)
    )
    assert (first["pay_field"], first["pay_field_known"]) == (None, True)
    assert (second["pay_field"], second["pay_field_known"]) == (None, False)
    assert (unlisted["pay_field"], unlisted["pay_field_known"]) == (None, False)


def test_a_broken_builtin_listing_costs_itself_alone(builtin: Path):
    (builtin / builtin_yaml.BOARDS / "la_20260227.json").write_text("[{")
    mapper = builtin_yaml.mapper(builtin)
    assert list(mapper.unreadable) == [f"{builtin_yaml.BOARDS}/la_20260227.json"]
    assert mapper.row({"job_id": 2, "title": "AI Engineer"}, "a")["country"] == "US"


LAUGHS = "l0: &l0 [ha, ha]\n" + "".join(
    f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 12)
)
MERGES = "m0: &m0 {a: 1, b: 2}\n" + "".join(
    f"m{n}: &m{n}\n  <<: [{', '.join([f'*m{n - 1}'] * 10)}]\n" for n in range(1, 12)
)


@pytest.mark.parametrize(
    "content",
    [
        b"- a list", b"a: b: c", b"\xff\xfe\x00", b"key: !!python/name:os.system",
        LAUGHS.encode(), MERGES.encode(), b"a: &a [*a]", b"a: " + b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_yaml_file_of_another_kind_is_unreadable(content: bytes):
    with pytest.raises(ValueError):
        builtin_yaml.records(content)


def test_json_nested_too_deep_is_unreadable():
    with pytest.raises(UnreadableFileError, match="nested too deep"):
        json_records(b"[" * 100_000)


LINKEDIN_HEADER = "Job Title,Company,Company Link,Date,Date Text,Job Link,Insights,Description\n"


def test_linkedin_sheds_the_badge_the_heading_and_whoever_scraped():
    content = LINKEDIN_HEADER + (
        "AI Engineer with verification,Acme,x,2025-10-23,1 hour ago,"
        "https://www.linkedin.com/jobs/view/42/?eBP=a&trackingId=b,,"
        "About the job  We build.  About the job itself.\n"
    )
    (row,) = rows_of(linkedin_csv.ADAPTER, content.encode())
    assert row == {
        "id": "42",
        "source_url": "https://www.linkedin.com/jobs/view/42",
        "title": "AI Engineer",
        "employer": "Acme",
        "posted_on": "2025-10-23",
        "text": "We build.  About the job itself.",
        "text_complete": True,
        "pay_field_known": False,
    }


def test_a_relative_date_is_no_date():
    content = LINKEDIN_HEADER + "SWE,Acme,x,,2 hours ago,https://www.linkedin.com/jobs/view/4,,T\n"
    assert rows_of(linkedin_csv.ADAPTER, content.encode())[0]["posted_on"] is None


def zipped(*members: tuple[str, str]) -> bytes:
    """Return a zip archive in memory."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        for name, text in members:
            writer.writestr(name, text)
    return archive.getvalue()


ML_CSV = (
    ",job_posted_date,company_address_locality,company_name,job_description_text,"
    "seniority_level,job_title\n"
    "7,2025-03-01,London,Acme,OverviewWe train.,Entry level,ML Engineer\n"
)


def test_the_employers_address_is_not_the_postings():
    (row,) = rows_of(linkedin_zip.ADAPTER, zipped(("jobs.csv", ML_CSV)))
    assert row == {
        "id": "7",
        "title": "ML Engineer",
        "employer": "Acme",
        "seniority": "Entry level",
        "posted_on": "2025-03-01",
        "text": "OverviewWe train.",
        "text_complete": True,
        "pay_field_known": False,
    }


def lying(size: int) -> bytes:
    """Return a zip archive whose directory says that the CSV unpacks to another size."""
    content = bytearray(zipped(("jobs.csv", ML_CSV)))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = size.to_bytes(4, "little")
    return bytes(content)


def encrypted() -> bytes:
    """Return a zip archive that asks for a password."""
    content = bytearray(zipped(("jobs.csv", ML_CSV)))
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    return bytes(content)


def test_a_path_that_leads_out_of_an_archive_writes_nothing(tmp_path: Path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert len(linkedin_zip.records(zipped(("../../jobs.csv", ML_CSV)))) == 1
    assert [path.name for path in tmp_path.rglob("*")] == ["here"]


@pytest.mark.parametrize(
    "content",
    [
        b"no zip",
        zipped(("jobs.csv", ML_CSV))[:-30],
        zipped(("readme.txt", "x")),
        zipped(("a.csv", ML_CSV), ("b.csv", ML_CSV)),
        zipped(("a.csv", "title\nx\n")),
        lying(200_000_001),
        lying(10),
        encrypted(),
    ],
)
def test_an_archive_of_another_kind_is_unreadable(content: bytes):
    with pytest.raises(UnreadableFileError):
        linkedin_zip.records(content)


def ats(**fields: Any) -> bytes:
    """Return a file of the applicant tracking systems with one record."""
    record = {
        "company": "Acme",
        "ats": "lever",
        "title": "AI Engineer",
        "location": "Remote - US",
        "url": "https://jobs.lever.co/acme/17?lever-source=x",
        "desc_len": 9,
        "description": "We build.",
    }
    return json.dumps([record | fields]).encode()


def test_an_ats_record_is_mapped():
    (row,) = rows_of(ats_json.ADAPTER, ats())
    assert row == {
        "id": "jobs.lever.co/acme/17",
        "source_url": "https://jobs.lever.co/acme/17",
        "title": "AI Engineer",
        "employer": "Acme",
        "location": "Remote - US",
        "country": "US",
        "state": None,
        "remote": True,
        "place_rule": "country: Remote - US",
        "remote_rule": "location: remote",
        "text": "We build.",
        "text_complete": True,
        "pay_field_known": False,
    }


def test_half_of_a_surrogate_pair_costs_itself_alone():
    cut = ats(title="AI \ud83d", description="a\udc00 \U0001f600")  # written as escapes
    (row,) = rows_of(ats_json.ADAPTER, cut)
    assert (row["title"], row["text"]) == ("AI \ufffd", "a\ufffd \U0001f600")
    pd.DataFrame([row])


def test_an_ats_text_shorter_than_its_length_was_cut():
    assert rows_of(ats_json.ADAPTER, ats(desc_len=10))[0]["text_complete"] is False


def ashby(**fields: Any) -> bytes:
    """Return an Ashby payload with one job."""
    address = {
        "addressLocality": "San Francisco",
        "addressRegion": "California",
        "addressCountry": "USA",
    }
    job = {
        "id": "0a-1b",
        "title": "AI Engineer",
        "employmentType": "Temporary",
        "location": "HQ",
        "secondaryLocations": [],
        "publishedAt": "2025-08-22T13:33:29.422+00:00",
        "isRemote": True,
        "address": {"postalAddress": address},
        "jobUrl": "https://jobs.ashbyhq.com/acme/0a-1b",
        "descriptionPlain": "WE BUILD\n\nThings.",
        "compensation": {"compensationTierSummary": "$150K – $170K"},
    }
    return json.dumps({"jobs": [job | fields], "apiVersion": "1"}).encode()


def test_an_ashby_job_is_mapped_with_its_board_as_employer():
    (row,) = rows_of(ashby_api.ADAPTER, ashby(), "ashby/companies/acme.json")
    assert row == {
        "id": "0a-1b",
        "source_url": "https://jobs.ashbyhq.com/acme/0a-1b",
        "title": "AI Engineer",
        "employer": "acme",
        "location": "HQ",
        "country": "US",
        "state": "CA",
        "remote": True,
        "place_rule": "word settled by the next: San Francisco, California, USA",
        "remote_rule": "field: isRemote",
        "posted_on": "2025-08-22",
        "employment_type": "contract",
        "pay_field": "$150K – $170K",
        "pay_field_known": True,
        "text": "WE BUILD\n\nThings.",
        "text_complete": True,
    }


@pytest.mark.parametrize(
    ("fields", "country", "state"),
    [
        ({"address": None, "location": "Austin"}, "US", "TX"),
        (
            {"address": {"postalAddress": {"addressCountry": "USA"}}, "location": "Austin"},
            "US",
            "TX",
        ),
        ({"address": None, "location": "Remote"}, None, None),
        ({"secondaryLocations": [{"location": "Austin", "address": None}]}, "US", None),
        ({"secondaryLocations": [{"location": "London"}]}, "US", "CA"),
        (
            {"address": None, "location": "Remote", "secondaryLocations": [{"location": "Paris"}]},
            "FR",
            None,
        ),
    ],
)
def test_an_ashby_job_is_where_its_addresses_are_or_its_locations_are_called(
    fields: dict[str, Any], country: str | None, state: str | None
):
    (row,) = rows_of(ashby_api.ADAPTER, ashby(**fields))
    assert (row["country"], row["state"]) == (country, state)


def test_a_dashboard_job_is_mapped():
    job = {
        "company": "Acme",
        "title": "AI Engineer",
        "location": "Jersey City, NJ, US",
        "url": "https://www.indeed.com/viewjob?jk=ab12&from=x",
        "date_posted": "2026-08-04",
        "description": "**We** build C\\+\\+.",
        "salary": "",
    }
    content = json.dumps({"jobs": [job], "new_jobs": [job]}).encode()
    (row,) = rows_of(indeed_dashboard.ADAPTER, content)
    assert row == {
        "id": "ab12",
        "source_url": "https://www.indeed.com/viewjob?jk=ab12",
        "title": "AI Engineer",
        "employer": "Acme",
        "location": "Jersey City, NJ, US",
        "country": "US",
        "state": "NJ",
        "remote": None,
        "place_rule": "word settled by the next: Jersey City, NJ, US",
        "remote_rule": None,
        "posted_on": "2026-08-04",
        "pay_field": None,
        "pay_field_known": True,
        "text": "**We** build C\\+\\+.",
        "text_complete": True,
    }


@pytest.mark.parametrize(("length", "complete"), [(5999, True), (6000, False)])
def test_a_dashboard_text_of_the_full_length_was_cut(length: int, complete: bool):
    content = json.dumps({"jobs": [{"description": "x" * length}]}).encode()
    assert rows_of(indeed_dashboard.ADAPTER, content)[0]["text_complete"] is complete


def test_a_match_of_the_scraper_is_mapped_without_its_score():
    match = {
        "title": "AI Engineer",
        "company": "nan",
        "location": "Atlanta, GA, US USA",
        "posted_at": "2026-04-02",
        "score": 10.0,
        "apply_link": "https://www.indeed.com/viewjob?jk=cd34",
        "description": "we build.",
    }
    (row,) = rows_of(indeed_scraper.ADAPTER, json.dumps([match]).encode())
    assert row == {
        "id": "cd34",
        "source_url": "https://www.indeed.com/viewjob?jk=cd34",
        "title": "AI Engineer",
        "employer": "nan",
        "location": "Atlanta, GA, US USA",
        "country": "US",
        "state": "GA",
        "remote": None,
        "place_rule": "word settled by the next: Atlanta, GA, US USA",
        "remote_rule": None,
        "posted_on": "2026-04-02",
        "text": "we build.",
        "text_complete": True,
        "pay_field_known": False,
    }


SYNTHETIC = {
    "id": "synthetic-0001",
    "synthetic": True,
    "title": "AI Engineer",
    "employer": "Amber Weir",
    "location": "Austin, TX",
    "posted_on": "2026-04-17",
    "text": "We build\u2028and\x85mend weirs.",
    "text_complete": False,
}


def test_a_synthetic_row_is_a_line_whatever_other_breaks_its_text_holds():
    lines = [json.dumps(SYNTHETIC, ensure_ascii=False)] * 2
    first, second = rows_of(reference_jsonl.ADAPTER, "".join(f"{x}\n" for x in lines).encode())
    assert first == second
    assert first == {
        "id": "synthetic-0001",
        "title": "AI Engineer",
        "employer": "Amber Weir",
        "location": "Austin, TX",
        "country": "US",
        "state": "TX",
        "remote": None,
        "place_rule": "word settled by the next: Austin, TX",
        "remote_rule": None,
        "posted_on": "2026-04-17",
        "text": "We build\u2028and\x85mend weirs.",
        "text_complete": False,
        "pay_field_known": False,
    }


@pytest.mark.parametrize("said", [{}, {"synthetic": False}, {"synthetic": "true"}])
def test_a_row_that_does_not_say_synthetic_is_refused(said: dict[str, object]):
    record = {name: value for name, value in SYNTHETIC.items() if name != "synthetic"} | said
    with pytest.raises(reference_jsonl.NotSyntheticError, match="synthetic-0001"):
        reference_jsonl.row(record, "postings.jsonl")


@pytest.mark.parametrize("content", [b"[{", b'{"id": "a"}\n{"id": \n', b"\xff"])
def test_a_line_that_is_no_json_makes_the_file_unreadable(content: bytes):
    with pytest.raises(ValueError):
        reference_jsonl.records(content)


@pytest.mark.parametrize("adapter", ["ats_json", "ashby_api", "indeed_dashboard", "indeed_scraper"])
@pytest.mark.parametrize("content", [b"", b"[{", b'"text"', b"\xff", b'{"other": []}'])
def test_json_of_another_shape_is_unreadable(adapter: str, content: bytes):
    with pytest.raises(ValueError):
        ADAPTERS[adapter].records(content)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe"])
def test_a_csv_without_the_columns_is_unreadable(content: bytes):
    with pytest.raises(ValueError):
        linkedin_csv.records(content)


OWN_WORDS = {"mapped_table", "scan_json"}
"""Formats whose columns a file beside them names: `test_scan_adapters.py` maps those."""


def test_a_long_text_costs_a_csv_file_none_of_its_rows():
    content = f"name,text\na,{'x' * 200_000}\nb,y\n".encode()
    assert [row["name"] for row in csv_records(content, {"name"})] == ["a", "b"]


@pytest.mark.parametrize("name", sorted(set(ADAPTERS) - OWN_WORDS))
def test_an_adapter_maps_to_canonical_columns_alone(name: str):
    empty = dict.fromkeys(linkedin_csv.COLUMNS | linkedin_zip.COLUMNS)
    empty |= {"synthetic": True, "text_complete": True}
    row = ADAPTERS[name].mapper(Path()).row(empty, "a.json")
    assert set(row) <= set(schema.COLUMNS)
    assert {"id", "title", "text", "text_complete", "pay_field_known"} <= set(row)
