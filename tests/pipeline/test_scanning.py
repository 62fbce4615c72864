"""A scan against a local server: half of it fails, it is gone on with, and becomes a corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.corpora import local
from analysis.corpora.scanning import boards, client, jobspy, scan
from analysis.corpora.scanning.client import Client
from analysis.pipeline import adding, scanning
from tests.corpora.scanning.server import Served, page, payload, serving, status
from tests.corpora.test_scan_adapters import GREENHOUSE, LEVER

ASHBY = {"id": "a-1", "title": "AI Engineer", "location": "New York, NY",
         "descriptionPlain": "Agents.", "publishedAt": "2026-11-03T00:00:00Z"}  # fmt: skip


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("PRIVATE_DIR", str(tmp_path / "private"))
    with serving() as found:
        found.answers["/v1/boards/acme/jobs"] = [payload({"jobs": [GREENHOUSE]})]
        found.pages["/v0/postings/gamma"] = [LEVER]
        found.answers["/posting-api/job-board/delta"] = [payload({"jobs": [ASHBY]})]
        yield found


def scanned(served: Served, tmp_path: Path, listed_boards: str, corpus: str = "today") -> list[str]:
    listed = tmp_path / "boards.txt"
    listed.write_text(listed_boards)
    parts = scanning.of_boards(listed, Client(served.settings(), sleep=lambda _: None))
    return scanning.run(corpus, "boards", "the boards", parts, say=lambda _: None)


def test_a_scan_lands_as_a_measured_corpus_with_its_provenance(
    served: Served, tmp_path: Path
) -> None:
    told = scanned(served, tmp_path, "greenhouse:acme\nlever:gamma\nashby:delta\nlever:closed")
    assert "4 parts: 3 done, 1 closed, 0 forbidden, 0 failed" in told
    entry = local.corpus("today")
    assert isinstance(entry, local.Local)
    assert entry.provenance is not None
    assert entry.provenance.query == "the boards"
    assert entry.provenance.counts == {
        "parts": 4, "done": 3, "closed": 1, "forbidden": 0, "failed": 0, "postings": 3,
    }  # fmt: skip
    measured = adding.measurements("today").set_index("employer")
    assert set(measured["role"]) == {"ai_engineer", "machine_learning_engineer"}
    assert measured.loc["acme", "python"] != "absent"
    assert (entry.first_month, entry.last_month) == ("2026-11", "2026-11")


def test_what_came_is_kept_and_the_same_command_goes_on(served: Served, tmp_path: Path) -> None:
    whole = served.answers.pop("/posting-api/job-board/delta")
    served.answers["/posting-api/job-board/delta"] = [page()]
    boards = "greenhouse:acme\nashby:delta"
    told = scanned(served, tmp_path, boards)
    assert "2 parts: 1 done, 0 closed, 0 forbidden, 1 failed" in told
    assert any("where JSON was promised" in line for line in told)
    assert told[-1].endswith("run the same command again to go on with the rest")
    assert len(adding.measurements("today")) == 1
    served.answers["/posting-api/job-board/delta"] = whole
    served.asked.clear()
    told = scanned(served, tmp_path, boards)
    assert "2 parts: 2 done, 0 closed, 0 forbidden, 0 failed" in told
    assert "/v1/boards/acme/jobs?content=true" not in served.asked
    assert len(adding.measurements("today")) == 2


def test_an_interruption_loses_one_part_at_most(served: Served, tmp_path: Path) -> None:
    def interrupted() -> object:
        raise KeyboardInterrupt

    folder = tmp_path / "private/today"
    parts = [scan.Part("ashby/a", lambda: {"jobs": [ASHBY]}), scan.Part("ashby/b", interrupted)]
    with pytest.raises(KeyboardInterrupt):
        scan.run(parts, folder, "the boards", say=lambda _: None)
    state = scan.read(folder)
    assert state is not None
    assert state.parts == {"ashby/a": "done", "ashby/b": "failed"}
    assert not state.is_whole


def test_a_scan_of_which_nothing_came_is_no_corpus(served: Served, tmp_path: Path) -> None:
    served.answers["/v0/postings/none"] = [status(500)]
    with pytest.raises(client.ScanError, match="nothing came"):
        scanned(served, tmp_path, "lever:none")
    assert not (tmp_path / "private/today/corpus.toml").exists()


def test_a_scan_of_which_nothing_can_come_does_not_promise_to_ask_again(
    served: Served, tmp_path: Path
) -> None:
    for _ in range(2):
        with pytest.raises(client.ScanError, match="not asked again: ask for something else"):
            scanned(served, tmp_path, "lever:closed")
        asked = list(served.asked)
        served.asked.clear()
    assert asked == []


def test_a_scan_that_is_repeated_when_all_was_asked_says_so(served: Served, tmp_path: Path) -> None:
    assert not any("nothing was asked" in line for line in scanned(served, tmp_path, "lever:gamma"))
    served.asked.clear()
    told = scanned(served, tmp_path, "lever:gamma")
    state = scan.read(tmp_path / "private/today")
    assert state is not None
    day = state.ended[:10]
    assert told[-1] == f"nothing was asked: all was asked by {day}; a new scan needs a new id"
    assert served.asked == []
    told = scanned(served, tmp_path, "lever:gamma\ngreenhouse:acme")
    assert not any("nothing was asked" in line for line in told)


def test_a_month_without_a_thread_yet_is_asked_for_again(served: Served, tmp_path: Path) -> None:
    found = {"title": "Ask HN: Who is hiring? (November 2026)", "objectID": "3"}
    comment = {"id": 4, "author": "x", "created_at_i": 1793491200, "children": [],
               "text": "Acme | AI Engineer | Remote (US) | LLMs"}  # fmt: skip
    parts = scanning.of_threads(["2026-11"], Client(served.settings(), sleep=lambda _: None))
    for answer in (status(404), payload({"hits": []})):
        served.answers["/search_by_date"] = [answer]
        with pytest.raises(client.ScanError, match="same command asks again for what failed"):
            scanning.run("threads", "hacker-news", "2026-11", parts, say=lambda _: None)
    served.answers["/search_by_date"] = [payload({"hits": [found]})]
    served.answers["/items/3"] = [payload({"children": [comment]})]
    told = scanning.run("threads", "hacker-news", "2026-11", parts, say=lambda _: None)
    assert "1 parts: 1 done, 0 closed, 0 forbidden, 0 failed" in told


def test_two_scans_do_not_mix(served: Served, tmp_path: Path) -> None:
    scanned(served, tmp_path, "greenhouse:acme")
    with pytest.raises(client.ScanError, match="another scan"):
        scanning.run("today", "boards", "other boards", [], say=lambda _: None)


@pytest.mark.parametrize(
    ("corpus", "country", "said"), [("../out", None, "id"), ("today", "usa", "default_country")]
)
def test_what_cannot_be_registered_is_refused_before_anything_is_asked(
    served: Served, tmp_path: Path, corpus: str, country: str | None, said: str
) -> None:
    parts = [scan.Part("ashby/a", lambda: {"jobs": [ASHBY]})]
    with pytest.raises(adding.AddingError, match=said):
        scanning.run(corpus, "boards", "the boards", parts, country, say=lambda _: None)
    assert not (tmp_path / "private").exists()
    assert not (tmp_path / "out").exists()


def test_a_corpus_that_was_added_is_not_mixed_with_a_scan(served: Served, tmp_path: Path) -> None:
    local.folder("today").mkdir(parents=True)
    with pytest.raises(client.ScanError, match="an id of its own"):
        scanned(served, tmp_path, "greenhouse:acme")
    assert served.asked == []


def test_what_was_noted_of_a_scan_stays_when_it_is_gone_on_with(
    served: Served, tmp_path: Path
) -> None:
    scanned(served, tmp_path, "greenhouse:acme")
    entry = local.corpus("today")
    assert isinstance(entry, local.Local)
    local.register(entry.model_copy(update={"notes": "The boards of one city."}))
    scanned(served, tmp_path, "greenhouse:acme\nlever:gamma")
    assert local.corpus("today").notes == "The boards of one city."


def test_a_list_of_boards_that_is_no_text_is_refused(served: Served, tmp_path: Path) -> None:
    listed = tmp_path / "boards.txt"
    listed.write_bytes(b"PAR1\xff")
    with pytest.raises(boards.BoardsError, match="write a board a line"):
        scanning.of_boards(listed, Client(served.settings()))


def test_what_came_of_a_site_that_stopped_is_measured_and_no_later_try_costs_it(
    served: Served, tmp_path: Path
) -> None:
    rows = [{"id": f"li-{number}", "title": "AI Engineer", "company": "Acme", "description": "LLMs"}
            for number in (1, 2)]  # fmt: skip
    tries = [
        client.CutShortError("linkedin: stopped after 2 postings (429)", rows),
        client.CutShortError("linkedin: stopped after 1 postings (429)", rows[:1]),
    ]

    def fetch() -> object:
        raise tries.pop(0)

    parts = [scan.Part("jobspy/linkedin-ai-engineer", fetch)]
    for _ in range(2):
        told = scanning.run("stopped", "jobspy", "AI engineer", parts, "US")
        assert told[0].startswith("read 2 = ")
        assert any("stopped after" in line for line in told)
    assert not tries


def test_every_site_is_asked_for_every_role_that_is_wished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobspy, "library", lambda _: None)
    wish = jobspy.Wish("USA", 30, 400, 0.0, "a-test/1.0")
    parts = scanning.of_jobspy(["indeed"], ["AI engineer", "C++ / data engineer"], wish, {})
    assert [part.name for part in parts] == [
        "jobspy/indeed-ai-engineer", "jobspy/indeed-c-data-engineer",
    ]  # fmt: skip
