"""Which column of a table holds what: a proposal from names, for a person to check."""

import re
from collections.abc import Iterable, Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "job_id", "posting_id", "jobid", "req_id", "requisition_id"),
    "source_url": ("url", "job_url", "link", "job_link", "apply_link", "source_url",
                   "job_posting_url", "hosted_url", "absolute_url"),
    "title": ("title", "job_title", "position", "position_title", "role", "name"),
    "employer": ("company", "company_name", "employer", "employer_name", "organization",
                 "hiring_organization"),
    "employer_size": ("company_num_employees", "company_size", "employer_size"),
    "industry": ("industry", "company_industry", "sector"),
    "seniority": ("seniority", "job_level", "experience_level", "level",
                  "formatted_experience_level"),
    "location": ("location", "job_location", "place", "city"),
    "remote": ("remote", "is_remote", "remote_allowed"),
    "posted_on": ("posted_on", "date_posted", "posted_at", "published_at", "date", "listed_time",
                  "original_listed_time", "posting_date"),
    "employment_type": ("employment_type", "job_type", "work_type", "formatted_work_type",
                        "contract_type"),
    "pay_field": ("salary", "pay", "compensation", "salary_text", "salary_range", "pay_range"),
    "text": ("text", "description", "job_description", "full_text", "body", "content",
             "description_text"),
}  # fmt: skip
"""By canonical field, how tables call it, the surest name first."""

NEEDED = ("title", "employer", "text")
"""Without these a row is no posting."""

MISSED = {
    "id": "rows are called by their number: sort the file and every id moves",
    "source_url": "nobody can look a posting up",
    "location": "no posting can be placed in a country: shares within one country have no postings",
    "remote": "remote is read from the location alone",
    "posted_on": "nothing can be said of months; if a column has the day: --map posted_on=COLUMN",
    "employment_type": "the terms are read from the text alone",
    "pay_field": "pay is read from the text alone",
}
"""What a table without the field cannot tell."""


def propose(columns: Iterable[str]) -> dict[str, str]:
    """Return, by canonical field, the column that probably holds it.

    Args:
        columns: Of the table.
    """
    plain = {_plain(column): column for column in reversed(list(columns))}
    found: dict[str, str] = {}
    for field, names in NAMES.items():
        named = next((plain[name] for name in names if name in plain), None)
        if named is not None and named not in found.values():
            found[field] = named
    return found


def lacking(mapping: Mapping[str, str]) -> list[str]:
    """Return the fields without which a row is no posting and that nothing is mapped to.

    Args:
        mapping: By canonical field, the column.
    """
    return [field for field in NEEDED if field not in mapping]


def missed(mapping: Mapping[str, str]) -> list[str]:
    """Return what a table cannot tell for want of a column, a line a field.

    Args:
        mapping: By canonical field, the column.
    """
    return [f"{field}: {why}" for field, why in MISSED.items() if field not in mapping]


def _plain(column: str) -> str:
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column.strip())
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
