"""The article's own value with its interval, at the design effect that the register assumes."""

from analysis.claims.register import Claim, Register
from analysis.claims.stated import Stated
from analysis.estimates import shares
from analysis.estimates.rows import Bounds
from analysis.estimates.shares import Interval


def bounds(register: Register, claim: Claim) -> Bounds | None:
    """Return what the article states of a claim, None where it is no number.

    A sample share has the interval of its sample. A limit has none, nor has a share of a part
    whose size the article does not print: both are taken as they stand.

    Args:
        register: The claims, with the article's sample sizes and assumed design effects.
        claim: One of them.
    """
    if claim.kind == "comparison" and claim.pair and claim.population and claim.against:
        roles = (claim.population, claim.against)
        first, second = (
            _sample_share(register, claim, value, role)
            for value, role in zip(claim.pair, roles, strict=True)
        )
        return first.less(second)
    if claim.value.form != "share" or claim.kind in {"ranking", "extremum"}:
        return None
    if claim.kind in {"threshold", "structure"} or claim.among or claim.population is None:
        value = float(claim.value.value or 0)
        return Bounds(Interval(value, value, value), Interval(value, value, value))
    return _sample_share(register, claim, claim.value, claim.population)


def _sample_share(register: Register, claim: Claim, value: Stated, role: str) -> Bounds:
    size = {str(name): n for name, n in register.source.sample_sizes.items()}[role]
    share = float(value.value or 0)
    return Bounds.of(shares.stated(share, size, register.design_effect(claim)))
