"""A clock that jumps back and forth costs nothing: no posting, no part, no answer."""

import itertools
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import tqdm.std

from analysis.corpora.scanning import client as clients
from analysis.corpora.scanning import scan
from analysis.pipeline.streaming import run
from tests.pipeline.streaming.conftest import parquet, postings  # noqa: F401 - fixtures

JUMPS = (0.0, 3600.0, -86400.0, 0.0, 1e9, -1e9)
NOW = 1_800_000_000.0


@pytest.fixture
def jumping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every clock that can be read jump an hour, a day and thirty years at each reading."""
    jumps = itertools.cycle(JUMPS)
    for name in ("time", "monotonic", "perf_counter"):
        monkeypatch.setattr(time, name, lambda: NOW + next(jumps))
    monkeypatch.setattr(tqdm.std, "time", time.time)

    class Jumping(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.fromtimestamp(NOW + next(jumps), tz)

    monkeypatch.setattr(clients, "datetime", Jumping)
    monkeypatch.setattr(scan, "datetime", Jumping)


@pytest.mark.parametrize("frozen", [False, True])
def test_measuring_gives_the_same_bytes(
    frozen: bool, parquet: Path, tmp_path: Path, request: pytest.FixtureRequest,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    run.measure_into(str(parquet), tmp_path / "calm", run.here)
    if frozen:
        for name in ("time", "monotonic"):
            monkeypatch.setattr(time, name, lambda: NOW)
    else:
        request.getfixturevalue("jumping")
    real = run.tqdm
    monkeypatch.setattr(
        run, "tqdm", lambda **said: real(**said | {"disable": False, "mininterval": 0})
    )
    total = run.measure_into(str(parquet), tmp_path / "jumped", run.here)
    assert total.rows == 22
    assert "postings" in capsys.readouterr().err
    for path in (file for file in (tmp_path / "calm").rglob("*") if file.is_file()):
        jumped = tmp_path / "jumped" / path.relative_to(tmp_path / "calm")
        assert jumped.read_bytes() == path.read_bytes()


def test_a_time_to_retry_after_is_never_negative(jumping: None) -> None:
    asked = datetime.fromtimestamp(NOW, UTC)
    for ahead in (-1e9, -1, 0, 1, 1e9):
        date = (asked + timedelta(seconds=ahead)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        for _ in JUMPS:
            assert 0.0 <= clients._retry_after(date) < 4e9
    for written in ("-5", "²", "٣", "", "soon", "Thu, 99 Zzz 2026 00:00:00 GMT", "9" * 400, "1e9"):
        assert clients._retry_after(written) >= 0.0


def test_a_scan_keeps_every_part_and_goes_on(jumping: None, tmp_path: Path) -> None:
    asked: list[str] = []

    def part(name: str) -> scan.Part:
        return scan.Part(name, lambda: asked.append(name) or {"name": name})

    state = scan.run([part("a"), part("b")], tmp_path, "query", say=lambda _: None)
    again = scan.run([part("a"), part("b"), part("c")], tmp_path, "query", say=lambda _: None)
    assert asked == ["a", "b", "c"]
    assert state.is_whole
    assert again.is_whole
    assert {file.name for file in (tmp_path / "files").iterdir()} == {"a.json", "b.json", "c.json"}
