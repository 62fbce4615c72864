"""Files in which people declare something: TOML, checked key by key, each fault with its place."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from analysis.errors import AnalysisError

Model = TypeVar("Model", bound=BaseModel)

_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits, with hyphens between them",
    r"^[a-z][a-z0-9_]*$": "a small letter, then small letters, digits, underscores",
    r"^[A-Z]{2}$": "two capital letters, such as DE",
    r"^\d{4}-(0[1-9]|1[0-2])$": "a month, such as 2026-11",
    r"^h\d{2,3}$": "h and two or three digits, such as h06",
    r"^[\w.-]+/[\w.-]+$": "OWNER/NAME",
}
_WORDS = {
    "missing": "is missing; add it",
    "literal_error": "{given} is none of {expected}",
    "too_short": "needs {min_length} at least; there are {actual_length}",
    "string_too_short": "is empty; write something",
    "string_type": "{given} is no text; write it in quotes",
    "int_type": "{given} is no whole number",
    "int_parsing": "{given} is no whole number; write it without quotes",
    "int_from_float": "{given} is no whole number",
    "float_type": "{given} is no number",
    "float_parsing": "{given} is no number; write it without quotes",
    "bool_type": "{given} is neither true nor false",
    "bool_parsing": "{given} is neither true nor false",
    "date_type": "{given} is no day; write it as 2026-11-05",
    "date_parsing": "{given} is no day; write it as 2026-11-05",
    "date_from_datetime_parsing": "{given} is no day; write it as 2026-11-05",
    "greater_than": "{given} is out of range; it must be more than {gt:g}",
    "greater_than_equal": "{given} is out of range; it must be at least {ge:g}",
    "less_than": "{given} is out of range; it must be less than {lt:g}",
    "less_than_equal": "{given} is out of range; it must be at most {le:g}",
    "tuple_type": "{given} is no list; write it in brackets",
    "list_type": "{given} is no list; write it in brackets",
    "dict_type": "{given} is no table; give it keys",
    "model_type": "{given} is no table; give it keys",
}
"""What is said of a fault of a kind, in pydantic's names for kinds and bounds."""

_LONGEST = 40


@dataclass(frozen=True)
class Fault:
    """Something that is declared and cannot be used.

    Attributes:
        place: The keys and numbers, from 0, that lead to it.
        message: What is wrong and what to do, in words.
    """

    place: tuple[str | int, ...]
    message: str

    @property
    def key(self) -> str:
        """The place as it is shown, such as `contrasts.0.margin`."""
        return ".".join(map(str, self.place))


def read(path: Path, fault: type[AnalysisError]) -> dict[str, Any]:
    """Return what a TOML file says.

    Args:
        path: The file.
        fault: What is raised where it cannot be read.

    Raises:
        AnalysisError: As `fault`: it is missing, or is not TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise fault(f"{path}: {error.strerror}: restore it, or name another") from error
    except UnicodeDecodeError as error:
        raise fault(f"{path}: not TOML: byte {error.start} is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise fault(f"{path}: not TOML: {error}") from error


def load(path: Path, model: type[Model], fault: type[AnalysisError]) -> Model:
    """Return what a TOML file declares.

    Args:
        path: The file.
        model: What it must be.
        fault: What is raised where it is something else.

    Raises:
        AnalysisError: As `fault`: it cannot be read, or a key is missing, unknown or out of range;
            every such key has its line.
    """
    return checked(read(path, fault), model, fault, str(path))


def checked(written: object, model: type[Model], fault: type[AnalysisError], where: str) -> Model:
    """Return a declaration checked against its model.

    Args:
        written: What was declared.
        model: What it must be.
        fault: What is raised where it is not.
        where: What each line of the message begins with.

    Raises:
        AnalysisError: As `fault`: a key is missing, unknown or out of range; every such key has its
            line.
    """
    try:
        return model.model_validate(written)
    except ValidationError as error:
        told = [f"{where}: {each.key}: {each.message}" for each in faults(error, written, model)]
        raise fault("\n".join(told)) from error


def faults(error: ValidationError, written: object, model: type[BaseModel]) -> list[Fault]:
    """Return what is wrong with a declaration, once for each place.

    A value that may be of several types is told by what is wrong with its range or words, where it
    is of one of them; a list whose entries are at fault is not told to be short of them.

    Args:
        error: As pydantic raised it.
        written: What was to be checked.
        model: What it must be.
    """
    found: dict[tuple[str | int, ...], list[ErrorDetails]] = {}
    for fault in error.errors():
        found.setdefault(_place(fault, written), []).append(fault)
    for place, each in list(found.items()):
        inside = any(len(other) > len(place) and other[: len(place)] == place for other in found)
        if inside and all(fault["type"] == "too_short" for fault in each):
            del found[place]
    return [Fault(place, _told(place, each, model)) for place, each in found.items()]


def _place(fault: ErrorDetails, written: object) -> tuple[str | int, ...]:
    """Return where a fault is, without the names that pydantic gives to types."""
    place: list[str | int] = []
    for part in fault["loc"]:
        entries = range(len(written)) if isinstance(written, (list, tuple)) else ()
        if part in (written if isinstance(written, Mapping) else entries):
            written = written[part]  # type: ignore[index]
            place.append(part)
    return (*place, fault["loc"][-1]) if fault["type"] == "missing" else tuple(place)


def _told(place: tuple[str | int, ...], found: list[ErrorDetails], model: type[BaseModel]) -> str:
    wrong = [fault for fault in found if not fault["type"].endswith("_type")] or found
    return "; ".join(dict.fromkeys(_worded(fault, place, model) for fault in wrong))


def _worded(fault: ErrorDetails, place: tuple[str | int, ...], model: type[BaseModel]) -> str:
    given = repr(fault["input"])
    given = given if len(given) <= _LONGEST else f"{given[:_LONGEST]}…"
    if fault["type"] == "extra_forbidden":
        return f"no such key; there are {', '.join(_keys(model, place[:-1]))}"
    if fault["type"] == "string_pattern_mismatch":
        pattern = fault["ctx"]["pattern"]
        return f"{given} is not of its form: {_FORMS.get(pattern, pattern)}"
    if fault["type"] in _WORDS:
        return _WORDS[fault["type"]].format(given=given, **fault.get("ctx", {}))
    return fault["msg"].removeprefix("Value error, ")


def _keys(model: type[BaseModel], place: tuple[str | int, ...]) -> list[str]:
    """Return the keys that a table may have."""
    models = [model]
    for part in place:
        if isinstance(part, str):
            fields = [one.model_fields[part] for one in models if part in one.model_fields]
            models = [inner for field in fields for inner in _models(field.annotation)]
    named = [(field.alias or name) for one in models for name, field in one.model_fields.items()]
    return list(dict.fromkeys(named))


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
