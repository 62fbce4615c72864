"""The layout of LinkedIn postings on Kaggle: `postings.csv` with its salaries in columns."""

from analysis.corpora.adapters import mapped_table
from analysis.corpora.adapters.fields import Adapter, Mapper, Record, Row, text

MAPPING = {
    "id": "job_id",
    "source_url": "job_posting_url",
    "title": "title",
    "employer": "company_name",
    "seniority": "formatted_experience_level",
    "location": "location",
    "posted_on": "original_listed_time",
    "employment_type": "formatted_work_type",
    "text": "description",
}


def row(record: Record, _: str) -> Row:
    """Map a row; `remote_allowed` is 1 or empty, and empty says nothing.

    Args:
        record: The native row.
    """
    low, middle, high = (text(record.get(f"{name}_salary")) for name in ("min", "med", "max"))
    pay = " - ".join(amount for amount in (low, middle, high) if amount)
    period = {"YEARLY": "year", "MONTHLY": "month", "WEEKLY": "week", "HOURLY": "hour"}.get(
        str(record.get("pay_period")), ""
    )
    mapped = mapped_table.row(record, MAPPING)
    if str(record.get("remote_allowed")).startswith("1"):
        mapped |= {"remote": True, "remote_rule": "column remote_allowed"}
    currency = text(record.get("currency")) or ""
    return mapped | {
        "pay_field": f"{currency} {pay} {f'per {period}' if period else ''}" if pay else None,
        "pay_field_known": True,
    }


ADAPTER = Adapter(files="files/*.csv", records=mapped_table.records, mapper=lambda _: Mapper(row))
