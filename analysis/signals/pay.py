"""What a text says of base pay: whether an amount is given, and which.

Amounts are read by the codebook: the lowest minimum and the highest maximum of the ranges of base
pay, a maximum alone for 'up to'. An amount counts where pay is spoken of around it; one of
funding, revenue, bonus, equity or benefits does not.
"""

import bisect
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from analysis.signals.reading import Reading, fold

_CODES = (
    "usd|cad|gbp|eur|aud|inr|chf|sgd|nzd|brl|mxn|pln|sek|dkk|nok|jpy|ils|zar|hkd|czk|ron|php|aed"
)
_SIGNS = {
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "s$": "SGD",
    "r$": "BRL", "hk$": "HKD", "mx$": "MXN", "$": "USD", "£": "GBP", "€": "EUR", "₹": "INR",
    "¥": "JPY", "zł": "PLN", "₪": "ILS",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_NUMBER = r"\d{1,3}(?:[,.' ]\d{3})+(?:\.\d{1,2})?(?!\d)|\d{1,7}(?:\.\d{1,2})?(?!\d)"
_SCALE = "k|m|mm|mn|bn|b|million|billion|thousand|lpa|lakh"
_PER = (
    r"(?:\s?(?:/|\bper\b|\ban?\b|\beach\b)\s?(?:hour|hr|day|week|wk|month|mo|year|yr|annum)\b\.?"
    r"|\s?(?:hourly|daily|weekly|monthly|annually|yearly|annual|p\.?a\.?|ph)\b)"
)


def _amount(name: str) -> str:
    return (
        rf"(?:(?P<{name}code>(?:{_CODES}))\s?)?(?P<{name}sign>{_SIGN})?\$?\s?"
        rf"(?P<{name}number>{_NUMBER})(?: ?(?P<{name}scale>{_SCALE})(?![a-z\d]))?\+?"
        rf"(?:\s?(?P<{name}sign2>£|€|zł|₹))?"
        rf"(?:\s?\(?(?P<{name}code2>{_CODES})\b\)?)?"
    )


_TO = (
    r"(?:\s?(?:-+|to|and|through|until|up to|- up to|/)\s?(?:max(?:imum)?:?\s?|up to\s?)?"
    r"|[.,;]?\s?max(?:imum)?(?: of| is)?:?\s?"
    rf"|(?(aper)(?!)|\n(?=\$\d{{2,3}}[,.]\d{{3}}(?:\.\d\d)?{_PER})))"
)
"""Between both ends; a dash that began a line was dropped as a bullet."""
_MONEY = re.compile(
    rf"(?<![\d$£€.,])(?:(?<![\w])|(?=[$£€])){_amount('a')}(?P<aper>{_PER})?"
    r"(?:\s?[\[(][^\])\d$]{1,90}[\])]|\s(?:in|for)\s[a-z ,'-]{1,60}?(?=\s(?:up )?to\s?[$£€]))?"
    rf"(?:{_TO}{_amount('b')})?(?P<bper>{_PER})?"
)
_ANCHOR = re.compile(
    r"[$£€₹¥\d](?:(?<=\D)\s?\d|(?<=\d)(?:\d{1,2},\d{3}|\d{4}|[\d.]*\s?k\b|\s?[£€]"
    rf"|\s?(?:/|per |an? |hourly)|\s?(?:{_CODES})\b|[,.' ]\d{{3}}[,.' ]?\d*\s?(?:{_CODES}|[£€])))"
)
"""What an amount has and most figures lack; it begins at one of `Reading.figures`."""

_DOLLARS = re.compile(r"\b(?:in |\()(usd|cad|aud|sgd|nzd)\b")
_STARTS = re.compile(r"[.;!?]\s|\n")
_PLUS = re.compile(r"plus|\+")
_GROUPED = re.compile(r"\d{1,3}(?:[,.' ]\d{3})+(?:\.\d{1,2})?")
_UP_TO = re.compile(
    r"(?:up to|maximum(?: of)?|max:?|as much as|not exceed|capped at)\s*(?:of\s*)?$"
)

FILE = Path(__file__).with_name("pay.toml")


def _words() -> dict[str, re.Pattern[str]]:
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["words"]
    return {name: re.compile(rf"\b(?:{'|'.join(words)})\b") for name, words in written.items()}


_WORDS = _words()
_OF = re.compile(rf"\s?(?:in |of |(?!and |with )[\w-]+ )?{_WORDS['of'].pattern}")
_WIDER = re.compile(
    rf" ?(?:in |of |as )?{_WORDS['wider'].pattern}(?! (?:earnings )?or base)(?![a-z ]{{0,20}}:)"
)
_BASE = re.compile(rf" ?{_WORDS['base'].pattern}")
_PERIODS = {
    "hour": re.compile(r"hour|\bhr\b|/hr|\bph\b"),
    "day": re.compile(r"\bday\b(?! off)|daily|per diem"),
    "week": re.compile(r"week|\bwk\b"),
    "month": re.compile(r"month|\bmo\b"),
    "year": re.compile(r"year|\byr\b|annu|\bp\.?a\b"),
}
_PLAUSIBLE = {
    "hour": (7, 600), "day": (80, 5_000), "week": (300, 20_000), "month": (800, 90_000),
    "year": (12_000, 2_500_000),
}  # fmt: skip


_SCALES = {"k": 1_000, "t": 1_000, "m": 1_000_000, "b": 1_000_000_000, "l": 100_000}
_MILLIONS = re.compile(r"[mb]")
"""In a text, millions are funding, markets, revenue; in a board's field of pay, they are pay."""
_MONEYED = ("asign", "bsign", "asign2", "bsign2", "acode", "bcode", "acode2", "bcode2")
"""Any of these makes a figure one of money."""
_BEHIND = 30
"""Characters behind an amount that can say what it is of."""
_LEAST_UNSIGNED = 10_000
_LARGE = 40_000
"""A range from here on, with the sign of a currency, is pay even where nothing says so."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One figure or range of pay, where it stands in the reading's text."""

    low: float | None
    high: float | None
    period: str
    currency: str
    start: int
    end: int
    wider: bool = False

    @property
    def value(self) -> str:
        """The amount in one line: `120000-150000 USD year`."""
        ends = "-".join("" if end is None else f"{end:.12g}" for end in (self.low, self.high))
        return f"{ends} {self.currency} {self.period}"


@dataclass(frozen=True, slots=True)
class Pay:
    """What a posting says of base pay; all but `disclosed` are None where it says nothing."""

    disclosed: bool
    low: float | None = None
    high: float | None = None
    period: str | None = None
    currency: str | None = None
    amounts: tuple[Amount, ...] = ()


def read_pay(reading: Reading) -> Pay:
    """Return the base pay that a text discloses.

    A figure with neither sign nor code is taken for US dollars: every corpus is of postings in
    the United States in the main. On-target earnings and total compensation count
    where no base is given beside them. Where a text gives ranges by several periods or in
    several currencies, the first one's are kept: they are the same pay said twice, or another
    country's.

    Args:
        reading: The posting.

    Example:
        >>> from analysis.signals import reading
        >>> pay = read_pay(reading.read("Base salary: $120,000 to $150,000 a year."))
        >>> pay.low, pay.high, pay.period, pay.currency
        (120000.0, 150000.0, 'year', 'USD')
        >>> read_pay(reading.read("We raised $40 million.")).disclosed
        False
    """
    return combine(_amounts(reading))


def parse_pay_field(field: str) -> Pay:
    """Return the pay that a board publishes in a field of its own.

    Args:
        field: As published: `$466k-$750k/yr`, `150K-200K Annually`, `$60 an hour`.

    Example:
        >>> pay = parse_pay_field("$60 - $75 an hour")
        >>> pay.low, pay.high, pay.period
        (60.0, 75.0, 'hour')
    """
    folded = " ".join(fold(field).split())
    first = folded.split("\u2022")[0]
    found = [amount for match in _MONEY.finditer(first) if (amount := _read(match, first, True))]
    return combine(found)


def combine(amounts: Iterable[Amount]) -> Pay:
    """Return the pay that several amounts of one posting come to.

    Args:
        amounts: In the order of the text.
    """
    found = list(amounts)
    base = [amount for amount in found if not amount.wider] or found
    if not base:
        return Pay(False)
    first = next((amount for amount in base if amount.low != amount.high), base[0])
    same = [a for a in base if (a.period, a.currency) == (first.period, first.currency)]
    ranges = [a for a in same if a.low != a.high] or same
    lows = [a.low for a in ranges if a.low is not None]
    highs = [a.high for a in ranges if a.high is not None]
    low = min(lows) if lows else None
    high = max(highs) if highs else None
    return Pay(True, low, high, first.period, first.currency, tuple(base))


def _amounts(reading: Reading) -> Iterator[Amount]:
    text = reading.folded
    for match in _candidates(text, reading.figures):
        amount = _read(match, text, False)
        if amount is not None and _is_pay(match, amount, reading):
            yield replace(amount, wider=_is_wider(match, text))


def _is_wider(match: re.Match[str], text: str) -> bool:
    """Say whether an amount holds more than base pay: by the words behind it, else before it."""
    if _BASE.match(text, match.end()):
        return False
    if _WIDER.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 70) : match.start()]
    return _last(_WORDS["wider"], before) > _last(_WORDS["base"], before)


