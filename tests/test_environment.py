"""One environment, whichever way it is made."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from analysis import paths

LOCK = paths.source("requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads(paths.source("pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load(paths.source("environment.yml").read_text(encoding="utf-8"))


def locked(lock: str = LOCK) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9._-]+)(?:\[[a-z,_-]+\])?==([^ ;\\]+)", lock, re.MULTILINE
    ):
        versions.setdefault(name, set()).add(version)
    return versions


def test_conda_installs_the_lock_and_nothing_else() -> None:
    python, pip, wheels = CONDA["dependencies"]
    assert pip == "pip"
    assert wheels == {"pip": ["-r requirements.lock"]}
    assert python.split("=")[1] in SpecifierSet(PROJECT["requires-python"])


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_the_lock_holds_every_dependency_within_its_range(line: str) -> None:
    requirement = Requirement(line)
    versions = locked()[requirement.name.lower().replace("_", "-")]
    assert all(version in requirement.specifier for version in versions)


EXTRAS = {
    extra: paths.source(f"requirements-{extra}.lock").read_text(encoding="utf-8")
    for extra in ("site", "dask", "scan", "checks")
}


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_lock_of_an_extra_adds_to_the_other_and_changes_nothing_of_it(extra: str) -> None:
    wanted = {line.split(" ")[0] for line in PROJECT["optional-dependencies"][extra]}
    added = locked(EXTRAS[extra])
    assert {name.lower() for name in wanted} <= set(added)
    assert {name: added[name] for name in locked()} == locked()


@pytest.mark.parametrize("lock", [LOCK, *EXTRAS.values()], ids=["all", *EXTRAS])
def test_every_locked_file_has_a_hash_and_no_address(lock: str) -> None:
    assert lock.count("==") > 100
    assert lock.count("--hash=sha256:") > lock.count("==")
    assert not re.search(r"https?://|file:|index-url|find-links", lock)
