"""The bill of materials holds every locked package with its hashes, the same at every run."""

import json
import subprocess

import pytest

from analysis import paths

TOOLS = paths.source(".tools/bin/python")


@pytest.mark.skipif(not TOOLS.is_file(), reason="make .tools/made installs the tools of a release")
def test_it_names_every_package_of_every_lock_and_is_the_same_twice(tmp_path) -> None:
    for name in ("a", "b"):
        command = [TOOLS, "release/sbom.py", str(tmp_path / name)]
        subprocess.run(command, cwd=paths.root(), check=True, capture_output=True)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    held = json.loads((tmp_path / "a").read_bytes())["components"]
    for lock in paths.root().glob("requirements*.lock"):
        lines = lock.read_text().splitlines()
        locked = {line.split(" ")[0] for line in lines if "==" in line and line[0].isalnum()}
        named = {
            f"{one['name']}=={one['version']}"
            for one in held
            if {"name": "lock", "value": lock.name} in one["properties"]
        }
        assert {
            line.split("[")[0] + "==" + line.split("==")[1] if "[" in line else line
            for line in locked
        } == named
    assert all(one["hashes"] for one in held)
