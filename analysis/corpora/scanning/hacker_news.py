"""'Who is hiring?' threads of Hacker News: found by Algolia, read there or from Firebase."""

import calendar
import re

from analysis.corpora.scanning.client import Client, ClosedError, NotJsonError, UnavailableError
from analysis.errors import AnalysisError


class MonthError(AnalysisError):
    """What is to be a month is none."""


def spoken(month: str) -> str:
    """Return a month as the titles of threads have it, such as `November 2026`.

    Args:
        month: Such as `2026-11`.

    Raises:
        MonthError: It is none.
    """
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", month)
    if not found:
        raise MonthError(f"'{month}' is no month: write it as 2026-11")
    return f"{calendar.month_name[int(found[2])]} {found[1]}"


def thread(month: str, client: Client) -> int:
    """Return the number of a month's thread.

    Args:
        month: Such as `2026-11`.
        client: Asks.

    Raises:
        ClosedError: There is no thread of that month.
        ScanError: Algolia did not give what was asked.
    """
    name = spoken(month)
    url = f"{client.settings.base['algolia']}/search_by_date"
    query = f"Who is hiring? ({name})"
    found = client.json(url, {"tags": "story,author_whoishiring", "query": query})
    if not isinstance(found, dict) or not isinstance(found.get("hits"), list):
        raise NotJsonError(f"{url}: JSON, but no list of hits")
    for hit in found["hits"]:
        title = str(hit.get("title", "")).lower() if isinstance(hit, dict) else ""
        if "who is hiring" in title and f"({name.lower()})" in title:
            if not str(hit.get("objectID", "")).isdecimal():
                raise NotJsonError(f"{url}: JSON, but a thread without a number")
            return int(hit["objectID"])
    raise ClosedError(f"no thread 'Who is hiring? ({name})' was found")


def comments(number: int, client: Client) -> list[object]:
    """Return a thread's own comments, answers to them left out.

    Args:
        number: Of the thread.
        client: Asks Algolia, and where it cannot answer Firebase, comment by comment.

    Raises:
        ScanError: Neither gave what was asked.
    """
    url = f"{client.settings.base['algolia']}/items/{number}"
    try:
        found = client.json(url)
    except (UnavailableError, ClosedError):
        return _from_firebase(number, client)
    if not isinstance(found, dict) or not isinstance(found.get("children"), list):
        raise NotJsonError(f"{url}: JSON, but no list of children")
    return [child | {"children": []} for child in found["children"] if isinstance(child, dict)]


def _from_firebase(number: int, client: Client) -> list[object]:
    base = client.settings.base["firebase"]
    story = client.json(f"{base}/item/{number}.json")
    if not isinstance(story, dict) or not isinstance(story.get("kids"), list):
        raise NotJsonError(f"{base}/item/{number}.json: JSON, but no story with kids")
    found = (client.json(f"{base}/item/{kid}.json") for kid in story["kids"])
    return [
        {"id": item["id"], "author": item.get("by"), "created_at_i": item.get("time"),
         "text": item.get("text"), "children": []}
        for item in found
        if isinstance(item, dict) and "id" in item
        and not item.get("deleted") and not item.get("dead")
    ]  # fmt: skip