def _candidates(text: str, figures: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what has the shape of an amount, tried only where an anchor stands."""
    done = 0
    for anchor in _anchors(text, figures):
        if anchor.start() < done:
            continue
        begin = max(done, anchor.start() - 16)
        for match in _MONEY.finditer(text, begin, anchor.end() + 160):
            if match.end() > anchor.start():
                if match.start() < anchor.end():
                    done = match.end()
                    yield match
                break


def _anchors(text: str, figures: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the anchors, each behind the one before."""
    done = 0
    for at in figures:
        if at >= done and (anchor := _ANCHOR.match(text, at)):
            done = anchor.end()
            yield anchor


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.start() for found in pattern.finditer(text)), default=-1)


def _read(match: re.Match[str], text: str, is_field: bool) -> Amount | None:
    """Return what a match says, None where it can be no pay at all."""
    signed = any(match[kind] for kind in _MONEYED)
    if not (is_field or signed or match["bnumber"]):
        return None
    low, high = _ends(match)
    if not is_field and any(_MILLIONS.match(match[f"{side}scale"] or "") for side in "ab"):
        return None
    if low is None or not (is_field or signed or _is_large_range(match, low, high)):
        return None
    top = low if high is None else high
    period = _period(match, text, (low, top))
    if period is None or not _is_plausible(low, top, period, is_field):
        return None
    before = text[max(0, match.start() - 20) : match.start()]
    bottom = None if (high is None and _UP_TO.search(before)) or not low else low
    return Amount(bottom, top, period, _currency(match, text), match.start(), match.end())


