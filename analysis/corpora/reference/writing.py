"""Writes a plan down: the words that say each signal at the level that was planned, and no more.

What is said is counted as it is written, by the grammar's own record of what each way says. The
text may say a signal as often as it likes, but never more strongly than the plan has it.
"""

import random
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

from analysis.corpora.reference import layout
from analysis.corpora.reference.grammar import (
    FILLED,
    PLACES_OF_A_LEVEL,
    Frame,
    Grammar,
    PaySentence,
    TermsSentence,
    Title,
    Way,
)
from analysis.corpora.reference.plan import CODEBOOK, LEVELS, ROLES, Pay, Plan, implied

RANK: Mapping[str, int] = {level: rank for rank, level in enumerate(LEVELS)}

_MEDIAN = 4700.0
_SPREAD = (0.493, 0.375)
"""Standard deviations of log length below and above the median."""
_HEADING_LENGTH = 22
_ITEM_LENGTH = 2

_WHERE = {
    "required": (92, 8),
    "duty": (62, 20, 18),
    "preferred": (75, 25),
    "mentioned": (74, 12, 14),
}
"""Weights of the places of a level, in the order of `PLACES_OF_A_LEVEL`."""
_AGAIN = (44, 33, 16, 7)
"""Weights of saying a signal no, one, two or three times more."""
_AGAIN_AT = {"required": 60, "duty": 25, "preferred": 6, "mentioned": 9}
_COVERED_IS_ENOUGH = 0.35
"""How often a signal that another's words have said is not named itself."""
_TOOLS = (2, 9)
_TOOL_LEVELS = {"required": 50, "duty": 30, "preferred": 20}
_NEGATION, _DECOY, _PAY_TRAP, _TERMS_TRAP = 0.15, 0.25, 0.3, 0.12
_FILL = {
    "duties": 24, "requirements": 20, "story": 15, "benefits": 14, "summary": 10, "preferred": 6,
    "legal": 5, "process": 5, "team": 5,
}  # fmt: skip
_EMPLOYERS_OWN = ("story", "benefits", "legal", "process")
_LEAVES_OUT = 0.06
"""How often a sentence of the employer's own is left out of one posting."""
_TRIES = 6
_FORMATS = {"dollars": 62, "cents": 10, "k": 14, "code": 8, "bare": 6}

T = TypeVar("T")


@dataclass(frozen=True)
class Written:
    """A posting as written, and what it says.

    Attributes:
        title: Of the job.
        text: The posting, undamaged.
        levels: A level for every signal of the codebook and every tool of the grammar.
    """

    title: str
    text: str
    levels: Mapping[str, str]


class WritingError(AssertionError):
    """The writer broke its promise, or was given a plan that no words can keep."""


class _Drawn(Generic[T]):
    """Things that are drawn by weight."""

    def __init__(self, weighted: Iterable[tuple[T, float]]) -> None:
        pairs = [(thing, weight) for thing, weight in weighted if weight > 0]
        self.things = [thing for thing, _ in pairs]
        self.bounds = list(accumulate(weight for _, weight in pairs))

    def draw(self, rng: random.Random) -> T:
        at = bisect_right(self.bounds, rng.random() * self.bounds[-1])
        return self.things[min(at, len(self.things) - 1)]

    def among(self, kept: Sequence[bool]) -> "_Drawn[T]":
        """Return those kept."""
        weights = [b - a for a, b in zip([0.0, *self.bounds], self.bounds, strict=False)]
        return _Drawn((t, w) for t, w, keep in zip(self.things, weights, kept, strict=True) if keep)


