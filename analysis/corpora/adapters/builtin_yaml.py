"""Built In: one YAML file a posting, beside the listings that two scrapes of the boards left.

A listing tells what the YAML file does not: pay, the way of working, the location in words, and
the boards that showed the posting. A posting is in the United States where a location of its own
says so, or where the Los Angeles or New York board listed it and no board elsewhere did.
"""

import io
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from analysis.corpora import links, places
from analysis.corpora.adapters.fields import (
    Adapter,
    Mapper,
    Record,
    Row,
    UnreadableFileError,
    body,
    csv_records,
    day,
    json_records,
    located,
    text,
)

LISTING = "job-market/_internal/all_jobs_dedup.csv"
BOARDS = "job-market/_internal/jobs/builtin"
BOARD_COUNTRY = {"la": "US", "newyork": "US"}
"""Boards in the United States by the first word of their file's name; the others lie elsewhere."""

LISTED = {"id", "link", "location", "work_type", "compensation", "scraped_date"}

EMPLOYMENT = {"FULL_TIME": "full_time", "INTERN": "internship", "CONTRACTOR": "contract"}
PAY_COLUMN_FILLED = "2026-02-04"
"""The scrape that filled the pay column; the later one left it empty for every posting."""


@dataclass(frozen=True)
class Listings:
    """What the scrapes listed: a row a posting, and whether boards here and elsewhere showed it."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    boards: dict[str, set[str]] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)

    def country(self, posting: str) -> str | None:
        """Return the country that the boards imply for a posting, or None.

        Args:
            posting: Its number.
        """
        return "US" if self.boards.get(posting) == {"US"} else None


def listings(folder: Path) -> Listings:
    """Read the listings beside the postings; one that is missing or unreadable tells nothing.

    Args:
        folder: The corpus's folder.
    """
    found = Listings()
    if (folder / LISTING).is_file():
        _read(found, folder, LISTING)
    for path in sorted((folder / BOARDS).glob("*.json")):
        _read(found, folder, path.relative_to(folder).as_posix())
    return found


def _read(found: Listings, folder: Path, file: str) -> None:
    try:
        content = (folder / file).read_bytes()
        if file == LISTING:
            _add_listing(found, csv_records(content, LISTED))
        else:
            _add_board(found, json_records(content), Path(file).stem.split("_")[0])
    except ValueError as error:
        found.unreadable[file] = str(error)


def _add_listing(found: Listings, rows: list[Record]) -> None:
    for row in rows:
        found.rows[row["id"]] = dict(row)
        if urlsplit(row["link"]).hostname == "www.builtinla.com":
            found.boards.setdefault(row["id"], set()).add("US")


def _add_board(found: Listings, entries: list[Record], board: str) -> None:
    for entry in entries:
        country = BOARD_COUNTRY.get(board, "elsewhere")
        found.boards.setdefault(str(entry["id"]), set()).add(country)


def records(content: bytes) -> list[Record]:
    """Return the one posting of a YAML file.

    Args:
        content: The file's bytes.

    Raises:
        UnreadableFileError: It is not YAML, or not a mapping, or holds aliases: a few lines of them
            stand for more text than fits into memory, and no posting needs one.
    """
    try:
        if b"&" in content and b"*" in content and _has_alias(content):
            raise UnreadableFileError("YAML with aliases")
        loaded = yaml.load(io.BytesIO(content), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or type(error).__name__
        raise UnreadableFileError(f"not YAML: {problem}") from error
    if not isinstance(loaded, dict):
        raise UnreadableFileError("not a YAML mapping")
    return [loaded]


def _has_alias(content: bytes) -> bool:
    events = yaml.parse(io.BytesIO(content), Loader=yaml.CSafeLoader)
    return any(isinstance(event, yaml.AliasEvent) for event in events)


def mapper(folder: Path) -> Mapper:
    """Return how a posting is mapped, with what the listings say of it.

    Args:
        folder: The corpus's folder.
    """
    listed = listings(folder)

    def row(record: Record, file: str) -> Row:
        number = text(record.get("job_id")) or ""
        listing = listed.rows.get(number, {})
        return _posting(record, number) | {
            **_place(record, listing, listed.country(number)),
            "pay_field": text(listing.get("compensation")),
            "pay_field_known": listing.get("scraped_date") == PAY_COLUMN_FILLED,
        }

    return Mapper(row, listed.unreadable)


def _posting(record: Record, number: str) -> Row:
    industries = record.get("industries")
    return {
        "id": number,
        "source_url": links.canonical(text(record.get("url"))),
        "title": text(record.get("title")),
        "employer": text(record.get("company")),
        "employer_size": text(record.get("company_size")),
        "industry": "; ".join(map(str, industries)) if isinstance(industries, list) else None,
        "seniority": text(record.get("level")),
        "posted_on": day(record.get("posted_date")),
        "employment_type": EMPLOYMENT.get(str(record.get("work_type"))),
        "text": body(record.get("description")),
        "text_complete": True,
    }


def _place(record: Record, listing: dict[str, str], boards: str | None) -> Row:
    own = text(record.get("location"))
    listed = text(listing.get("location"))
    place, words = places.of(own), places.of(listed)
    country = place.country or words.country or boards
    state = place.state or (words.state if words.country == country else None)
    working = places.of(listing.get("work_type"))
    rule = place.place_rule or words.place_rule or ("boards that list it" if boards else None)
    told = working.remote_rule and working.remote_rule.replace("location", "field work_type")
    return {
        "location": own or listed,
        **located(places.Place(country, state, working.remote, rule, told)),
    }


ADAPTER = Adapter(files="job-market/data_raw/*.yaml", records=records, mapper=mapper)
