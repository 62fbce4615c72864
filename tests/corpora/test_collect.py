"""Files arrive verified and whole or not at all, and what went wrong is told in one line."""

import hashlib
import io
import lzma
import socket
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from analysis.corpora import collect, fetch, registry
from analysis.corpora.manifests import COLUMNS
from analysis.corpora.registry import Corpus
from analysis.corpora.results import Result
from tests.corpora.test_read import corpus_of

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FILES = {f"folder {n % 2}/{n}.json": f"posting number {n}\n".encode() * 50 for n in range(12)}


class Host:
    """A local server of files; `answer` may answer instead of it."""

    def __init__(self) -> None:
        self.files = {
            f"/someone/postings/{COMMIT}/src/{name}": text for name, text in FILES.items()
        }
        self.asked: Counter[str] = Counter()
        self.answer: Callable[[BaseHTTPRequestHandler, str], bool] = lambda request, path: False
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.replace("%20", " ")
                host.asked[path] += 1
                if host.answer(self, path):
                    return
                content = host.files.get(path)
                self.send_response(404 if content is None else 200)
                self.send_header("Content-Length", str(len(content or b"")))
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            request_queue_size = 64

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    thread = Thread(target=host.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield host
    host.server.shutdown()
    host.server.server_close()
    thread.join()


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Return a corpus whose manifest stands in a project of its own."""
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path / "project"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(fetch, "PAUSES", (0.01, 0.01))
    manifest = tmp_path / "project" / registry.manifest_path("board-2026")
    manifest.parent.mkdir(parents=True)
    lines = [",".join(COLUMNS)]
    for name, content in FILES.items():
        digest = hashlib.sha256(content).hexdigest()
        lines.append(f"{name},{digest},{len(content)},someone/postings,{COMMIT},src/{name}")
    manifest.write_text("\n".join(lines) + "\n")
    return corpus_of(commit=COMMIT)


@pytest.fixture
def home(tmp_path: Path, corpus: Corpus) -> Path:
    return tmp_path / "project" / "data" / "raw" / corpus.id


def from_host(corpus: Corpus, host: Host) -> Result:
    (result,) = collect.collect([corpus], base_url=host.url)
    return result


def there(home: Path) -> dict[str, bytes]:
    """Return whatever lies in the corpus's folder, and see that nothing else was left."""
    strays = [
        path.name for path in home.parent.iterdir() if path not in {home, home.parent / "manifests"}
    ]
    assert strays == []
    files = (path for path in home.rglob("*") if path.is_file())
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in files}


def test_every_file_is_fetched_from_the_pinned_commit(corpus: Corpus, host: Host, home: Path):
    result = from_host(corpus, host)
    assert result == Result("board-2026", "complete", "12 files, every checksum right", 12)
    assert there(home) == FILES
    assert host.asked == Counter(host.files.keys())
    assert collect.is_complete(corpus)


def test_a_second_run_asks_for_nothing(corpus: Corpus, host: Host):
    from_host(corpus, host)
    host.asked.clear()
    assert from_host(corpus, host).complete
    assert not host.asked


def test_a_run_that_broke_off_goes_on_where_it_stopped(corpus: Corpus, host: Host, home: Path):
    from_host(corpus, host)
    missing = list(FILES)[3:5]
    for name in missing:
        (home / name).unlink()
    assert not collect.is_complete(corpus)
    host.asked.clear()
    assert from_host(corpus, host).complete
    assert host.asked == Counter(f"/someone/postings/{COMMIT}/src/{name}" for name in missing)


def test_what_a_killed_run_left_is_swept(corpus: Corpus, host: Host, home: Path):
    left = home.parent / f".{corpus.id}-x1"
    left.mkdir()
    (left / "half").write_bytes(b"half")
    from_host(corpus, host)
    assert there(home) == FILES


@pytest.mark.parametrize("position", [0, 5])
def test_a_wrong_checksum_names_the_file_and_keeps_what_was_there(
    corpus: Corpus, host: Host, home: Path, position: int
):
    name = list(FILES)[position]
    (home / name).parent.mkdir(parents=True)
    (home / name).write_bytes(b"before")
    host.files[f"/someone/postings/{COMMIT}/src/{name}"] = b"tampered with"
    result = from_host(corpus, host)
    assert result.state == "wrong_checksum"
    assert not result.complete
    assert f"wrong SHA-256: {name}" in result.message
    assert there(home) == FILES | {name: b"before"}
    assert result.files_present == 11


