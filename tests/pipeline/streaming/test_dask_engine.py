"""On a Dask cluster the parts are those of one process, byte for byte."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.pipeline.streaming import dask_engine, run
from tests.pipeline.streaming.conftest import content

distributed = pytest.importorskip("distributed", reason="make dask installs it")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def test_it_gives_the_bytes_of_one_process(scheduler: str, parquet: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run.measure_into(str(parquet), tmp_path / "one", run.here)
    arguments = ["measure", str(parquet), "-o", str(out), "--engine", "dask"]
    told = CliRunner().invoke(main, [*arguments, "--scheduler", scheduler])
    assert told.exit_code == 0, told.output
    assert "postings: 22 measured" in told.output
    assert content(out) == content(tmp_path / "one")


def test_a_worker_that_dies_is_replaced_and_nothing_is_lost(
    scheduler: str, parquet: Path, tmp_path: Path
) -> None:
    run.measure_into(str(parquet), tmp_path / "one", run.here)
    engine = dask_engine.on(scheduler)

    def killing(units, folder):
        for number, done in enumerate(engine(units, folder)):
            if number == 1:
                with distributed.Client(scheduler, set_as_default=False) as client:
                    os.kill(min(client.run(os.getpid).values()), signal.SIGKILL)
            yield done

    run.measure_into(str(parquet), tmp_path / "out", killing)
    assert content(tmp_path / "out") == content(tmp_path / "one")


def test_no_scheduler_is_said(parquet: Path, tmp_path: Path) -> None:
    engine = dask_engine.on("tcp://127.0.0.1:9")
    with pytest.raises(dask_engine.NoDaskError, match="no Dask scheduler answers at tcp"):
        run.measure_into(str(parquet), tmp_path / "out", engine)


def test_no_dask_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(dask_engine.NoDaskError, match="Dask is not installed"):
        dask_engine.on("tcp://127.0.0.1:9")
