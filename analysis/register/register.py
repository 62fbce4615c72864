"""The register of an article's claims: a TOML file, checked key by key."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from analysis import declared_files
from analysis.corpora.registry import ROLES as ROLES
from analysis.corpora.registry import Need, Role
from analysis.declared_files import Fault
from analysis.errors import AnalysisError
from analysis.register import expressions
from analysis.register.stated import Stated, parse, parse_pair

ARTICLE = "data/raw/article/claims.toml"
"""Where the claims of the article stand in the project."""

Kind = Literal[
    "share",
    "threshold",
    "comparison",
    "count",
    "extremum",
    "universal",
    "structure",
    "ranking",
    "not_testable",
]
MARGIN_WORDS = ("half to double", "half the gap")
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Fraction = Annotated[float, Field(gt=0, lt=1)]


def _known_margin(value: object) -> object:
    if isinstance(value, str) and value not in MARGIN_WORDS:
        words = " or ".join(f"'{word}'" for word in MARGIN_WORDS)
        raise ValueError(f"'{value}' is no margin: give a fraction such as 0.10, {words}")
    return value


def _readable(value: object) -> object:
    if isinstance(value, str):
        expressions.parse(value)
    return value


Measure = Annotated[str, BeforeValidator(_readable)]
Margin = Annotated[Fraction | str, BeforeValidator(_known_margin)]


class RegisterError(AnalysisError):
    """The register holds what cannot be used; the message names file, claim, key and cure."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Strict):
    """The article: its sample sizes by role, and the design effects assumed for its shares.

    Attributes:
        note: What its readers must know of its postings.
    """

    id: Slug
    title: Text
    publisher: Text
    published: datetime.date
    platform: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    sample_sizes: dict[Role, Annotated[int, Field(gt=0)]]
    design_effects: dict[str, Annotated[float, Field(ge=1)]]
    note: Text | None = None

    @model_validator(mode="after")
    def _has_default(self) -> Self:
        if "default" not in self.design_effects:
            raise ValueError("design_effects needs a 'default', 1.0 where postings are independent")
        return self


class Claim(_Strict):
    """One statement of the article, with the reading and the margin that it is held to.

    Attributes:
        audited: Whether its share is corrected for label error in a corpus that coders audited.
    """

    id: Slug
    section: Slug
    said: Text
    stated: Text
    kind: Kind
    read_as: Text | None = None
    reading: Text | None = None
    population: Role | None = None
    against: Role | None = None
    level: Literal["mentions", "requires"] | None = None
    measure: Measure | None = None
    among: Measure | None = None
    margin: Margin | None = None
    needs: Need | None = None
    audited: bool = False
    beyond: Text | None = None
    employer: Text | None = None
    apart_from: tuple[Text, ...] = ()
    varies: Literal["measure", "role", "among"] | None = None
    tiers: tuple[tuple[Text, ...], ...] = ()
    block: Measure | None = None
    marks: tuple[Measure, ...] = ()

    @property
    def value(self) -> Stated:
        """The printed value, or the number that a printed word is read as."""
        return parse(self.read_as or self.stated)

    @property
    def pair(self) -> tuple[Stated, Stated] | None:
        """The two shares of a comparison; None for other kinds."""
        return parse_pair(self.read_as or self.stated)

    @property
    def judged_on_postings(self) -> bool:
        """Whether postings of other corpora can say anything of it."""
        return self.kind != "not_testable" and self.beyond is None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.judged_on_postings:
            return self
        wanted = _WANTED[self.kind]
        missing = [key for key in wanted if getattr(self, key) in (None, ())]
        if missing:
            it = "it" if len(missing) == 1 else "them"
            raise ValueError(
                f"{', '.join(missing)}: a claim of kind '{self.kind}' needs {it}; add {it}"
            )
        _check_value(self)
        _check_tiers(self)
        return self


_WANTED: dict[str, tuple[str, ...]] = {
    "share": ("population", "measure", "margin", "needs"),
    "count": ("population", "measure", "margin", "needs"),
    "threshold": ("population", "measure", "margin", "needs"),
    "universal": ("population", "measure", "margin", "needs"),
    "comparison": ("population", "against", "measure", "margin", "needs"),
    "extremum": ("population", "employer", "needs"),
    "ranking": ("varies", "tiers", "margin", "needs"),
    "structure": ("population", "block", "marks", "margin", "needs"),
}


def _check_value(claim: Claim) -> None:
    key = "read_as" if claim.read_as else "stated"
    if claim.kind in {"share", "count", "threshold", "universal", "structure"}:
        if claim.value.form != "share":
            raise ValueError(
                f"{key}: '{claim.value.text}' is no share such as '49%', '<5%' or '155 of 425'; "
                "say in read_as what it means"
            )
        if claim.kind in {"threshold", "structure"} and claim.value.bound == "=":
            raise ValueError(f"{key}: '{claim.value.text}' is no bound; write '<5%' or '>=50%'")
        if claim.kind in {"threshold", "structure"} and not 0 < (claim.value.value or 0) < 1:
            raise ValueError(f"{key}: nothing can lie beyond '{claim.value.text}'; give a bound")
    if claim.kind == "comparison" and claim.pair is None:
        raise ValueError(f"{key}: write both shares, as in '72% against <5%'")
    if claim.margin == "half the gap" and claim.kind != "comparison":
        raise ValueError("margin: 'half the gap' is for comparisons; give a fraction such as 0.10")