def test_a_file_that_was_changed_here_is_fetched_again(corpus: Corpus, host: Host, home: Path):
    from_host(corpus, host)
    name = next(iter(FILES))
    (home / name).write_bytes(b"x" * len(FILES[name]))
    assert from_host(corpus, host).complete
    assert there(home) == FILES


@pytest.mark.parametrize("status", [404, 410])
def test_a_vanished_repository_is_said_plainly_after_one_question(
    corpus: Corpus, host: Host, status: int
):
    def gone(request: BaseHTTPRequestHandler, path: str) -> bool:
        request.send_error(status)
        return True

    host.answer = gone
    result = from_host(corpus, host)
    assert result.state == "vanished"
    assert "someone/postings" in result.message
    assert COMMIT[:12] in result.message
    assert "vanished" in result.message
    assert host.asked.total() == 1


def test_one_vanished_file_leaves_what_was_fetched(corpus: Corpus, host: Host, home: Path):
    name = list(FILES)[7]
    del host.files[f"/someone/postings/{COMMIT}/src/{name}"]
    result = from_host(corpus, host)
    assert result.state == "vanished"
    assert name in result.message
    found = there(home)
    assert name not in found
    assert found.items() <= FILES.items()
    assert result.files_present == len(found)


def test_an_unreachable_host_is_asked_once_for_all_corpora_and_told_at_once(
    corpus: Corpus, home: Path, monkeypatch: pytest.MonkeyPatch
):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
    asked = []
    retrieve = fetch.pooch.retrieve
    monkeypatch.setattr(
        fetch.pooch, "retrieve", lambda *a, **k: (asked.append(1), retrieve(*a, **k))
    )
    start = time.monotonic()
    results = collect.collect([corpus, corpus], base_url=url)
    assert time.monotonic() - start < 3
    assert [result.state for result in results] == ["unreachable", "unreachable"]
    assert results[0].message == f"{url} cannot be reached; 0 of 12 files here"
    assert len(asked) == 1
    assert not home.exists()


def test_a_host_that_fails_is_not_a_vanished_repository(corpus: Corpus, host: Host):
    def failing(request: BaseHTTPRequestHandler, path: str) -> bool:
        request.send_error(503)
        return True

    host.answer = failing
    result = from_host(corpus, host)
    assert result.state == "unreachable"
    assert "503" in result.message


