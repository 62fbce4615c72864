"""What a reference corpus plants: the parameter file, read and checked."""

import tomllib
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from analysis.corpora.reference.damage import Damage
from analysis.corpora.reference.plan import CODEBOOK, ROLES
from analysis.errors import AnalysisError

VARIANTS = Path(__file__).with_name("variants")
"""Where the parameter files stand that come with the project."""

DEFAULT = "as-the-article-says"

Fraction = Annotated[float, Field(ge=0, le=1)]
Terms = Literal["full_time", "part_time", "contract", "internship", "unstated"]


def _one_of(known: Sequence[str]) -> AfterValidator:
    def check(name: str) -> str:
        if name not in known:
            raise ValueError(f"unknown; there are {', '.join(known)}")
        return name

    return AfterValidator(check)


Signal = Annotated[str, _one_of(CODEBOOK)]
Role = Annotated[str, _one_of(ROLES)]
Kind = Annotated[str, _one_of([kind.name for kind in fields(Damage)])]


class ParametersError(AnalysisError):
    """What a parameter file asks for cannot be planted; the message names the key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Joint(_Strict):
    """The share of postings that an event is true of, in signals joined by and, or, not."""

    event: Annotated[str, Field(min_length=1)]
    share: Fraction


class PlannedPay(_Strict):
    """How much pay is disclosed and how: dollars a year, or an hour where the work is by hour."""

    disclosed: Fraction
    low: Annotated[float, Field(gt=0)]
    high: Annotated[float, Field(gt=0)]
    by_hour: Fraction = 0


class PlannedRole(_Strict):
    """What is planted in the postings of one role; shares are of its postings."""

    postings: Annotated[int, Field(ge=1)]
    requires: dict[Signal, Fraction]
    mentions: dict[Signal, Fraction]
    joint: tuple[Joint, ...] = ()
    pay: PlannedPay
    employment: dict[Terms, Fraction] = {}


class Named(_Strict):
    """An employer with a number of postings of a role, all on the same terms."""

    employer: Annotated[str, Field(min_length=1)]
    role: Role
    postings: Annotated[int, Field(ge=1)]
    employment: Terms = "unstated"
    pay_low: Annotated[float, Field(gt=0)] | None = None
    pay_high: Annotated[float, Field(gt=0)] | None = None
    pay_period: Literal["hour", "year"] | None = None


class Employers(_Strict):
    """How postings cluster in employers.

    `new` is the share of postings whose employer has none before; another goes to an employer in
    proportion to what it has, up to `largest`. `shared` is the share of new employers that another
    role has already. The rest are correlations of two postings of one employer.
    """

    new: Annotated[float, Field(gt=0, le=1)]
    largest: Annotated[int, Field(ge=1)]
    shared: Fraction
    skills_icc: Fraction
    pay_icc: Fraction
    employment_icc: Fraction


class Levels(_Strict):
    """How the two words of the article part into levels."""

    required_of_requires: Fraction
    preferred_of_others: Fraction


class Copies(_Strict):
    """How employers repeat a posting: the share of postings repeated, and the most places."""

    repeated: Fraction
    most: Annotated[int, Field(ge=2)]


class Parameters(_Strict):
    """All that a corpus is made from, but the seed."""

    title: Annotated[str, Field(min_length=1)]
    why: Annotated[str, Field(min_length=1)]
    employers: Employers
    levels: Levels
    copies: Copies
    damage: dict[Kind, Fraction]
    role: dict[Role, PlannedRole]
    named: tuple[Named, ...] = ()


def names() -> list[str]:
    """Return the names of the parameter files that come with the project."""
    return sorted(file.stem for file in VARIANTS.glob("*.toml"))


def load(name: str) -> Parameters:
    """Return the parameters of a variant, or of a file of one's own.

    Args:
        name: A variant of the project, or the path of a TOML file.

    Raises:
        ParametersError: There is none, it is not TOML, or a key of it cannot be used.
    """
    file = VARIANTS / f"{name}.toml"
    if not file.is_file():
        file = Path(name)
    if not file.is_file():
        known = ", ".join(names())
        raise ParametersError(f"'{name}' is neither a file nor a variant; there are {known}")
    try:
        return parse(file.read_text(encoding="utf-8"))
    except ParametersError as error:
        lines = str(error).splitlines()
        raise ParametersError("\n".join(f"{name}: {line}" for line in lines)) from error


def parse(text: str) -> Parameters:
    """Return the parameters that a TOML text holds.

    Args:
        text: Of a parameter file.

    Raises:
        ParametersError: It is not TOML, or a key of it cannot be used.
    """
    try:
        parameters = Parameters.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ParametersError(f"not TOML: {error}") from error
    except ValidationError as error:
        raise ParametersError("\n".join(_faults(error))) from error
    faults = [*_missing(parameters), *_named_beyond(parameters)]
    if faults:
        raise ParametersError("\n".join(faults))
    return parameters


def _faults(error: ValidationError) -> list[str]:
    lines = []
    for fault in error.errors():
        parts = [str(part) for part in fault["loc"]]
        where = ".".join(part for part in parts if part != "[key]")
        said = fault["msg"].removeprefix("Value error, ")
        lines.append(f"{where}: {said} (given: {fault['input']!r})")
    return lines


def _missing(parameters: Parameters) -> list[str]:
    """Return what is not said of a role or signal: nothing is planted by silence."""
    lines = [f"role.{role}: missing" for role in ROLES if role not in parameters.role]
    for name, role in parameters.role.items():
        for view in ("requires", "mentions"):
            given = getattr(role, view)
            lines += [f"role.{name}.{view}.{s}: missing" for s in CODEBOOK if s not in given]
        total = sum(role.employment.values())
        if total > 1 + 1e-9:
            lines.append(f"role.{name}.employment: its shares add up to {total:g}, more than 1")
        if role.pay.low > role.pay.high:
            lines.append(f"role.{name}.pay: low {role.pay.low:g} is above high {role.pay.high:g}")
    return lines


def _named_beyond(parameters: Parameters) -> list[str]:
    """Return where employers that are named alone have more than what is planned of a role."""
    lines = []
    for name, role in parameters.role.items():
        of_role = [named for named in parameters.named if named.role == name]
        postings = sum(named.postings for named in of_role)
        if postings > role.postings:
            lines.append(
                f"role.{name}.postings: {role.postings}, but named employers have {postings}"
            )
        paid = sum(named.postings for named in of_role if named.pay_high is not None)
        least, most = paid / role.postings, 1 - (postings - paid) / role.postings
        if not least - 1e-9 <= role.pay.disclosed <= most + 1e-9:
            lines.append(
                f"role.{name}.pay.disclosed: {role.pay.disclosed:g} cannot be: with the employers "
                f"that are named it lies between {least:.3f} and {most:.3f}"
            )
    return lines