def _is_plausible(low: float, top: float, period: str, is_field: bool) -> bool:
    """Say whether pay of a period can be so; a board's field may give nought as the minimum."""
    least, most = _PLAUSIBLE[period]
    if is_field and not low:
        return least <= top <= most
    return least <= low <= top <= min(most, 12 * low)


def _ends(match: re.Match[str]) -> tuple[float | None, float | None]:
    """Return both figures; a `k` at one end is meant for the other."""
    scales = [match["ascale"] or "", match["bscale"] or ""]
    low, high = (
        None if match[number] is None else _figure(match[number], scale)
        for number, scale in zip(("anumber", "bnumber"), scales, strict=True)
    )
    if low is not None and high is not None:
        if scales[1] and not scales[0] and low < 1000:
            low *= 1000
        if scales[0] and not scales[1] and high < 1000:
            high *= 1000
    return low, high


def _is_large_range(match: re.Match[str], low: float, high: float | None) -> bool:
    """Say whether a range of large figures is one of money with neither sign nor code."""
    said = match["aper"] or match["bper"] or match["ascale"]
    return high is not None and (low >= _LEAST_UNSIGNED or bool(said))


@lru_cache(maxsize=10_000)
def _figure(written: str, scale: str) -> float:
    """Return a figure; many postings name the same."""
    if _GROUPED.fullmatch(written):
        head, dot, tail = written.rpartition(".")
        cents = dot and len(tail) < 3
        whole = re.sub(r"\D", "", head if cents else written)
        value = float(whole) + (float(f"0.{tail}") if cents else 0)
    else:
        value = float(written)
    return round(value * _SCALES.get(scale[:1], 1), 2)


