"""Measuring an input of any size into a folder of parts."""

import contextlib
import itertools
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import astuple
from functools import lru_cache
from multiprocessing import connection, get_context
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from tqdm import tqdm

from analysis import tables
from analysis.corpora import employers, places
from analysis.errors import AnalysisError
from analysis.pipeline.streaming import ids, parts, sources
from analysis.pipeline.streaming.parts import Counts, OutputError
from analysis.pipeline.streaming.rows import Fault, InputFileError
from analysis.pipeline.streaming.sources import Source, Unit
from analysis.signals import measure
from analysis.signals.batches import Batch, rules

Done = Generator[tuple[Unit, Counts], None, None]
Engine = Callable[[Iterable[Unit], Path], Done]
"""Measures units into a folder and yields each when its part is whole, in whatever order."""

SPAN = ["signal", "form", "section", "level"]
"""Columns of the evidence that stay in the folder, each row once a posting."""

BESIDE = ["id", "employer_key", "country", "characters", "file", "line"]
"""Columns of a part beside the measurements."""

_place = lru_cache(maxsize=10_000)(places.of)

AHEAD = 2
"""Units a worker that are read ahead of it."""


class StoppedError(AnalysisError):
    """A run that did not come to its end; what it had finished stays."""


def measure_unit(unit: Unit, folder: Path) -> Counts:
    """Measure a unit and write its evidence and its part: what every engine runs, wherever.

    Args:
        unit: What to measure.
        folder: Where the parts stand.

    Raises:
        OutputError: The part cannot be written.
    """
    kept, batches, faults, without_text = [], [], [], 0
    for postings, broken in unit.content.read():
        good, own, stumbled = _measured(postings)
        kept.append(_described(good))
        batches += own
        faults += [*broken, *stumbled]
        without_text += int((postings["text"].str.strip() == "").sum())
    evidence, frame = _frames(pd.concat(kept, ignore_index=True), batches, unit.file)
    with parts.told(folder):
        parts.write_evidence(parts.evidence_of(folder, unit.number), evidence)
        parts.write_part(parts.path_of(folder, unit.number), frame, sorted(faults), without_text)
    return Counts(len(frame), len(faults), without_text)


class _Measured(NamedTuple):
    postings: pd.DataFrame
    batches: list[Batch]
    faults: list[Fault]


def _measured(postings: pd.DataFrame) -> _Measured:
    """Measure postings; one that the rules stumble over is set aside, not the others."""
    try:
        return _Measured(postings, measure.in_batches(postings), [])
    except AnalysisError:
        raise
    except Exception as error:
        if len(postings) == 1:
            why = f"could not be measured, which is a fault of ours: {type(error).__name__}"
            return _Measured(postings.head(0), [], [Fault(int(postings["line"].iloc[0]), why)])
        half = len(postings) // 2
        first, second = (_measured(postings.iloc[at]) for at in (slice(half), slice(half, None)))
        both = pd.concat([first.postings, second.postings], ignore_index=True)
        return _Measured(both, first.batches + second.batches, first.faults + second.faults)


def _described(postings: pd.DataFrame) -> pd.DataFrame:
    """Return what stays of postings beside their measurements: what estimates ask, no text."""
    named = zip(map(employers.name, postings["employer"]), postings["id"], strict=True)
    countries = [_place(location).country for location in postings["location"]]
    return pd.DataFrame(
        {
            "id": postings["id"],
            "title": postings["title"],
            "employer_key": pd.array([employers.key(*each) for each in named], dtype="str"),
            "country": pd.array(countries, dtype="str"),
            "characters": postings["text"].str.len().astype("int64"),
            "line": postings["line"],
        }
    )


