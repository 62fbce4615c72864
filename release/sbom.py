"""Writes a software bill of materials from the locks: CycloneDX, held to its schema.

Every locked package stands in it with version and SHA-256 hashes, and with the locks that name it.
No time and no random number stands in it, so that the same locks give the same bytes. Run in the
environment of a release: `make sbom`.
"""

import json
import re
import sys
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z0-9,._-]+\])?==([^ ;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def packages(lock: str) -> dict[tuple[str, str], list[str]]:
    """Return the hashes of the packages of a lock, by name and version.

    Args:
        lock: The content of its file.
    """
    found: dict[tuple[str, str], list[str]] = {}
    hashes: list[str] = []
    for line in lock.splitlines():
        if named := PACKAGE.match(line):
            hashes = found.setdefault((named[1], named[2]), [])
        hashes += HASH.findall(line)
    return found


def component(package: tuple[str, str], hashes: set[str], locks: list[str]) -> Component:
    """Return a package as CycloneDX tells of it.

    Args:
        package: Name and version.
        hashes: SHA-256 of its files.
        locks: Those that name it.
    """
    name, version = package
    address = PackageURL("pypi", None, name, version)
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        bom_ref=str(address),
        purl=address,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in sorted(hashes)],
        properties=[Property(name="lock", value=lock) for lock in locks],
    )


def text(locks: dict[str, str]) -> str:
    """Return the bill of materials of locks, as JSON.

    Args:
        locks: The content of each, by name.

    Raises:
        ValueError: It does not keep to the schema of CycloneDX 1.6.
    """
    held = {name: packages(lock) for name, lock in locks.items()}
    bom = Bom()
    bom.metadata.component = Component(
        name="what-is-an-ai-engineer", type=ComponentType.APPLICATION, bom_ref="project"
    )
    for package in sorted({package for lock in held.values() for package in lock}):
        naming = [name for name, lock in held.items() if package in lock]
        hashes = {one for name in naming for one in held[name][package]}
        bom.components.add(component(package, hashes, naming))
    told = json.loads(JsonV1Dot6(bom).output_as_string())
    del told["serialNumber"], told["metadata"]["timestamp"]
    made = json.dumps(told, indent=1)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(made)
    if fault is not None:
        raise ValueError(f"not CycloneDX 1.6: {fault}")
    return f"{made}\n"


if __name__ == "__main__":
    found = {file.name: file.read_text("utf-8") for file in sorted(ROOT.glob("requirements*.lock"))}
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text(found), "utf-8")
    print(target)
