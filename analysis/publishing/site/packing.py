"""Measurements as small as they get: what the explorer counts, without text, names or addresses."""

import base64
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.estimates import terms
from analysis.publishing.site.reading import ANYWHERE
from analysis.register.register import ROLES
from analysis.signals.lexicon import Lexicon

TERMS = 24
"""So many terms of a signal have a switch of their own; the rarest share one."""

RARER = "rarer terms"
COUNTRIES = 30
"""A country with fewer postings than this is no choice of its own."""


@dataclass(frozen=True)
class Packed:
    """The postings of one corpus, in the order of their ids; arrays as base64 of bytes."""

    corpus: str
    n: int
    employers: str
    countries: str
    roles: str
    strict: str
    copies: str
    complete: str
    pay: str
    terms: dict[str, list[str]]


def kept(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the postings that have one of the three roles by either rule, by id.

    Args:
        frame: Measurements.
    """
    of_role = frame["role"].isin(ROLES) | frame["role_strict"].isin(ROLES)
    return frame[of_role].sort_values("id").reset_index(drop=True)


def choices(frames: Iterable[pd.DataFrame]) -> list[str]:
    """Return the countries that a reader may choose: the United States, anywhere, and the others.

    Args:
        frames: Measurements that are kept.
    """
    counted = pd.concat([frame["country"] for frame in frames]).value_counts()
    others = [str(name) for name, n in counted.items() if n >= COUNTRIES and name != "US"]
    return ["US", ANYWHERE, *others]


def grouped(found: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Return a signal's terms by switch: what reads alike shares one, and so do the rarest.

    Args:
        found: As `analysis.estimates.terms.terms` returns them, of the postings that are kept.

    Returns:
        Columns `id`, `term` (the switch) and `strength`; and the terms of each switch.
    """
    names = {term: readable(str(term)) for term in found["term"].unique()}
    first: dict[str, str] = {}
    for name in sorted(names.values(), reverse=True):
        first.setdefault(name.casefold(), name)
    switch = {term: first[name.casefold()] for term, name in names.items()}
    named = found["term"].map(switch)
    postings = found.assign(term=named).drop_duplicates(["id", "term"])["term"]
    counts = postings.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    own = [str(name) for name in counts.index[:TERMS]]
    switch = {term: name if name in own else RARER for term, name in switch.items()}
    stands = {
        name: sorted(term for term, its in switch.items() if its == name)
        for name in dict.fromkeys([*own, *switch.values()])
    }
    folded = found.assign(term=found["term"].map(switch))
    return folded.groupby(["id", "term"])["strength"].max().reset_index(), stands


def shown(switch: str, stands_for: Sequence[str]) -> str:
    """Return what a switch is called on the page.

    Args:
        switch: One that `grouped` returned.
        stands_for: Its terms.
    """
    return f"{len(stands_for)} {switch}" if switch == RARER else switch


def readable(form: str) -> str:
    """Return a form as a reader meets it: `{ai|llm} agent[s]` becomes `ai / llm agent(s)`.

    Args:
        form: Of the lexicon, or a signal's label, which stays as it is.
    """
    text = re.sub(r"\{([^}]*)\}", lambda found: _few(found[1]), form)
    text = re.sub(r"\[\s?([^]]*)\]", lambda found: f"({_few(found[1])})", text)
    return text.replace("~", " ").replace(" > ", " … ").replace("@", "").replace("_", " ")


def _few(options: str) -> str:
    named = [option.strip() for option in options.split("|") if option.strip()]
    return " / ".join(named[:3]) + (" / …" if len(named) > 3 else "")


def pack(
    corpus: str,
    frame: pd.DataFrame,
    countries: Sequence[str],
    found: dict[str, tuple[pd.DataFrame, list[str]]],
) -> Packed:
    """Return the kept postings of one corpus, packed.

    Args:
        corpus: Its id.
        frame: Its measurements, as `kept` returns them.
        countries: Those that may be chosen.
        found: By signal, its terms and the switches in order.
    """
    named = list(ROLES)
    return Packed(
        corpus=corpus,
        n=len(frame),
        employers=_bytes(pd.factorize(frame["employer_key"])[0], np.uint16),
        countries=_bytes(_codes(frame["country"], countries), np.uint8),
        roles=_bytes(_codes(frame["role"], named), np.uint8),
        strict=_bytes(_codes(frame["role_strict"], named), np.uint8),
        copies=_bytes(frame["duplicate_group_size"].to_numpy(), np.uint16),
        complete=_bytes(frame["text_complete"].to_numpy(), np.uint8),
        pay=_bytes(frame["pay_disclosed"].to_numpy(), np.uint8),
        terms={
            signal: [_sparse(rows[rows["term"] == name], frame["id"]) for name in switches]
            for signal, (rows, switches) in found.items()
        },
    )


def found_in(
    signals: Sequence[str], lexicon: Lexicon, evidence: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the terms of several signals.

    Args:
        signals: Of the lexicon.
        lexicon: The lexicon.
        evidence: Of the postings that are kept.
    """
    return {signal: terms.terms(signal, lexicon, evidence) for signal in signals}


def _codes(column: "pd.Series[str]", known: Sequence[str]) -> npt.NDArray[np.int_]:
    """Return each value's place among those known; 255 for the rest."""
    places = {name: place for place, name in enumerate(known)}
    return np.array([places.get(value, 255) for value in column], int)


def _bytes(values: npt.NDArray[np.generic], kind: type[np.unsignedinteger]) -> str:
    packed = values.astype(kind)
    if not np.array_equal(packed.astype(int), values.astype(int)):
        raise ValueError(f"a value is too large for {kind.__name__}: pack it in a larger one")
    return base64.b64encode(packed.astype(packed.dtype.newbyteorder("<")).tobytes()).decode()


def _sparse(rows: pd.DataFrame, ids: "pd.Series[str]") -> str:
    """Return who has a term and how strongly: steps between postings, times 4, plus level - 1.

    Each number is written in groups of seven bits, the lowest first, the high bit set on all but
    the last.
    """
    place = pd.Series(ids.index, index=ids)
    here = rows[rows["id"].isin(ids)]
    pairs = sorted(zip(place.loc[here["id"]], here["strength"], strict=True))
    packed, before = bytearray(), 0
    for at, strength in pairs:
        number, before = (at - before) * 4 + int(strength) - 1, at
        while number >= 128:
            packed.append(number % 128 + 128)
            number //= 128
        packed.append(number)
    return base64.b64encode(bytes(packed)).decode()
