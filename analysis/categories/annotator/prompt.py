"""What a model is told of the codebook and of one posting."""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

CODEBOOK = Path(__file__).with_name("codebook.md")
FILE = Path(__file__).with_name("prompt.toml")
EXAMPLE = Path(__file__).with_name("example.txt")
EXAMPLE_ANSWER = Path(__file__).with_name("example.json")
"""A made-up posting and its coding, shown before the one that is asked about."""

_VERSION = re.compile(r"^Version (\S+)\.(?: |$)", re.MULTILINE)


class Prompt(BaseModel):
    """The templates of what a model is told, with their version."""

    model_config = ConfigDict(extra="forbid")

    version: str
    system: str
    user: str


@dataclass(frozen=True)
class Messages:
    """What is sent for one posting: the codebook, an example with its answer, the posting."""

    system: str
    example: str
    answer: str
    user: str

    def __len__(self) -> int:
        """Return how many characters are sent."""
        return sum(map(len, (self.system, self.example, self.answer, self.user)))


@cache
def load() -> Prompt:
    """Return the prompt."""
    return Prompt.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


@cache
def codebook() -> str:
    """Return the codebook as people and models read it."""
    return CODEBOOK.read_text(encoding="utf-8")


@cache
def codebook_version() -> str:
    """Return the version that the codebook states."""
    found = _VERSION.search(codebook())
    if found is None:
        raise ValueError(f"{CODEBOOK}: no line 'Version N. …'")
    return found.group(1)


def digest(document: str) -> str:
    """Return the SHA-256 of a posting as it is coded.

    Args:
        document: As `analysis.categories.annotator.evidence.document` makes it.
    """
    return hashlib.sha256(document.encode()).hexdigest()


def messages(document: str) -> Messages:
    """Return what a model is told.

    The mark of the lines around the posting is taken from its digest: no posting can hold the
    line that ends it.

    Args:
        document: The posting as it is coded.
    """
    # replaced, never formatted: braces in a posting are braces
    system = load().system.replace("{codebook}", codebook()).strip()
    return Messages(system, *_example(), _asked(document))


@cache
def _example() -> tuple[str, str]:
    """Return what is asked of the made-up example, and its answer."""
    answer = json.loads(EXAMPLE_ANSWER.read_text(encoding="utf-8"))
    return _asked(EXAMPLE.read_text(encoding="utf-8").strip()), json.dumps(answer)


def _asked(document: str) -> str:
    user = load().user.replace("{mark}", digest(document)[:16]).strip()
    return user.replace("{posting}", document)
