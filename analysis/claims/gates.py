"""What a verdict must pass beyond its own rule: the others of its section, and other readings."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from analysis.claims import verdicts
from analysis.claims.families import Key
from analysis.claims.verdicts import NOT_ASSESSABLE, UNDETERMINED, Verdict
from analysis.estimates.multiverse_declared import Declared

_REJECTING = (verdicts.REPLICATED, verdicts.NOT_REPLICATED)


@dataclass(frozen=True)
class Varied:
    """What is known of the readings of every claim in every corpus.

    Attributes:
        declared: Which readings are admissible, and how many must agree.
        words: The share of universes for each verdict, a row a claim and corpus.
        flips: The fewest choices that give another verdict, where some do.
        reach: Whether the corpus could say replicated at all.
    """

    declared: Declared
    words: Mapping[Key, Mapping[str, float]]
    flips: Mapping[Key, str]
    reach: Mapping[Key, bool]

    @classmethod
    def of(
        cls, declared: Declared, words: pd.DataFrame, flips: pd.DataFrame, reach: pd.DataFrame
    ) -> "Varied":
        """Return what the tables of the multiverse say.

        Args:
            declared: Which readings are admissible.
            words: As `robustness.Judged.shares` gives its rows.
            flips: As `robustness.Judged.flip` gives its rows.
            reach: As `reach.reach` gives its rows.
        """
        names = ["universes", "assessable", *verdicts.VERDICTS]
        shares = [dict(zip(names, map(float, row), strict=True)) for row in words[names].to_numpy()]
        return cls(
            declared,
            dict(zip(_keys(words), shares, strict=True)),
            dict(zip(_keys(flips), flips["first"], strict=True)),
            dict(zip(_keys(reach), reach["can_replicate"].astype(bool), strict=True)),
        )


def _keys(table: pd.DataFrame) -> list[Key]:
    return list(zip(table["claim"], table["corpus"], strict=True))


@dataclass(frozen=True)
class Gated:
    """A verdict before and after the gates, with what they saw."""

    alone: Verdict
    final: Verdict
    holm: float | None = None
    agree: float | None = None
    reach: bool | None = None


def passed(
    alone: Mapping[Key, Verdict],
    holm: Mapping[Key, float],
    sections: Mapping[str, str],
    varied: Varied,
) -> dict[Key, Gated]:
    """Return each verdict as it leaves the gates.

    Args:
        alone: By the rule of its kind at the declared reading, by claim and corpus.
        holm: Adjusted chances, of those that have one.
        sections: Of the article, by claim.
        varied: What the multiverse says.
    """
    tried = pd.Series([sections[claim] for claim, _ in holm]).value_counts()
    return {
        key: _passed(key, verdict, holm.get(key), int(tried.get(sections[key[0]], 0)), varied)
        for key, verdict in alone.items()
    }


def _passed(key: Key, alone: Verdict, holm: float | None, tried: int, varied: Varied) -> Gated:
    final = alone
    shares, reach = varied.words.get(key), varied.reach.get(key)
    agree = agreement(shares, alone.word)
    if holm is not None and holm > verdicts.SIGNIFICANT and alone.word in _REJECTING:
        why = (
            f"among the {tried} tests of its section chance could give that (p = {holm:.2f}, Holm)"
        )
        final = _undone(alone, why)
    if final.word not in {UNDETERMINED, NOT_ASSESSABLE} and shares is not None:
        if shares["assessable"] < varied.declared.assessable:
            part = f"{shares['assessable']:.0%} of {shares['universes']:,.0f} readings"
            final = _undone(alone, f"only {part} leave postings enough to judge")
        elif agree is None or agree < varied.declared.stands:
            final = _undone(alone, _dissent(agree or 0.0, shares, varied, key))
    if final.word == UNDETERMINED and reach is False:
        told = "Found exactly as stated, it could not have been replicated in so few postings."
        final = replace(final, reason=f"{final.reason} {told}")
    return Gated(alone, final, holm, agree, reach)


def agreement(shares: Mapping[str, float] | None, word: str) -> float | None:
    """Return the share of the universes that can be judged which give a word; None of none.

    Args:
        shares: Of all universes by verdict, and `assessable`.
        word: A verdict.

    Example:
        >>> agreement({"assessable": 0.8, "replicated": 0.4, "undetermined": 0.4}, "replicated")
        0.5
    """
    if shares is None or word == NOT_ASSESSABLE or not shares["assessable"] > 0:
        return None
    agree = shares[word] / shares["assessable"]
    return None if math.isnan(agree) else min(agree, 1.0)


def _dissent(agree: float, shares: Mapping[str, float], varied: Varied, key: Key) -> str:
    told = (
        f"{agree:.0%} of the {shares['universes'] * shares['assessable']:,.0f} readings that can "
        f"be judged say so, and {varied.declared.stands:.0%} are needed"
    )
    if key not in varied.flips:
        return told
    first = json.loads(varied.flips[key])[0]
    word = first.pop("verdict")
    changed = " and ".join(varied.declared.names[pair] for pair in first.items())
    return f"{told}; with '{changed}' it is {word}"


def _undone(alone: Verdict, why: str) -> Verdict:
    return Verdict(UNDETERMINED, f"At the declared reading {alone.word}, but {why}. {alone.reason}")
