"""The engine of a Dask cluster: the same function a unit, on workers that see the same folders.

Of a Parquet file a task carries the place of its rows, never their texts; a unit of a text file
carries its lines. Dask runs a task again where its worker died.
"""

import importlib
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis.errors import AnalysisError
from analysis.pipeline.streaming.run import AHEAD, Done, Engine, StoppedError, measure_unit
from analysis.pipeline.streaming.sources import Unit

RETRIES = 3


class NoDaskError(AnalysisError):
    """Dask is not installed, or no scheduler answers."""


def on(address: str) -> Engine:
    """Return the engine of a scheduler.

    Args:
        address: Such as tcp://host:8786.

    Raises:
        NoDaskError: Dask is not installed.
    """
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise NoDaskError("Dask is not installed: make dask, here and on the workers") from error

    def engine(units: Iterable[Unit], folder: Path) -> Done:
        try:
            client = distributed.Client(address, timeout=10, set_as_default=False)
        except OSError as error:
            raise NoDaskError(f"no Dask scheduler answers at {address}") from error
        with client:
            left = iter(units)
            waiting: dict[Any, Unit] = {}
            done = distributed.as_completed(loop=client.loop)
            while True:
                most = AHEAD * max(1, sum(client.nthreads().values()))
                for unit in itertools.islice(left, max(0, most - len(waiting))):
                    future = client.submit(
                        measure_unit, unit, folder.resolve(), pure=False, retries=RETRIES
                    )
                    waiting[future] = unit
                    done.add(future)
                if not waiting:
                    return
                future = next(done)
                try:
                    yield waiting.pop(future), future.result()
                except distributed.KilledWorker as error:
                    raise StoppedError(
                        f"{folder}: Dask's workers died more than once on a unit; what is there "
                        "stays, and the same command goes on from it"
                    ) from error

    return engine
