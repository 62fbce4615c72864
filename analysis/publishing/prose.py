"""Prose whose every number is looked up, and whose conclusions are chosen by the verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from jinja2 import Environment, StrictUndefined

from analysis.errors import AnalysisError
from analysis.publishing import results, words
from analysis.register.register import Register


class UnknownLookupError(AnalysisError):
    """Prose asks for a claim, a corpus or a verdict that the results do not have."""


@dataclass(frozen=True)
class Lookups:
    """What prose may ask of the results.

    Attributes:
        claims: The register.
        estimates: The table of estimates.
        verdicts: The verdicts corpus by corpus.
        overall: The overall verdicts.
    """

    claims: Register
    estimates: pd.DataFrame
    verdicts: pd.DataFrame
    overall: pd.DataFrame

    @classmethod
    def committed(cls) -> "Lookups":
        """Return those of the committed results."""
        return cls(
            results.claims(),
            results.processed("estimates"),
            results.processed("verdicts"),
            results.processed("verdicts_overall"),
        )

    def stated(self, claim: str) -> str:
        """Return what the article says of a claim: `49%`.

        Args:
            claim: Its id.
        """
        return str(self._overall(claim)["stated"])

    def verdict(self, claim: str) -> str:
        """Return the overall verdict on a claim.

        Args:
            claim: Its id.
        """
        return str(self._overall(claim)["verdict"])

    def spread(self, claim: str) -> str:
        """Return the range of a claim's shares over the corpora that can speak to it.

        Args:
            claim: Its id.
        """
        found = self._assessed(claim)
        return words.spread(found.loc[found["part"] == self._population(claim), "estimate"])

    def share(self, claim: str, corpus: str) -> str:
        """Return a claim's share in a corpus with its 95% interval: `57% (53–62%)`.

        Args:
            claim: Its id.
            corpus: A corpus that can speak to it.
        """
        row = self._row(claim, corpus)
        return words.share(row["estimate"], row["low95"], row["high95"])

    def gap(self, claim: str, corpus: str) -> str:
        """Return a claim's difference in a corpus with its 95% interval.

        Args:
            claim: The id of a comparison.
            corpus: A corpus that can speak to it.
        """
        row = self._row(claim, corpus)
        return words.gap(row["estimate"], row["low95"], row["high95"])

    def size(self, claim: str, corpus: str) -> str:
        """Return how many postings a claim's share in a corpus is of.

        Args:
            claim: Its id.
            corpus: A corpus that can speak to it.
        """
        return f"{int(self._row(claim, corpus)['n']):,}"

    def employers(self, claim: str, corpus: str) -> str:
        """Return how many employers the postings of a claim's share in a corpus come from.

        Args:
            claim: Its id.
            corpus: A corpus that can speak to it.
        """
        return f"{int(self._row(claim, corpus)['employers']):,}"

    def worth(self, claim: str, corpus: str) -> str:
        """Return how many independent postings would tell as much: the effective sample size.

        Args:
            claim: Its id.
            corpus: A corpus that can speak to it.
        """
        return f"{self._row(claim, corpus)['n_effective']:,.0f}"

    def where(self, claim: str, verdict: str) -> str:
        """Return the corpora that give a claim a verdict, as a sentence lists them.

        Args:
            claim: Its id.
            verdict: Such as `not replicated`.
        """
        self._overall(claim)
        given = self.verdicts[self.verdicts["claim"] == claim]
        return words.listed(given.loc[given["verdict"] == verdict, "corpus"])

    def by_verdict(self, claim: str, **texts: str) -> str:
        """Return the text that goes with the verdict on a claim.

        Args:
            claim: Its id.
            texts: One for each verdict that could come out, blanks as underscores; without one
                for `not_assessable`, the sentence that says just that.

        Raises:
            UnknownLookupError: The verdict that came out has none.
        """
        verdict = self.verdict(claim)
        key = verdict.replace(" ", "_")
        if key == "not_assessable":
            return texts.get(key, _NOT_ASSESSABLE)
        if key not in texts:
            raise UnknownLookupError(
                f"by_verdict('{claim}'): the verdict is now '{verdict}', for which nothing is "
                f"written; add {key}='…'"
            )
        return texts[key]

    def values(self) -> dict[str, object]:
        """Return them by the names that a template uses."""
        counts = results.counts()
        return {
            **{name: getattr(self, name) for name in _METHODS},
            "statements": len(self.overall),
            "distinct": distinct(self.claims),
            "verdicts": words.tally(self.overall["verdict"]),
            "at_odds": int(self.overall["at_odds_with_itself"].sum()),
            "corpora": len(counts),
            "read": f"{counts['read'].sum():,}",
            "unique": f"{counts['unique'].sum():,}",
        }

    def _overall(self, claim: str) -> pd.Series:
        found = self.overall[self.overall["claim"] == claim]
        if found.empty:
            raise UnknownLookupError(f"no claim '{claim}' is in the register")
        return found.iloc[0]

    def _population(self, claim: str) -> str | None:
        return self.claims[claim].population

    def _assessed(self, claim: str) -> pd.DataFrame:
        self._overall(claim)
        return results.assessed(self.estimates, self.verdicts, claim)

    def _row(self, claim: str, corpus: str) -> pd.Series:
        found = self._assessed(claim)
        found = found[found["corpus"] == corpus]
        if found.empty:
            raise UnknownLookupError(f"'{corpus}' has no estimate that can speak to '{claim}'")
        return found.iloc[-1]


_NOT_ASSESSABLE = "None of our samples can answer that."
_METHODS = (
    "stated", "verdict", "spread", "share", "gap", "size", "employers", "worth", "where",
    "by_verdict",
)  # fmt: skip


def distinct(claims: Register) -> int:
    """Return how many different things the claims ask, said once or several times.

    Args:
        claims: The register.
    """
    asked = {
        (claim.measure, claim.among, claim.level, claim.population, claim.against)
        if claim.measure and claim.judged_on_postings
        else claim.id
        for claim in claims.claim
    }
    return len(asked)


def render(template: str, values: Mapping[str, object]) -> str:
    """Return a template with its lookups filled in.

    Args:
        template: Its text with `{{ names }}` of lookups.
        values: By name.

    Raises:
        jinja2.UndefinedError: The template asks for what no lookup gives.
    """
    environment = Environment(
        undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template).render(values)
