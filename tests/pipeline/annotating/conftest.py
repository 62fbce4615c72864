"""An endpoint on this machine that answers as a test tells it to."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from analysis.categories.annotator import settings
from analysis.categories.annotator.label import FIELDS
from analysis.pipeline.annotating import client

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


def reply(handler: BaseHTTPRequestHandler, status: int, body: str, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body.encode())))
    handler.end_headers()
    handler.wfile.write(body.encode())


def completion(content: str | None, finish: str = "stop", refusal: str | None = None) -> str:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return json.dumps(
        {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice],
         "usage": usage}
    )  # fmt: skip


def status(code: int, **headers: str) -> Behaviour:
    return lambda handler, _: reply(handler, code, '{"error": {"message": "no"}}', **headers)


def says(content: str | None, finish: str = "stop", refusal: str | None = None) -> Behaviour:
    return lambda handler, _: reply(handler, 200, completion(content, finish, refusal))


def cuts(handler: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"id"')
    handler.close_connection = True


def codes(handler: BaseHTTPRequestHandler, request: dict[str, Any]) -> None:
    """Code by one word, Python, from what stands between the two lines with the mark."""
    user = request["messages"][-1]["content"]
    found = re.match(r"\[posting (\w+)\]\n(.*)\n\[end \1\]\n", user, re.DOTALL)
    assert found is not None
    reply(handler, 200, completion(json.dumps(coded(found.group(2)))))


def coded(posting: str) -> dict[str, Any]:
    """Return the answer of a model that knows one word."""
    nothing = {"pay": "none", "terms": "unstated"}
    answer: dict[str, Any] = {
        name: {"evidence": "", "reason": "Not named.", "value": nothing.get(name, "absent")}
        for name in FIELDS
    }
    answer["pay"] |= dict.fromkeys(("min", "max", "period", "currency"))
    answer["block"] |= {"evidence": posting.split()[0], "value": "software"}
    if "Python" in posting:
        answer["python"] |= {"evidence": "Python", "value": "required"}
    return answer


@dataclass
class Endpoint:
    """What the server was asked, and what it does next; after that it codes."""

    url: str = ""
    script: list[Behaviour] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def handle(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request as the script says next."""
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        with self.lock:
            self.requests.append(json.loads(body))
            self.keys.append(handler.headers["Authorization"])
            behaviour = self.script.pop(0) if self.script else codes
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        behaviour(handler, self.requests[-1] if behaviour is not codes else json.loads(body))
        with self.lock:
            self.at_once -= 1


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            made.handle(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def annotator(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> settings.Annotator:
    monkeypatch.setattr(client, "RETRIES", 1)
    monkeypatch.setenv(client.KEY, "sk-secret-of-this-test")
    return settings.Annotator(
        name="test", model="m", base_url=endpoint.url, structured="json_schema", most_tokens=50,
        most_characters=1000, temperature=0, seed=1, workers=2, price_in=1.0, price_out=2.0,
    )  # fmt: skip
