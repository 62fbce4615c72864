"""The shares that a claim is made of, and the pairs of them that it compares."""

from dataclasses import dataclass, replace
from itertools import combinations, product

from analysis.register import expressions
from analysis.register.register import Claim

VARIED = ("share", "count", "threshold", "universal", "comparison", "ranking")
"""Kinds of claims that are made of shares; how a structure is read stands in `claims.splits`."""


@dataclass(frozen=True)
class Cell:
    """A share that a claim is made of."""

    measure: str
    role: str
    among: str | None


def cells(claim: Claim) -> dict[str, Cell]:
    """Return the shares that a claim is made of, by the name of the part that they are of.

    Args:
        claim: Of a kind in `VARIED`.
    """
    measure, among = str(claim.measure), claim.among
    if claim.kind == "comparison":
        return {
            role: Cell(measure, role, among) for role in (claim.population, claim.against) if role
        }
    if claim.kind != "ranking":
        return {str(claim.population): Cell(measure, str(claim.population), among)}
    blank = Cell(measure, str(claim.population), among)
    varies = str(claim.varies)
    return {name: replace(blank, **{varies: name}) for tier in claim.tiers for name in tier}


def pairs(claim: Claim) -> list[tuple[str, str]]:
    """Return the pairs of cells whose difference is judged, none for a claim about one share.

    Args:
        claim: Of a kind in `VARIED`.
    """
    if claim.kind == "comparison":
        return [(str(claim.population), str(claim.against))]
    return [
        pair for higher, lower in combinations(claim.tiers, 2) for pair in product(higher, lower)
    ]


def names_in(cell: Cell) -> set[str]:
    """Return the signals and flags that a share names.

    Args:
        cell: Of a claim.
    """
    texts = [text for text in (cell.measure, cell.among) if text]
    return {name for text in texts for name in expressions.names(expressions.parse(text))}


def signals_of(claim: Claim) -> set[str]:
    """Return the signals that a claim names.

    Args:
        claim: Of a kind in `VARIED`.
    """
    return {n for cell in cells(claim).values() for n in names_in(cell)} - {"pay_disclosed"}
