"""From parameters and a seed to what every posting is to say."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from analysis.corpora.reference import employers, levels
from analysis.corpora.reference.grammar import Grammar
from analysis.corpora.reference.joint import Floats
from analysis.corpora.reference.parameters import (
    Named,
    Parameters,
    ParametersError,
    PlannedRole,
)
from analysis.corpora.reference.plan import Employer, Pay, Place, Plan

LAST_DAY, DAYS = date(2026, 5, 7), 30
"""Postings are of the thirty days before the article."""

REQUIRES = ("required", "duty")

SINGLE, UP_TO = 0.08, 0.06
"""How often pay is one figure, and how often a maximum alone."""


class _Likeness:
    """Uniform numbers for postings, an employer's own with the probability sqrt(ICC)."""

    def __init__(self, columns: int, icc: float, chance: np.random.Generator) -> None:
        self.columns, self.copying, self.chance = columns, icc**0.5, chance
        self.house: dict[Employer, Floats] = {}

    def draw(self, hiring: Sequence[Employer]) -> Floats:
        """Return a row of uniform numbers for each posting, the same house in every role."""
        for employer in dict.fromkeys(hiring):
            if employer not in self.house:
                self.house[employer] = self.chance.random(self.columns)
        fresh = self.chance.random((len(hiring), self.columns))
        copies = self.chance.random(len(hiring)) < self.copying
        houses = np.array([self.house[employer] for employer in hiring])
        return np.where(copies[:, None], houses, fresh)


class _Chance:
    """Every source of chance of one corpus."""

    def __init__(self, parameters: Parameters, seed: int) -> None:
        planned, numbers = parameters.employers, np.random.default_rng(seed)
        self.rng = random.Random(seed)
        self.skills = _Likeness(levels.COLUMNS, planned.skills_icc, numbers)
        self.pay = _Likeness(4, planned.pay_icc, numbers)
        self.terms = _Likeness(1, planned.employment_icc, numbers)


def draw(parameters: Parameters, grammar: Grammar, seed: int) -> list[Plan]:
    """Return the plans of a corpus in random order; each place of a plan is a row of the corpus.

    Args:
        parameters: What is planted.
        grammar: Employers and places.
        seed: The same seed gives the same plans.

    Raises:
        ParametersError: The planted shares cannot be; the message names the role and the share.
    """
    chance = _Chance(parameters, seed)
    copies = {name: _copies(parameters, name, chance.rng) for name in parameters.role}
    free = {name: len(found) - len(_of_named(parameters, name)) for name, found in copies.items()}
    others = employers.draw(free, parameters, grammar, chance.rng)
    known = employers.named(parameters, grammar, chance.rng)
    plans: list[Plan] = []
    for name in parameters.role:
        hiring = [*(known[entry.employer] for entry in _of_named(parameters, name)), *others[name]]
        places = [_places(grammar, count, chance.rng) for count in copies[name]]
        plans += _of_role(parameters, name, hiring, places, chance)
    chance.rng.shuffle(plans)
    return [replace(plan, number=number) for number, plan in enumerate(plans, start=1)]


def _of_role(
    parameters: Parameters,
    name: str,
    hiring: Sequence[Employer],
    places: Sequence[tuple[Place, ...]],
    chance: _Chance,
) -> list[Plan]:
    role, of_named = parameters.role[name], _of_named(parameters, name)
    try:
        distribution = levels.distribution(role, parameters.levels)
    except ParametersError as error:
        raise ParametersError(f"role.{name}: {error}") from error
    said = levels.named(distribution.draw(chance.skills.draw(hiring)))
    pay = _pay(role, of_named, chance.pay.draw(hiring))
    terms = _terms(role, of_named, chance.terms.draw(hiring)[:, 0])
    return [
        Plan(
            number=0,
            role=name,
            block=block(said[index]),
            employer=employer,
            levels=said[index],
            pay=pay[index],
            employment=terms[index],
            places=places[index],
            posted_on=(LAST_DAY - timedelta(chance.rng.randrange(DAYS))).isoformat(),
        )
        for index, employer in enumerate(hiring)
    ]


