"""The grammar: every word that the synthetic postings may use, read and checked before use."""

import string
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from analysis import declared_files
from analysis.corpora.reference.plan import CODEBOOK, ROLES, implied
from analysis.errors import AnalysisError

FOLDER = Path(__file__).with_name("grammar")
"""Where the grammar's files stand."""

PLACES_OF_A_LEVEL = {
    "required": ("requirements", "summary"),
    "duty": ("duties", "summary", "stack"),
    "preferred": ("preferred", "requirements"),
    "mentioned": ("story", "benefits", "team"),
}
"""Where a frame of each level may stand; first where it mostly does."""

FILLED = (
    "duties", "requirements", "preferred", "summary", "story", "benefits", "legal", "process",
    "team",
)  # fmt: skip
"""Parts of a posting that fillers lengthen."""

SLOTS = ("product", "customers", "team", "city", "employer", "years", "field")
"""What a sentence may leave open, apart from amounts and ways."""

AMOUNTS = ("low", "high")
TRAP_AMOUNTS = ("millions", "thousands", "hundreds", "percent", "count", "year")

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Weight = Annotated[float, Field(gt=0)]
Kind = Literal["thing", "activity"]
Level = Literal["required", "duty", "preferred", "mentioned"]
Role = Literal["software_engineer", "ai_engineer", "machine_learning_engineer"]
Part = Literal[
    "duties", "requirements", "preferred", "summary", "story", "benefits", "legal", "process",
    "team",
]  # fmt: skip
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]


class GrammarError(AnalysisError):
    """The grammar holds what cannot be used; the message names file, entry and cure."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Way(_Strict):
    """Words that say a signal, alone or with others."""

    signal: Id
    kind: Kind
    text: Text
    weight: Weight = 1
    also: tuple[Id, ...] = ()

    @cached_property
    def says(self) -> tuple[str, ...]:
        """Every signal and tool that these words say, with what they imply."""
        named = (self.signal, *self.also)
        return tuple(dict.fromkeys(s for name in named for s in (name, *implied(name))))

    @cached_property
    def demands(self) -> tuple[str, ...]:
        """The codebook's signals among what it says."""
        return tuple(signal for signal in self.says if signal in CODEBOOK)


class Frame(_Strict):
    """A sentence that gives whatever stands at `{x}` a level by where it stands."""

    level: Level
    where: Literal[
        "requirements", "summary", "duties", "stack", "preferred", "story", "benefits", "team"
    ]
    kind: Kind
    text: Text
    weight: Weight = 1
    join: Literal["and", "or", "slash", "eg"] | None = None


class Negation(_Strict):
    """A sentence that names a signal only to say that it is not needed."""

    signal: Id
    text: Text
    where: Part = "requirements"
    weight: Weight = 1


class Decoy(_Strict):
    """A sentence that names something like a signal that the codebook does not count."""

    signal: Id
    where: Part
    text: Text
    weight: Weight = 1


class Filler(_Strict):
    """A sentence that says no signal; of every role where it names none."""

    where: Part
    text: Text
    roles: tuple[Role, ...] = ROLES  # type: ignore[assignment]


class Title(_Strict):
    """A job title and what it says, as a duty."""

    role: Role
    text: Text
    weight: Weight = 1
    also: tuple[Id, ...] = ()

    @cached_property
    def says(self) -> tuple[str, ...]:
        """Every signal and tool that it says, with what they imply."""
        return tuple(dict.fromkeys(s for name in self.also for s in (name, *implied(name))))


class Industry(_Strict):
    """What employers of one kind make, and for whom."""

    name: Text
    product: Texts
    customers: Texts


class Town(_Strict):
    """Where a job may be."""

    city: str | None = None
    state: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] | None = None
    remote: bool = False
    weight: Weight = 1


class PaySentence(_Strict):
    """A sentence that discloses base pay."""

    period: Literal["hour", "day", "week", "month", "year"]
    shape: Literal["range", "single", "up_to"]
    text: Text
    weight: Weight = 1


class TermsSentence(_Strict):
    """A sentence that states the terms of employment."""

    employment: Literal["full_time", "part_time", "contract", "internship"]
    text: Text
    weight: Weight = 1


class Trap(_Strict):
    """A sentence that looks like pay or terms and is neither."""

    text: Text
    weight: Weight = 1


