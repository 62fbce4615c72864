"""Answers that were given, on disk: a line each, free of the posting's words, never asked twice."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis import paths
from analysis.categories.annotator import settings

FORM: Final = 1
"""The version of a line; a line of another is refused."""

Status = Literal["labelled", "malformed", "truncated", "refused"]


class Entry(BaseModel):
    """An answer.

    Attributes:
        form: The version of the line.
        key: What it is found by: everything in `asked` and the digest of the posting.
        posting: The id under which it was asked first.
        asked: The annotator's identity.
        text: The digest of the posting as it was given.
        status: `labelled` where at least one field can stand.
        label: As `analysis.categories.annotator.reading` returns it.
        faults: A line for each field that cannot stand.
        tokens: In and out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Literal[1] = FORM
    key: str
    posting: str
    asked: dict[str, Any]
    text: str
    status: Status
    label: dict[str, dict[str, Any]]
    faults: tuple[str, ...]
    tokens: tuple[int, int]

    def line(self) -> str:
        """Return it as it stands in a shard."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True) + "\n"


class Shard:
    """The answers of one annotator.

    A line is written and forced to disk the moment that an answer is there. A last line that a
    crash cut short is refused and moved out of the way; `tidy` sorts the file.

    Attributes:
        refused: A line for each line that cannot stand.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.refused: tuple[str, ...] = ()
        self._entries: dict[str, Entry] = {}
        self._lines: list[str] = []
        self._lock = Lock()
        if path.is_file():
            self._load()

    def _load(self) -> None:
        refused = []
        content = self.path.read_bytes()
        for number, line in enumerate(content.splitlines(), start=1):
            fault = self._take(line)
            if fault:
                refused.append(f"{self.path.name}, line {number}: {fault}")
                self._lines.append(line.decode(errors="replace") + "\n")
        self.refused = tuple(refused)

    def _take(self, line: bytes) -> str | None:
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError):
            return "not JSON; the writing was cut short, or the file was edited"
        if not isinstance(raw, dict) or raw.get("form") != FORM:
            form = raw.get("form") if isinstance(raw, dict) else None
            return f"form {form}, this version reads {FORM}"
        try:
            entry = Entry.model_validate(raw)
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        if entry.key != settings.key(entry.asked, entry.text):
            return f"{entry.posting}: the key is not that of what was asked"
        if entry.key in self._entries:
            return f"{entry.posting}: a second answer to the same question; the first stands"
        self._entries[entry.key] = entry
        return None

    def get(self, key: str) -> Entry | None:
        """Return an answer, or None.

        Args:
            key: What it is found by.
        """
        return self._entries.get(key)

    def of_posting(self, posting: str, identity: dict[str, Any]) -> Entry | None:
        """Return the answer that was given for a posting whose text is not at hand.

        Args:
            posting: Its id.
            identity: Of the annotator.
        """
        found = (
            entry
            for entry in self._entries.values()
            if entry.posting == posting and entry.asked == identity
        )
        return min(found, key=lambda entry: entry.key, default=None)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the answers, by key."""
        return iter(sorted(self._entries.values(), key=lambda entry: entry.key))

    def add(self, entry: Entry) -> None:
        """Write an answer and see it on disk before anything else.

        Args:
            entry: The answer.
        """
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                if file.tell() and not _ends_a_line(file):
                    file.write(b"\n")
                file.write(entry.line().encode())
                file.flush()
                os.fsync(file.fileno())
            self._entries[entry.key] = entry

    def tidy(self) -> None:
        """Sort the file. Lines that cannot stand go to a file beside it, lest they be lost."""
        if not self.path.is_file():
            return
        if self._lines:
            aside = self.path.with_suffix(".refused")
            with aside.open("a", encoding="utf-8") as file:
                file.writelines(self._lines)
            self._lines = []
        with paths.replacing(self.path) as temporary:
            temporary.write_text("".join(e.line() for e in self), encoding="utf-8", newline="\n")


def _ends_a_line(file: Any) -> bool:  # noqa: ANN401 - an open binary file
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")
