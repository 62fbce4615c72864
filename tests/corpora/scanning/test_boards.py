"""Lists of boards, and each API's shape."""

import pytest

from analysis.corpora.scanning import boards, client
from analysis.corpora.scanning.boards import Board
from analysis.corpora.scanning.client import Client
from tests.corpora.scanning.server import Served, payload


def test_boards_are_named_in_short_or_by_address_each_once() -> None:
    text = """
    greenhouse:acme            # a comment
    https://job-boards.greenhouse.io/acme/jobs/1
    boards.greenhouse.io/beta
    https://jobs.lever.co/gamma
    https://jobs.ashbyhq.com/delta.co
    """
    assert boards.parse(text, "x.txt") == [
        Board("greenhouse", "acme"), Board("greenhouse", "beta"), Board("lever", "gamma"),
        Board("ashby", "delta.co"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("greenhouse:acme\nworkday:acme", "line 2: 'workday:acme' is no board"),
        ("# nothing", "no board"),
    ],
)
def test_a_list_that_cannot_be_used_names_the_line(text: str, message: str) -> None:
    with pytest.raises(boards.BoardsError, match=message):
        boards.parse(text, "x.txt")


@pytest.mark.parametrize("count", [0, 99, 100, 250])
def test_lever_is_read_page_by_page_to_its_end(served: Served, count: int) -> None:
    postings: list[object] = [{"id": str(n)} for n in range(count)]
    served.pages["/v0/postings/acme"] = postings
    asking = Client(served.settings())
    assert boards.fetch(Board("lever", "acme"), asking) == postings
    assert asking.requests == count // boards.PAGE + 2  # robots.txt too


@pytest.mark.parametrize(
    ("board", "path", "wrong"),
    [
        (Board("greenhouse", "a"), "/v1/boards/a/jobs", {"error": "none"}),
        (Board("ashby", "a"), "/posting-api/job-board/a", [1]),
        (Board("lever", "a"), "/v0/postings/a", {"ok": False}),
    ],
)
def test_json_of_another_shape_is_refused(
    served: Served, board: Board, path: str, wrong: object
) -> None:
    served.answers[path] = [payload(wrong)]
    with pytest.raises(client.NotJsonError, match="JSON, but no list"):
        boards.fetch(board, Client(served.settings()))
