"""What servers do wrong is waited for, tried again or told; the key is told to no one else."""

import time

import pytest

from analysis.categories.annotator import prompt
from analysis.categories.annotator.budget import Tokens
from analysis.pipeline.annotating import client
from analysis.pipeline.annotating.client import CallError, Client
from tests.pipeline.annotating.conftest import codes, cuts, reply, says, status

MESSAGES = prompt.messages("Baker\n\nPython.")


def test_a_posting_is_asked_with_the_schema_and_the_key(annotator, endpoint):
    found = Client(annotator).ask(MESSAGES)
    assert (found.finish, found.refusal, found.tokens) == ("stop", False, Tokens(100, 20))
    [request] = endpoint.requests
    assert [m["role"] for m in request["messages"]] == ["system", "user", "assistant", "user"]
    assert request["response_format"]["json_schema"]["schema"] == annotator.schema_
    assert endpoint.keys == ["Bearer sk-secret-of-this-test"]


def test_a_server_of_the_other_kind_gets_the_schema_where_it_looks_for_it(annotator, endpoint):
    other = annotator.model_copy(update={"structured": "json_object"})
    Client(other).ask(MESSAGES)
    assert endpoint.requests[0]["response_format"] == {
        "type": "json_object",
        "schema": other.schema_,
    }


def test_a_limit_is_waited_for_as_long_as_the_server_says(annotator, endpoint):
    endpoint.script = [status(429, Retry_After="1")]
    begun = time.monotonic()
    Client(annotator).ask(MESSAGES)
    assert time.monotonic() - begun >= 1
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize("fault", [status(500), status(503), cuts])
def test_what_passes_is_tried_again(annotator, endpoint, fault):
    endpoint.script = [fault, codes]
    assert Client(annotator).ask(MESSAGES).finish == "stop"
    assert len(endpoint.requests) == 2


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ([status(500)] * 2, "HTTP 500"),
        ([status(429, Retry_After="0.01")] * 2, "HTTP 429: still over the limit"),
        ([status(401)], "HTTP 401: the key in OPENAI_API_KEY is missing or wrong"),
        ([cuts] * 2, "the connection failed: RemoteProtocolError"),
        ([lambda handler, _: reply(handler, 200, "{not json")], "no completion: "),
        ([lambda handler, _: reply(handler, 200, '{"choices": []}')], "no completion: "),
    ],
)
def test_what_does_not_pass_is_told(annotator, endpoint, faults, told):
    endpoint.script = list(faults)
    with pytest.raises(CallError, match=told):
        Client(annotator).ask(MESSAGES)
    assert len(endpoint.requests) == len(faults)


def test_a_refusal_and_an_answer_cut_short_are_replies(annotator, endpoint):
    endpoint.script = [says(None, refusal="I would rather not"), says("{", finish="length")]
    asked = Client(annotator)
    assert asked.ask(MESSAGES).refusal
    assert asked.ask(MESSAGES).finish == "length"


def test_no_error_shows_the_key_or_the_posting(annotator, endpoint):
    body = '{"error": {"message": "bad key sk-secret-of-this-test for Python"}}'
    endpoint.script = [lambda handler, _: reply(handler, 401, body)]
    with pytest.raises(CallError) as caught:
        Client(annotator).ask(MESSAGES)
    shown = "".join(map(str, (caught.value, caught.value.__cause__)))
    assert "secret" not in shown
    assert "Python" not in shown
    assert Client(annotator).masked("a sk-secret-of-this-test b") == "a *** b"


def test_a_local_server_needs_no_key(annotator, endpoint, monkeypatch):
    monkeypatch.delenv(client.KEY)
    Client(annotator).ask(MESSAGES)
    assert endpoint.keys == ["Bearer none"]
