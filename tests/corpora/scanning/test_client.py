"""The client against a server that misbehaves."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from analysis.corpora.scanning import client as clients
from analysis.corpora.scanning.client import Client
from tests.corpora.scanning.server import Answer, Served, page, payload, status, zipped

JOBS = {"jobs": [{"id": 1}]}


def ask(served: Served, *answers: Answer, waits: list[float] | None = None) -> object:
    served.answers["/jobs"] = list(answers)
    heard = waits if waits is not None else []
    return Client(served.settings(), sleep=heard.append).json(f"{served.address}/jobs")


def test_it_says_who_it_is(served: Served) -> None:
    assert ask(served, payload(JOBS)) == JOBS
    assert served.agents == {"a-test/1.0"}


def test_a_zipped_answer_is_unpacked(served: Served) -> None:
    assert ask(served, zipped(JOBS)) == JOBS


def test_it_waits_as_long_as_it_is_told_and_asks_again(served: Served) -> None:
    waits: list[float] = []
    assert ask(served, status(429, Retry_After="7"), payload(JOBS), waits=waits) == JOBS
    assert 7.0 in waits


def test_a_date_to_retry_after_is_read(served: Served) -> None:
    waits: list[float] = []
    then = format_datetime(datetime.now(tz=UTC) + timedelta(seconds=30), usegmt=True)
    ask(served, status(503, Retry_After=then), payload(JOBS), waits=waits)
    assert 25 < max(waits) <= 30


def test_a_wait_that_is_too_long_is_left_for_another_time(served: Served) -> None:
    with pytest.raises(clients.UnavailableError, match="asks to wait 3600 seconds"):
        ask(served, status(429, Retry_After="3600"))


def test_a_server_that_never_answers_well_is_given_up(served: Served) -> None:
    with pytest.raises(clients.UnavailableError, match="500, 3 attempts"):
        ask(served, status(500))
    assert served.asked.count("/jobs") == 3


def test_after_the_last_attempt_it_does_not_wait(served: Served) -> None:
    waits: list[float] = []
    with pytest.raises(clients.UnavailableError, match="429, 3 attempts"):
        ask(served, status(429, Retry_After="7"), waits=waits)
    assert waits.count(7.0) == 2


def test_redirects_without_an_end_are_given_up(served: Served) -> None:
    with pytest.raises(clients.UnavailableError, match=r"TooManyRedirects\), 3 attempts"):
        ask(served, status(302, Location="/jobs"))


def test_a_connection_that_is_cut_half_way_is_tried_again(served: Served) -> None:
    cut = Answer(b'{"jobs": [', cut=True, headers={"Content-Type": "application/json"})
    assert ask(served, cut, payload(JOBS)) == JOBS
    with pytest.raises(clients.UnavailableError, match="RemoteProtocolError"):
        ask(served, cut)


@pytest.mark.parametrize(
    "answer",
    [page(), Answer(b'{"jobs": [', headers={"Content-Type": "application/json"}), Answer(b"")],
    ids=["a page", "half of it", "nothing"],
)
def test_what_is_no_json_is_said(served: Served, answer: Answer) -> None:
    with pytest.raises(clients.NotJsonError, match="where JSON was promised"):
        ask(served, answer)


def test_a_broken_zip_is_given_up(served: Served) -> None:
    with pytest.raises(clients.UnavailableError, match="cannot be unpacked"):
        ask(served, Answer(b"not a zip", headers={"Content-Encoding": "gzip"}))


@pytest.mark.parametrize("code", [404, 410])
def test_a_closed_board_is_asked_once(served: Served, code: int) -> None:
    with pytest.raises(clients.ClosedError):
        ask(served, status(code))
    assert served.asked.count("/jobs") == 1


@pytest.mark.parametrize("code", [401, 403])
def test_a_refusal_is_taken(served: Served, code: int) -> None:
    with pytest.raises(clients.ForbiddenError):
        ask(served, status(code))
    assert served.asked.count("/jobs") == 1


def test_robots_txt_is_asked_once_and_obeyed(served: Served) -> None:
    rules = "User-agent: *\nDisallow: /jobs\n\nUser-agent: other\nAllow: /"
    served.answers["/robots.txt"] = [Answer(rules.encode())]
    with pytest.raises(clients.ForbiddenError, match=r"robots\.txt forbids /jobs"):
        ask(served, payload(JOBS))
    assert "/jobs" not in served.asked


def test_a_robots_txt_that_cannot_be_had_is_a_no_for_now(served: Served) -> None:
    served.answers["/robots.txt"] = [status(500)]
    with pytest.raises(clients.UnavailableError, match=r"robots\.txt"):
        ask(served, payload(JOBS))
    assert "/jobs" not in served.asked


def test_a_server_that_is_not_there_is_said() -> None:
    with pytest.raises(clients.UnavailableError, match="ConnectError"):
        Client(Served("http://127.0.0.1:9").settings()).json("http://127.0.0.1:9/jobs")