def _frames(
    postings: pd.DataFrame, batches: Sequence[Batch], file: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the evidence and the rows of a part.

    Evidence goes by the line: ids that repeat are only found at the end.
    """
    evidence, measured = measure.as_frames(postings.assign(id=postings["line"]), batches)
    told = evidence[["id", *SPAN]].drop_duplicates().rename(columns={"id": "line"})
    beside = postings.assign(file=pd.Series([file] * len(postings), dtype="str"))
    return told, measured.assign(**{name: beside[name] for name in BESIDE})


def here(units: Iterable[Unit], folder: Path) -> Done:
    """Measure units one after the other in this process.

    Args:
        units: Those to measure.
        folder: Where the parts stand.
    """
    for unit in units:
        yield unit, measure_unit(unit, folder)


def local(workers: int) -> Engine:
    """Return the engine of this machine.

    Args:
        workers: Processes; 1 is this one.
    """
    return here if workers == 1 else in_processes(workers)


def in_processes(workers: int) -> Engine:
    """Return the engine of some processes of this machine.

    Args:
        workers: How many.
    """

    def engine(units: Iterable[Unit], folder: Path) -> Done:
        pool = ProcessPoolExecutor(workers, get_context("spawn"), _ready)
        waiting: dict[Future[Counts], Unit] = {}
        left = iter(units)
        try:
            while True:
                for unit in itertools.islice(left, AHEAD * workers - len(waiting)):
                    waiting[pool.submit(measure_unit, unit, folder)] = unit
                if not waiting:
                    return
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(future), future.result()
        except BrokenProcessPool as error:
            raise StoppedError(
                f"{folder}: a worker was ended from outside, perhaps for want of memory; what is "
                "there stays, and the same command goes on from it (with fewer --workers, if so)"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)

    return engine


def _ready() -> None:
    """Let a worker finish its part at Ctrl-C, end with its parent, and read the rules."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    rules()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def measure_into(named: str, folder: Path, engine: Engine) -> Counts:
    """Measure an input into a folder, or go on where an earlier run left off.

    Args:
        named: A file, a folder or a pattern, as `sources.files` takes.
        folder: For the parts; new, empty, or begun with the same input and rules.
        engine: What measures the units.

    Returns:
        What the whole folder holds.

    Raises:
        InputFileError: Nothing of the input can be read.
        OutputError: The folder cannot be written to, is held by another run, or holds something
            else.
        StoppedError: The run was stopped.
    """
    inputs = sources.files(named)
    if folder.resolve() in {parent for one in inputs for parent in one.path.resolve().parents}:
        raise OutputError(f"{folder}: the input lies in it: name another folder")
    with parts.locked(folder), parts.told(folder):
        parts.begin(folder, [sources.identity(source) for source in inputs])
        names = _measure_rest(inputs, folder, engine)
        parts.clear_unfinished(folder)  # an engine may have gone on without a worker that died
        files = [parts.path_of(folder, number) for number in range(len(names))]
        _check_whole(files, folder)
        ids.set_repeated_aside(files)
        _write_set_aside(folder, names, files)
        total = _sum(parts.counts(file) for file in files)
        if not total.rows and total.set_aside:
            first = next(fault for file in files for fault in parts.faults(file))
            raise InputFileError(f"{named}: nothing in it can be measured: {first.why}")
    return total


def _measure_rest(inputs: list[Source], folder: Path, engine: Engine) -> list[str]:
    """Measure the units that have no part yet; return the file of every unit."""
    names = []
    size = sum(source.path.stat().st_size for source in inputs)
    with tqdm(total=size, unit="B", unit_scale=True, smoothing=0.05, disable=None) as bar:

        def missing() -> Iterator[Unit]:
            for unit in sources.units(inputs):
                names.append(unit.file)
                if not parts.path_of(folder, unit.number).exists():
                    yield unit
                else:
                    bar.total = (bar.total or 0) - unit.weight

        rows, began = 0, time.monotonic()
        try:
            with contextlib.closing(engine(missing(), folder)) as done:
                for unit, counted in done:
                    rows += counted.rows
                    rate = rows / max(time.monotonic() - began, 1e-9)
                    bar.set_postfix_str(f"{rows:,} postings, {rate:,.0f}/s", refresh=False)
                    bar.update(unit.weight)
        except KeyboardInterrupt as error:
            raise StoppedError(
                f"{folder}: stopped; the parts there are whole, and the same command goes on"
            ) from error
    return names


def _check_whole(files: list[Path], folder: Path) -> None:
    lacking = [file.name for file in files if not file.exists()]
    if lacking:
        raise OutputError(
            f"{folder}: {lacking[0]} is not there, though it was written ({len(lacking)} in all): "
            "do all workers see the same folder?"
        )


def _sum(counted: Iterable[Counts]) -> Counts:
    columns = zip((0, 0, 0), *map(astuple, counted), strict=True)
    return Counts(*map(sum, columns))


def _write_set_aside(folder: Path, names: list[str], files: list[Path]) -> None:
    rows = [
        (name, str(fault.line or ""), fault.why)
        for name, file in zip(names, files, strict=True)
        for fault in parts.faults(file)
    ]
    frame = pd.DataFrame(rows, columns=["file", "line", "why"], dtype="str")
    text = tables.defused(frame).to_csv(index=False, lineterminator="\n")
    parts.write(folder / parts.SET_ASIDE, text.encode())
