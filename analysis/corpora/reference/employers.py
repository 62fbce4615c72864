"""Drawing employers for postings: most have one, a few have many, some hire in several roles."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from analysis.corpora.reference.grammar import Grammar
from analysis.corpora.reference.parameters import Employers, Parameters
from analysis.corpora.reference.plan import Employer


def draw(
    counts: Mapping[str, int], parameters: Parameters, grammar: Grammar, rng: random.Random
) -> dict[str, list[Employer]]:
    """Return an employer for each posting of each role, in random order within a role.

    A posting has an employer that is new to the role with the probability `new`, else one that the
    role has already, in proportion to its postings (Simon 1955, Biometrika 42: 425-440).

    Args:
        counts: Postings by role, those of named employers left out.
        parameters: How postings cluster, and which employers are named.
        grammar: Names and industries.
        rng: Source of chance.
    """
    fresh = _invented(grammar, {entry.employer for entry in parameters.named}, rng)
    found: dict[str, list[Employer]] = {}
    for role, count in counts.items():
        elsewhere = list(dict.fromkeys(e for others in found.values() for e in others))
        found[role] = _of_role(count, elsewhere, parameters.employers, fresh, rng)
    return found


def named(parameters: Parameters, grammar: Grammar, rng: random.Random) -> dict[str, Employer]:
    """Return the employers that the parameters name, by name.

    Args:
        parameters: With or without named employers.
        grammar: Industries.
        rng: Source of chance.
    """
    names = dict.fromkeys(entry.employer for entry in parameters.named)
    return {name: _employer(name, grammar, rng) for name in names}


def _of_role(
    count: int,
    elsewhere: Sequence[Employer],
    planned: Employers,
    fresh: Iterator[Employer],
    rng: random.Random,
) -> list[Employer]:
    found: list[Employer] = []
    sizes: Counter[Employer] = Counter()
    while len(found) < count:
        if not found or rng.random() < planned.new:
            known = [employer for employer in elsewhere if employer not in sizes]
            shared = known and rng.random() < planned.shared
            employer = rng.choice(known) if shared else next(fresh)
        else:
            employer = rng.choice(found)
        if sizes[employer] < planned.largest:
            sizes[employer] += 1
            found.append(employer)
    rng.shuffle(found)
    return found


def _invented(grammar: Grammar, taken: set[str], rng: random.Random) -> Iterator[Employer]:
    """Yield employers of names that no other has."""
    words = grammar.employers
    names = [f"{first} {second}" for first in words.first for second in words.second]
    rng.shuffle(names)
    for name in names:
        if name not in taken:
            yield _employer(name, grammar, rng)


def _employer(name: str, grammar: Grammar, rng: random.Random) -> Employer:
    industry = rng.choice(grammar.employers.industry)
    return Employer(
        name=name,
        industry=industry.name,
        product=rng.choice(industry.product),
        customers=rng.choice(industry.customers),
        seed=rng.randrange(2**32),
    )
