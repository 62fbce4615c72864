"""A local server that answers as posting APIs do, and as badly."""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from analysis.corpora.scanning.settings import Settings


@dataclass
class Answer:
    """What a path answers once; the last one of a path is repeated."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


def payload(value: object, **headers: str) -> Answer:
    return Answer(
        json.dumps(value).encode(), headers={"Content-Type": "application/json", **headers}
    )


def zipped(value: object) -> Answer:
    body = gzip.compress(json.dumps(value).encode())
    return Answer(body, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})


def page(text: str = "<html>Sign in</html>") -> Answer:
    return Answer(text.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def status(code: int, **headers: str) -> Answer:
    return Answer(status=code, headers=headers)


class Served:
    """The server's address, what it answers, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, list[Answer]] = {}
        self.pages: dict[str, list[object]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()

    def settings(self, **changes: object) -> Settings:
        """Return settings that ask this server alone."""
        names = ("greenhouse", "lever", "ashby", "algolia", "firebase", "linkedin", "indeed")
        told = {
            "agent": "a-test/1.0", "pause": 0.0, "attempts": 3, "longest_wait": 60, "timeout": 5,
            "base": dict.fromkeys(names, self.address),
        }  # fmt: skip
        return Settings.model_validate(told | changes)

    def next(self, address: str) -> Answer:
        """Return what an address answers this time."""
        parts = urlsplit(address)
        if parts.path in self.pages:
            asked = parse_qs(parts.query)
            first, size = int(asked["skip"][0]), int(asked["limit"][0])
            return payload(self.pages[parts.path][first : first + size])
        waiting = self.answers.get(parts.path)
        if not waiting:
            return status(404)
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@contextmanager
def serving() -> Iterator[Served]:
    """Yield a server that runs until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            served.asked.append(self.path)
            served.agents.add(self.headers.get("User-Agent", ""))
            answer = served.next(self.path)
            self.send_response(answer.status)
            length = len(answer.body) * (2 if answer.cut else 1)
            for name, value in {**answer.headers, "Content-Length": str(length)}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served = Served(f"http://127.0.0.1:{server.server_address[1]}")
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
