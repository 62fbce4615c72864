"""What of an answer can stand: each field by itself, its evidence found in the posting."""

import json
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from analysis.categories.annotator.evidence import Words
from analysis.categories.annotator.label import FIELDS, NOTHING, Coding


@dataclass(frozen=True)
class Read:
    """What came of an answer.

    Attributes:
        label: By field its value, reason, span (start and end, or null) and the amounts of pay;
            no word of the posting.
        faults: A line for each field that was refused; of an answer that cannot be read at all,
            one line.
    """

    label: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def read(answer: str, document: str) -> Read:
    """Return the fields of an answer that can stand, and what was wrong with the others.

    Args:
        answer: As the model wrote it.
        document: The posting as it was coded.
    """
    try:
        given = json.loads(answer, strict=False)  # a line break within a string does no harm
    except (ValueError, RecursionError) as error:
        at = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        return Read(faults=(f"malformed: not JSON{at}",))
    if not isinstance(given, dict):
        return Read(faults=("malformed: not an object",))
    words = Words(document)
    label: dict[str, dict[str, Any]] = {}
    faults = [f"{_name(key)}: there is no such field" for key in given if key not in FIELDS]
    for name, form in FIELDS.items():
        if name not in given:
            faults.append(f"{name}: missing")
            continue
        try:
            coding = form.model_validate(given[name])
            label[name] = _standing(coding, words)
        except ValidationError as error:
            faults.append(f"{name}: {_told(error)}")
        except EvidenceError as error:
            faults.append(f"{name}: {error}")
    return Read(label, tuple(faults))


class EvidenceError(ValueError):
    """A value whose evidence does not stand in the posting."""


def _standing(coding: Coding, words: Words) -> dict[str, Any]:
    values = coding.model_dump(exclude={"evidence", "reason"})
    span = words.find(coding.evidence)
    if coding.evidence.strip() and span is None:
        raise EvidenceError("the evidence is not in the text")
    if span is None and values["value"] not in NOTHING:
        raise EvidenceError(f"'{values['value']}' without evidence")
    reason = words.without_quotations(coding.reason)
    return values | {"reason": reason, "span": [span.start, span.end] if span else None}


def _told(error: ValidationError) -> str:
    """Return what is wrong without what was given, which may quote the posting."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    place = ".".join(_name(str(part)) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


def _name(key: str) -> str:
    return key if len(key) <= 30 else f"{key[:30]}…"
