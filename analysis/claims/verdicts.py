"""The rules that turn an estimate into one of five words, and many words into one."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from analysis.estimates import employer_rank
from analysis.estimates.rows import Estimate
from analysis.estimates.shares import FEWEST_EFFECTIVE
from analysis.register import stated
from analysis.register.register import Claim

REPLICATED = "replicated"
COMPATIBLE = "compatible"
NOT_REPLICATED = "not replicated"
UNDETERMINED = "undetermined"
NOT_ASSESSABLE = "not assessable"
VERDICTS = (REPLICATED, COMPATIBLE, UNDETERMINED, NOT_REPLICATED, NOT_ASSESSABLE)
"""The words on a claim in one corpus."""

HOLDS = "holds"
DOES_NOT_HOLD = "does not hold"
MIXED = "mixed"
NOT_TESTABLE = "not testable"
"""The words on a claim over all corpora, beside undetermined and not assessable."""

FEWEST = FEWEST_EFFECTIVE
"""Effective postings below which nothing is said."""

SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Verdict:
    """A word and the sentence that a reader gets with it."""

    word: str
    reason: str


PARTS = {
    "auc": "the other features tell the flag with an AUC of",
    "bic_gain": "two classes gain on a continuum in BIC",
    "dip_p": "the dip of the score has p =",
    "rand": "the classes are the flag's with an adjusted Rand index of",
}
"""What the deciding quantities of the six-part test are called."""


@dataclass(frozen=True)
class Part:
    """One quantity of the six-part test in one corpus; a corpus that it refused has one alone."""

    quantity: str
    value: float
    high95: float
    needed: float
    passed: bool
    decides: bool
    refused: str | None = None

    @property
    def at_most(self) -> bool:
        """Whether small values pass."""
        return self.quantity == "dip_p"

    @property
    def surely_fails(self) -> bool:
        """Whether chance is no excuse.

        The interval lies below what is needed; or the continuum is better by as much as two classes
        would have to be. That no second hump was shown never is sure.
        """
        if self.quantity == "bic_gain":
            return self.value <= -self.needed
        return not self.at_most and self.high95 < self.needed


@dataclass(frozen=True)
class Margins:
    """How far below and above the stated value a new one still says the same."""

    low: float
    high: float

    @property
    def informative(self) -> float:
        """The widest half-interval of a difference that still tells something.

        Example:
            >>> Margins(low=-0.1, high=math.inf).informative
            0.1
        """
        finite = [abs(side) for side in (self.low, self.high) if math.isfinite(side)]
        return sum(finite) / len(finite)


def margins(claim: Claim, stated_value: float) -> Margins:
    """Return the margins of a claim about its stated value.

    Args:
        claim: Of a register.
        stated_value: A share, or the gap between two.
    """
    if claim.margin == "half to double":
        return Margins(-stated_value / 2, stated_value)
    if claim.margin == "half the gap":
        around = abs(stated_value) / 2
        least = claim.pair is not None and claim.pair[1].bound.startswith("<")
        return Margins(-around, math.inf if least else around)
    around = float(claim.margin or 0)
    return Margins(-around, math.inf if claim.kind == "universal" else around)


def decide(
    claim: Claim, found: Sequence[Estimate], tested: Sequence[Part] | None = None
) -> Verdict:
    """Return the verdict on a claim in one corpus.

    Args:
        claim: Of a register, one that postings can answer.
        found: Every row of the estimates for this claim and corpus.
        tested: The parts of the six-part test in this corpus, for a structure.
    """
    if not found:
        return Verdict(NOT_ASSESSABLE, "Nothing was estimated in this corpus.")
    refused = next((row.refused for row in found if row.refused), None)
    if refused is not None:
        return Verdict(NOT_ASSESSABLE, f"{refused[:1].upper()}{refused[1:]}.")
    if claim.kind == "structure":
        return decide_structure(tested or ())
    return _RULES[claim.kind](claim, found)


def equivalence(
    difference: tuple[float, float], inner: tuple[float, float], around: Margins
) -> str:
    """Return the word for a difference from the stated value.

    Args:
        difference: The 95% interval.
        inner: The 90% interval, inside the other.
        around: What counts as the same.

    Example:
        >>> around = Margins(low=-0.1, high=0.1)
        >>> equivalence(difference=(-0.06, 0.08), inner=(-0.05, 0.07), around=around)
        'replicated'
        >>> equivalence(difference=(-0.09, 0.11), inner=(-0.07, 0.1), around=around)
        'compatible'
        >>> equivalence(difference=(0.11, 0.31), inner=(0.13, 0.29), around=around)
        'not replicated'
        >>> equivalence(difference=(-0.3, 0.2), inner=(-0.26, 0.16), around=around)
        'undetermined'
    """
    low, high = difference
    if around.low < inner[0] and inner[1] < around.high:
        return REPLICATED
    if low > around.high or high < around.low:
        return NOT_REPLICATED
    if low <= 0 <= high and (high - low) / 2 <= around.informative:
        return COMPATIBLE
    return UNDETERMINED


def bounded(
    outer: tuple[float, float],
    inner: tuple[float, float],
    estimate: float,
    limit: float,
    widest: float,
) -> str:
    """Return the word for a share that is claimed to lie above a limit.

    Args:
        outer: The 95% interval.
        inner: The 90% interval.
        estimate: Between the bounds of both.
        limit: What the share is said to exceed.
        widest: The half-interval up to which a share on the right side is compatible.

    Example:
        >>> bounded(outer=(0.52, 0.6), inner=(0.53, 0.59), estimate=0.56, limit=0.5, widest=0.1)
        'replicated'
        >>> bounded(outer=(0.4, 0.6), inner=(0.42, 0.58), estimate=0.5, limit=0.5, widest=0.1)
        'compatible'
    """
    if inner[0] > limit:
        return REPLICATED
    if outer[1] < limit:
        return NOT_REPLICATED
    if estimate >= limit and (outer[1] - outer[0]) / 2 <= widest:
        return COMPATIBLE
    return UNDETERMINED


def combine(words: Sequence[str]) -> tuple[str, int]:
    """Return the overall word and how many corpora decided it.

    A corpus decides where its word is replicated, compatible or not replicated; compatible alone
    carries no claim, but it keeps one from failing everywhere.

    Args:
        words: A verdict a corpus.

    Example:
        >>> combine(["replicated", "undetermined"]), combine(["replicated", "not replicated"])
        (('holds', 1), ('mixed', 2))
        >>> combine(["compatible", "undetermined"]), combine([])
        (('undetermined', 1), ('not assessable', 0))
    """
    for_it, against = words.count(REPLICATED), words.count(NOT_REPLICATED)
    neutral = words.count(COMPATIBLE)
    decided = for_it + against + neutral
    if against and (for_it or neutral):
        return MIXED, decided
    if against:
        return DOES_NOT_HOLD, decided
    if for_it:
        return HOLDS, decided
    if neutral or UNDETERMINED in words:
        return UNDETERMINED, decided
    return NOT_ASSESSABLE, 0


def _too_few(row: Estimate) -> Verdict | None:
    worth = row.n_effective or 0.0
    if worth >= FEWEST:
        return None
    told = f"{row.n} postings here are worth {worth:.0f} independent ones; {FEWEST} are needed."
    return Verdict(NOT_ASSESSABLE, told)


def _near(claim: Claim, found: Sequence[Estimate]) -> Verdict:
    row = found[-1]
    if (few := _too_few(row)) is not None:
        return few
    around = margins(claim, _number(row.stated_value))
    outer = _number(row.diff_low95), _number(row.diff_high95)
    inner = _number(row.diff_low90), _number(row.diff_high90)
    word = equivalence(outer, inner, around)
    told = _about_difference(word, outer, inner, around)
    return Verdict(word, f"{_measured(claim, row)} against {_claimed(claim, row)}: {told}")


def _about_difference(
    word: str, outer: tuple[float, float], inner: tuple[float, float], around: Margins
) -> str:
    margin = f"the margin of {_margin_words(around)}"
    at95, at90 = f"{_points(*outer)}, 95% interval", f"{_points(*inner)}, 90% interval"
    if word == REPLICATED:
        return f"the difference ({at90}) stays within {margin}."
    if word == NOT_REPLICATED:
        return f"the difference ({at95}) lies wholly beyond {margin}."
    if word == COMPATIBLE:
        return f"no difference is shown ({at95}), though not that it stays within {margin}."
    if outer[0] <= 0 <= outer[1]:
        return f"the difference ({at95}) is known too roughly for {margin}."
    return f"a difference is shown ({at95}), but not that it goes beyond {margin}."


def _threshold(claim: Claim, found: Sequence[Estimate]) -> Verdict:
    row = found[-1]
    if (few := _too_few(row)) is not None:
        return few
    word = _against_limit(claim, row)
    endings = {
        REPLICATED: "the 90% interval lies wholly on the claimed side",
        NOT_REPLICATED: "the 95% interval lies wholly on the other side",
        COMPATIBLE: "the estimate keeps it, and the interval is narrow, but it reaches across",
        UNDETERMINED: "the interval lies across it",
    }
    seen = f"{_measured(claim, row)} against {_claimed(claim, row)}"
    return Verdict(word, f"{seen}: {endings[word]}.")


def _against_limit(claim: Claim, row: Estimate) -> str:
    limit = float(claim.value.value or 0)
    sign = -1 if claim.value.bound.startswith("<") else 1
    outer = sorted((sign * _number(row.low95), sign * _number(row.high95)))
    inner = sorted((sign * _number(row.low90), sign * _number(row.high90)))
    return bounded(
        (outer[0], outer[1]),
        (inner[0], inner[1]),
        sign * _number(row.estimate),
        sign * limit,
        float(claim.margin or 0),
    )


def _order(claim: Claim, found: Sequence[Estimate]) -> Verdict:
    for row in found:
        if (few := _too_few(row)) is not None:
            return Verdict(few.word, f"{_plain(row.part)}: {few.reason}")
    reversed_ = [row for row in found if _number(row.high95) < 0]
    if reversed_:
        worst = min(reversed_, key=lambda row: _number(row.high95))
        told = f"Of {_pairs(found)}, {_stand(len(reversed_))} the other way round, most clearly"
        gap = f"{_plain(worst.part)} ({_points(worst.low95, worst.high95)})"
        return Verdict(NOT_REPLICATED, f"{told} {gap}.")
    if all(_number(row.low90) > 0 for row in found):
        return Verdict(REPLICATED, f"{_pairs(found)}: every gap surely lies in the claimed order.")
    kept = sum(_number(row.estimate) > 0 for row in found)
    widest = max((_number(row.high95) - _number(row.low95)) / 2 for row in found)
    told = f"Of {_pairs(found)}, {_stand(kept)} in the claimed order; none is surely reversed"
    if kept == len(found) and widest <= float(claim.margin or 0):
        return Verdict(COMPATIBLE, f"{told}, and not every one surely stands.")
    return Verdict(UNDETERMINED, f"{told}.")


def _pairs(found: Sequence[Estimate]) -> str:
    return "1 pair" if len(found) == 1 else f"{len(found)} pairs"


def _stand(number: int) -> str:
    return "1 stands" if number == 1 else f"{number} stand"


def rivals(found: Sequence[Estimate]) -> tuple[int, int]:
    """Return how many postings the employer that is said to lead has, and its strongest rival.

    Args:
        found: The estimates of an extremum in one corpus.
    """
    counts = {row.part: row.k or 0 for row in found}
    return counts["named"], counts["rival"]


def _extremum(claim: Claim, found: Sequence[Estimate]) -> Verdict:
    named, rival = (next(row for row in found if row.part == part) for part in ("named", "rival"))
    if (named.n or 0) < FEWEST:
        return Verdict(NOT_ASSESSABLE, f"{named.n} postings of the role; {FEWEST} are needed.")
    ours, theirs = rivals(found)
    chance = employer_rank.rank_p(ours, theirs)
    seen = f"{claim.employer} has {ours} of {named.n} postings, {rival.note or 'no other'} {theirs}"
    shown = chance < SIGNIFICANT
    if ours > theirs:
        word = REPLICATED if shown else COMPATIBLE
    else:
        word = NOT_REPLICATED if shown else UNDETERMINED
    ending = "more than chance between the two" if shown else "which chance alone could give"
    return Verdict(word, f"{seen}, {ending} (p = {chance:.3f}).")


def decide_structure(tested: Sequence[Part]) -> Verdict:
    """Return the verdict of the six-part test: its deciding parts must all be passed.

    Args:
        tested: Parts of the test in one corpus.
    """
    refused = next((part.refused for part in tested if part.refused), None)
    decisive = [part for part in tested if part.decides]
    if refused or not decisive:
        why = f"the six-part test refused it: {refused}" if refused else "no six-part test was run"
        return Verdict(NOT_ASSESSABLE, f"{why[:1].upper()}{why[1:]}.")
    failed = [part for part in decisive if not part.passed]
    if not failed:
        return Verdict(REPLICATED, f"All that decides is passed: {_told(decisive)}.")
    word = NOT_REPLICATED if any(part.surely_fails for part in failed) else UNDETERMINED
    fail = "1 fails" if len(failed) == 1 else f"{len(failed)} fail"
    told = f"Of {len(decisive)} parts that decide, {fail}: {_told(failed)}"
    return Verdict(word, f"{told}." if word == NOT_REPLICATED else f"{told}; none fails for sure.")


def _told(parts: Sequence[Part]) -> str:
    return "; ".join(
        f"{PARTS[part.quantity]} {_plainly(part.value)}, "
        f"{'at most' if part.at_most else 'at least'} {_plainly(part.needed)} needed"
        for part in parts
    )


def _plainly(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"


def _number(value: float | None) -> float:
    if value is None or math.isnan(value):
        raise ValueError("an estimate that was not refused lacks a number: run the estimates again")
    return value


def _claimed(claim: Claim, row: Estimate) -> str:
    if claim.kind == "comparison":
        least = "at least " if math.isinf(margins(claim, 0.0).high) else ""
        return f"{least}{100 * _number(row.stated_value):.0f} ('{claim.stated}')"
    said = stated.in_words(claim.stated)
    return f"'{said}', read as {stated.in_words(claim.read_as)}" if claim.read_as else said


def _measured(claim: Claim, row: Estimate) -> str:
    audited = f", {row.note}," if row.is_audited else ""
    spread = (row.low95, row.high95)
    if claim.kind == "comparison":
        return f"A gap of {100 * _number(row.estimate):.0f} points ({_points(*spread)})"
    return f"{_number(row.estimate):.0%} ({_percents(*spread)}){audited}"


def _percents(low: float | None, high: float | None) -> str:
    return f"{100 * _number(low):.0f} to {100 * _number(high):.0f}%"


def _points(low: float | None, high: float | None) -> str:
    return f"{100 * _number(low):+.0f} to {100 * _number(high):+.0f} points"


def _margin_words(around: Margins) -> str:
    if around.high == -around.low:
        return f"{100 * around.high:.3g} points"
    if math.isinf(around.high):
        return f"{-100 * around.low:.3g} points below"
    return f"{-100 * around.low:.2g} points below and {100 * around.high:.2g} above"


def _plain(part: str) -> str:
    return part.replace("_", " ")


_RULES: dict[str, Callable[[Claim, Sequence[Estimate]], Verdict]] = {
    "share": _near,
    "count": _near,
    "universal": _near,
    "comparison": _near,
    "threshold": _threshold,
    "ranking": _order,
    "extremum": _extremum,
}
