"""The lexicon: what is looked for, read from `lexicon.toml` and checked before anything is."""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as PydanticError

from analysis import declared_files
from analysis.declared_files import Fault
from analysis.errors import AnalysisError
from analysis.signals import phrases
from analysis.signals.reading import read_all

FILE = Path(__file__).with_name("lexicon.toml")
RULE_FILES = ("lexicon.toml", "cues.toml", "headings.toml", "terms.toml", "pay.toml")

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Scope = Literal["sentence", "posting"]


_PLAIN = re.compile(r"[a-z\d]+(?:[ -][a-z\d]+)*")
"""Phrases that are read as they are written, which most are."""


class LexiconError(AnalysisError):
    """The lexicon holds what cannot be used; the message names file, line, signal and cure."""


def _as_several(written: object) -> object:
    return (written,) if isinstance(written, str) else written


Examples = Annotated[tuple[str, ...], BeforeValidator(_as_several)]
"""Texts of our own words; one may stand without brackets."""


class Form(BaseModel):
    """One way of naming a signal, with what it needs beside it (see `lexicon.toml`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Annotated[str, StringConstraints(min_length=1)]
    case: bool = False
    lowercased: Literal["always", "listed", "never"] = "always"
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    with_: Annotated[tuple[str, ...], Field(alias="with")] = ()
    without: tuple[str, ...] = ()
    scope: Scope = "sentence"
    within: Annotated[int, Field(ge=1, le=30)] = 6
    not_employer: bool = False
    certainty: Literal["certain", "likely", ""] = ""
    note: str = ""
    hit: Examples = ()
    miss: Examples = ()

    @property
    def is_certain(self) -> bool:
        """Whether the words alone decide; unless said, where they ask for none beside them."""
        if self.certainty:
            return self.certainty == "certain"
        return len(self.parts) == 1 and not (self.with_ or self.without)

    @property
    def is_free(self) -> bool:
        """Whether the form counts wherever its words stand, as far as capitals allow."""
        beside = self.not_before or self.not_after or self.with_ or self.without
        return len(self.parts) == 1 and not beside and not self.not_employer

    @property
    def parts(self) -> tuple[str, ...]:
        """The phrases that must stand near one another; one where the form is a phrase."""
        return tuple(part.strip() for part in self.text.split(self.joint))

    @property
    def joint(self) -> str:
        """What joins the parts: ` > ` in this order, ` & ` in either."""
        return " > " if " > " in self.text else " & "


def _as_form(written: object) -> object:
    return {"text": written} if isinstance(written, str) else written


class Signal(BaseModel):
    """Something that a posting may ask for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Id
    label: Annotated[str, StringConstraints(min_length=1)]
    kind: Literal["codebook", "tool"]
    implies: tuple[str, ...] = ()
    note: str = ""
    hit: Examples = ()
    miss: Examples = ()
    forms: Annotated[tuple[Annotated[Form, BeforeValidator(_as_form)], ...], Field(min_length=1)]


RESERVED = frozenset((
    "id", "corpus", "employer", "employer_key", "month", "country", "state", "remote",
    "place_rule", "remote_rule", "text_complete", "characters", "duplicate_group_size",
    "employment", "employment_field", "pay", "pay_disclosed", "pay_min", "pay_max",
    "pay_period", "pay_currency", "pay_field_known", "pay_field_min", "pay_field_max",
    "pay_field_period", "pay_field_currency", "pay_field_beside", "role", "role_strict",
    "role_rule",
))  # fmt: skip
"""Columns of measurements that are no signals, and `pay`, which stands for amounts as evidence."""


class Lexicon(BaseModel):
    """Every signal, in the order of the file, which is the order of the columns."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sets: dict[Id, tuple[str, ...]] = {}
    signal: tuple[Signal, ...]

    @property
    def ids(self) -> list[str]:
        """The signals' ids."""
        return [signal.id for signal in self.signal]

    def implied(self) -> dict[str, list[str]]:
        """Return, for each signal, all that follow from it, directly or through others."""
        direct = {signal.id: signal.implies for signal in self.signal}

        def reach(start: str) -> Iterator[str]:
            for following in direct[start]:
                yield following
                yield from reach(following)

        return {signal: list(dict.fromkeys(reach(signal))) for signal in direct}

    def phrases(self, part: str) -> list[str]:
        """Return the phrases that a part of a form, or a set, stands for.

        Args:
            part: A pattern, or `@name` of a set.
        """
        patterns = self.sets[part[1:]] if part.startswith("@") else (part,)
        return list(dict.fromkeys(p for pattern in patterns for p in phrases.expand(pattern)))


