"""Postings written for the tests, in the native format of every registered corpus."""

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from analysis.signals.accuracy import CODEBOOK

TITLES = {
    "software_engineer": "Software Engineer",
    "ai_engineer": "AI Engineer",
    "machine_learning_engineer": "Machine Learning Engineer",
}


@dataclass(frozen=True)
class Posting:
    """A posting that was made up, and what is true of it.

    Attributes:
        number: Its place in the corpus; what it says follows from it.
        role: Of which title it has.
    """

    number: int
    role: str

    @property
    def employer(self) -> str:
        """Two postings in a row share one."""
        return f"Testwerk {self.number // 2}"

    @property
    def title(self) -> str:
        """The role's own."""
        return TITLES[self.role]

    @property
    def levels(self) -> dict[str, str]:
        """The level of some signals."""
        agents = self.number % 3 == 0
        genai = agents or self.number % 2 == 0
        return {
            "python": "required" if self.number % 4 else "absent",
            "aws": "preferred" if self.number % 5 == 0 else "absent",
            "agentic": "duty" if agents else "absent",
            "genai": "duty" if agents else "mentioned" if genai else "absent",
        }

    @property
    def pay(self) -> tuple[int, int] | None:
        """Every other one states it."""
        low = 120_000 + 1000 * self.number
        return (low, low + 40_000) if self.number % 2 else None

    @property
    def text(self) -> str:
        """What it says."""
        levels = self.levels
        lines = [f"About us\nTestwerk number {self.number} makes scales for kitchens and labs."]
        if levels["genai"] == "mentioned":
            lines.append("Our customers weigh flour with the help of generative AI.")
        lines.append("\nWhat you will do\n- Keep the weighing service of the lab in good order")
        if levels["agentic"] == "duty":
            lines.append("- Build LLM agents that call our scales as tools")
        lines.append(f"\nRequirements\n- {self.number + 1} finished projects of any size")
        if levels["python"] == "required":
            lines.append("- Strong experience with Python")
        if levels["aws"] == "preferred":
            lines.append("\nNice to have\n- AWS")
        if self.pay:
            lines.append(f"\nThe salary range is ${self.pay[0]:,} - ${self.pay[1]:,} a year.")
        return "\n".join(lines)

    @property
    def day(self) -> str:
        """A day in spring."""
        return f"2026-04-{1 + self.number % 28:02d}"


def made(*roles: str, count: int = 40) -> list[Posting]:
    """Return postings of some roles in turn.

    Args:
        roles: Such as `ai_engineer`.
        count: How many of each.
    """
    return [Posting(i * len(roles) + j, role) for i in range(count) for j, role in enumerate(roles)]


ALL = tuple(TITLES)
HELD = {
    "builtin-2026-02": made("ai_engineer", count=60),
    "linkedin-us-2025-10": made("software_engineer"),
    "ats-2026-05": made(*ALL),
    "ashby-2025-10": made(*ALL),
    "ml-linkedin-us-2025-04": made("machine_learning_engineer"),
    "indeed-2026-08": made("software_engineer", "machine_learning_engineer"),
    "indeed-us-2026": made(*ALL),
}
"""What each corpus holds."""


def _builtin(postings: list[Posting]) -> dict[str, bytes]:
    folder, listing = "job-market/data_raw", "job-market/_internal/all_jobs_dedup.csv"
    files = {
        f"{folder}/{p.number}_made_up.yaml": yaml.safe_dump(
            {
                "job_id": p.number,
                "title": p.title,
                "company": p.employer,
                "location": "USA",
                "work_type": "FULL_TIME",
                "description": p.text,
                "posted_date": p.day,
                "url": f"https://example.org/job/{p.number}",
            }
        ).encode()
        for p in postings
    }
    files[f"{folder}/broken.yaml"] = b"title: [never closed"
    rows = [
        {
            "title": p.title,
            "company": p.employer,
            "location": "USA",
            "work_type": "Remote",
            "level": "",
            "compensation": "",
            "link": f"https://example.org/job/{p.number}",
            "id": p.number,
            "scraped_date": "2026-02-04",
        }
        for p in postings
    ]
    return files | {listing: _csv(rows)}


def _linkedin(postings: list[Posting]) -> dict[str, bytes]:
    rows = [
        {
            "Job Title": p.title,
            "Company": p.employer,
            "Company Link": "",
            "Date": "",
            "Date Text": "",
            "Job Link": f"https://www.linkedin.com/jobs/view/{4000 + p.number}/?trk=x",
            "Insights": "",
            "Description Length": len(p.text),
            "Description": f"About the job {p.text}",
        }
        for p in postings
    ]
    return {"scraps/linkedin_jobs_20251023_161949.csv": _csv([*rows, rows[0]])}


def _ats(postings: list[Posting]) -> dict[str, bytes]:
    rows = [
        {
            "company": p.employer,
            "ats": "lever",
            "title": p.title,
            "location": "Boston, MA",
            "url": f"https://jobs.example.org/{p.number}",
            "desc_len": len(p.text),
            "description": p.text,
        }
        for p in postings
    ]
    return {"_label_batch_1.json": json.dumps([*rows, rows[0] | {"description": ""}]).encode()}


