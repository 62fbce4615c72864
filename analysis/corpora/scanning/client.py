"""A client that says who it is, asks robots.txt first, waits when told, and gives up in words."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from protego import Protego

from analysis.corpora.scanning.settings import Settings
from analysis.errors import AnalysisError

TOO_MANY, GONE, SERVER_FAULT = 429, {404, 410}, 500


class ScanError(AnalysisError):
    """A source that did not give what was asked; the message says what to do."""


class ClosedError(ScanError):
    """The board is not there (any more): asking again is of no use."""


class ForbiddenError(ScanError):
    """The source does not want to be asked: robots.txt, 401 or 403."""


class UnavailableError(ScanError):
    """The source could not answer now: another time it may."""


class CutShortError(UnavailableError):
    """The source stopped half-way.

    Attributes:
        rows: What came until then.
    """

    def __init__(self, told: str, rows: list[dict[str, Any]]) -> None:
        """Say why, and keep what came.

        Args:
            told: Why, in words.
            rows: What came until then.
        """
        super().__init__(told)
        self.rows = rows


class NotJsonError(ScanError):
    """The source answered with something else than it promises."""


class Client:
    """Asks for JSON, one request after the other."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        """Open a client.

        Args:
            settings: How sources are asked.
            sleep: Waits so many seconds.
        """
        self.settings = settings
        self.requests = 0
        self._sleep = sleep
        self._rules: dict[str, Protego | None] = {}
        self._http = httpx.Client(
            headers={"User-Agent": settings.agent, "Accept": "application/json"},
            timeout=settings.timeout,
            follow_redirects=True,
        )

    def json(self, url: str, parameters: Mapping[str, str | int] | None = None) -> object:
        """Return what an address answers, parsed.

        Args:
            url: Of an API.
            parameters: Its query.

        Raises:
            ForbiddenError: Its robots.txt, or the server, says no.
            ClosedError: There is nothing at the address.
            UnavailableError: No whole answer came in all attempts, or the wait asked is too long.
            NotJsonError: The answer is no JSON.
        """
        if not self._allowed(url):
            raise ForbiddenError(f"{_host(url)}: its robots.txt forbids {urlsplit(url).path}")
        answer = self._answer(url, parameters)
        try:
            return answer.json()
        except ValueError as error:
            kind = answer.headers.get("content-type", "no content type").partition(";")[0]
            raise NotJsonError(f"{url}: {kind} where JSON was promised") from error

    def _allowed(self, url: str) -> bool:
        host = _host(url)
        if host not in self._rules:
            try:
                text = self._answer(f"{host}/robots.txt", None).text
                self._rules[host] = Protego.parse(text)
            except ClosedError:
                self._rules[host] = None
            except ForbiddenError:  # RFC 9309, 2.3.1.3: a 4xx allows all
                self._rules[host] = None
        rules = self._rules[host]
        return rules is None or bool(rules.can_fetch(url, self.settings.agent))

    def _answer(self, url: str, parameters: Mapping[str, str | int] | None) -> httpx.Response:
        reason = ""
        for attempt in range(self.settings.attempts):
            wait = self.settings.pause * 2**attempt if attempt else self.settings.pause
            self._sleep(wait if self.requests else 0.0)
            self.requests += 1
            try:
                answer = self._http.get(url, params=dict(parameters or {}))
            except httpx.ConnectError as error:
                reason = f"cannot be reached, is there a network? ({type(error).__name__})"
                continue
            except httpx.TransportError as error:
                reason = f"no whole answer ({type(error).__name__})"
                continue
            except httpx.DecodingError as error:
                reason = f"a body that cannot be unpacked ({type(error).__name__})"
                continue
            except httpx.TooManyRedirects as error:
                reason = f"it sends from one address to the next ({type(error).__name__})"
                continue
            if answer.status_code in GONE:
                raise ClosedError(f"{url}: {answer.status_code}, nothing is there")
            if answer.status_code == TOO_MANY or answer.status_code >= SERVER_FAULT:
                reason = str(answer.status_code)
                asked = self._wait_asked(answer, url)
                if attempt + 1 < self.settings.attempts:
                    self._sleep(asked)
                continue
            if answer.is_error:
                raise ForbiddenError(f"{url}: {answer.status_code}")
            return answer
        raise UnavailableError(f"{url}: {reason}, {self.settings.attempts} attempts")

    def _wait_asked(self, answer: httpx.Response, url: str) -> float:
        seconds = _retry_after(answer.headers.get("retry-after"))
        if seconds > self.settings.longest_wait:
            raise UnavailableError(
                f"{url}: {answer.status_code}, it asks to wait {seconds:.0f} seconds: try later"
            )
        return seconds


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _retry_after(header: str | None) -> float:
    """Return the seconds of a Retry-After header, which is a number or a date (RFC 9110)."""
    if not header:
        return 0.0
    if header.strip().isascii() and header.strip().isdigit():  # no ², which is a digit too
        return float(header)
    try:
        then = parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(tz=UTC)).total_seconds())
