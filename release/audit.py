"""Asks pip-audit for known faults of every lock; a database that cannot be reached is no pass.

Ends with 0 where every lock was audited and none has a known fault, with 1 where one has, with 2
where a lock could not be audited. Run in the environment of a release: `make audit`.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLEAN, FAULTY, UNKNOWN = 0, 1, 2


def audit(lock: Path) -> int:
    """Audit a lock and say what came of it.

    Args:
        lock: Its file.
    """
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    asked = subprocess.run(
        [*command, "--progress-spinner", "off", "--timeout", "15", "-r", str(lock)],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode == 0 and "No known vulnerabilities found" in asked.stderr:
        print(f"{lock.name}: no known fault")
        return CLEAN
    if asked.returncode == 1 and asked.stdout.startswith("Name"):
        print(f"{lock.name}: known faults\n{asked.stdout}")
        return FAULTY
    said = (asked.stderr.strip().splitlines() or ["it said nothing"])[-1]
    print(f"{lock.name}: NOT AUDITED, the database could not be asked: {said[:200]}")
    return UNKNOWN


if __name__ == "__main__":
    sys.exit(max(audit(lock) for lock in sorted(ROOT.glob("requirements*.lock"))))
