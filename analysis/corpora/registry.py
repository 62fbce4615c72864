"""The registered corpora: what each is, what it can speak for, what it must not be used for."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from analysis import declared_files, paths
from analysis.corpora import employers
from analysis.declared_files import Fault
from analysis.errors import AnalysisError

RAW = "data/raw"
"""Where the files of each corpus of the project stand, in a folder of its id."""

REGISTRY = "data/raw/corpora.toml"
"""Where the registry of the real corpora stands in the project."""

REFERENCE = "data/raw/reference"
"""Where the synthetic corpus stands: its entry, its postings and what is true of them."""

ENTRY = f"{REFERENCE}/corpus.toml"
POSTINGS = f"{REFERENCE}/postings.jsonl"
TRUTH = f"{REFERENCE}/truth.jsonl"
REFERENCE_ID = "reference"

Role = Literal["software_engineer", "ai_engineer", "machine_learning_engineer"]
ROLES: tuple[Role, ...] = ("software_engineer", "ai_engineer", "machine_learning_engineer")
Need = Literal[
    "skill_share",
    "skill_contrast",
    "pay_disclosure",
    "pay_field",
    "pay_amount",
    "employment",
    "employer_rank",
    "state",
]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Repository = Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]
Commit = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{40}|several)$")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class RegistryError(AnalysisError):
    """The registry holds what cannot be used; the message names the file and the key."""


class UnknownCorpusError(AnalysisError):
    """No corpus of that name is registered."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Entries = TypeVar("Entries", bound=_Strict)


class Unfit(_Strict):
    """A use that a corpus does not bear: the need, the roles it is about (none: all), and why."""

    need: Need
    roles: tuple[Role, ...] = ()
    why: Text


class Corpus(_Strict):
    """A corpus; `commit` is 'several' where its files come from more than one.

    A synthetic one is part of the project and comes from no repository.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    platform: Text
    repository: Repository | None = None
    commit: Commit | None = None
    licence: Text
    first_month: Month
    last_month: Month
    format: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    default_country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    notes: Text
    unfit: tuple[Unfit, ...] = ()
    synthetic: bool = False


class _Real(Corpus):
    repository: Repository
    commit: Commit
    synthetic: Literal[False] = False


class _Reference(Corpus):
    id: Literal["reference"]
    repository: None = None
    commit: None = None
    synthetic: Literal[True]


class _Registry(_Strict):
    removed_employers: tuple[Text, ...] = ()
    corpus: tuple[_Real, ...] = Field(min_length=1)


def manifest_path(corpus_id: str) -> str:
    """Return where the list of a corpus's files stands in the project.

    Args:
        corpus_id: A registered corpus.
    """
    return f"data/raw/manifests/{corpus_id}.csv"


def load() -> list[Corpus]:
    """Return every real corpus that is registered, in the registry's order.

    The synthetic one is not among them: nothing that is built on this list ever meets it.

    Raises:
        RegistryError: The file is missing, is not TOML, or a key of it cannot be used.
    """
    registered = _read(REGISTRY, _Registry)
    ids = [REFERENCE_ID, *(corpus.id for corpus in registered.corpus)]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        raise RegistryError(f"{REGISTRY}: corpus.id: '{repeated}' is registered more than once")
    return list(registered.corpus)


def removed_employers() -> frozenset[str]:
    """Return the keys of the employers that asked not to be measured.

    Raises:
        RegistryError: As `load` raises it.
    """
    named = _read(REGISTRY, _Registry).removed_employers
    return frozenset(employers.key(employers.name(one), one) for one in named)


def reference() -> Corpus:
    """Return the synthetic corpus, whose truth is known.

    Raises:
        RegistryError: Its entry is missing, is not TOML, or a key of it cannot be used.
    """
    return _read(ENTRY, _Reference)


def _read(name: str, model: type[Entries]) -> Entries:
    written = declared_files.read(paths.source(name), RegistryError)
    try:
        return model.model_validate(written)
    except ValidationError as error:
        faults = declared_files.faults(error, written, model)
        raise RegistryError("\n".join(_told(name, written, fault) for fault in faults)) from error


def _told(name: str, written: dict[str, Any], fault: Fault) -> str:
    entry = ""
    if len(fault.place) > 1 and isinstance(fault.place[1], int):
        table = written[str(fault.place[0])][fault.place[1]]
        if isinstance(table, dict):
            entry = f" of {table.get('id', 'an entry without id')}"
    return f"{name}: {fault.key}{entry}: {fault.message}"


def corpus(corpus_id: str) -> Corpus:
    """Return one corpus, real or the reference.

    Args:
        corpus_id: Its id.

    Raises:
        UnknownCorpusError: There is none of that name.
    """
    if corpus_id == REFERENCE_ID:
        return reference()
    registered = {entry.id: entry for entry in load()}
    if corpus_id not in registered:
        known = ", ".join([*registered, REFERENCE_ID])
        raise UnknownCorpusError(f"no corpus '{corpus_id}' in {REGISTRY}; there are {known}")
    return registered[corpus_id]


def refusal(corpus: Corpus, need: str, role: str | None) -> str | None:
    """Return why a corpus must not be used for an estimate, or None where it may.

    Args:
        corpus: A registered corpus.
        need: What the estimate asks of it, one of `Need`.
        role: The role that it is about; None where it is about no single one.

    Raises:
        RegistryError: The need is not one that the registry knows.
    """
    if need not in Need.__args__:  # type: ignore[attr-defined]
        raise RegistryError(f"'{need}' is no need; there are {', '.join(Need.__args__)}")  # type: ignore[attr-defined]
    if role is not None and role not in corpus.roles:
        return f"it cannot speak for {role}, only for {', '.join(corpus.roles)}"
    for entry in corpus.unfit:
        if entry.need == need and (not entry.roles or role in entry.roles):
            return entry.why
    return None


def first_refusal(corpus: Corpus, needs: Iterable[str], roles: Sequence[str | None]) -> str | None:
    """Return the first reason against any of some needs for any of some roles, or None.

    Args:
        corpus: A registered corpus.
        needs: Each one of `Need`.
        roles: As for `refusal`.

    Raises:
        RegistryError: A need is not one that the registry knows.
    """
    reasons = (refusal(corpus, need, role) for need in needs for role in roles)
    return next((reason for reason in reasons if reason), None)
