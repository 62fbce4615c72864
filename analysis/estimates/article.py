"""The article's own value with its interval, at the design effect that the register assumes."""

from analysis.estimates import shares
from analysis.estimates.differences import mover
from analysis.estimates.rows import EQUIVALENCE, REPORTED, Bounds
from analysis.estimates.shares import Interval, Share
from analysis.register.register import Claim, Register
from analysis.register.stated import Stated


def bounds(register: Register, claim: Claim) -> Bounds | None:
    """Return what the article states of a claim at both confidences, None where it is no number.

    Args:
        register: The claims, with the article's sample sizes and assumed design effects.
        claim: One of them.
    """
    at95, at90 = (interval(register, claim, each) for each in (REPORTED, EQUIVALENCE))
    return None if at95 is None or at90 is None else Bounds(at95, at90)


def interval(register: Register, claim: Claim, confidence: float) -> Interval | None:
    """Return what the article states of a claim with its interval, None where it is no number.

    A sample share has the interval of its sample. A limit has none, nor has a share of a part
    whose size the article does not print: both are taken as they stand.

    Args:
        register: The claims, with the article's sample sizes and assumed design effects.
        claim: One of them.
        confidence: Such as 0.95.
    """
    if claim.kind == "comparison" and claim.pair and claim.population and claim.against:
        first, second = (
            _sample_share(register, claim, value, role).interval(confidence)
            for value, role in zip(claim.pair, (claim.population, claim.against), strict=True)
        )
        return mover(first, second)
    if claim.value.form != "share" or claim.kind in {"ranking", "extremum"}:
        return None
    if claim.kind in {"threshold", "structure"} or claim.among or claim.population is None:
        value = float(claim.value.value or 0)
        return Interval(value, value, value)
    return _sample_share(register, claim, claim.value, claim.population).interval(confidence)


def _sample_share(register: Register, claim: Claim, value: Stated, role: str) -> Share:
    size = {str(name): n for name, n in register.source.sample_sizes.items()}[role]
    return shares.stated(float(value.value or 0), size, register.design_effect(claim))
