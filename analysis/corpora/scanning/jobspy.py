"""LinkedIn, Indeed and others through python-jobspy, a role and a site at a time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from analysis.corpora.scanning.client import ScanError, UnavailableError

ROLES = ("software engineer", "AI engineer", "machine learning engineer")
"""What is searched for where nothing else is wished."""

SITES = ("linkedin", "indeed")


class NoJobSpyError(ScanError):
    """The optional extra is not installed."""


@dataclass(frozen=True)
class Wish:
    """What is asked for.

    Attributes:
        country: As the sites name it, such as `USA`.
        days: Postings of the last so many.
        wanted: So many postings at most, by site and role.
        pause: Seconds before each question.
    """

    country: str
    days: int
    wanted: int
    pause: float


def library() -> ModuleType:
    """Return python-jobspy.

    Raises:
        NoJobSpyError: It is not installed.
    """
    try:
        import jobspy
    except ImportError as error:
        raise NoJobSpyError(
            "python-jobspy is not installed: make jobspy (it asks sites whose terms "
            "forbid it to many; read them first)"
        ) from error
    found: ModuleType = jobspy
    return found


def fetch(
    site: str,
    role: str,
    wish: Wish,
    jobspy: Any,  # noqa: ANN401 - a module without types
    sleep: Callable[[float], None] = time.sleep,
) -> list[dict[str, Any]]:
    """Return what a site gives for a role, a row a posting.

    Args:
        site: One of `SITES`.
        role: Words of a title; searched for as they stand, together.
        wish: What is asked for.
        jobspy: The library.
        sleep: Waits so many seconds.

    Raises:
        UnavailableError: The site gave nothing, or refused.
    """
    sleep(wish.pause)
    try:
        found = jobspy.scrape_jobs(
            site_name=[site],
            search_term=f'"{role}"',
            location=wish.country,
            country_indeed=wish.country,
            results_wanted=wish.wanted,
            hours_old=24 * wish.days,
            fetch_description=True,
        )
    except Exception as error:  # a scraper fails in as many ways as its sites have
        raise UnavailableError(f"{site}: {type(error).__name__}: {str(error)[:200]}") from error
    if not len(found):
        faults = getattr(found, "attrs", {}).get("errors") or {}
        why = f" ({str(faults[site])[:200]})" if site in faults else ""
        raise UnavailableError(f"{site}: no posting{why}")
    rows: list[dict[str, Any]] = [
        {key: None if value is None or value != value else str(value) for key, value in row.items()}
        for row in found.to_dict("records")
    ]
    return rows
