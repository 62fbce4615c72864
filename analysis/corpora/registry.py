"""The registered corpora: what each is, what it can speak for, what it must not be used for."""

import tomllib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from analysis import paths
from analysis.errors import AnalysisError

REGISTRY = "data/raw/corpora.toml"
"""Where the registry stands in the project."""

Role = Literal["software_engineer", "ai_engineer", "machine_learning_engineer"]
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
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class RegistryError(AnalysisError):
    """The registry holds what cannot be used; the message names the file and the key."""


class UnknownCorpusError(AnalysisError):
    """No corpus of that name is registered."""


class UnfitCorpusError(AnalysisError):
    """An estimate was asked of a corpus that cannot carry it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Unfit(_Strict):
    """A use that a corpus does not bear: the need, the roles it is about (none: all), and why."""

    need: Need
    roles: tuple[Role, ...] = ()
    why: Text


class Corpus(_Strict):
    """A registered corpus; `commit` is 'several' where its files come from more than one."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Text
    platform: Text
    repository: Annotated[str, StringConstraints(pattern=r"^[\w.-]+/[\w.-]+$")]
    commit: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{40}|several)$")]
    licence: Text
    first_month: Month
    last_month: Month
    format: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    default_country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    notes: Text
    unfit: tuple[Unfit, ...] = ()


class _Registry(_Strict):
    corpus: tuple[Corpus, ...] = Field(min_length=1)


def manifest_path(corpus_id: str) -> str:
    """Return where the list of a corpus's files stands in the project.

    Args:
        corpus_id: A registered corpus.
    """
    return f"data/raw/manifests/{corpus_id}.csv"


def load() -> list[Corpus]:
    """Return every registered corpus, in the registry's order.

    Raises:
        RegistryError: The file is missing, is not TOML, or a key of it cannot be used.
    """
    path = paths.source(REGISTRY)
    try:
        registered = _Registry.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise RegistryError(f"{REGISTRY} is missing: restore it from the repository") from error
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{REGISTRY} is not TOML: {error}") from error
    except ValidationError as error:
        raise RegistryError(_faults(error)) from error
    ids = [corpus.id for corpus in registered.corpus]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        raise RegistryError(f"{REGISTRY}: corpus.id: '{repeated}' is registered more than once")
    return list(registered.corpus)


def _faults(error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        entry, number = "", fault["loc"][1:2]
        if number and isinstance(fault["input"], dict):
            entry = f" of {fault['input'].get('id', 'an entry without id')}"
        key = ".".join(str(part) for part in fault["loc"])
        lines.append(f"{REGISTRY}: {key}{entry}: {fault['msg']}")
    return "\n".join(lines)


def corpus(corpus_id: str) -> Corpus:
    """Return one registered corpus.

    Args:
        corpus_id: Its id.

    Raises:
        UnknownCorpusError: There is none of that name.
    """
    registered = {entry.id: entry for entry in load()}
    if corpus_id not in registered:
        known = ", ".join(registered)
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


def require(corpus: Corpus, need: str, role: str | None) -> None:
    """Refuse an estimate that a corpus cannot carry.

    Args:
        corpus: A registered corpus.
        need: What the estimate asks of it, one of `Need`.
        role: The role that it is about; None where it is about no single one.

    Raises:
        UnfitCorpusError: The corpus is unfit; the message says for what and why.
    """
    reason = refusal(corpus, need, role)
    if reason:
        raise UnfitCorpusError(f"{corpus.id} is unfit for {need}: {reason}")
