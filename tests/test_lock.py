"""The locks install with hashes required, and a file with another hash is refused."""

import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from analysis import paths

LOCK = paths.source("requirements.lock").read_text(encoding="utf-8")
SMALL = "tabulate"


def installed(lock: Path, venv: Path) -> subprocess.CompletedProcess[str]:
    """Install a lock into a new environment as the Makefile does, hashes required."""
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    python = str(venv / "bin" / "python")
    quiet = ["install", "--quiet", "--no-deps", "--require-hashes", "-r", str(lock)]
    if shutil.which("uv"):
        command = ["uv", "pip", *quiet[:2], "--python", python, *quiet[2:]]
    else:
        command = [python, "-m", "pip", *quiet[:2], "--disable-pip-version-check", *quiet[2:]]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_installation_of_the_makefile_requires_hashes() -> None:
    made = paths.source("Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    installing = re.findall(r"pip install[^;&\n]*", made)
    locked = [line for line in installing if " -r " in line]
    assert len(locked) == 2  # by uv and by pip, wherever the Makefile says $(INSTALL)
    assert made.count("$(INSTALL)") >= 6
    assert all("--require-hashes" in line for line in locked)
    # else pip takes the newest of what is asked for with an extra, and stops for want of its hash
    assert all("--no-deps" in line for line in installing)


LOCKS = sorted(paths.root().glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_lock_has_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|file:|index-url|find-links", text)


def test_what_is_asked_for_with_an_extra_is_locked_with_it() -> None:
    # conda has pip resolve the lock, which takes the newest release for an extra that is not there
    entries = re.findall(r"^([a-z0-9._-]+)(?:\[([a-z,_-]+)\])?==", LOCK, re.MULTILINE)
    locked = {name: extras.split(",") for name, extras in entries}
    wanted = {pair for package in locked for pair in with_extras(package) if pair[0] in locked}
    assert ("msgspec", "toml") in wanted
    assert {(name, extra) for name, extra in wanted if extra not in locked[name]} == set()


def with_extras(package: str) -> set[tuple[str, str]]:
    """Return what an installed package asks for with an extra, on this platform."""
    try:
        asked = [Requirement(line) for line in metadata.requires(package) or []]
    except metadata.PackageNotFoundError:
        return set()
    needed = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    return {(canonicalize_name(one.name), extra) for one in needed for extra in one.extras}


@pytest.mark.slow
@pytest.mark.installs
def test_an_environment_is_built_from_the_lock_and_runs(tmp_path: Path) -> None:
    done = installed(paths.source("requirements.lock"), tmp_path / "venv")
    assert done.returncode == 0, done.stderr
    command = [tmp_path / "venv/bin/python", "-m", "analysis", "--help"]
    ran = subprocess.run(command, cwd=paths.root(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Re-measure" in ran.stdout


def entry(name: str) -> str:
    found = re.search(rf"^{name}==.*?(?=^[a-z])", LOCK, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found.group()


@pytest.mark.installs
def test_a_file_with_another_hash_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "small.lock"
    lock.write_text(entry(SMALL))
    good = installed(lock, tmp_path / "good")
    if good.returncode:
        pytest.skip(f"no package index answers: {good.stderr[-200:]}")
    lock.write_text(re.sub(r"(sha256:)[0-9a-f]{64}", lambda m: m[1] + "0" * 64, entry(SMALL)))
    refused = installed(lock, tmp_path / "refused")
    assert refused.returncode != 0
    assert re.search("hash", refused.stderr, re.IGNORECASE)
    assert not list((tmp_path / "refused").glob(f"lib/*/site-packages/{SMALL}*"))
    lock.write_text(f"{SMALL}\n")
    assert installed(lock, tmp_path / "unlocked").returncode != 0
