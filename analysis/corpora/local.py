"""Corpora of one's own: registered in a folder that git ignores, beside those of the project.

Nothing that is committed is built on them: the pipeline's list of corpora is `registry.load`,
which does not know this folder.
"""

import os
from pathlib import Path
from typing import Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field

from analysis import declared_files, paths
from analysis.corpora import registry
from analysis.corpora.registry import Corpus, RegistryError, Text

FOLDER = "private"
"""Where they stand in the project, unless the variable PRIVATE_DIR names another folder."""

ENTRY = "corpus.toml"
"""A corpus's entry, in its own folder beside its files."""


class Provenance(BaseModel):
    """Where the postings are from: what was asked, when, and what came.

    Attributes:
        query: What was asked of whom, in words.
        collected: The first and the last minute, ISO, in UTC.
        counts: Numbers that the collection told: requests, postings, boards, failures.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    query: Text
    collected: tuple[Text, Text]
    counts: dict[str, int] = {}


class Local(Corpus):
    """A corpus that is not the project's.

    Attributes:
        mapping: By canonical field, the column of the file that holds it; for tables alone.
        provenance: For a scan.
    """

    repository: None = None
    commit: None = None
    synthetic: Literal[False] = False
    mapping: dict[str, str] = Field(default_factory=dict)
    provenance: Provenance | None = None


def home() -> Path:
    """Return the folder of all private corpora."""
    named = os.environ.get("PRIVATE_DIR")
    return Path(named).resolve() if named else paths.source(FOLDER)


def folder(corpus_id: str) -> Path:
    """Return where a corpus stands: its entry, `files/` with its postings, its tables.

    Args:
        corpus_id: Its id.
    """
    return home() / corpus_id


def ids() -> list[str]:
    """Return the ids of the private corpora; none where there is no such folder."""
    return sorted(file.parent.name for file in home().glob(f"*/{ENTRY}"))


def corpus(corpus_id: str) -> Corpus:
    """Return a corpus of the project, or a private one.

    Args:
        corpus_id: Its id.

    Raises:
        UnknownCorpusError: There is neither.
    """
    file = folder(corpus_id) / ENTRY
    if file.is_file():
        return _read(file)
    try:
        return registry.corpus(corpus_id)
    except registry.UnknownCorpusError as error:
        own = ", ".join(ids()) or "none"
        raise registry.UnknownCorpusError(f"{error}; private ones: {own}") from error


def require_free(corpus_id: str) -> None:
    """Refuse an id that a corpus of the project has.

    Args:
        corpus_id: The id.

    Raises:
        RegistryError: It is taken.
    """
    if corpus_id in [registry.REFERENCE_ID, *(one.id for one in registry.load())]:
        raise RegistryError(f"'{corpus_id}' is the id of a corpus of the project; choose another")


def register(entry: Local, stands: Path | None = None) -> Path:
    """Write the entry of a corpus into its folder and return its path.

    Args:
        entry: The corpus.
        stands: Where its files lie until it is whole; None for its own folder.

    Raises:
        RegistryError: The project has a corpus of that id.
    """
    require_free(entry.id)
    path = (stands or folder(entry.id)) / ENTRY
    with paths.replacing(path) as temporary:
        temporary.write_text(_toml(entry), encoding="utf-8", newline="\n")
    return path


def _read(file: Path) -> Local:
    return declared_files.load(file, Local, RegistryError)


def _toml(entry: Local) -> str:
    told = entry.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return tomli_w.dumps(told | {"id": entry.id})
