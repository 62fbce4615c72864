"""Threads: found by their month, read from Algolia, or from Firebase where it cannot."""

import pytest

from analysis.corpora.scanning import client, hacker_news
from analysis.corpora.scanning.client import Client
from analysis.pipeline import scanning
from tests.corpora.scanning.server import Served, payload, status

HITS = {
    "hits": [
        {"title": "Ask HN: Who wants to be hired? (November 2026)", "objectID": "1"},
        {"title": "Ask HN: Who is hiring? (October 2026)", "objectID": "2"},
        {"title": "Ask HN: Who is hiring? (November 2026)", "objectID": "3"},
    ]
}


def test_the_thread_of_the_month_is_found(served: Served) -> None:
    served.answers["/search_by_date"] = [payload(HITS)]
    asking = Client(served.settings())
    assert hacker_news.thread("2026-11", asking) == 3
    with pytest.raises(client.ClosedError, match="December 2026"):
        hacker_news.thread("2026-12", asking)


def test_answers_to_comments_are_left_out(served: Served) -> None:
    comment = {"id": 4, "text": "Acme | AI Engineer", "children": [{"id": 5, "children": []}]}
    served.answers["/items/3"] = [payload({"children": [comment]})]
    (found,) = hacker_news.comments(3, Client(served.settings()))
    assert found == {"id": 4, "text": "Acme | AI Engineer", "children": []}


def test_firebase_stands_in_and_gives_the_same_shape(served: Served) -> None:
    served.answers["/items/3"] = [status(503)]
    served.answers["/item/3.json"] = [payload({"id": 3, "kids": [4, 5]})]
    served.answers["/item/4.json"] = [
        payload({"id": 4, "by": "x", "time": 1793491200, "text": "Acme | AI Engineer"})
    ]
    served.answers["/item/5.json"] = [payload({"id": 5, "deleted": True})]
    (found,) = hacker_news.comments(3, Client(served.settings()))
    assert found == {
        "id": 4, "author": "x", "created_at_i": 1793491200, "text": "Acme | AI Engineer",
        "children": [],
    }  # fmt: skip


@pytest.mark.parametrize("month", ["2026-13", "november", "2026-1", "2026-11-01", ""])
def test_what_is_no_month_is_refused_before_anything_is_asked(month: str, served: Served) -> None:
    with pytest.raises(hacker_news.MonthError, match="write it as 2026-11"):
        scanning.of_threads(["2026-11", month], Client(served.settings()))
    assert served.asked == []


@pytest.mark.parametrize("hit", [None, "text", {"title": "Ask HN: Who is hiring? (November 2026)"}])
def test_a_hit_of_another_shape_costs_the_month_and_not_the_scan(
    hit: object, served: Served
) -> None:
    served.answers["/search_by_date"] = [payload({"hits": [hit]})]
    with pytest.raises(client.ScanError):
        hacker_news.thread("2026-11", Client(served.settings()))


@pytest.mark.parametrize("story", [None, [], {"id": 3}, {"id": 3, "kids": "4"}])
def test_a_story_of_another_shape_is_said(story: object, served: Served) -> None:
    served.answers["/items/3"] = [status(503)]
    served.answers["/item/3.json"] = [payload(story)]
    with pytest.raises(client.NotJsonError, match="no story with kids"):
        hacker_news.comments(3, Client(served.settings()))
