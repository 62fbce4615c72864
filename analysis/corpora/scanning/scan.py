"""A scan: every part asked once, kept as soon as it is whole, and gone on with where it stopped."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from analysis import paths
from analysis.corpora.scanning.client import (
    ClosedError,
    CutShortError,
    ForbiddenError,
    ScanError,
)

FILES = "files"
STATE = "scan.json"
DONE, CLOSED, FORBIDDEN, FAILED = "done", "closed", "forbidden", "failed"
FINAL = {DONE, CLOSED, FORBIDDEN}
"""What is not asked again."""


@dataclass(frozen=True)
class Part:
    """What is asked for at once: a board, a thread.

    Attributes:
        name: Of its file, without the ending, below the scan's `files/`.
        fetch: Asks for it and returns it, ready to be written as JSON.
    """

    name: str
    fetch: Callable[[], object]


@dataclass
class State:
    """How far a scan is; it stands in the scan's folder.

    Attributes:
        query: What was asked, in words.
        begun: The first minute, ISO, in UTC.
        ended: The last.
        parts: What became of each, by name.
        reasons: Why, of those that are not done.
    """

    query: str
    begun: str
    ended: str
    parts: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def count(self, outcome: str) -> int:
        """Return how many parts came to an outcome."""
        return list(self.parts.values()).count(outcome)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left to be asked."""
        return all(outcome in FINAL for outcome in self.parts.values())


def run(
    parts: Iterable[Part], folder: Path, query: str, say: Callable[[str], None] = print
) -> State:
    """Ask for every part that is not here yet, and return how far it came.

    What was asked before is not asked again, and a part that fails costs none of the others. The
    state is written after each, so that a scan that is interrupted loses one part at most.

    Args:
        parts: Of the scan.
        folder: Of the corpus.
        query: What is asked, in words.
        say: Tells of each part.
    """
    state = read(folder) or State(query, now(), now())
    wanted = list(parts)
    for part in wanted:
        state.parts.setdefault(part.name, FAILED)
    for part in wanted:
        if state.parts[part.name] in FINAL:
            continue
        outcome, reason = _try(part, folder)
        state.parts[part.name] = outcome
        state.reasons.pop(part.name, None)
        if reason:
            state.reasons[part.name] = reason
        state.ended = now()
        _write(state, folder)
        say(f"{part.name}: {outcome}{f', {reason}' if reason else ''}")
    return state


def read(folder: Path) -> State | None:
    """Return the state of a scan that was begun, None where none was.

    Args:
        folder: Of the corpus.
    """
    file = folder / STATE
    return State(**json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


def came(folder: Path) -> bool:
    """Say whether anything came of a scan: a part that is done, or was cut short.

    Args:
        folder: Of the corpus.
    """
    return any((folder / FILES).rglob("*.json"))


def now() -> str:
    """Return the present minute, ISO, in UTC."""
    return datetime.now(tz=UTC).isoformat(timespec="minutes")


def _try(part: Part, folder: Path) -> tuple[str, str]:
    file = folder / FILES / f"{part.name}.json"
    try:
        payload = part.fetch()
    except ClosedError as error:
        return CLOSED, str(error)
    except ForbiddenError as error:
        return FORBIDDEN, str(error)
    except CutShortError as error:
        if len(error.rows) >= _kept(file):
            _keep(error.rows, file)
        return FAILED, str(error)
    except ScanError as error:
        return FAILED, str(error)
    _keep(payload, file)
    return DONE, ""


def _kept(file: Path) -> int:
    """Return how many rows an earlier try of a part brought."""
    return len(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else 0


def _keep(payload: object, file: Path) -> None:
    with paths.replacing(file) as temporary:
        temporary.write_text(json.dumps(payload, ensure_ascii=False), encoding="utf-8")


def _write(state: State, folder: Path) -> None:
    with paths.replacing(folder / STATE) as temporary:
        temporary.write_text(json.dumps(vars(state), indent=1), encoding="utf-8")
