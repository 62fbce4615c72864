"""The files of a corpus: where each comes from, its size and its SHA-256."""

import csv
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from analysis import paths
from analysis.corpora.registry import RegistryError, manifest_path

COLUMNS = ["path", "sha256", "bytes", "repository", "commit", "repository_path"]
SHA256 = re.compile(r"[0-9a-f]{64}")
COMMIT = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class File:
    """A file of a corpus: its path in the corpus's folder, its checksum and size, its source."""

    path: str
    sha256: str
    bytes: int
    repository: str
    commit: str
    repository_path: str


def load(corpus_id: str) -> list[File]:
    """Return the files of a corpus.

    Args:
        corpus_id: A registered corpus.

    Raises:
        RegistryError: The manifest is missing, or a row of it cannot be used.
    """
    name = manifest_path(corpus_id)
    try:
        with paths.source(name).open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            if reader.fieldnames != COLUMNS:
                raise RegistryError(f"{name}: the columns must be {', '.join(COLUMNS)}")
            files = [_file(name, number, row) for number, row in enumerate(reader, start=2)]
    except FileNotFoundError as error:
        raise RegistryError(f"{name} is missing: restore it from the repository") from error
    if not files:
        raise RegistryError(f"{name} lists no file")
    return files


def _file(name: str, number: int, row: dict[str, str]) -> File:
    path = PurePosixPath(row["path"] or "")
    usable = {
        "path": bool(path.parts) and not path.is_absolute() and ".." not in path.parts,
        "sha256": bool(SHA256.fullmatch(row["sha256"] or "")),
        "bytes": (row["bytes"] or "").isdecimal(),
        "commit": bool(COMMIT.fullmatch(row["commit"] or "")),
    }
    for key, good in usable.items():
        if not good:
            raise RegistryError(f"{name}: line {number}: {key}: '{row[key]}' cannot be used")
    return File(**{**row, "bytes": int(row["bytes"])})  # type: ignore[arg-type]


def has_right_checksum(path: Path, file: File) -> bool:
    """Return whether a file is there, whole and unchanged.

    Args:
        path: Where it lies.
        file: What the manifest says of it.
    """
    if not path.is_file() or path.stat().st_size != file.bytes:
        return False
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256