def _check_tiers(claim: Claim) -> None:
    if claim.kind != "ranking":
        return
    if len(claim.tiers) < 2:
        raise ValueError("tiers: an order needs two tiers at least")
    if claim.varies != "role" and claim.population is None:
        raise ValueError("population: a ranking within one role needs it; add it")
    if claim.varies != "measure" and claim.measure is None:
        raise ValueError("measure: a ranking of one measure needs it; add it")
    for name in (name for tier in claim.tiers for name in tier):
        if claim.varies == "role" and name not in ROLES:
            raise ValueError(f"tiers: '{name}' is no role; there are {', '.join(ROLES)}")
        if claim.varies != "role":
            expressions.parse(name)


class Relation(_Strict):
    """What some numbers of the article say of others, without any posting."""

    kind: Literal["sum", "complement", "same", "within", "single_employer", "overlap"]
    parts: tuple[Slug, ...] = Field(min_length=1)
    whole: Slug | None = None
    speaks_to: tuple[Slug, ...] = Field(min_length=1)
    why: Text

    @model_validator(mode="after")
    def _has_whole(self) -> Self:
        if self.whole is None and self.kind not in {"complement", "same"}:
            raise ValueError(f"whole: a relation of kind '{self.kind}' needs it; add it")
        if self.kind == "same" and len(self.parts) < 2:
            raise ValueError("parts: 'same' compares two claims at least")
        return self


class Register(_Strict):
    """An article with all its claims and what they say of each other."""

    source: Source
    claim: tuple[Claim, ...] = Field(min_length=1)
    relation: tuple[Relation, ...] = ()

    def __getitem__(self, claim_id: str) -> Claim:
        """Return one claim by its id."""
        for claim in self.claim:
            if claim.id == claim_id:
                return claim
        raise KeyError(claim_id)

    def design_effect(self, claim: Claim) -> float:
        """Return the design effect that is assumed for a share that the article states."""
        effects = self.source.design_effects
        return effects.get(claim.measure or "default", effects["default"])


def load(path: Path) -> Register:
    """Read a register.

    Args:
        path: A TOML file with [source], [[claim]] and [[relation]].

    Raises:
        RegisterError: The file is missing, is not TOML, or a claim of it cannot be used.
    """
    raw = declared_files.read(path, RegisterError)
    try:
        register = Register.model_validate(raw)
    except ValidationError as error:
        raise RegisterError(
            "\n".join(
                _told(path, raw, fault) for fault in declared_files.faults(error, raw, Register)
            )
        ) from error
    if wrong := [*_wrong_ids(register), *_wrong_sizes(register)]:
        raise RegisterError("\n".join(f"{path}: {each}" for each in wrong))
    return register


def _told(path: Path, raw: dict[str, Any], fault: Fault) -> str:
    where = ""
    if len(fault.place) > 1 and isinstance(fault.place[1], int):
        kind, number, *_ = fault.place
        entry = raw[str(kind)][number]
        named = entry.get("id") if isinstance(entry, dict) else None
        where = f"{kind} '{named}'" if named else f"{kind} number {fault.place[1] + 1}"
        fault = Fault(fault.place[2:], fault.message)
    return f"{path}: " + ": ".join(part for part in (where, fault.key, fault.message) if part)


def _wrong_ids(register: Register) -> Iterator[str]:
    ids = [claim.id for claim in register.claim]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        yield f"claim '{repeated}': id: stands twice; rename one of them"
    for number, relation in enumerate(register.relation, start=1):
        for key in ("parts", "whole", "speaks_to"):
            value = getattr(relation, key) or ()
            for name in (value,) if isinstance(value, str) else value:
                if name not in ids:
                    yield (
                        f"relation number {number}: {key}: there is no claim '{name}'; "
                        "name one that is registered"
                    )


def _wrong_sizes(register: Register) -> Iterator[str]:
    counted = {
        name
        for relation in register.relation
        if relation.kind != "sum"
        for name in (*relation.parts, relation.whole, *_speaking(relation))
    }
    for claim in register.claim:
        if claim.id in counted and claim.population is None:
            yield f"claim '{claim.id}': population: a relation counts its postings; add it"
        for key in ("population", "against"):
            role = getattr(claim, key)
            unsized = role is not None and role not in register.source.sample_sizes
            if unsized and (claim.id in counted or _has_interval(claim)):
                yield (
                    f"claim '{claim.id}': {key}: source.sample_sizes has no '{role}'; "
                    "add how many postings of that role the text is about"
                )


def _speaking(relation: Relation) -> tuple[str, ...]:
    return relation.speaks_to if relation.kind in {"complement", "overlap"} else ()


def _has_interval(claim: Claim) -> bool:
    """Whether what the text states of a claim has the interval of its sample."""
    shares = claim.kind in {"share", "count", "universal"} and claim.among is None
    return claim.judged_on_postings and (shares or claim.kind == "comparison")
