"""The adapters by the name of the format that the registry gives."""

from analysis.corpora.adapters import (
    ashby_api,
    ats_json,
    builtin_yaml,
    indeed_dashboard,
    indeed_scraper,
    jobspy_table,
    jsonld_html,
    kaggle_linkedin,
    linkedin_csv,
    linkedin_zip,
    mapped_table,
    reference_jsonl,
    scan_json,
)
from analysis.corpora.adapters.fields import Adapter

ADAPTERS: dict[str, Adapter] = {
    "builtin_yaml": builtin_yaml.ADAPTER,
    "linkedin_csv": linkedin_csv.ADAPTER,
    "linkedin_zip": linkedin_zip.ADAPTER,
    "ats_json": ats_json.ADAPTER,
    "ashby_api": ashby_api.ADAPTER,
    "indeed_dashboard": indeed_dashboard.ADAPTER,
    "indeed_scraper": indeed_scraper.ADAPTER,
    "reference_jsonl": reference_jsonl.ADAPTER,
    "mapped_table": mapped_table.ADAPTER,
    "jobspy_table": jobspy_table.ADAPTER,
    "kaggle_linkedin": kaggle_linkedin.ADAPTER,
    "jsonld_html": jsonld_html.ADAPTER,
    "scan_json": scan_json.ADAPTER,
}
"""Read by `analysis.corpora.read`; another format is another module and a line here."""