def cut_off(request: BaseHTTPRequestHandler, content: bytes) -> bool:
    """Promise a whole file and send half of it."""
    request.send_response(200)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content[: len(content) // 2])
    return True


def test_a_file_that_breaks_off_is_asked_for_again(corpus: Corpus, host: Host, home: Path):
    path = f"/someone/postings/{COMMIT}/src/{list(FILES)[5]}"
    host.answer = lambda request, asked: (
        asked == path and host.asked[path] == 1 and cut_off(request, host.files[path])
    )
    assert from_host(corpus, host).complete
    assert there(home) == FILES
    assert host.asked[path] == 2


def test_a_file_that_always_breaks_off_leaves_no_half(corpus: Corpus, host: Host, home: Path):
    name = list(FILES)[5]
    path = f"/someone/postings/{COMMIT}/src/{name}"
    host.answer = lambda request, asked: asked == path and cut_off(request, host.files[path])
    result = from_host(corpus, host)
    assert result.state == "incomplete"
    assert name in result.message
    assert "the same command goes on from here" in result.message
    assert name not in there(home)
    assert there(home).items() <= FILES.items()


def test_an_interrupt_leaves_whole_files_only(
    corpus: Corpus, host: Host, home: Path, monkeypatch: pytest.MonkeyPatch
):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    def slow(request: BaseHTTPRequestHandler, path: str) -> bool:
        time.sleep(0.05)
        return False

    host.answer = slow
    monkeypatch.setattr(fetch, "wait", interrupt)
    with pytest.raises(KeyboardInterrupt):
        from_host(corpus, host)
    asked = host.asked.total()
    time.sleep(0.2)
    assert host.asked.total() == asked
    assert there(home).items() <= FILES.items()


def packed(folder: Path, members: list[tuple[tarfile.TarInfo, bytes]]) -> Path:
    """Write the corpus's archive."""
    folder.mkdir(exist_ok=True)
    archive = folder / "board-2026.tar.xz"
    with tarfile.open(archive, "w:xz") as writer:
        for member, content in members:
            member.size = len(content)
            writer.addfile(member, io.BytesIO(content))
    return archive


def good_members() -> list[tuple[tarfile.TarInfo, bytes]]:
    return [(tarfile.TarInfo(name), content) for name, content in FILES.items()]


def from_archive(corpus: Corpus, folder: Path) -> Result:
    (result,) = collect.collect([corpus], folder=folder, base_url="http://127.0.0.1:9")
    return result


def test_an_archive_takes_the_place_of_the_network(corpus: Corpus, home: Path, tmp_path: Path):
    packed(tmp_path / "archives", good_members())
    assert from_archive(corpus, tmp_path / "archives").complete
    assert there(home) == FILES


def test_another_folder_can_take_the_files(corpus: Corpus, home: Path, tmp_path: Path):
    packed(tmp_path / "archives", good_members())
    (result,) = collect.collect([corpus], folder=tmp_path / "archives", into=tmp_path / "there")
    assert result.complete
    assert not home.exists()
    assert (tmp_path / "there" / corpus.id / next(iter(FILES))).is_file()


def test_only_plain_files_of_the_manifest_leave_an_archive(
    corpus: Corpus, home: Path, tmp_path: Path
):
    link = tarfile.TarInfo("folder 0/0.json")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo("folder 1/1.json")
    hard.type, hard.linkname = tarfile.LNKTYPE, "../../outside"
    hostile = [
        (tarfile.TarInfo("../outside"), b"x"),
        (tarfile.TarInfo("/outside"), b"x"),
        (tarfile.TarInfo("unlisted.json"), b"x"),
        (link, b""),
        (hard, b""),
    ]
    rest = [entry for entry in good_members() if entry[0].name not in {link.name, hard.name}]
    packed(tmp_path / "archives", [*hostile, *rest])
    result = from_archive(corpus, tmp_path / "archives")
    assert result.state == "incomplete"
    assert "lacks folder 0/0.json (2 missing)" in result.message
    assert there(home) == {member.name: content for member, content in rest}
    assert not (home.parent / "outside").exists()


@pytest.mark.parametrize("same_size", [True, False])
def test_a_changed_member_is_named_and_keeps_what_was_there(
    corpus: Corpus, home: Path, tmp_path: Path, same_size: bool
):
    name = list(FILES)[4]
    content = b"x" * len(FILES[name]) if same_size else b"x"
    (home / name).parent.mkdir(parents=True)
    (home / name).write_bytes(b"before")
    members = [(tarfile.TarInfo(n), content if n == name else text) for n, text in FILES.items()]
    packed(tmp_path / "archives", members)
    result = from_archive(corpus, tmp_path / "archives")
    assert result.state == "wrong_checksum"
    assert name in result.message
    assert there(home) == FILES | {name: b"before"}


@pytest.mark.parametrize("damage", ["cut", "no archive", "missing"])
def test_an_archive_that_cannot_be_read_is_told(
    corpus: Corpus, home: Path, tmp_path: Path, damage: str
):
    archive = packed(tmp_path / "archives", good_members())
    if damage == "cut":
        archive.write_bytes(archive.read_bytes()[:200])
    elif damage == "no archive":
        archive.write_bytes(lzma.compress(b"no archive"))
    else:
        archive.unlink()
    result = from_archive(corpus, tmp_path / "archives")
    assert result.state == "incomplete"
    assert "board-2026.tar.xz" in result.message
    assert not home.exists() or there(home).items() <= FILES.items()


def test_the_reference_is_a_part_of_the_project_and_nothing_is_fetched(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = registry.reference()
    (result,) = collect.collect([reference], base_url=host.url)
    assert result.complete
    assert "nothing to fetch" in result.message
    assert not host.asked
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    assert not collect.is_complete(reference)
    for name in (registry.POSTINGS, registry.TRUTH):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert collect.is_complete(reference)
