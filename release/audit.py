"""Asks pip-audit for known faults of every lock; what was not audited is no pass.

pip-audit says 'no known vulnerabilities' of packages that its database did not tell it of, so that
every package is looked at: one that was skipped is named. Ends with 0 where every package of every
lock was audited and none has a known fault, with 1 where one has, with 2 where one was not audited.
Run in the environment of a release: `make audit`.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLEAN, FAULTY, UNKNOWN = 0, 1, 2


def ask(lock: Path) -> tuple[str, str]:
    """Return what pip-audit answers of a lock: its JSON, and what else it said.

    Args:
        lock: Its file.
    """
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    asked = subprocess.run(
        [*command, "--progress-spinner=off", "--timeout=15", "--format=json", "-r", str(lock)],
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout, asked.stderr


def verdict(name: str, answer: str, said: str) -> tuple[int, list[str]]:
    """Return what came of an audit: a code, and lines for a person.

    Args:
        name: Of the lock.
        answer: As pip-audit gives it, JSON.
        said: What else it said.
    """
    try:
        found = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = (said.strip().splitlines() or ["it said nothing"])[-1]
        return UNKNOWN, [f"{name}: NOT AUDITED, the database could not be asked: {why[:200]}"]
    skipped = [one["name"] for one in found if "skip_reason" in one]
    faulty = [one for one in found if one.get("vulns")]
    lines = [
        f"{name}: {one['name']} {one['version']}: {fault['id']}"
        for one in faulty
        for fault in one["vulns"]
    ]
    if skipped or not found:
        lines.append(
            f"{name}: {len(skipped)} of {len(found)} packages NOT AUDITED, "
            f"the database did not tell of them: {', '.join(skipped[:5])} ..."
        )
    code = FAULTY if faulty else UNKNOWN if skipped or not found else CLEAN
    return code, lines or [f"{name}: {len(found)} packages, no known fault"]


def main() -> int:
    """Audit every lock, and return the code to end with."""
    codes = []
    for lock in sorted(ROOT.glob("requirements*.lock")):
        code, lines = verdict(lock.name, *ask(lock))
        codes.append(code)
        print(*lines, sep="\n")
    return FAULTY if FAULTY in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main())
