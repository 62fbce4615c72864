"""Bringing corpora to `data/raw/`, from their repositories or from local archives."""

from collections.abc import Iterable
from pathlib import Path

from analysis import paths
from analysis.corpora import fetch, manifests, registry, unpack
from analysis.corpora.registry import POSTINGS, REFERENCE, TRUTH, Corpus
from analysis.corpora.results import Fault, Result

RAW_FILES = "https://raw.githubusercontent.com"
"""Serves any file of a public repository at a commit."""


def collect(
    corpora: Iterable[Corpus],
    folder: Path | None = None,
    base_url: str = RAW_FILES,
    into: Path | None = None,
) -> list[Result]:
    """Bring every file of the corpora to `<corpus>/` under `data/raw/`, verified by its SHA-256.

    Files that are there with the right checksum are left alone, so that a run that broke off goes
    on where it stopped. A file is written whole or not at all, and one with a wrong checksum is
    not written: what stood there before stays.

    Args:
        corpora: Registered corpora.
        folder: Where `<corpus>.tar.xz` archives lie; None fetches over the network.
        base_url: What serves `{repository}/{commit}/{path}`.
        into: The folder that takes the place of `data/raw/`.

    Returns:
        What became of each corpus, in order.
    """
    results = []
    unreachable: Fault | None = None
    for corpus in corpora:
        if corpus.synthetic:
            message = f"synthetic, a part of the project under {REFERENCE}: nothing to fetch"
            results.append(Result(corpus.id, "complete", message, 0))
            continue
        home = (into or paths.source(registry.RAW)) / corpus.id
        files = manifests.load(corpus.id)
        missing = _missing(files, home)
        fault = None
        if missing and folder is not None:
            fault = unpack.unpack(missing, home, folder / f"{corpus.id}.tar.xz")
        elif missing:
            fault = unreachable or fetch.fetch(missing, home, base_url, corpus.id)
            unreachable = fault if fault and fault.state == "unreachable" else None
        present = len(files) - len(_missing(missing, home) if fault else [])
        results.append(_result(corpus.id, fault, len(files), present))
    return results


def is_complete(corpus: Corpus) -> bool:
    """Return whether every file of a corpus is there in its size; checksums are not looked at.

    Args:
        corpus: A registered corpus, or the reference, which has no manifest.
    """
    if corpus.synthetic:
        return all(paths.source(name).is_file() for name in (POSTINGS, TRUTH))
    home = paths.source(registry.RAW) / corpus.id
    return all(_has_size(home / file.path, file.bytes) for file in manifests.load(corpus.id))


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except (FileNotFoundError, NotADirectoryError):
        return False


def _missing(files: list[manifests.File], home: Path) -> list[manifests.File]:
    return [file for file in files if not manifests.has_right_checksum(home / file.path, file)]


def _result(corpus_id: str, fault: Fault | None, count: int, present: int) -> Result:
    files = f"{count:,} file{'' if count == 1 else 's'}"
    if fault is None:
        return Result(corpus_id, "complete", f"{files}, every checksum right", count)
    message = f"{fault.message}; {present:,} of {files} here"
    if fault.state == "incomplete" and present:
        message += ": the same command goes on from here"
    return Result(corpus_id, fault.state, message, present)
