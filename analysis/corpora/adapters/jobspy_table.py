"""The table that JobSpy writes, CSV or Parquet, one's own or another's."""

from analysis.corpora.adapters import mapped_table
from analysis.corpora.adapters.fields import Adapter, Mapper, Record, Row, text

MAPPING = {
    "id": "id",
    "source_url": "job_url",
    "title": "title",
    "employer": "company",
    "employer_size": "company_num_employees",
    "industry": "company_industry",
    "seniority": "job_level",
    "location": "location",
    "remote": "is_remote",
    "posted_on": "date_posted",
    "employment_type": "job_type",
    "text": "description",
}


def row(record: Record, _: str) -> Row:
    """Map a row; JobSpy takes some amounts from the text, and those are no field of the board.

    Args:
        record: The native row.
    """
    low, high = text(record.get("min_amount")), text(record.get("max_amount"))
    shown = record.get("salary_source") == "direct_data" and (low or high)
    pay = " - ".join(amount for amount in (low, high) if amount)
    period = {"yearly": "year", "monthly": "month", "hourly": "hour"}.get(
        str(record.get("interval")), str(record.get("interval") or "")
    )
    return mapped_table.row(record, MAPPING) | {
        "pay_field": f"{text(record.get('currency')) or ''} {pay} per {period}" if shown else None,
        "pay_field_known": True,
    }


ADAPTER = Adapter(files="files/*", records=mapped_table.records, mapper=lambda _: Mapper(row))
