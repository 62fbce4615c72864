"""Company boards: which are to be asked, and how the three posting APIs give a board whole."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.corpora.scanning.client import Client, NotJsonError
from analysis.errors import AnalysisError

HOSTS = {
    "greenhouse": r"(?:boards|job-boards)(?:-api)?(?:\.eu)?\.greenhouse\.io/(?:v1/boards/)?",
    "lever": r"(?:jobs|api)\.lever\.co/(?:v0/postings/)?",
    "ashby": r"(?:jobs|api)\.ashbyhq\.com/(?:posting-api/job-board/)?",
}
PAGE = 100
"""Postings that Lever is asked for at once."""


class BoardsError(AnalysisError):
    """A list of boards that cannot be used; the message names the line."""


@dataclass(frozen=True)
class Board:
    """A board: the system that it runs on, and its name there."""

    system: str
    name: str


def parse(text: str, file: str) -> list[Board]:
    """Return the boards of a list, each once.

    Args:
        text: A board a line, as `greenhouse:acme` or by its address; `#` begins a comment.
        file: Its name, for messages.

    Raises:
        BoardsError: A line is neither, or there is no board.
    """
    found: dict[Board, None] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.partition("#")[0].strip()
        if not written:
            continue
        board = _board(written)
        if board is None:
            raise BoardsError(
                f"{file}, line {number}: '{written}' is no board: write {'|'.join(HOSTS)}:NAME, "
                "or the board's address"
            )
        found[board] = None
    if not found:
        raise BoardsError(f"{file}: it names no board")
    return list(found)


def _board(written: str) -> Board | None:
    short = re.fullmatch(rf"({'|'.join(HOSTS)}):([\w.-]+)", written)
    if short:
        return Board(short[1], short[2])
    for system, host in HOSTS.items():
        address = re.match(rf"(?:https?://)?{host}([\w.-]+)", written)
        if address:
            return Board(system, address[1])
    return None


def fetch(board: Board, client: Client) -> object:
    """Return a board's payload, whole, in the shape that its API gives.

    Args:
        board: To ask.
        client: Asks.

    Raises:
        ScanError: It did not give what was asked.
    """
    base = client.settings.base[board.system]
    return _FETCH[board.system](board, base, client)


def _greenhouse(board: Board, base: str, client: Client) -> object:
    url = f"{base}/v1/boards/{board.name}/jobs"
    return _with_jobs(client.json(url, {"content": "true"}), url)


def _ashby(board: Board, base: str, client: Client) -> object:
    url = f"{base}/posting-api/job-board/{board.name}"
    return _with_jobs(client.json(url, {"includeCompensation": "true"}), url)


def _lever(board: Board, base: str, client: Client) -> object:
    url = f"{base}/v0/postings/{board.name}"
    postings: list[object] = []
    while True:
        page = client.json(url, {"mode": "json", "skip": len(postings), "limit": PAGE})
        if not isinstance(page, list):
            raise NotJsonError(f"{url}: JSON, but no list of postings")
        postings += page
        if len(page) < PAGE:
            return postings


def _with_jobs(payload: object, url: str) -> object:
    if not isinstance(payload, dict) or not isinstance(payload.get("jobs"), list):
        raise NotJsonError(f"{url}: JSON, but no list of jobs")
    return payload


_FETCH: Mapping[str, Callable[[Board, str, Client], object]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
}