def block(said: Mapping[str, str]) -> str:
    """Return what a job is, by the codebook, from what its posting requires.

    Args:
        said: A level per signal.
    """
    marks = {
        "agentic_systems": ("agentic",),
        "llm_application": ("llm_api", "rag", "prompting"),
        "ml_modelling": ("dl_framework", "fine_tuning"),
        "ai_platform": ("mlops", "evals"),
    }
    for name, signals in marks.items():
        if any(said[signal] in REQUIRES for signal in signals):
            return name
    return "ml_modelling" if said["ai_ml"] in REQUIRES else "software"


def _of_named(parameters: Parameters, role: str) -> list[Named]:
    """Return the named employer of each posting that one has of a role."""
    return [e for entry in parameters.named if entry.role == role for e in [entry] * entry.postings]


def _copies(parameters: Parameters, role: str, rng: random.Random) -> list[int]:
    """Return in how many places each posting of a role stands: its rows add up to the planned.

    Those of named employers stand in one.
    """
    found = [1] * len(_of_named(parameters, role))
    rows = parameters.role[role].postings
    while (left := rows - sum(found)) > 0:
        repeated = rng.random() < parameters.copies.repeated
        found.append(min(left, rng.randint(2, parameters.copies.most) if repeated else 1))
    return found


def _places(grammar: Grammar, count: int, rng: random.Random) -> tuple[Place, ...]:
    """Return different places, drawn by weight."""
    known = grammar.places
    found: dict[Place, None] = {}
    while len(found) < count:
        drawn = rng.choices(known, [place.weight for place in known])[0]
        found[Place(drawn.city or None, drawn.state or None, drawn.remote)] = None
    return tuple(found)


def _share_of_others(share: float, planted: int, named: int, postings: int) -> float:
    """Return the share that is left for employers that are not named."""
    others = postings - named
    return min(max((share * postings - planted) / others, 0.0), 1.0) if others else 0.0


def _pay(role: PlannedRole, named: Sequence[Named], uniform: Floats) -> list[Pay | None]:
    """Return the pay of each posting, those of named employers first."""
    planned, paid = role.pay, sum(entry.pay_high is not None for entry in named)
    share = _share_of_others(planned.disclosed, paid, len(named), len(uniform))
    found = [
        Pay(entry.pay_low, entry.pay_high, entry.pay_period or "year")
        if entry.pay_high is not None
        else None
        for entry in named
    ]
    for disclosed, hourly, level, width in uniform[len(named) :].tolist():
        if disclosed >= share:
            found.append(None)
            continue
        middle = planned.low + level * (planned.high - planned.low)
        low, high = (round(middle * (1 + side * 0.25 * width) / 1000) * 1000 for side in (-1, 1))
        if hourly < planned.by_hour:
            low, high = round(low / 2000), round(high / 2000)
        found.append(_shaped(low, high, width, "hour" if hourly < planned.by_hour else "year"))
    return found


def _shaped(low: float, high: float, chance: float, period: str) -> Pay:
    """Return a range in most cases, one figure or a maximum alone in some."""
    if chance < SINGLE:
        return Pay(high, high, period)
    return Pay(None if chance > 1 - UP_TO else low, high, period)


def _terms(role: PlannedRole, named: Sequence[Named], uniform: Floats) -> list[str]:
    """Return the terms of each posting, those of named employers first."""
    shares = {
        kind: _share_of_others(
            share, sum(entry.employment == kind for entry in named), len(named), len(uniform)
        )
        for kind, share in role.employment.items()
        if kind != "unstated"
    }
    edges, kinds = np.cumsum(list(shares.values())), [*shares, "unstated"]
    drawn = np.searchsorted(edges, uniform[len(named) :], side="right")
    return [*(entry.employment for entry in named), *(kinds[place] for place in drawn.tolist())]