class Tool(_Strict):
    """How often a tool fills a posting, by role."""

    tool: Id
    software_engineer: Annotated[float, Field(ge=0)] = 0
    ai_engineer: Annotated[float, Field(ge=0)] = 0
    machine_learning_engineer: Annotated[float, Field(ge=0)] = 0


class _Ways(_Strict):
    way: tuple[Way, ...]


class _Frames(_Strict):
    frame: tuple[Frame, ...]


class _Absent(_Strict):
    negation: tuple[Negation, ...] = ()
    decoy: tuple[Decoy, ...] = ()


class _Fillers(_Strict):
    filler: tuple[Filler, ...]


class Slots(_Strict):
    """What fills the slots that neither plan nor employer fills."""

    product: Texts
    customers: Texts
    team: Texts
    field: Texts
    years: Texts


class Headings(_Strict):
    """Headings of each part, in title case; parts that may do without may have none."""

    requirements: Texts
    duties: Texts
    preferred: Texts
    about: Texts
    benefits: Texts
    legal: Texts
    summary: Texts
    pay: tuple[Text, ...] = ()
    process: tuple[Text, ...] = ()
    team: tuple[Text, ...] = ()


class _Titles(_Strict):
    title: tuple[Title, ...]


class Employers(_Strict):
    """Of what employers are made."""

    first: Texts
    second: Texts
    industry: Annotated[tuple[Industry, ...], Field(min_length=1)]


class _Places(_Strict):
    place: Annotated[tuple[Town, ...], Field(min_length=1)]


class _Pay(_Strict):
    pay: tuple[PaySentence, ...]
    trap: tuple[Trap, ...] = ()


class _Terms(_Strict):
    terms: tuple[TermsSentence, ...]
    trap: tuple[Trap, ...] = ()


class _Tools(_Strict):
    tool: tuple[Tool, ...]


@dataclass(frozen=True, eq=False)
class Grammar:
    """All of the grammar's files, checked."""

    ways: tuple[Way, ...]
    frames: tuple[Frame, ...]
    negations: tuple[Negation, ...]
    decoys: tuple[Decoy, ...]
    fillers: tuple[Filler, ...]
    slots: Slots
    headings: Headings
    titles: tuple[Title, ...]
    employers: Employers
    places: tuple[Town, ...]
    pay: tuple[PaySentence, ...]
    pay_traps: tuple[Trap, ...]
    terms: tuple[TermsSentence, ...]
    terms_traps: tuple[Trap, ...]
    tools: tuple[Tool, ...]

    @cached_property
    def tool_ids(self) -> tuple[str, ...]:
        """Every tool that some way has, in the order of the file."""
        named = dict.fromkeys(way.signal for way in self.ways)
        return tuple(signal for signal in named if signal not in CODEBOOK)


def load(folder: Path | None = None) -> Grammar:
    """Return the grammar, checked; that of the package is read once a process.

    Args:
        folder: Where its files stand, if not with the package.

    Raises:
        GrammarError: A file is missing or holds what cannot be used.
    """
    return _load(FOLDER) if folder is None else _load.__wrapped__(folder)


@cache
def _load(folder: Path) -> Grammar:
    absent = _read(folder, "absent.toml", _Absent)
    pay, terms = _read(folder, "pay.toml", _Pay), _read(folder, "terms.toml", _Terms)
    grammar = Grammar(
        ways=_read(folder, "ways.toml", _Ways).way,
        frames=_read(folder, "frames.toml", _Frames).frame,
        negations=absent.negation,
        decoys=absent.decoy,
        fillers=_read(folder, "fillers.toml", _Fillers).filler,
        slots=_read(folder, "slots.toml", Slots),
        headings=_read(folder, "headings.toml", Headings),
        titles=_read(folder, "titles.toml", _Titles).title,
        employers=_read(folder, "employers.toml", Employers),
        places=_read(folder, "places.toml", _Places).place,
        pay=pay.pay,
        pay_traps=pay.trap,
        terms=terms.terms,
        terms_traps=terms.trap,
        tools=_read(folder, "tools.toml", _Tools).tool,
    )
    faults = list(_faults(grammar))
    if faults:
        raise GrammarError("\n".join(faults))
    return grammar


_Model = TypeVar("_Model", bound=BaseModel)


def _read(folder: Path, name: str, model: type[_Model]) -> _Model:
    written = declared_files.read(folder / name, GrammarError)
    try:
        return model.model_validate(written)
    except ValidationError as error:
        lines = (f"{name}, {_place(written, fault)}" for fault in error.errors())
        raise GrammarError("\n".join(lines)) from error