def _ashby(postings: list[Posting]) -> dict[str, bytes]:
    boards: dict[str, list[dict[str, object]]] = {}
    for p in postings:
        boards.setdefault(p.employer.replace(" ", "-"), []).append(
            {
                "id": f"00000000-0000-0000-0000-{p.number:012d}",
                "title": p.title,
                "employmentType": "FullTime",
                "location": "Austin, TX",
                "secondaryLocations": [],
                "publishedAt": f"{p.day}T08:00:00.000+00:00",
                "isRemote": False,
                "address": {"postalAddress": {"addressCountry": "United States"}},
                "jobUrl": f"https://jobs.ashbyhq.com/testwerk/{p.number}",
                "descriptionPlain": p.text,
                "compensation": {"compensationTierSummary": None},
            }
        )
    return {
        f"ashby/companies/{board}.json": json.dumps({"jobs": jobs, "apiVersion": "1"}).encode()
        for board, jobs in boards.items()
    }


def _linkedin_zip(postings: list[Posting]) -> dict[str, bytes]:
    rows = [
        {
            "": p.number,
            "job_posted_date": p.day,
            "company_address_locality": "Dallas",
            "company_address_region": "TX",
            "company_name": p.employer,
            "company_website": "",
            "company_description": "",
            "job_description_text": p.text.replace("\n", " "),
            "seniority_level": "",
            "job_title": p.title,
        }
        for p in postings
    ]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("1000_ml_jobs_us.csv", _csv(rows))
    return {"thousand-ml-jobs-in-usa.zip": packed.getvalue()}


def _indeed_dashboard(postings: list[Posting]) -> dict[str, bytes]:
    jobs = [
        {
            "company": p.employer,
            "title": p.title,
            "location": "San Francisco, CA, US",
            "url": f"https://www.indeed.com/viewjob?jk={p.number:016x}",
            "date_posted": p.day,
            "description": p.text,
            "salary": "$120k–$180k/yr",
            "ats": "Indeed",
        }
        for p in postings
    ]
    snapshot = {
        "scraped_at": "2026-08-01 00:00 UTC",
        "total": len(jobs),
        "jobs": jobs,
        "new_jobs": [],
    }
    return {"19ac09c1291b/indeed_jobs.json": json.dumps(snapshot).encode()}


def _indeed_scraper(postings: list[Posting]) -> dict[str, bytes]:
    jobs = [
        {
            "title": p.title,
            "company": p.employer,
            "location": "Nashville, TN, US USA",
            "posted_at": p.day,
            "score": 24.4,
            "matched_keywords": [],
            "apply_link": f"https://www.indeed.com/viewjob?jk={p.number:016x}",
            "description": p.text.lower(),
            "scrapped_date": p.day,
        }
        for p in postings
    ]
    return {
        "0745a3b8a3cc/active_jobs.json": json.dumps(jobs).encode(),
        "137fcfbbf1d2/active_jobs.json": json.dumps(jobs[:5]).encode(),
    }


FORMATS = {
    "builtin-2026-02": _builtin,
    "linkedin-us-2025-10": _linkedin,
    "ats-2026-05": _ats,
    "ashby-2025-10": _ashby,
    "ml-linkedin-us-2025-04": _linkedin_zip,
    "indeed-2026-08": _indeed_dashboard,
    "indeed-us-2026": _indeed_scraper,
}


def _csv(rows: list[dict[str, object]]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def write_corpora(raw: Path) -> None:
    """Write every corpus in its native format, with the manifest that vouches for it.

    Args:
        raw: The folder `data/raw` of a project.
    """
    for corpus, postings in HELD.items():
        rows: list[dict[str, object]] = []
        for name, content in FORMATS[corpus](postings).items():
            path = raw / corpus / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            rows.append(
                {
                    "path": name,
                    "sha256": digest,
                    "bytes": len(content),
                    "repository": "test/test",
                    "commit": "0" * 40,
                    "repository_path": name,
                }
            )
        (raw / "manifests" / f"{corpus}.csv").write_bytes(_csv(rows))


def write_labels(folder: Path) -> None:
    """Write what is true of the Built In postings in the forms of both files of coded postings.

    Args:
        folder: Of the labels; its own files give way.
    """
    made_up = HELD["builtin-2026-02"]
    audited = [
        {
            "id": f"builtin-{p.number}",
            "posting": f"builtin-2026-02/{p.number}",
            "held_out": p.number % 2 == 0,
            "corpus": "builtin-2026-02",
            "stratum": "any",
            **_label(p),
            "second": {},
            "disputed": sorted(set(CODEBOOK) - set(p.levels)),
        }
        for p in made_up
    ]
    coded = [{"job_id": p.number, **_label(p)} for p in made_up]
    for name, rows in (("coded-127", audited), ("builtin-2026-02", coded)):
        text = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


def _label(posting: Posting) -> dict[str, object]:
    return {
        **dict.fromkeys(CODEBOOK, "absent"),
        **posting.levels,
        "pay": "disclosed" if posting.pay else "none",
        "pay_min": posting.pay[0] if posting.pay else None,
        "pay_max": posting.pay[1] if posting.pay else None,
        "pay_period": "year" if posting.pay else None,
        "pay_currency": "USD" if posting.pay else None,
        "employment": "unstated",
        "block": "agentic_systems" if posting.levels["agentic"] == "duty" else "software",
    }
