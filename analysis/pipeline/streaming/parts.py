"""A folder of parts: what is in it is whole, and of one input measured by one set of rules."""

import contextlib
import errno
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import paths
from analysis.corpora import employers, gazetteer, places
from analysis.errors import AnalysisError
from analysis.pipeline.streaming.rows import Fault
from analysis.signals import lexicon

MANIFEST, LOCK, SET_ASIDE = "_manifest.json", "_lock", "_set_aside.csv"
EVIDENCE = "_evidence"
"""Names that begin with an underscore are passed over by those who read a folder of Parquet."""

FORMAT = 2
"""Of the folder: 1 had neither employers and countries nor evidence."""

_FAULTS, _WITHOUT_TEXT = b"set_aside", b"without_text"


class OutputError(AnalysisError):
    """A folder that cannot be written to; the message says what to do."""


@dataclass(frozen=True)
class Counts:
    """What a part holds.

    Attributes:
        rows: Postings measured.
        set_aside: Lines that were not.
        without_text: Postings measured by their title alone.
    """

    rows: int
    set_aside: int
    without_text: int


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say in words what the system refuses, and what to do.

    Args:
        folder: Where it was to be written.

    Raises:
        OutputError: Writing failed.
    """
    cures = {
        errno.ENOSPC: "the disk is full: make room",
        errno.EDQUOT: "the quota of the disk is used up: make room",
        errno.EROFS: "the file system is read-only: name a folder elsewhere",
        errno.EACCES: "you may not write there: name a folder elsewhere",
        errno.EPERM: "you may not write there: name a folder elsewhere",
    }
    try:
        yield
    except OSError as error:
        cure = cures.get(error.errno or 0, f"{error.strerror or error}: mend that")
        raise OutputError(
            f"{folder}: {cure}; what is there stays, and the same command goes on from it"
        ) from error


if sys.platform == "win32":  # not run: no Windows was at hand
    import msvcrt

    def _hold(lock: IO[str]) -> None:
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
else:
    import fcntl

    def _hold(lock: IO[str]) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other runs; the system lets go of it however this one ends.

    Args:
        folder: It is made where it is not there.

    Raises:
        OutputError: Another run holds it, or it cannot be written to.
    """
    with contextlib.ExitStack() as held:
        with told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lock = held.enter_context((folder / LOCK).open("w"))
        try:
            _hold(lock)
        except BlockingIOError as error:
            raise OutputError(
                f"{folder}: another run is writing there: wait for it, or name another folder"
            ) from error
        yield


def rules() -> str:
    """Return what decides a part: a hash of the rule files and of the code that measures.

    That which names employers and places decides what stands beside the measurements.
    """
    digest = hashlib.sha256(lexicon.version().encode())
    code = Path(lexicon.__file__).parent.glob("*.py")
    beside = (Path(str(module.__file__)) for module in (employers, places, gazetteer))
    for file in (*sorted(code), *beside):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def begin(folder: Path, inputs: list[dict[str, object]]) -> None:
    """Open a folder for an input, or go on with it, and clear away what was not finished.

    Args:
        folder: Locked.
        inputs: What its files are known by.

    Raises:
        OutputError: The folder holds something else, or parts of another input or other rules.
    """
    manifest = {"format": FORMAT, "rules": rules(), "inputs": inputs}
    path = folder / MANIFEST
    if not path.exists():
        if any(file for file in folder.iterdir() if file.name != LOCK and not _unfinished(file)):
            raise OutputError(f"{folder}: holds other files: name a new or an empty folder")
        write(path, (json.dumps(manifest, indent=1) + "\n").encode())
    changed = _changes(json.loads(path.read_text(encoding="utf-8")), manifest)
    if changed:
        raise OutputError(
            f"{folder}: was begun with {changed}: name another folder, or delete this one"
        )
    (folder / EVIDENCE).mkdir(exist_ok=True)
    clear_unfinished(folder)


def clear_unfinished(folder: Path) -> None:
    """Remove what was being written when a process was killed.

    Args:
        folder: Locked; nothing that still counts is being written to it.
    """
    for file in (*folder.iterdir(), *(folder / EVIDENCE).iterdir()):
        if _unfinished(file):
            file.unlink(missing_ok=True)


def _unfinished(file: Path) -> bool:
    return file.name.startswith(paths.UNFINISHED)


def _changes(old: dict[str, Any], new: dict[str, Any]) -> str | None:
    """Return the first thing that differs between two manifests, or None."""
    if old["format"] != new["format"]:
        return "another version of this program"
    if old["rules"] != new["rules"]:
        return f"other rules ({old['rules']}, now {new['rules']})"
    before, now = ({one["file"]: one for one in manifest["inputs"]} for manifest in (old, new))
    for name in [*before, *now]:
        if before.get(name) != now.get(name):
            kind = "another" if name in before and name in now else "no"
            return f"{kind} {name}" if name in now else f"{name}, which the input lacks now"
    return None


def path_of(folder: Path, number: int) -> Path:
    """Return where a part stands.

    Args:
        folder: That of the run.
        number: Of its unit.
    """
    return folder / f"part-{number:06}.parquet"


def evidence_of(folder: Path, number: int) -> Path:
    """Return where the evidence of a part stands.

    Args:
        folder: That of the run.
        number: Of its unit.
    """
    return folder / EVIDENCE / f"part-{number:06}.parquet"


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever happens to the machine.

    Args:
        path: The file.
        content: Its bytes.
    """
    with paths.replacing(path) as temporary, temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_part(path: Path, frame: pd.DataFrame, faults: Iterable[Fault], without_text: int) -> None:
    """Write a part: its rows, and in its metadata what was set aside.

    Args:
        path: As `path_of` gives it.
        frame: The measurements, with file and line.
        faults: By line.
        without_text: Postings measured by their title alone.
    """
    table = pa.Table.from_pandas(frame, preserve_index=False)
    own = {_FAULTS: json.dumps(list(faults)), _WITHOUT_TEXT: str(without_text)}
    _write_table(path, table.replace_schema_metadata({**(table.schema.metadata or {}), **own}))


def write_evidence(path: Path, frame: pd.DataFrame) -> None:
    """Write what the levels of a part rest on.

    Args:
        path: As `evidence_of` gives it.
        frame: Words, and the lines that they are of.
    """
    _write_table(path, pa.Table.from_pandas(frame, preserve_index=False))


def _write_table(path: Path, table: pa.Table) -> None:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    write(path, sink.getvalue())


def counts(path: Path) -> Counts:
    """Return what a part holds.

    Args:
        path: The part.
    """
    footer = pq.read_metadata(path)
    set_aside = json.loads(footer.metadata[_FAULTS])
    return Counts(footer.num_rows, len(set_aside), int(footer.metadata[_WITHOUT_TEXT]))


def faults(path: Path) -> list[Fault]:
    """Return what was set aside of a part's unit, by line.

    Args:
        path: The part.
    """
    found = json.loads(pq.read_metadata(path).metadata[_FAULTS])
    return [Fault(line, why) for line, why in found]


def drop(path: Path, rows: dict[int, str]) -> None:
    """Set rows of a part aside.

    Args:
        path: The part.
        rows: Their numbers in the part, with the reason.
    """
    table = pq.read_table(path, partitioning=None)
    lines = table.column("line").to_pylist()
    told_of = sorted([*faults(path), *(Fault(lines[row], why) for row, why in rows.items())])
    kept = table.take([row for row in range(len(table)) if row not in rows])
    metadata = {**table.schema.metadata, _FAULTS: json.dumps(told_of)}
    _write_table(path, kept.replace_schema_metadata(metadata))