def _place(written: dict[str, Any], fault: ErrorDetails) -> str:
    """Return which entry a fault is in, by its text where it has one, and what is wrong."""
    loc: list[Any] = list(fault["loc"])
    where = ".".join(str(part) for part in loc)
    if len(loc) > 1 and isinstance(loc[1], int) and isinstance(written[loc[0]][loc[1]], dict):
        entry = written[loc[0]][loc[1]]
        name = entry.get("text") or entry.get("tool") or entry.get("name") or loc[1] + 1
        return f"{loc[0]} {name!r}, {'.'.join(str(part) for part in loc[2:])}: {fault['msg']}"
    return f"{where}: {fault['msg']}"


def _faults(grammar: Grammar) -> Iterator[str]:
    """Yield what is wrong with the grammar, each with file, entry and cure."""
    yield from _way_faults(grammar)
    yield from _frame_faults(grammar)
    yield from _name_faults(grammar)
    yield from _slot_faults(grammar)
    yield from _empty_pools(grammar)
    yield from _repetitions(grammar)


def _way_faults(grammar: Grammar) -> Iterator[str]:
    known = {*CODEBOOK, *grammar.tool_ids}
    said: dict[tuple[str, str], Way] = {}
    for way in grammar.ways:
        place = f"ways.toml, way {way.text!r} of {way.signal}"
        if way.signal in way.also:
            yield f"{place}: `also` names its own signal: drop it there"
        for other in way.also:
            if other not in known:
                yield f"{place}: `also` names {other!r}, of which no way is known: {_CURE}"
        twin = said.setdefault((way.kind, way.text.casefold()), way)
        if twin is not way and set(twin.says) != set(way.says):
            differing = ", ".join(sorted(set(twin.says) ^ set(way.says)))
            yield f"{place}: the same words of {twin.signal} say otherwise: agree on {differing}"


_CURE = "mend the name, or give it a way in ways.toml"


def _frame_faults(grammar: Grammar) -> Iterator[str]:
    for frame in grammar.frames:
        place = f"frames.toml, frame {frame.text!r}"
        if frame.text.count("{x}") != 1:
            yield f"{place}: needs {{x}} once, where the way goes in"
        if frame.where not in PLACES_OF_A_LEVEL[frame.level]:
            allowed = " or ".join(PLACES_OF_A_LEVEL[frame.level])
            yield f"{place}: {frame.level} does not stand in {frame.where}: use {allowed}"
        if frame.join and frame.kind != "thing":
            yield f"{place}: only things are listed: drop `join` or make it a thing frame"


def _name_faults(grammar: Grammar) -> Iterator[str]:
    known = {*CODEBOOK, *grammar.tool_ids}
    uses = [
        *((f"absent.toml, negation {n.text!r}", (n.signal,)) for n in grammar.negations),
        *((f"absent.toml, decoy {d.text!r}", (d.signal,)) for d in grammar.decoys),
        *((f"titles.toml, title {title.text!r}", title.also) for title in grammar.titles),
        *((f"tools.toml, tool {tool.tool!r}", (tool.tool,)) for tool in grammar.tools),
    ]
    for place, names in uses:
        for name in names:
            if name not in known:
                yield f"{place}: no way says {name!r}: {_CURE}"
    for tool in grammar.tools:
        if tool.tool in CODEBOOK:
            yield f"tools.toml, tool {tool.tool!r}: the plan decides the codebook's: drop it"
        elif not any(w for w in grammar.ways if w.signal == tool.tool and _is_plain(w)):
            yield (
                f"tools.toml, tool {tool.tool!r}: no thing way says it alone, without a signal "
                f"of the codebook: add one in ways.toml or drop it"
            )


def _is_plain(way: Way) -> bool:
    """Say whether a way is a thing that says no more of the codebook than its signal must."""
    return way.kind == "thing" and set(way.demands) <= {way.signal, *implied(way.signal)}


