"""What became of collecting a corpus."""

from dataclasses import dataclass
from typing import Literal

State = Literal["complete", "unreachable", "vanished", "wrong_checksum", "incomplete"]


@dataclass(frozen=True)
class Result:
    """What became of collecting a corpus.

    Attributes:
        corpus: Its id.
        state: `complete`; `unreachable` where the host gave no file; `vanished` where the
            repository, the commit or a file is gone; `wrong_checksum` where a file is not the
            registered one; `incomplete` where files are missing for another reason.
        message: One line for a person: what happened, and what to do where something can be done.
        files_present: Files that are there with the right checksum.
    """

    corpus: str
    state: State
    message: str
    files_present: int

    @property
    def complete(self) -> bool:
        """Whether every file is there with the right checksum."""
        return self.state == "complete"


@dataclass(frozen=True)
class Fault:
    """Why a file could not be had, and what to tell of it."""

    state: State
    message: str
