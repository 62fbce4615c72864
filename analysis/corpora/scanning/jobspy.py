"""LinkedIn, Indeed and others through python-jobspy, a role and a site at a time."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from analysis.corpora.scanning.client import CutShortError, ScanError, UnavailableError

ROLES = ("software engineer", "AI engineer", "machine learning engineer")
"""What is searched for where nothing else is wished."""

_ADDRESSES = {
    "linkedin": ("jobspy.linkedin", "LinkedIn", "base_url"),
    "indeed": ("jobspy.indeed", "Indeed", "api_url"),
}
"""Where the library keeps the address of each site: module, class and attribute."""


class NoJobSpyError(ScanError):
    """The optional extra is not installed, or is not as this project knows it."""


@dataclass(frozen=True)
class Wish:
    """What is asked for.

    Attributes:
        country: As the sites name it, such as `USA`.
        days: Postings of the last so many.
        wanted: So many postings at most, by site and role.
        pause: Seconds before each question.
        agent: What the client calls itself.
    """

    country: str
    days: int
    wanted: int
    pause: float
    agent: str


def library(base: Mapping[str, str]) -> ModuleType:
    """Return python-jobspy, its sites at given addresses.

    Args:
        base: The address of each site that may be asked; others stay where they are.

    Raises:
        NoJobSpyError: It is not installed, or keeps addresses elsewhere.
    """
    try:
        import jobspy
    except ImportError as error:
        raise NoJobSpyError(
            "python-jobspy is not installed: make jobspy (it asks sites whose terms "
            "forbid it to many; read them first)"
        ) from error
    for site, (module, scraper, attribute) in _ADDRESSES.items():
        owner = getattr(import_module(module), scraper, None)
        if not hasattr(owner, attribute):
            raise NoJobSpyError(
                f"python-jobspy has no {module}.{scraper}.{attribute}, the address of {site}: "
                "install the version of requirements-scan.lock with make jobspy"
            )
        setattr(owner, attribute, base.get(site, getattr(owner, attribute)))
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
        site: As the library names it.
        role: Words of a title; searched for as they stand, together.
        wish: What is asked for.
        jobspy: The library.
        sleep: Waits so many seconds.

    Raises:
        CutShortError: The site stopped half-way; what came is with it.
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
            user_agent=wish.agent,
        )
    except Exception as error:  # a scraper fails in as many ways as its sites have
        raise UnavailableError(f"{site}: {type(error).__name__}: {str(error)[:200]}") from error
    faults = getattr(found, "attrs", {}).get("errors") or {}
    fault = str(faults.get(site, ""))[:200]
    if not len(found):
        raise UnavailableError(f"{site}: no posting{f' ({fault})' if fault else ''}")
    rows: list[dict[str, Any]] = [
        {key: None if value is None or value != value else str(value) for key, value in row.items()}
        for row in found.to_dict("records")
    ]
    if fault:
        raise CutShortError(f"{site}: stopped after {len(rows)} postings ({fault})", rows)
    return rows
