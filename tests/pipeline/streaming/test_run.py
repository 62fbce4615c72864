"""Whatever ends a run, the next one ends with the bytes of one that nothing ended."""

import contextlib
import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from multiprocessing import active_children, get_context
from pathlib import Path

import pandas as pd
import psutil
import pytest

from analysis import paths
from analysis.errors import AnalysisError
from analysis.pipeline import files
from analysis.pipeline.streaming import ids, parts, run, sources
from analysis.signals import measure
from analysis.signals.batches import Batch
from tests.pipeline.streaming import ending
from tests.pipeline.streaming.conftest import content

POINTS = 20
BESIDE = ["employer_key", "country", "characters", "file", "line"]


def ended(touch: int, source: Path, folder: Path) -> int | None:
    context = get_context("forkserver")
    context.set_forkserver_preload([ending.__name__])
    process = context.Process(target=ending.end_at, args=(touch, str(source), folder))
    process.start()
    process.join()
    return process.exitcode


def test_killed_at_any_point_it_goes_on_to_the_same_bytes(
    parquet: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    assert ended(0, parquet, tmp_path / "counted") == 0
    touches = int((tmp_path / "touches").read_text())
    assert content(tmp_path / "counted") == whole
    assert touches > 3 * 12
    unfinished = 0
    for touch in random.Random(9).sample(range(1, touches + 1), POINTS):
        folder = tmp_path / f"at-{touch}"
        assert ended(touch, parquet, folder) == -signal.SIGKILL
        unfinished += folder.exists() and content(folder) != whole
        run.measure_into(str(parquet), folder, run.here)
        assert content(folder) == whole, touch
    assert unfinished > POINTS / 2


def test_killed_with_its_workers_at_work_it_goes_on_to_the_same_bytes(
    parquet: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "analysis", "measure", str(parquet), "-o", str(out)]
    process = subprocess.Popen(
        [*command, "--workers", "2"], cwd=paths.root(), stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not any(out.glob("part-*")):
        time.sleep(0.01)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    assert psutil.wait_procs(workers, timeout=60)[1] == [], "they would write on, or for ever wait"
    run.measure_into(str(parquet), out, run.in_processes(2))
    assert content(out) == whole


def test_ctrl_c_leaves_whole_parts_and_says_how_to_go_on(
    parquet: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, called = run.measure_unit, []

    def interrupted(unit: sources.Unit, folder: Path) -> parts.Counts:
        called.append(unit.number)
        if len(called) == 4:
            raise KeyboardInterrupt
        return real(unit, folder)

    monkeypatch.setattr(run, "measure_unit", interrupted)
    out = tmp_path / "out"
    with pytest.raises(run.StoppedError, match="the same command goes on"):
        run.measure_into(str(parquet), out, run.here)
    assert sum(parts.counts(part).rows for part in out.glob("part-*")) == 6
    run.measure_into(str(parquet), out, run.here)
    assert called == [0, 1, 2, 3, *range(3, 12)]
    assert content(out) == whole


def test_ctrl_c_ends_the_workers_and_leaves_whole_parts(
    parquet: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "analysis", "measure", str(parquet), "-o", str(out)]
    process = subprocess.Popen(
        [*command, "--workers", "2"], cwd=paths.root(), stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    while process.poll() is None and not any(out.glob("part-*")):
        time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate()
    assert "Traceback" not in told
    assert process.returncode == 0 or "the same command goes on" in told
    assert not any(out.rglob(f"{paths.UNFINISHED}*"))
    run.measure_into(str(parquet), out, run.here)
    assert content(out) == whole


def test_a_worker_that_is_killed_is_told_and_costs_nothing(
    parquet: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"

    def killing(units: Iterable[sources.Unit], folder: Path) -> run.Done:
        for done in run.in_processes(2)(units, folder):
            active_children()[0].kill()
            yield done

    with pytest.raises(run.StoppedError, match="a worker was ended from outside"):
        run.measure_into(str(parquet), out, killing)
    run.measure_into(str(parquet), out, run.here)
    assert content(out) == whole


def test_what_a_worker_was_writing_when_it_died_is_cleared_away(
    parquet: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    def dying(units: Iterable[sources.Unit], folder: Path) -> run.Done:
        for part in (parts.path_of(folder, 3), parts.evidence_of(folder, 3)):
            part.with_name(f"{paths.UNFINISHED}{part.name}").write_bytes(b"half")
        yield from run.here(units, folder)

    run.measure_into(str(parquet), tmp_path / "out", dying)
    assert content(tmp_path / "out") == whole


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "the disk is full: make room"),
        (errno.EROFS, "read-only: name a folder elsewhere"),
        (errno.EACCES, "you may not write there"),
    ],
)
def test_what_the_disk_refuses_is_said_and_what_is_there_stays(
    code: int, said: str, parquet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, real, left = tmp_path / "out", os.fsync, [11]

    def refused(handle: int) -> None:
        left[0] -= 1
        if not left[0]:
            raise OSError(code, os.strerror(code))
        real(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refused)
        with pytest.raises(parts.OutputError, match=said):
            run.measure_into(str(parquet), out, run.here)
    standing = {path: path.read_bytes() for path in out.glob("part-*")}
    assert len(standing) == 2
    assert not any(out.rglob(f"{paths.UNFINISHED}*"))
    run.measure_into(str(parquet), out, run.here)
    assert all(path.read_bytes() == before for path, before in standing.items())


def test_a_file_is_on_the_disk_before_it_takes_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("fsync"), fsync(handle)))
    monkeypatch.setattr(
        Path, "replace", lambda path, to: (done.append("rename"), replace(path, to))
    )
    parts.write(tmp_path / "a", b"x")
    assert done == ["fsync", "rename", "fsync"]


def test_workers_give_the_bytes_of_one_process(
    parquet: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    run.measure_into(str(parquet), tmp_path / "out", run.in_processes(2))
    assert content(tmp_path / "out") == whole


def test_the_parts_hold_what_measuring_at_once_gives(
    postings: pd.DataFrame, parquet: Path, tmp_path: Path
) -> None:
    total = run.measure_into(str(parquet), tmp_path / "out", run.here)
    assert total == parts.Counts(22, 2, 0)
    found = pd.read_parquet(tmp_path / "out")
    _, expected = measure.measure(postings.rename(columns={"company": "employer"}))
    expected = expected.drop(index=[9, 20]).reset_index(drop=True)
    pd.testing.assert_frame_equal(found.drop(columns=BESIDE), expected)
    assert list(found["line"]) == [row + 1 for row in range(24) if row not in (9, 20)]
    told = (tmp_path / "out" / parts.SET_ASIDE).read_text().splitlines()
    again = f"id {postings['id'][2]} stands on an earlier row"
    assert told == [
        "file,line,why", f"postings.parquet,10,{again}", f"postings.parquet,21,{again}"
    ]  # fmt: skip


def test_employer_country_and_length_stand_beside_the_measurements(
    postings: pd.DataFrame, parquet: Path, tmp_path: Path
) -> None:
    own = postings.assign(company=["ACME, Inc.", "", *postings["company"][2:]])
    own.assign(location=["Berlin, Germany", "nowhere", *postings["location"][2:]]).to_parquet(
        parquet
    )
    run.measure_into(str(parquet), tmp_path / "out", run.here)
    found = pd.read_parquet(tmp_path / "out")
    assert list(found["employer_key"][:2]) == ["acme", f"unknown:{postings['id'][1]}"]
    assert found["country"][0] == "DE"
    assert pd.isna(found["country"][1])
    assert list(found["characters"]) == list(postings["text"].str.len())


def test_the_evidence_of_a_line_is_its_own_though_an_id_repeats(
    postings: pd.DataFrame, parquet: Path, tmp_path: Path
) -> None:
    postings.assign(id="the same").to_parquet(parquet)
    run.measure_into(str(parquet), tmp_path / "out", run.here)
    found = pd.read_parquet(tmp_path / "out" / parts.EVIDENCE)
    expected, _ = measure.measure(postings.rename(columns={"company": "employer"}))
    line = expected["id"].map({name: row + 1 for row, name in enumerate(postings["id"])})
    expected = expected.assign(line=line)[["line", *run.SPAN]].drop_duplicates()
    order = list(expected)
    pd.testing.assert_frame_equal(
        found.sort_values(order, ignore_index=True), expected.sort_values(order, ignore_index=True)
    )


def test_two_ids_that_share_a_hash_both_stay(
    parquet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ids._hashes
    monkeypatch.setattr(ids, "_hashes", lambda file: real(file) * 0)
    assert run.measure_into(str(parquet), tmp_path / "out", run.here).rows == 22


def test_two_runs_in_one_folder_are_refused(parquet: Path, tmp_path: Path) -> None:
    with (
        parts.locked(tmp_path / "out"),
        pytest.raises(parts.OutputError, match="another run is writing there"),
    ):
        run.measure_into(str(parquet), tmp_path / "out", run.here)
    assert run.measure_into(str(parquet), tmp_path / "out", run.here).rows == 22


def test_a_folder_of_another_input_or_of_other_rules_is_refused_and_stays(
    postings: pd.DataFrame, parquet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run.measure_into(str(parquet), out, run.here)
    before = content(out)
    with monkeypatch.context() as patched:
        patched.setattr(parts, "rules", lambda: "others")
        with pytest.raises(parts.OutputError, match=r"begun with other rules \(.*now others\)"):
            run.measure_into(str(parquet), out, run.here)
    postings.to_parquet(parquet)
    with pytest.raises(parts.OutputError, match=r"begun with another postings\.parquet"):
        run.measure_into(str(parquet), out, run.here)
    parquet.rename(tmp_path / "other.parquet")
    with pytest.raises(parts.OutputError, match=r"postings\.parquet, which the input lacks now"):
        run.measure_into(str(tmp_path / "other.parquet"), out, run.here)
    assert content(out) == before


def test_a_folder_that_holds_something_else_is_refused(parquet: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(parts.OutputError, match="holds other files"):
        run.measure_into(str(parquet), tmp_path / "out", run.here)
    with pytest.raises(parts.OutputError, match="the input lies in it"):
        run.measure_into(str(parquet), tmp_path, run.here)
    with pytest.raises(AnalysisError, match="mend that"):
        run.measure_into(str(parquet), parquet / "out", run.here)


def test_a_posting_that_the_rules_stumble_over_costs_itself_alone(
    parquet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = measure.in_batches

    def stumbling(frame: pd.DataFrame) -> list[Batch]:
        if (frame["line"] == 5).any():
            raise IndexError
        return real(frame)

    monkeypatch.setattr(run.measure, "in_batches", stumbling)
    total = run.measure_into(str(parquet), tmp_path / "out", run.here)
    assert (total.rows, total.set_aside) == (21, 3)
    assert "IndexError" in (tmp_path / "out" / parts.SET_ASIDE).read_text()


def test_a_file_measured_alone_gives_the_same_rows(parquet: Path, tmp_path: Path) -> None:
    run.measure_into(str(parquet), tmp_path / "out", run.here)
    files.measure_file(parquet, tmp_path / "out.parquet")
    many = pd.read_parquet(tmp_path / "out").drop(columns=BESIDE)
    pd.testing.assert_frame_equal(many, pd.read_parquet(tmp_path / "out.parquet"))
