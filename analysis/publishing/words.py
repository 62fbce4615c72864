"""Numbers and names as a reader meets them."""

import math
from collections.abc import Iterable


def percent(share: float, digits: int = 0) -> str:
    """Return a share as a percentage; `–` where it is not known.

    Args:
        share: From 0 to 1.
        digits: After the point.
    """
    return "–" if math.isnan(share) else f"{100 * share:.{digits}f}%"


def interval(low: float, high: float) -> str:
    """Return an interval of shares in percent, its unit said once.

    Args:
        low: From 0 to 1.
        high: From 0 to 1.
    """
    return "–" if math.isnan(low) else f"{100 * low:.0f}–{100 * high:.0f}%"


def share(estimate: float, low: float, high: float) -> str:
    """Return a share with its interval: `49% (44–54%)`.

    Args:
        estimate: From 0 to 1.
        low: From 0 to 1.
        high: From 0 to 1.

    Example:
        >>> share(0.49, 0.44, 0.54)
        '49% (44–54%)'
    """
    return f"{percent(estimate)} ({interval(low, high)})"


def is_gap(part: object) -> bool:
    """Say whether a part of a claim is a difference of two, so that it is told in points.

    Args:
        part: As the table of estimates names it.

    Example:
        >>> is_gap("ai_engineer"), is_gap("ai_engineer - software_engineer")
        (False, True)
    """
    return " - " in str(part)


def points(gap: float) -> str:
    """Return a difference of two shares: `+9 points`; `–` where it is not known.

    Args:
        gap: From -1 to 1.
    """
    return "–" if math.isnan(gap) else f"{100 * gap:+.0f} points"


def span(low: float, high: float) -> str:
    """Return the interval of a difference of two shares: `-2 to +20 points`; `–` where unknown.

    Args:
        low: From -1 to 1.
        high: From -1 to 1.
    """
    return "–" if math.isnan(low) else f"{100 * low:+.0f} to {100 * high:+.0f} points"


def gap(estimate: float, low: float, high: float) -> str:
    """Return a difference of two shares with its interval: `+9 points (-2 to +20)`.

    Args:
        estimate: From -1 to 1.
        low: From -1 to 1.
        high: From -1 to 1.

    Example:
        >>> gap(0.09, -0.02, 0.2)
        '+9 points (-2 to +20)'
    """
    return f"{points(estimate)} ({100 * low:+.0f} to {100 * high:+.0f})"


def spread(shares: Iterable[float]) -> str:
    """Return the lowest and the highest of some shares: `31% to 52%`, or one where all round alike.

    Args:
        shares: From 0 to 1; what is not known is left out.
    """
    known = sorted(share for share in shares if not math.isnan(share))
    if not known:
        return "–"
    low, high = percent(known[0]), percent(known[-1])
    return low if low == high else f"{low} to {high}"


def listed(names: Iterable[str]) -> str:
    """Return names as a sentence lists them: `a, b and c`.

    Args:
        names: In order.

    Example:
        >>> listed(["a", "b", "c"])
        'a, b and c'
    """
    *first, last = list(names) or ["none"]
    return f"{', '.join(first)} and {last}" if first else last


VERBS = {
    "holds": ("holds", "hold"),
    "mixed": ("is mixed", "are mixed"),
    "does not hold": ("does not hold", "do not hold"),
    "undetermined": ("stays undetermined", "stay undetermined"),
    "not assessable": ("cannot be assessed", "cannot be assessed"),
    "not testable": ("cannot be tested", "cannot be tested"),
}
"""What one claim, and what several do, by verdict, in the order in which they are told."""


def tally(verdicts: Iterable[str]) -> str:
    """Return how many claims have which verdict: `2 hold, 1 is mixed and 5 do not hold`.

    Args:
        verdicts: Overall ones, one a claim.

    Example:
        >>> tally(["holds", "holds", "mixed"])
        '2 hold and 1 is mixed'
    """
    given = list(verdicts)
    counted = {verdict: given.count(verdict) for verdict in VERBS}
    return listed(
        f"{count} {VERBS[verdict][count > 1]}" for verdict, count in counted.items() if count
    )
