"""What an article's numbers say of each other: counts, sums and bounds, no posting needed."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from analysis.register.register import Claim, Register, Relation
from analysis.register.stated import possible_counts

FOLLOWS = "follows"
CONSISTENT = "consistent"
STRAINED = "strained"
AT_ODDS = "at odds with itself"
STATUSES = (FOLLOWS, CONSISTENT, STRAINED, AT_ODDS)
"""From best to worst."""

ONE_EMPLOYER_CARRIES = 0.5
"""From this part of a total on, the total speaks of one employer rather than of the role."""


@dataclass(frozen=True)
class Finding:
    """What other numbers of the article say of a claim, and why."""

    status: str
    reason: str


def check(register: Register) -> dict[str, Finding]:
    """Return what the relations of a register say of its claims, by claim id.

    Where several speak to one claim the worst stands, with every reason in the register's order.

    Args:
        register: The claims and relations.
    """
    found: dict[str, Finding] = {}
    for relation in register.relation:
        for claim_id in relation.speaks_to:
            new = _CHECKS[relation.kind](register, relation, register[claim_id])
            old = found.get(claim_id)
            if old is not None and old.reason != new.reason:
                worst = max(old.status, new.status, key=STATUSES.index)
                new = Finding(worst, f"{old.reason} {new.reason}")
            found[claim_id] = new
    return found


def counts(register: Register, claim_id: str) -> range:
    """Return the counts that a claim's printed value allows in its sample.

    Args:
        register: The claims.
        claim_id: A claim with a share of one role.
    """
    claim = register[claim_id]
    return possible_counts(claim.value, _size(register, claim))


def _size(register: Register, claim: Claim) -> int:
    if claim.population is None:
        raise ValueError(f"claim '{claim.id}' has no population: a relation of counts needs one")
    return register.source.sample_sizes[claim.population]


def _sum(register: Register, relation: Relation, _: Claim) -> Finding:
    parts = [int(register[name].value.value or 0) for name in relation.parts]
    whole = int(register[str(relation.whole)].value.value or 0)
    added = " + ".join(f"{part:,}" for part in parts)
    same = sum(parts) == whole
    told = f"{added} = {sum(parts):,}" + ("" if same else f", not {whole:,}")
    return Finding(CONSISTENT if same else AT_ODDS, f"{told}. {relation.why}")


def _same(register: Register, relation: Relation, _: Claim) -> Finding:
    ranges = [counts(register, name) for name in relation.parts]
    low, high = max(r.start for r in ranges), min(r.stop for r in ranges) - 1
    printed = " and ".join(f"'{register[name].value.text}'" for name in relation.parts)
    if low > high:
        return Finding(AT_ODDS, f"No count gives both {printed}. {relation.why}")
    return Finding(CONSISTENT, f"{printed} agree at {_span(low, high)} postings. {relation.why}")


def _complement(register: Register, relation: Relation, claim: Claim) -> Finding:
    ranges = [counts(register, name) for name in relation.parts]
    n = _size(register, claim)
    low, high = sum(r.start for r in ranges), sum(r.stop - 1 for r in ranges)
    printed = " and ".join(f"'{register[name].value.text}'" for name in relation.parts)
    fits = all(ranges) and low <= n <= high
    told = f"{printed} can make up {n}" if fits else f"{printed} make {_span(low, high)}, not {n}"
    return Finding(CONSISTENT if fits else AT_ODDS, f"{told}. {relation.why}")


def _within(register: Register, relation: Relation, _: Claim) -> Finding:
    part, whole = counts(register, relation.parts[0]), counts(register, str(relation.whole))
    n = _size(register, register[relation.parts[0]])
    printed = register[str(relation.whole)].value.text
    least, most = part.start, whole.stop - 1
    told = f"It takes at least {least} of {n} postings; '{printed}' leaves at most {most}"
    return Finding(CONSISTENT if least <= most else AT_ODDS, f"{told}. {relation.why}")


def _single_employer(register: Register, relation: Relation, claim: Claim) -> Finding:
    inside = _within(register, relation, claim)
    if inside.status == AT_ODDS:
        return inside
    part, whole = counts(register, relation.parts[0]), counts(register, str(relation.whole))
    n = _size(register, register[relation.parts[0]])
    least, most = part.start, whole.stop - 1
    employer = register[relation.parts[0]].said
    told = (
        f"'{register[str(relation.whole)].value.text}' is at most {most} of {n}; {least} are "
        f"taken ({employer}), which leaves at most {most - least} of the other {n - least}. "
        f"{relation.why}"
    )
    carries = most > 0 and least / most >= ONE_EMPLOYER_CARRIES
    return Finding(STRAINED if carries else CONSISTENT, told)


def _overlap(register: Register, relation: Relation, claim: Claim) -> Finding:
    part, whole = counts(register, relation.parts[0]), counts(register, str(relation.whole))
    low, high = conditional_bounds(part, whole, _size(register, claim))
    value, limit = claim.value, float(claim.value.value or 0)
    upward = value.bound.startswith(">")
    told = (
        f"The totals leave between {low:.0%} and {high:.0%}, against '{value.text}'. {relation.why}"
    )
    if value.bound == "=":
        return Finding(CONSISTENT if low <= limit <= high else AT_ODDS, told)
    if (low > limit) if upward else (high < limit):
        return Finding(FOLLOWS, told)
    return Finding(AT_ODDS if ((high <= limit) if upward else (low >= limit)) else CONSISTENT, told)


def conditional_bounds(part: range, whole: range, n: int) -> tuple[float, float]:
    """Return the lowest and highest share of a part among a whole that two totals allow.

    The bounds of Fréchet (1935): of a and b out of n, at least a + b - n and at most the smaller
    are in both.

    Args:
        part: Counts that the part may have.
        whole: Counts that the whole may have, 1 or more.
        n: Postings.

    Example:
        >>> [round(share, 2) for share in conditional_bounds(range(155, 156), range(400, 401), 425)]
        [0.33, 0.39]
    """
    pairs = [(a, b) for a, b in product((part.start, part.stop - 1), whole) if b > 0]
    low = min(max(0, a + b - n) / b for a, b in pairs)
    high = max(min(a, b) / b for a, b in pairs)
    return low, high


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


_CHECKS: dict[str, Callable[[Register, Relation, Claim], Finding]] = {
    "sum": _sum,
    "same": _same,
    "complement": _complement,
    "within": _within,
    "single_employer": _single_employer,
    "overlap": _overlap,
}
