"""The address of a posting, free of whatever says who looked at it."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

IDENTIFYING = frozenset({"jk", "gh_jid"})
"""Query keys that name the posting (Indeed, Greenhouse); all others are dropped."""

LINKEDIN_NUMBER = re.compile(r"/jobs/view/(?:[^/]*-)?(\d+)/?$")


def canonical(url: str | None) -> str | None:
    """Return the address that names the posting and nothing else, or None where there is none.

    LinkedIn's links carry tracking parameters of the person who scraped: the posting's number
    alone is kept.

    Args:
        url: As the source gives it.

    Example:
        >>> canonical("https://Example.com/jobs/1?utm_source=x")
        'https://example.com/jobs/1'
    """
    if not url:
        return None
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    number = LINKEDIN_NUMBER.search(parts.path)
    if number and parts.hostname.endswith("linkedin.com"):
        return f"https://www.linkedin.com/jobs/view/{number[1]}"
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key in IDENTIFYING]
    path = parts.path.rstrip("/")
    return urlunsplit((parts.scheme, parts.hostname, path, urlencode(kept), ""))
