"""A printed value as a number: '49%', '<5%', '155 of 425', '$170K-$300K'."""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Literal

Form = Literal["share", "count", "amount", "words"]
Bound = Literal["=", "<", "<=", ">", ">="]

_PERCENT = re.compile(r"(<=|>=|<|>)?\s*(\d+(?:\.\d+)?)%")
_COUNT_OF = re.compile(r"(\d[\d,]*) of (\d[\d,]*)")
_COUNT = re.compile(r"\d[\d,]*")
_AMOUNT = re.compile(r"\$(\d[\d,]*(?:\.\d+)?)(K)?(?:\s*[-–]\s*\$(\d[\d,]*(?:\.\d+)?)(K)?)?")
_SAID = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
_KEEPS: dict[Bound, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """A printed value; `value` is a fraction, a count or dollars as `form` says, None for words."""

    text: str
    form: Form
    value: float | None = None
    bound: Bound = "="
    digits: int = 0
    count: int | None = None
    of: int | None = None
    high: float | None = None


def parse(text: str) -> Stated:
    """Read one printed value; what holds no number that stands alone is words.

    Args:
        text: As printed.

    Example:
        >>> parse("<5%").value, parse("<5%").bound
        (0.05, '<')
        >>> parse("155 of 425").of, parse("$170K-$300K").high, parse("cleanly").form
        (425, 300000.0, 'words')
    """
    text = text.strip()
    if match := _PERCENT.fullmatch(text):
        digits = len(match[2].partition(".")[2])
        bound: Bound = match[1] or "="  # type: ignore[assignment]
        return Stated(text, "share", float(match[2]) / 100, bound, digits)
    if match := _COUNT_OF.fullmatch(text):
        count, of = _whole(match[1]), _whole(match[2])
        if of == 0 or count > of:
            return Stated(text, "words")
        return Stated(text, "share", count / of, count=count, of=of)
    if _COUNT.fullmatch(text):
        return Stated(text, "count", float(_whole(text)))
    if match := _AMOUNT.fullmatch(text):
        high = _dollars(match[3], match[4]) if match[3] else None
        return Stated(text, "amount", _dollars(match[1], match[2]), high=high)
    return Stated(text, "words")


def parse_pair(text: str) -> tuple[Stated, Stated] | None:
    """Read 'A against B'; None where either side is no share.

    Args:
        text: As printed.

    Example:
        >>> [side.value for side in parse_pair("64% against 36%")]
        [0.64, 0.36]
    """
    first, found, second = text.partition(" against ")
    pair = parse(first), parse(second)
    return pair if found and all(side.form == "share" for side in pair) else None


def in_words(text: str) -> str:
    """Return a value, or a pair of them, with its bounds as a sentence says them.

    Args:
        text: As printed, or as a register holds a word to.

    Example:
        >>> in_words(">=45%"), in_words("34% against <10%")
        ('at least 45%', '34% against less than 10%')
    """
    for sign, said in _SAID.items():
        text = re.sub(rf"{sign}\s*(?=\d)", f"{said} ", text)
    return text


def possible_counts(stated: Stated, n: int) -> range:
    """Return the counts out of n that a printed share allows, empty where none does.

    The range holds what rounds to the printed percentage by either rule, half up or half to even
    (the GRIM test: Brown and Heathers 2017, Social Psychological and Personality Science 8(4)).

    Args:
        stated: A share.
        n: Postings that it is a share of.

    Raises:
        ValueError: The value is no share.

    Example:
        >>> possible_counts(parse("49%"), n=429)
        range(209, 213)
        >>> possible_counts(parse("49%"), n=10)
        range(0, 0)
    """
    if stated.form != "share" or stated.value is None:
        raise ValueError(f"'{stated.text}' is no share")
    if stated.count is not None:
        return range(stated.count, stated.count + 1) if stated.of == n else range(0)
    allowed = [k for k in range(n + 1) if _allows(stated, k, n)]
    return range(allowed[0], allowed[-1] + 1) if allowed else range(0)


def _allows(stated: Stated, k: int, n: int) -> bool:
    printed = Decimal(stated.text.strip("<>=% "))
    exact = Decimal(100) * k / n
    if stated.bound == "=":
        step = Decimal(1).scaleb(-stated.digits)
        return any(
            exact.quantize(step, rule) == printed for rule in (ROUND_HALF_UP, ROUND_HALF_EVEN)
        )
    return _KEEPS[stated.bound](exact, printed)


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))


def _dollars(digits: str, thousands: str | None) -> float:
    return float(digits.replace(",", "")) * (1000 if thousands else 1)
