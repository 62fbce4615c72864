"""Country, state and remote work from the places that a posting names, by a written rule.

The rule. A location is cut into the places that it lists (at `;`, `|`, `/`, a bullet, 'or',
'and'), each into words between commas, brackets or dashes. A word is a country, a state, a
province, a city that needs no further word (see `gazetteer`), or unknown. A state or country
settles the word before it: 'Dublin, CA' is in California, 'Dublin' in Ireland, 'Berlin, DE' in
Germany, 'Toronto, ON, CA' in Canada. A word that names two places ('Georgia', 'CA' or 'IN' alone)
settles nothing by itself. The country is that of the first place that has one, for boards print
the main place first; the state is that of all places in the United States, where they agree.
What cannot be told stays null.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from analysis.corpora import gazetteer


@dataclass(frozen=True)
class Place:
    """Where a posting is; null where unknown.

    Attributes:
        country: ISO-2.
        state: Of the United States.
        remote: Whether the work is.
        place_rule: What the country was read from: `state: Dublin, CA`.
        remote_rule: What remote was read from: `location: hybrid`.
    """

    country: str | None = None
    state: str | None = None
    remote: bool | None = None
    place_rule: str | None = field(default=None, compare=False)
    remote_rule: str | None = field(default=None, compare=False)


@dataclass(frozen=True)
class _Reading:
    """What a word, with those around it, has been read as so far."""

    kind: str
    country: str | None = None
    state: str | None = None
    code: str | None = None


PLACE_BREAK = re.compile(r"[;|•·/\n]|\b(?:or|and)\b|&")  # in lower case: OR is Oregon
WORD_BREAK = re.compile(r"[,()\[\]:–—]|\s-|-\s")
REMOTE = re.compile(r"\b(?:remote|remoto|anywhere|work from home|wfh|distributed)\b", re.IGNORECASE)
PRESENT = re.compile(r"\b(?:hybrid|on-?site|in[- ]?office|in[- ]person)\b", re.IGNORECASE)
NOISE = re.compile(
    r"\b(?:remote|remoto|hybrid|on-?site|in-?office|office|hq|headquarters|based|only|home|"
    r"anywhere|within|from|the|area|metro|flexible|first|global|preferred|region)\b",
    re.IGNORECASE,
)
_RULES = {
    "country": "country", "state": "state", "province": "province", "city": "city alone",
    "settled": "word settled by the next",
}  # fmt: skip
"""How a word is read that tells a country, by the kind of its reading."""
TWO_PLACES = frozenset({"ontario, ca"})
"""A city of California, or a province of Canada."""


def of(location: str | None) -> Place:
    """Return where a location, as a board prints it, is.

    Args:
        location: Such as 'San Francisco, CA / New York, NY' or 'Remote - US'.

    Example:
        >>> place = of("Austin, TX")
        >>> place.country, place.state
        ('US', 'TX')
    """
    if not location:
        return Place()
    readings = [(reading, part) for part in PLACE_BREAK.split(location) for reading in _part(part)]
    country, state = _agreed((reading.country, reading.state) for reading, _ in readings)
    told = (
        f"{_RULES[one.kind]}: {' '.join(part.split())}" for one, part in readings if one.country
    )
    remote, remote_rule = _remote(location)
    return Place(country, state, remote, next(told, None), remote_rule)


def of_address(locality: str | None, region: str | None, country: str | None) -> Place:
    """Return where an address given in fields is.

    Args:
        locality: City.
        region: State, province or the like: a name, or a code in either case.
        country: Name or code.
    """
    named = (region or "").strip()
    if named.upper() in gazetteer.US_CODES:
        named = named.upper()
    found = of(", ".join(part for part in (locality, named, country) if part))
    whole = gazetteer.US_STATES.get(_plain(named))
    if found.country == "US" and whole:
        return replace(found, state=whole)
    return found


def together(places: Iterable[Place]) -> Place:
    """Return where a posting with several places is: the first country, the state if one.

    Args:
        places: The places in the order in which the board lists them.
    """
    listed = list(places)
    country, state = _agreed((place.country, place.state) for place in listed)
    remote = [place.remote for place in listed if place.remote is not None]
    rules = [place.place_rule for place in listed if place.country]
    told = [place.remote_rule for place in listed if place.remote == any(remote)]
    return Place(
        country, state, any(remote) if remote else None, rules[0] if rules else None,
        told[0] if told and remote else None,
    )  # fmt: skip


def _agreed(found: Iterable[tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    known = [(country, state) for country, state in found if country]
    if not known:
        return None, None
    states = {state for country, state in known if country == "US"}
    state = states.pop() if len(states) == 1 and known[0][0] == "US" else None
    return known[0][0], state


def _remote(location: str) -> tuple[bool | None, str | None]:
    """Return whether words say remote or present, and those that do."""
    for says, words in ((True, REMOTE), (False, PRESENT)):
        if found := words.search(location):
            return says, f"location: {found.group().lower()}"
    return None, None


def _part(part: str) -> list[_Reading]:
    if part.strip().casefold() in TWO_PLACES:
        return []
    readings: list[_Reading] = []
    for word in WORD_BREAK.split(part):
        for reading in _word(word.strip()):
            _settle(readings, reading)
    return readings


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace(".", " ").split())


def _word(word: str) -> list[_Reading]:
    """Read one word alone: whole, then without noise, then its hyphenated pieces."""
    quiet = " ".join(NOISE.sub(" ", word).split()).strip(" -+")
    if not quiet:
        return []
    reading = _look_up(word) or _look_up(quiet)
    if reading:
        return [reading]
    if "-" in quiet:
        pieces = [_look_up(piece.strip()) for piece in quiet.split("-")]
        if any(pieces):
            return [piece for piece in pieces if piece]
    return [_country_within(quiet) or _Reading("unknown")]


def _look_up(word: str) -> _Reading | None:
    name = _plain(word)
    if name == "georgia":
        return _Reading("name", code="GA")
    if name in gazetteer.COUNTRY_OF:
        return _Reading("country", gazetteer.COUNTRY_OF[name])
    if len(word) == 2 and word.isupper():
        return _code(word)
    return _named(name)


def _named(name: str) -> _Reading | None:
    if name in gazetteer.CITIES_NAMED_LIKE_STATES:
        state = "NY" if name == "new york" else None
        return _Reading("city", "US", state, gazetteer.US_STATES[name])
    if name in gazetteer.US_STATES:
        return _Reading("state", "US", gazetteer.US_STATES[name])
    if name in gazetteer.PROVINCES:
        return _Reading("province", "CA")
    return _Reading("city", *gazetteer.CITY_OF[name]) if name in gazetteer.CITY_OF else None


def _code(code: str) -> _Reading | None:
    """Read two capitals: a state, a province or a country, and open where they are two of these."""
    country = code in gazetteer.COUNTRIES
    if code in gazetteer.US_CODES:
        return _Reading("name", code=code) if country else _Reading("state", "US", code)
    if code in gazetteer.PROVINCE_CODES:
        return _Reading("name", code=code) if country else _Reading("province", "CA")
    return _Reading("country", code) if country else None


def _country_within(words: str) -> _Reading | None:
    """Read 'Somewhere within India' or 'US West' as the country that ends or begins it."""
    pieces = _plain(words).split()
    for start in range(1, len(pieces)):
        country = gazetteer.COUNTRY_OF.get(" ".join(pieces[start:]))
        if country:
            return _Reading("country", country)
    if pieces[0] in {"us", "usa", "uk"}:
        return _Reading("country", gazetteer.COUNTRY_OF[pieces[0]])
    return None


def _settle(readings: list[_Reading], new: _Reading) -> None:
    """Add a word to those before it, or let it settle the last of them."""
    last = readings[-1] if readings else None
    settled = _settled(last, new) if last else None
    if settled:
        readings[-1] = settled
    else:
        readings.append(new)


def _settled(last: _Reading, new: _Reading) -> _Reading | None:
    if new.kind == "country":
        return _by_country(last, new)
    if last.kind == "name":
        opened = new.country == last.code or (new.country, new.state) == ("US", last.code)
        return new if opened else None
    if new.kind == "name" and new.code:
        return _by_code(last, new.code)
    if new.kind == "city" and new.code and (last.kind == "unknown" or last.state == new.code):
        return replace(new, kind="settled", state=new.code)
    return _by_state(last, new)


def _by_country(last: _Reading, new: _Reading) -> _Reading | None:
    if last.kind == "country":
        return last if last.country == new.country else None
    if new.country == "US":
        state = last.state or (last.code if last.kind == "name" else None)
        if last.country not in {None, "US"}:
            state = None
        return _Reading("settled", "US", state if state in gazetteer.US_CODES else None)
    return _Reading("settled", new.country)


def _by_code(last: _Reading, code: str) -> _Reading | None:
    """Let 'IN', 'CA' or 'Georgia' settle the word before: a country where its city lies there."""
    if last.kind == "country":
        within = last.country == "US" and code in gazetteer.US_CODES
        return _Reading("settled", "US", code) if within else None
    if last.kind not in {"unknown", "city", "province"}:
        return None
    if last.country == code or (code == "GA" and last.country == "GE"):
        return replace(last, kind="settled")
    return _Reading("settled", "US", code) if code in gazetteer.US_CODES else None


def _by_state(last: _Reading, new: _Reading) -> _Reading | None:
    if new.kind not in {"state", "province"}:
        return None
    within = last.kind == "country" and last.country == new.country
    if within or last.kind in {"unknown", "city"}:
        return replace(new, kind="settled")
    return None
