"""Files of a corpus over the network: verified, whole or not at all, several at a time."""

import shutil
import tempfile
import time
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Never
from urllib.parse import quote

import pooch
from requests import exceptions
from tqdm import tqdm

from analysis.corpora.manifests import File
from analysis.corpora.results import Fault

THREADS = 8
TIMEOUT = (4.0, 20.0)
"""Seconds for the host to answer a connection, and between two pieces of a file."""

PAUSES = (1.0, 3.0)
"""Seconds before the second and the third attempt at a file that a passing fault broke off."""

GONE = frozenset({404, 410, 451})


class FetchError(Exception):
    """A file could not be fetched; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def fetch(files: list[File], folder: Path, base_url: str, corpus_id: str) -> Fault | None:
    """Fetch files into a corpus's folder; return the first fault, or None where all are there.

    The first file is the probe: where it cannot be had, no other is asked for. A file with a
    wrong checksum is set aside and the others go on; any other fault stops the rest. What was
    fetched stays.

    Args:
        files: Those to fetch, one at least.
        folder: The corpus's folder.
        base_url: `{base_url}/{repository}/{commit}/{repository_path}` is a file's address.
        corpus_id: For the progress bar.
    """
    pooch.get_logger().setLevel("WARNING")
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{folder.name}-*"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    total = sum(file.bytes for file in files)
    try:
        with tqdm(total=total, unit="B", unit_scale=True, desc=corpus_id, disable=None) as bar:
            job = _Job(staging, folder, base_url, bar)
            try:
                job.take(files[0], patient=False)
            except FetchError as error:
                if error.fault.state != "wrong_checksum":
                    return error.fault
                return _together([error.fault, *_rest(job, files[1:])])
            return _together(_rest(job, files[1:]))
    finally:
        shutil.rmtree(staging, ignore_errors=True)


class _Job:
    def __init__(self, staging: Path, folder: Path, base_url: str, bar: "tqdm[Never]") -> None:
        self.staging, self.folder, self.base_url, self.bar = staging, folder, base_url, bar

    def take(self, file: File, patient: bool = True) -> None:
        """Fetch a file, verify it, and only then put it where it belongs."""
        pauses = PAUSES if patient else ()
        url = f"{self.base_url.rstrip('/')}/{file.repository}/{file.commit}"
        url = f"{url}/{quote(file.repository_path)}"
        for pause in (*pauses, None):
            try:
                staged = pooch.retrieve(
                    url,
                    known_hash=f"sha256:{file.sha256}",
                    fname=file.sha256,
                    path=self.staging,
                    downloader=pooch.HTTPDownloader(timeout=TIMEOUT),
                )
                break
            except exceptions.RequestException as error:
                if pause is None or not _passing(error):
                    raise FetchError(_fault(error, file, self.base_url)) from error
                time.sleep(pause)
            except ValueError as error:
                raise FetchError(Fault("wrong_checksum", file.path)) from error
        place = self.folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        Path(staged).chmod(0o644)
        Path(staged).replace(place)
        self.bar.update(file.bytes)


def _rest(job: _Job, files: list[File]) -> list[Fault]:
    """Fetch the other files in threads, and stop at the first fault that concerns them all."""
    faults: list[Fault] = []
    pool = ThreadPoolExecutor(THREADS)
    pending: set[Future[None]] = {pool.submit(job.take, file) for file in files}
    try:
        while pending:
            done, pending = wait(pending, return_when=FIRST_EXCEPTION)
            for future in done:
                error = future.exception()
                if isinstance(error, FetchError):
                    faults.append(error.fault)
                elif error is not None:
                    raise error
            if any(fault.state != "wrong_checksum" for fault in faults):
                return faults
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return faults


def _together(faults: list[Fault]) -> Fault | None:
    """Return one fault for all: what concerns the whole corpus, else the wrong checksums."""
    wrong = sorted(fault.message for fault in faults if fault.state == "wrong_checksum")
    for fault in faults:
        if fault.state != "wrong_checksum":
            if fault.state == "unreachable":
                return Fault("incomplete", f"{fault.message}, half way")
            return fault
    if not wrong:
        return None
    return Fault("wrong_checksum", f"wrong SHA-256: {', '.join(wrong[:5])}" + _more(wrong))


def _more(names: list[str]) -> str:
    return f" and {len(names) - 5} more" if len(names) > 5 else ""


def _passing(error: exceptions.RequestException) -> bool:
    status = error.response.status_code if error.response is not None else None
    return status is None or status == 429 or status >= 500


def _fault(error: exceptions.RequestException, file: File, base_url: str) -> Fault:
    status = error.response.status_code if error.response is not None else None
    if status in GONE:
        return Fault(
            "vanished",
            f"{file.repository} at commit {file.commit[:12]} has no {file.repository_path} any "
            f"more (HTTP {status}): the repository, the commit or the file has vanished",
        )
    if status is not None:
        return Fault("unreachable", f"{base_url} answered HTTP {status} for {file.repository_path}")
    if isinstance(error, exceptions.ChunkedEncodingError | exceptions.ContentDecodingError):
        return Fault("incomplete", f"the connection broke off in {file.repository_path}")
    return Fault("unreachable", f"{base_url} cannot be reached")