def _slot_faults(grammar: Grammar) -> Iterator[str]:
    amounts = (*SLOTS, *TRAP_AMOUNTS)
    groups: list[tuple[str, Iterable[Any], Sequence[str]]] = [
        ("frames.toml, frame", grammar.frames, ("x", *SLOTS)),
        ("ways.toml, way", grammar.ways, ()),
        ("absent.toml, negation", grammar.negations, ("x", *SLOTS)),
        ("absent.toml, decoy", grammar.decoys, SLOTS),
        ("fillers.toml, filler", grammar.fillers, SLOTS),
        ("titles.toml, title", grammar.titles, ()),
        ("pay.toml, pay", grammar.pay, (*AMOUNTS, *SLOTS)),
        ("pay.toml, trap", grammar.pay_traps, amounts),
        ("terms.toml, terms", grammar.terms, SLOTS),
        ("terms.toml, trap", grammar.terms_traps, amounts),
    ]
    for place, entries, allowed in groups:
        for entry in entries:
            for slot in _slots(entry.text):
                if slot not in allowed:
                    offered = ", ".join(allowed) or "none"
                    yield f"{place} {entry.text!r}: slot {slot!r} is not filled here: use {offered}"
    for sentence in grammar.pay:
        wanted = {"low", "high"} if sentence.shape == "range" else {"high"}
        if set(_slots(sentence.text)) & set(AMOUNTS) != wanted:
            named = " and ".join(f"{{{slot}}}" for slot in sorted(wanted, reverse=True))
            yield f"pay.toml, pay {sentence.text!r}: shape {sentence.shape} needs {named}"


def _slots(text: str) -> list[str]:
    try:
        return [slot for _, slot, _, _ in string.Formatter().parse(text) if slot is not None]
    except ValueError:
        return ["{"]


def _empty_pools(grammar: Grammar) -> Iterator[str]:
    """Yield each pool that a plan may ask for and that holds nothing."""
    yield from _unsayable(grammar)
    fillers = {(role, f.where) for f in grammar.fillers for role in f.roles}
    wanted: list[tuple[str, Iterable[tuple[str, ...]], Collection[tuple[str, ...]]]] = [
        ("fillers.toml: no filler", product(ROLES, FILLED), fillers),
        ("titles.toml: no title", product(ROLES), {(title.role,) for title in grammar.titles}),
        (
            "pay.toml: no sentence",
            product(("year", "hour"), ("range", "single", "up_to")),
            {(p.period, p.shape) for p in grammar.pay},
        ),
        (
            "terms.toml: no sentence",
            product(("full_time", "part_time", "contract", "internship")),
            {(terms.employment,) for terms in grammar.terms},
        ),
    ]
    for place, keys, there in wanted:
        for key in keys:
            if key not in there:
                yield f"{place} for {', '.join(key)}: add one"


def _unsayable(grammar: Grammar) -> Iterator[str]:
    for signal in CODEBOOK:
        if not any(way.signal == signal and _is_plain(way) for way in grammar.ways):
            yield f"ways.toml: no thing way says {signal} and nothing beside it: add one"
    for level, places in PLACES_OF_A_LEVEL.items():
        for where in places:
            if not any(
                (f.level, f.where, f.kind, f.join) == (level, where, "thing", None)
                for f in grammar.frames
            ):
                yield f"frames.toml: no thing frame without join is {level} in {where}: add one"


def _repetitions(grammar: Grammar) -> Iterator[str]:
    keyed: list[tuple[str, Iterable[str]]] = [
        ("ways.toml, way", (f"{way.signal}: {way.text}" for way in grammar.ways)),
        ("frames.toml, frame", (f"{f.level} in {f.where}: {f.text}" for f in grammar.frames)),
        ("absent.toml, negation", (n.text for n in grammar.negations)),
        ("absent.toml, decoy", (decoy.text for decoy in grammar.decoys)),
        ("fillers.toml, filler", (f"{f.where}: {f.text}" for f in grammar.fillers)),
        ("titles.toml, title", (f"{title.role}: {title.text}" for title in grammar.titles)),
        ("pay.toml, pay", (f"{p.period}, {p.shape}: {p.text}" for p in grammar.pay)),
        ("pay.toml, trap", (trap.text for trap in grammar.pay_traps)),
        ("terms.toml, terms", (f"{t.employment}: {t.text}" for t in grammar.terms)),
        ("terms.toml, trap", (trap.text for trap in grammar.terms_traps)),
        ("tools.toml, tool", (tool.tool for tool in grammar.tools)),
    ]
    for place, texts in keyed:
        for text, times in Counter(texts).items():
            if times > 1:
                yield f"{place} {text!r} stands {times} times: drop all but one"