@cache
def load(file: Path = FILE) -> Lexicon:
    """Return the lexicon, checked.

    Args:
        file: A TOML file in the form that `lexicon.toml` describes.

    Raises:
        LexiconError: Something is missing, unknown, doubled, shadowed or out of reach.
    """
    try:
        source = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file.name}: byte {error.start} is not UTF-8: save it so") from error
    try:
        lexicon = Lexicon.model_validate(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{file.name}: {error}") from error
    except PydanticError as error:
        written = tomllib.loads(source)
        told = [_told(file.name, written, each)
                for each in declared_files.faults(error, written, Lexicon)]  # fmt: skip
        raise LexiconError("\n".join(told)) from error
    for problem in _problems(lexicon):
        raise LexiconError(f"{file.name}, line {_line(source, *problem[:2])}: {problem[2]}")
    return lexicon


@cache
def version() -> str:
    """Return the version of the rules: a hash of every data file that decides a measurement."""
    digest = hashlib.sha256()
    for name in RULE_FILES:
        digest.update(FILE.with_name(name).read_bytes())
    return digest.hexdigest()[:12]


def _told(name: str, written: Mapping[str, Any], fault: Fault) -> str:
    place = list(fault.place)
    where = ".".join(map(str, place))
    if place[:1] == ["signal"] and len(place) > 1:
        signal = written["signal"][place[1]]
        known = isinstance(signal, dict) and "id" in signal
        called = repr(signal["id"]) if known else f"number {int(place[1]) + 1}"
        where = ", ".join(filter(None, (f"signal {called}", ".".join(map(str, place[2:])))))
    return f"{name}, {where}: {fault.message}"


def unknown(name: str) -> str:
    """Return what is said of a name that is no signal, with those that it may mean.

    Args:
        name: As it was written.
    """
    words, ids = name.lower().replace("_", " "), load().ids
    near = [
        signal.id
        for signal in load().signal
        if (min(len(signal.id), len(name)) > 2 and (signal.id in name or name in signal.id))
        or any(words in map(str.lower, load().phrases(form.text))
               for form in signal.forms if len(form.parts) == 1)
    ]  # fmt: skip
    near += difflib.get_close_matches(name.lower(), ids)
    like = f"; there are {', '.join(dict.fromkeys(near))}" if near else ""
    return f"no signal '{name}' in analysis/signals/lexicon.toml{like}"


def _line(source: str, signal: str, form: str) -> int:
    """Return the line on which a signal's form, the signal itself, or a set is written."""
    lines = source.splitlines()
    if not signal:
        opened = (n for n, line in enumerate(lines, 1) if line.startswith(f"{form[1:]} ="))
        return next(opened, 1)
    starts = [
        n for n, line in enumerate(lines) if line.startswith("id =") and f'"{signal}"' in line
    ]
    first = starts[-1] if starts else 0
    for number in range(first, len(lines)):
        if form and f'"{form}"' in lines[number]:
            return number + 1
    return first + 1


def _problems(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Yield (signal, form, what is wrong and what to do) of each fault."""
    seen: set[str] = set()
    for name, patterns in lexicon.sets.items():
        for pattern in patterns:
            try:
                phrases.expand(pattern)
            except ValueError as error:
                yield "", f"@{name}", f"set {name!r}: {error}: close it, or take it out"
    for signal in lexicon.signal:
        if signal.id in seen:
            yield signal.id, "", f"signal {signal.id!r} is there twice: merge their forms"
        if signal.id in RESERVED:
            yield signal.id, "", f"signal {signal.id!r} is another column's name: choose another"
        seen.add(signal.id)
    for signal in lexicon.signal:
        for implied in signal.implies:
            if implied not in seen:
                yield (
                    signal.id,
                    "",
                    f"signal {signal.id!r} implies {implied!r}, which is no signal: "
                    f"add it or mend the name",
                )
        yield from _form_problems(lexicon, signal)
    yield from _cycles(lexicon)
    yield from _unread(lexicon)


def _cycles(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    direct = {signal.id: signal.implies for signal in lexicon.signal}

    def returns(start: str, at: str, path: tuple[str, ...]) -> bool:
        return any(
            following == start
            or (following not in path and returns(start, following, (*path, following)))
            for following in direct[at]
        )

    for signal in direct:
        if returns(signal, signal, (signal,)):
            yield signal, "", f"signal {signal!r} implies itself: break the circle"


def _form_problems(lexicon: Lexicon, signal: Signal) -> Iterator[tuple[str, str, str]]:
    for form in signal.forms:
        for fault in (*_reference_faults(lexicon, form), *_reach_faults(form)):
            yield signal.id, form.text, f"{_called(signal, form)}: {fault}"
            return
    for number, form in enumerate(signal.forms):
        if any(form.model_dump(exclude=_SAID) == f.model_dump(exclude=_SAID)
               for f in signal.forms[:number]):  # fmt: skip
            yield signal.id, form.text, f"{_called(signal, form)}: stands there twice: drop one"
    yield from _shadows(lexicon, signal)
    for name in ("hit", "miss"):
        if not getattr(signal, name) and not any(getattr(form, name) for form in signal.forms):
            yield (
                signal.id,
                "",
                f"signal {signal.id!r} has no example that must {name}: "
                f'add `{name} = "..."` in words of your own',
            )


_SAID = {"certainty", "note", "hit", "miss"}
"""What a form says of itself, and what decides nothing."""


def _called(signal: Signal, form: Form) -> str:
    return f"signal {signal.id!r}, form {form.text!r}"


def _shadows(lexicon: Lexicon, signal: Signal) -> Iterator[tuple[str, str, str]]:
    """Yield the forms all of whose phrases hold a phrase of forms that count anywhere."""
    free: dict[tuple[str, str], int] = {}
    for number, form in enumerate(signal.forms):
        if form.is_free:
            for phrase in lexicon.phrases(form.text):
                written = form.lowercased if form.case else ""
                free.setdefault((phrase.replace("-", " "), written), number)
    for number, form in enumerate(signal.forms):
        if len(form.parts) > 1:
            continue
        finders = []
        for phrase in lexicon.phrases(form.text):
            finders.append(_finder(phrase.replace("-", " "), number, form, free))
            if finders[-1] is None:
                break
        if finders[-1] is not None:
            other = signal.forms[finders[-1]].text
            said = f"{_called(signal, form)}: the form {other!r} finds all that it finds: drop one"
            yield signal.id, form.text, said


def _finder(
    phrase: str, number: int, form: Form, free: Mapping[tuple[str, str], int]
) -> int | None:
    """Return the number of a free form that finds a phrase, or some words of it, anyway."""
    starts = [match.start() for match in re.finditer(r"(?<!\w)(?=\S)", phrase)]
    ends = [match.end() for match in re.finditer(r"\S(?!\w)", phrase)]
    for start, end in product(starts, ends):
        words = phrase[start:end]
        keys = [(words.lower(), "")]
        if form.case:
            keys += [(words, "always"), *([(words, form.lowercased)] if words == phrase else [])]
        for key in keys if words else ():
            other = free.get(key, number)
            if other != number and (words != phrase or other < number or not form.is_free):
                return other
    return None


def _unread(lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    """Yield the forms and sets with a phrase that no text holds once it is read."""
    owners = [
        *((signal.id, form.text, part, form.case)
          for signal in lexicon.signal for form in signal.forms for part in form.parts),
        *(("", f"@{name}", f"@{name}", False) for name in lexicon.sets),
    ]  # fmt: skip
    wanted = [
        (signal, form, phrase, case)
        for signal, form, part, case in owners
        for phrase in lexicon.phrases(part)
        if not _PLAIN.fullmatch(phrase)
    ]
    readings = read_all(["a", *(f"a {phrase} a" for _, _, phrase, _ in wanted)])
    bounds = zip(
        readings.joined.starts[1:].tolist(), readings.joined.ends[1:].tolist(), strict=True
    )
    for (signal, form, phrase, case), (start, end) in zip(wanted, bounds, strict=True):
        seen = (readings.joined.text if case else readings.folded)[start:end][2:-2]
        if seen.replace("-", " ") != phrase.replace("-", " "):
            where = f"signal {signal!r}, form {form!r}" if signal else f"set {form!r}"
            yield (
                signal,
                form,
                f"{where}: {phrase!r} never matches, since texts are read with plain quotes, "
                f"dashes and spaces and without marks: write {seen!r}",
            )


def _reference_faults(lexicon: Lexicon, form: Form) -> Iterator[str]:
    ids = set(lexicon.ids)
    for part in form.parts:
        if part.startswith("@") and part[1:] not in lexicon.sets:
            yield f"no set is called {part[1:]!r}: add it under [sets]"
            continue
        try:
            lexicon.phrases(part)
        except ValueError as error:
            yield f"{error}: close or drop the bracket"
    for name in (*form.with_, *form.without):
        known = name[1:] in lexicon.sets if name.startswith("@") else name in ids
        if not known:
            yield f"{name!r} is neither a signal nor, with @, a set: add it or mend the name"


def _reach_faults(form: Form) -> Iterator[str]:
    if not form.text.startswith("@") and not form.case and form.text != form.text.lower():
        yield "has capitals but not `case = true`, so it never matches: write it in lower case"
    if form.case and form.text == form.text.lower() and not form.text.startswith("@"):
        yield "asks for its case but has no capital: drop `case` or write the capital"
    if form.case and len(form.parts) > 1:
        yield "`case` is for a single phrase: split the form"
    if "  " in form.text or form.text != form.text.strip():
        yield "begins or ends with a space, or has two together, so it never matches: mend it"
    yield from _idle_faults(form)


def _idle_faults(form: Form) -> Iterator[str]:
    """Yield what a form asks for that can never decide anything."""
    for neighbour in (*form.not_before, *form.not_after):
        if neighbour != neighbour.lower():
            yield f"neighbour {neighbour!r} has capitals, so it never matches: lower case"
        if "-" in neighbour:
            yield f"neighbour {neighbour!r} has a hyphen, so it never matches: write a space"
    if form.lowercased != "always" and not form.case:
        yield "`lowercased` is for forms with `case = true`: drop it, or ask for the case"
    if "within" in form.model_fields_set and len(form.parts) == 1:
        yield "`within` is for two parts, joined by ` > ` or ` & `: drop it"
    if "scope" in form.model_fields_set and not form.with_:
        yield "`scope` says where `with` is looked for, and there is none: drop it"
