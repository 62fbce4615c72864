"""Whether a verdict stands when the same postings are read otherwise."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.claims import verdicts
from analysis.claims.verdicts import NOT_ASSESSABLE, VERDICTS
from analysis.estimates.multiverse import Universes

LISTED = 3
"""Smallest sets of choices that are written out."""


@dataclass(frozen=True)
class Judged:
    """A claim in all universes of a corpus, with the word that each gives.

    Attributes:
        universes: Its readings and their estimates.
        words: A verdict a universe.
    """

    universes: Universes
    words: Sequence[str]

    @classmethod
    def of(cls, universes: Universes) -> "Judged":
        """Return the universes judged by the rules that judge the estimates."""
        claim = universes.claim
        return cls(universes, [verdicts.decide(claim, e).word for e in universes.estimates()])

    @property
    def _key(self) -> dict[str, str]:
        return {"claim": self.universes.claim.id, "corpus": self.universes.corpus}

    @cached_property
    def _away(self) -> pd.DataFrame:
        """Which choices of a universe differ from the default's."""
        choices = self.universes.choices
        return choices.ne(choices.iloc[0])

    def shares(self) -> dict[str, object]:
        """Return the share of universes for each verdict, and how far the estimates spread.

        `assessable` is the share of those that hold postings enough to be judged.
        """
        given = pd.Series(self.words)
        estimates = self.universes.shown["estimate"]
        return self._key | {
            "universes": len(given),
            "assessable": float((given != NOT_ASSESSABLE).mean()),
            **{word: float((given == word).mean()) for word in VERDICTS},
            "default": given[0],
            **{f"estimate_{q}": float(estimates.quantile(q / 100)) for q in (0, 5, 50, 95, 100)},
        }

    def swings(self) -> list[dict[str, object]]:
        """Return what each option does alone, and how much of all variation its choice carries.

        `of_variance` is a choice's main effect: the variance of its options' mean estimates over
        the variance of all.
        """
        choices, shown, away = self.universes.choices, self.universes.shown["estimate"], self._away
        total = float(shown.var(ddof=0))
        found = []
        for name in choices:
            alone = away[name] & (away.sum(axis=1) == 1)
            means = shown.groupby(choices[name]).transform("mean")
            part = float(means.var(ddof=0)) / total if total > 0 else 0.0
            found += [
                self._key
                | {
                    "choice": name,
                    "option": choices.at[at, name],
                    "estimate": shown[at],
                    "moves": shown[at] - shown[0],
                    "verdict": self.words[int(at)],
                    "of_variance": part,
                }
                for at in choices.index[alone]
            ]
        return found

    def flip(self) -> dict[str, object] | None:
        """Return the fewest choices that give another verdict, None where nothing does."""
        given = pd.Series(self.words)
        other = (given != given[0]) & (given != NOT_ASSESSABLE)
        if given[0] == NOT_ASSESSABLE or not other.any():
            return None
        size = self._away.sum(axis=1)
        fewest = int(size[other].min())
        at = given.index[other & (size == fewest)]
        choices = self.universes.choices
        sets = [
            {name: choices.at[row, name] for name in choices if self._away.at[row, name]}
            | {"verdict": given[row]}
            for row in at[:LISTED]
        ]
        told = json.dumps(sets, ensure_ascii=False)
        return self._key | {"default": given[0], "fewest": fewest, "sets": len(at), "first": told}

    def curve(self, drawn: int) -> pd.DataFrame:
        """Return universes in the order of their estimates, evenly spaced, the default among them.

        Args:
            drawn: How many at most.
        """
        shown = self.universes.shown.assign(verdict=self.words, default=False)
        shown.loc[0, "default"] = True
        order = shown["estimate"].sort_values(kind="stable").dropna().index
        places = np.unique(np.linspace(0, len(order) - 1, min(drawn, len(order))).round())
        kept = order[places.astype(int)].union([0])
        table = pd.concat([self.universes.choices, shown], axis=1).loc[kept]
        table = table.sort_values("estimate", kind="stable")
        ranks = pd.Series(range(len(order)), index=order)
        table["rank"] = ranks / max(len(order) - 1, 1)
        return table.assign(**self._key)