def _currency(match: re.Match[str], text: str) -> str:
    for kind in ("acode2", "bcode2", "acode", "bcode"):
        if match[kind]:
            return str(match[kind]).upper()
    for kind in ("asign", "bsign", "asign2", "bsign2"):
        if match[kind]:
            if match[kind] != "$":
                return _SIGNS[match[kind]]
            near = _DOLLARS.findall(text, max(0, match.start() - 120), match.start())
            return str(near[-1]).upper() if near else "USD"
    return "USD"


def _period(match: re.Match[str], text: str, ends: tuple[float, float]) -> str | None:
    """Return the period: said with the figure, else near it, else told by the size."""
    said = (match["aper"] or "") + " " + (match["bper"] or "")
    for name, pattern in _PERIODS.items():
        if pattern.search(said):
            return name
    after = text[match.end() : match.end() + 25]
    before = text[max(0, match.start() - 60) : match.start()]
    for near in (after, before):
        for name, pattern in _PERIODS.items():
            low, high = _PLAUSIBLE[name]
            if low <= ends[0] and ends[1] <= high and pattern.search(near):
                return name
    if ends[1] >= _PLAUSIBLE["year"][0]:
        return "year"
    return "hour" if ends[0] >= 10 and ends[1] <= 300 else None


def _line_end(reading: Reading, position: int) -> int:
    """Return where the words right behind an amount end: with its line, or after thirty."""
    at = bisect.bisect_left(reading.line_starts, position)
    return min([position + _BEHIND, *reading.line_starts[at : at + 1]])


def _is_pay(match: re.Match[str], amount: Amount, reading: Reading) -> bool:
    """Say whether pay is what the words around an amount, up to the line's end, are about."""
    text = reading.folded
    before = text[max(0, match.start() - 160) : match.start()]
    near_after = _STARTS.split(text[match.end() : _line_end(reading, match.end())])[0]
    near_after = _PLUS.split(near_after)[0]
    is_range = amount.low != amount.high and amount.low is not None
    period_said = bool(match["aper"] or match["bper"])
    large = amount.low is not None and amount.low >= _LARGE and bool(match["asign"])
    heads = reading.text[match.end() + 1 : match.end() + 3].istitle()
    if _OF.match(near_after) and not (is_range and large and heads):
        return False
    if not (is_range and period_said):
        clause = _STARTS.split(before)[-1]
        if _last(_WORDS["other"], clause) > _last(_WORDS["pay"], clause):
            return False
    if is_range:
        told = period_said or large or bool(_WORDS["pay"].search(before))
        return told or bool(_WORDS["pay"].search(near_after))
    if period_said:
        return not _WORDS["other"].search(near_after)
    pay_at = _last(_WORDS["pay"], before)
    return pay_at >= max(0, len(before) - 70) and pay_at > _last(_WORDS["other"], before)