class _Pools:
    """The grammar, sorted for drawing."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.ways = _grouped(((way.signal,), way, way.weight) for way in grammar.ways)
        self.things = _grouped(
            ((way.signal,), way, way.weight) for way in grammar.ways if way.kind == "thing"
        )
        keyed = [((f.level, f.where, f.kind), f, f.weight) for f in grammar.frames]
        self.frames = _grouped(keyed)
        self.single = _grouped(k for k in keyed if k[1].join is None)
        self.fillers = {
            (role, where): [f.text for f in grammar.fillers if f.where == where and role in f.roles]
            for role in ROLES
            for where in FILLED
        }
        self.titles = _grouped(((title.role,), title, title.weight) for title in grammar.titles)
        self.tools = {
            role: _Drawn((tool.tool, getattr(tool, role)) for tool in grammar.tools)
            for role in ROLES
        }
        self.pay = _grouped(((p.period, p.shape), p, p.weight) for p in grammar.pay)
        self.terms = _grouped(((t.employment,), t, t.weight) for t in grammar.terms)


def _grouped(keyed: Iterable[tuple[tuple[str, ...], T, float]]) -> dict[tuple[str, ...], _Drawn[T]]:
    groups: dict[tuple[str, ...], list[tuple[T, float]]] = {}
    for key, thing, weight in keyed:
        groups.setdefault(key, []).append((thing, weight))
    return {key: _Drawn(group) for key, group in groups.items()}


@lru_cache(maxsize=4)
def _pools(grammar: Grammar) -> _Pools:
    return _Pools(grammar)


def write(plan: Plan, grammar: Grammar, rng: random.Random) -> Written:
    """Write a posting that says exactly what the plan has it say.

    Args:
        plan: What it is to say; its levels closed under what signals imply.
        grammar: The words.
        rng: Decides, with the employer's seed, all that the plan leaves open.

    Raises:
        WritingError: No words of the grammar keep the plan: its levels are not closed, or every
            title of the role says more.
    """
    draft = _Draft(plan, _pools(grammar), rng)
    title = _title(draft)
    _draw_tools(draft)
    _say_signals(draft)
    _say_again(draft)
    _say_tools(draft)
    _deny(draft)
    _state_pay(draft)
    _state_terms(draft)
    for part in ("summary", "duties", "requirements", "preferred", "stack"):
        rng.shuffle(draft.parts[part])
    _fill_up(draft)
    headings = (random.Random(plan.employer.seed + 1), rng)
    text = layout.render(draft.style, draft.parts, grammar.headings, plan.employer.name, headings)
    for signal in CODEBOOK:
        if draft.said.get(signal, "absent") != plan.levels[signal]:
            raise WritingError(
                f"posting {plan.number} says {signal} as {draft.said.get(signal, 'absent')}, "
                f"planned was {plan.levels[signal]}: close the plan's levels under IMPLIES"
            )
    named = (*CODEBOOK, *grammar.tool_ids)
    return Written(title, text, {name: draft.said.get(name, "absent") for name in named})


@dataclass
class _Draft:
    """A posting in the making."""

    plan: Plan
    pools: _Pools
    rng: random.Random
    said: dict[str, str] = field(default_factory=dict)
    named: dict[str, int] = field(default_factory=dict)
    mentions: dict[str, int] = field(default_factory=dict)
    pending: dict[str, list[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    length: int = 0

    def __post_init__(self) -> None:
        self.own = random.Random(self.plan.employer.seed)
        self.style = layout.draw(self.own, self.rng)
        self.rank = {signal: RANK[self.plan.levels[signal]] for signal in CODEBOOK}
        self.parts: dict[str, list[str]] = {part: [] for part in (*FILLED, "stack", "pay")}
        self.own_slots = _slots(self.plan, self.pools.grammar, self.own)
        here = self.plan.places[0].city or self.own_slots["city"]
        self.slots = _slots(self.plan, self.pools.grammar, self.rng) | {"city": here}
        self.length = _HEADING_LENGTH * len(self.style.order)
        self.places = {level: _places(self.style, level) for level in PLACES_OF_A_LEVEL}

    def put(self, part: str, text: str) -> None:
        """Put a sentence in a part; a part that the posting lacks is added to its order."""
        if part not in self.style.order and part != "stack":
            self.style = layout.with_section(self.style, part)
        self.parts[part].append(text)
        self.length += len(text) + _ITEM_LENGTH

    def filled(self, text: str, *, own: bool = False) -> str:
        """Return a sentence with its slots filled."""
        if "{" not in text:
            return text
        return text.format_map(self.own_slots if own else self.slots)

    def allows(self, way: Way, level: str) -> bool:
        """Say whether the plan lets a way be used at a level."""
        strength = RANK[level]
        return all(self.rank[signal] <= strength for signal in way.demands)

    def record(self, says: Iterable[str], level: str) -> None:
        """Count what was said."""
        for signal in says:
            before = self.said.get(signal)
            if before is None or RANK[level] < RANK[before]:
                self.said[signal] = level


def _slots(plan: Plan, grammar: Grammar, rng: random.Random) -> dict[str, str]:
    slots, towns = grammar.slots, [place.city for place in grammar.places if place.city]
    return {
        "product": plan.employer.product,
        "customers": plan.employer.customers,
        "employer": plan.employer.name,
        "city": rng.choice(towns),
        "team": rng.choice(slots.team),
        "field": rng.choice(slots.field),
        "years": rng.choice(slots.years),
    }


def _places(style: layout.Style, level: str) -> _Drawn[str]:
    """Return where a posting of a style may say something at a level.

    Without headings only words of the level's own force say it: those of the summary, and 'a
    plus'. The first place is used, and added, where the posting has none.
    """
    places, weights = PLACES_OF_A_LEVEL[level], _WHERE[level]
    if style.heading == "none":
        bare = {"required": "summary", "duty": "summary", "preferred": "requirements"}
        if level in bare:
            return _Drawn([(bare[level], 1.0)])
    has = {*style.order, "stack"}
    there = [(p, float(w)) for p, w in zip(places, weights, strict=True) if p in has]
    if level in ("duty", "required") and places[0] not in has:
        there.append(("summary", float(weights[0])))
    return _Drawn(there or [(places[0], 1.0)])


def _title(draft: _Draft) -> str:
    titles = draft.pools.titles[(draft.plan.role,)]
    fitting = titles.among([_fits(draft, title) for title in titles.things])
    if not fitting.things:
        raise WritingError(
            f"posting {draft.plan.number}: every title of {draft.plan.role} says more than the "
            f"plan's levels: plan what the role's titles say as a duty or stronger"
        )
    title = fitting.draw(draft.rng)
    draft.record(title.says, "duty")
    return title.text


def _fits(draft: _Draft, title: Title) -> bool:
    return all(draft.rank.get(signal, 0) <= RANK["duty"] for signal in title.says)


def _draw_tools(draft: _Draft) -> None:
    """Draw the tools that fill the posting, each with its level."""
    tools, rng = draft.pools.tools[draft.plan.role], draft.rng
    levels = rng.choices(list(_TOOL_LEVELS), list(_TOOL_LEVELS.values()), k=rng.randint(*_TOOLS))
    drawn: set[str] = set()
    draft.pending = {level: [] for level in PLACES_OF_A_LEVEL}
    for level in levels:
        tool = tools.draw(rng)
        if tool not in drawn:
            drawn.add(tool)
            draft.pending[level].append(tool)


def _say_signals(draft: _Draft) -> None:
    """Say each planned signal at its level at least once, the ones that imply others first."""
    present = [s for s in CODEBOOK if draft.plan.levels[s] != "absent"]
    draft.rng.shuffle(present)
    for signal in sorted(present, key=lambda s: -len(implied(s))):
        level = draft.plan.levels[signal]
        if draft.said.get(signal) == level and draft.rng.random() < _COVERED_IS_ENOUGH:
            continue
        _say(draft, signal, level)


def _say_again(draft: _Draft) -> None:
    """Say some signals again, as strongly or more weakly."""
    for signal in CODEBOOK:
        rank = draft.rank[signal]
        if rank == RANK["absent"]:
            continue
        for _ in range(draft.rng.choices(range(len(_AGAIN)), _AGAIN)[0]):
            weaker = LEVELS[rank:-1]
            _say(draft, signal, draft.rng.choices(weaker, [_AGAIN_AT[lv] for lv in weaker])[0])


def _say_tools(draft: _Draft) -> None:
    """Say the tools that no sentence took along."""
    for level in PLACES_OF_A_LEVEL:
        while draft.pending[level]:
            _say(draft, draft.pending[level].pop(), level)


def _say(draft: _Draft, signal: str, level: str) -> None:
    """Say a signal at a level once."""
    rng = draft.rng
    if level == "mentioned":
        times = draft.mentions.get(signal, 0)
        draft.mentions[signal] = times + 1
        rng = random.Random(f"{draft.plan.employer.seed} {signal} {times}")
    way = _way(draft, signal, level, rng)
    where, frame = _frame(draft, way, level, rng)
    ways = [way]
    if frame.join is not None:
        ways += _companions(draft, way, frame, rng)
        if len(ways) == 1:
            frame = draft.pools.single[(level, where, "thing")].draw(rng)
        else:
            rng.shuffle(ways)
    for each in ways:
        draft.record(each.says, level)
        draft.named[each.signal] = draft.named.get(each.signal, 0) + 1
    draft.used.add(frame.text)
    said = frame.text.replace("{x}", _joined([w.text for w in ways], frame.join, rng))
    draft.put(where, _capitalised(draft.filled(said, own=level == "mentioned")))


def _way(draft: _Draft, signal: str, level: str, rng: random.Random) -> Way:
    """Draw a way that says a signal and nothing that the plan has weaker than the level."""
    ways = draft.pools.ways[(signal,)]
    for _ in range(_TRIES):
        way = ways.draw(rng)
        if draft.allows(way, level):
            return way
    fitting = ways.among([draft.allows(way, level) for way in ways.things])
    if not fitting.things:
        raise WritingError(
            f"posting {draft.plan.number}: no way says {signal} as {level} and nothing that the "
            f"plan has weaker: close the plan's levels under IMPLIES"
        )
    return fitting.draw(rng)


def _frame(
    draft: _Draft, way: Way, level: str, rng: random.Random
) -> tuple[str, Frame]:  # fmt: skip
    """Draw where to say a way, and in which frame: one that is new here, if there is one."""
    for attempt in range(2 * _TRIES):
        where = draft.places[level].draw(rng)
        frames = draft.pools.frames.get((level, where, way.kind))
        if frames is None or (where == "stack" and not _is_name(way)):
            continue
        frame = frames.draw(rng)
        if frame.join is not None and not _is_listable(way, frame.join):
            continue
        if frame.text not in draft.used or attempt >= _TRIES:
            return where, frame
    where = draft.places[level].things[0]
    frames = draft.pools.single.get((level, where, way.kind))
    return where, (frames or draft.pools.single[(level, where, "thing")]).draw(rng)


def _is_name(way: Way) -> bool:
    """Say whether a way is the name of what can stand in a stack: a tool, language or cloud."""
    if way.signal in CODEBOOK and way.signal not in ("python", "aws") and not way.also:
        return False
    return way.signal not in CODEBOOK or not any(w[0].islower() for w in way.text.split())


def _is_listable(way: Way, join: str) -> bool:
    text = way.text
    if "," in text or " and " in text or " or " in text:
        return False
    return join != "slash" or " " not in text


def _companions(draft: _Draft, way: Way, frame: Frame, rng: random.Random) -> list[Way]:
    """Draw one to three more things for a list, tools first."""
    signals, found = {way.signal}, list[Way]()
    level, pending = frame.level, draft.pending[frame.level]
    same = [s for s in CODEBOOK if draft.plan.levels[s] == level and s != way.signal]
    tools = draft.pools.tools[draft.plan.role]
    for _ in range(rng.choices((1, 2, 3), (4, 4, 2))[0]):
        if pending and rng.random() < 0.8:
            signal = pending[-1]
        elif same and rng.random() < 0.3:
            signal = rng.choice(same)
        else:
            signal = tools.draw(rng)
        things = draft.pools.things.get((signal,))
        other = things.draw(rng) if things else way
        if signal not in signals and draft.allows(other, level) and _fits_list(other, frame):
            signals.add(signal)
            found.append(other)
            if signal in pending:
                pending.remove(signal)
    return found


def _fits_list(way: Way, frame: Frame) -> bool:
    listable = frame.join is not None and _is_listable(way, frame.join)
    return listable and (frame.where != "stack" or _is_name(way))


def _joined(texts: list[str], join: str | None, rng: random.Random) -> str:
    """Return things as a list of the kind asked for."""
    if len(texts) == 1:
        return texts[0]
    if join == "slash":
        return "/".join(texts)
    if join == "eg" and rng.random() < 0.5:
        return ", ".join(texts)
    word = "and" if join == "and" else "or"
    comma = "," if len(texts) > 2 and rng.random() < 0.4 else ""
    return f"{', '.join(texts[:-1])}{comma} {word} {texts[-1]}"


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:] if text[0].islower() else text


def _deny(draft: _Draft) -> None:
    """Name a signal that is not needed, or something that only looks like one."""
    rng, grammar = draft.rng, draft.pools.grammar
    absent = [n for n in grammar.negations if n.signal not in draft.said]
    if absent and rng.random() < _NEGATION:
        negation = rng.choices(absent, [n.weight for n in absent])[0]
        ways = draft.pools.things[(negation.signal,)]
        free = ways.among(
            [not {w.signal, *w.also} & draft.said.keys() for w in ways.things]
        )  # fmt: skip
        if free.things:
            text = negation.text.replace("{x}", free.draw(rng).text)
            draft.put(
                _present(draft, negation.where, "requirements"), _capitalised(draft.filled(text))
            )
    if grammar.decoys and rng.random() < _DECOY:
        decoy = rng.choices(grammar.decoys, [d.weight for d in grammar.decoys])[0]
        draft.put(_present(draft, decoy.where), draft.filled(decoy.text))


def _present(draft: _Draft, *wished: str) -> str:
    """Return the first of the parts that the posting has, else its first."""
    for part in (*wished, *draft.style.order):
        if part in draft.style.order:
            return part
    return wished[0]


def _state_pay(draft: _Draft) -> None:
    rng, pay, grammar = draft.rng, draft.plan.pay, draft.pools.grammar
    if pay is not None:
        part = rng.choices(("pay", "benefits", "summary", "legal"), (45, 30, 15, 10))[0]
        draft.put("pay" if part == "pay" else _present(draft, part), _pay(draft, pay))
    if grammar.pay_traps and rng.random() < _PAY_TRAP:
        trap = rng.choices(grammar.pay_traps, [t.weight for t in grammar.pay_traps])[0]
        draft.put(_present(draft, "benefits", "story"), draft.filled(trap.text))


def _pay(draft: _Draft, pay: Pay) -> str:
    """Return a sentence of base pay."""
    rng = draft.rng
    shape = "up_to" if pay.low is None else "single" if pay.low == pay.high else "range"
    sentences = draft.pools.pay.get((pay.period, shape))
    if sentences is None:
        raise WritingError(f"pay.toml has no sentence for {shape} a {pay.period}: add one")
    sentence: PaySentence = sentences.draw(rng)
    low = pay.high if pay.low is None else pay.low
    form = rng.choices(list(_FORMATS), list(_FORMATS.values()))[0]
    if form == "k" and (pay.period != "year" or low % 1000 or pay.high % 1000):
        form = "dollars"
    amounts = {"low": amount(low, form), "high": amount(pay.high, form)}
    return sentence.text.format_map({**draft.slots, **amounts})


def amount(dollars: float, form: str) -> str:
    """Return an amount of US dollars as postings write it.

    Args:
        dollars: Shown to the cent where it is not whole.
        form: dollars, cents, k (thousands), code (before) or bare (after).
    """
    if form == "k":
        return f"${dollars / 1000:,.0f}k"
    whole = dollars == int(dollars) and form != "cents"
    shown = f"{dollars:,.0f}" if whole else f"{dollars:,.2f}"
    return {"code": f"USD {shown}", "bare": f"{shown} USD"}.get(form, f"${shown}")


def _state_terms(draft: _Draft) -> None:
    rng, grammar = draft.rng, draft.pools.grammar
    if draft.plan.employment != "unstated":
        sentence: TermsSentence = draft.pools.terms[(draft.plan.employment,)].draw(rng)
        part = rng.choices(("summary", "process", "benefits", "legal"), (50, 20, 20, 10))[0]
        draft.put(_present(draft, part), draft.filled(sentence.text))
    if grammar.terms_traps and rng.random() < _TERMS_TRAP:
        trap = rng.choices(grammar.terms_traps, [t.weight for t in grammar.terms_traps])[0]
        draft.put(_present(draft, "benefits", "legal", "story"), draft.filled(trap.text))


def _fill_up(draft: _Draft) -> None:
    """Lengthen the posting to a length of its own, with sentences that say nothing."""
    rng = draft.rng
    normal = rng.gauss(0, 1)
    target = _MEDIAN * 2.718281828 ** (normal * _SPREAD[normal > 0])
    order = draft.style.order
    left = {part: _sentences(draft, part) for part in _FILL if part in order}
    for part in ("duties", "requirements", "summary", "story", "benefits"):
        if part in left and not draft.parts[part]:
            _fill(draft, part, left)
    parts = _Drawn((part, _FILL[part]) for part in left)
    while draft.length < target and any(left.values()):
        _fill(draft, parts.draw(rng), left)


def _sentences(draft: _Draft, part: str) -> list[str]:
    """Return the fillers of a part, the last first; the employer's own in its order."""
    own = part in _EMPLOYERS_OWN
    pool = list(draft.pools.fillers[(draft.plan.role, part)])
    if own:
        random.Random(draft.plan.employer.seed + len(part)).shuffle(pool)
        pool = [text for text in pool if draft.rng.random() >= _LEAVES_OUT]
    else:
        draft.rng.shuffle(pool)
    if draft.plan.places[0].city is None:
        pool = [text for text in pool if "{city}" not in text]
    return pool[::-1]


def _fill(draft: _Draft, part: str, left: dict[str, list[str]]) -> None:
    if not left[part]:
        return
    text = draft.filled(left[part].pop(), own=part in _EMPLOYERS_OWN)
    items = draft.parts[part]
    draft.put(part, text)
    if part not in _EMPLOYERS_OWN:
        items.insert(draft.rng.randint(0, len(items) - 1), items.pop())
    elif part not in draft.opened:
        items.insert(0, items.pop())
    draft.opened.add(part)
