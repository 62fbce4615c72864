"""Whether pay is disclosed, by corpus, role and the law of the state; text and field apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from statsmodels.stats.contingency_tables import StratifiedTable

from analysis.corpora import registry
from analysis.corpora.pay_laws import Law
from analysis.corpora.registry import Corpus
from analysis.estimates import clusters, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference
from analysis.estimates.signal_shares import COUNTRY

REQUIRED, FREE, REMOTE, UNKNOWN = "range required", "no law", "remote, no state", "place unknown"
ALL = "all places"
PLACES = (ALL, REQUIRED, FREE, REMOTE, UNKNOWN)

CONTRACT, STAFF = "contract", "all but contract"
TERMS = (STAFF, CONTRACT)

FEWEST_EMPLOYERS = 5
"""With fewer, a share has no row: an interval of five is already wide, of two it is all."""


@dataclass(frozen=True)
class Reading:
    """Where pay is looked for: in which postings, what shows it, what a corpus must be fit for."""

    name: str
    known: Callable[[pd.DataFrame], "pd.Series[bool]"]
    shown: Callable[[pd.DataFrame], "pd.Series[bool]"]
    need: str


TEXT = Reading(
    "text",
    lambda frame: frame["text_complete"].astype(bool),
    lambda frame: frame["pay_disclosed"].astype(bool),
    "pay_disclosure",
)
FIELD = Reading(
    "field",
    lambda frame: frame["pay_field_known"].astype(bool),
    lambda frame: frame[["pay_field_min", "pay_field_max"]].notna().any(axis=1),
    "pay_field",
)
READINGS = (TEXT, FIELD)

COLUMNS = [
    "corpus", "role", "terms", "reading", "place", "n", "k", "employers", "icc", "design_effect",
    "estimate", "low95", "high95", "one_vote_each", "without_one_low", "without_one_high", "unfit",
]  # fmt: skip
CONTRAST_COLUMNS = [
    "corpus",
    "role",
    "reading",
    "required",
    "free",
    "gap",
    "low95",
    "high95",
    "unfit",
]
STRATIFIED_COLUMNS = [
    "corpus", "reading", "first", "second", "odds_ratio", "odds_low95", "odds_high95",
    "within_places", "within_low95", "within_high95", "unfit",
]  # fmt: skip


def place(frame: pd.DataFrame, laws: Iterable[Law], months: "pd.Series[str]") -> "pd.Series[str]":
    """Return the law that each posting stands under, as far as its place is known.

    A range is required where the state has a law whose first whole month is not after the
    posting's. A posting without a state is remote where the board says so, else of unknown place:
    its law is not guessed, though laws reach some remote work. Whether an employer is large enough
    to be bound is not known either, so that 'range required' says what the law asks of most.

    Args:
        frame: Measurements of postings in the United States: state, remote.
        laws: As registered.
        months: Of each posting, `YYYY-MM`; null where unknown, which no law precedes.
    """
    first = frame["state"].map({law.state: law.first_month for law in laws})
    bound = first.notna() & months.notna() & (months.fillna("") >= first.fillna("9999-99"))
    found = pd.Series(UNKNOWN, index=frame.index, dtype="str")
    found[frame["remote"].fillna(False).astype(bool)] = REMOTE
    found[frame["state"].notna()] = FREE
    found[bound] = REQUIRED
    return found


def months_of(frame: pd.DataFrame, corpora: Iterable[Corpus]) -> "pd.Series[str]":
    """Return each posting's month, that of its corpus where it has none of its own.

    Only a corpus that was collected within one month lends it.

    Args:
        frame: Measurements: corpus, month.
        corpora: As registered.
    """
    single = {c.id: c.first_month for c in corpora if c.first_month == c.last_month}
    return frame["month"].fillna(frame["corpus"].map(single))


def read(
    held: pd.DataFrame, corpora: Sequence[Corpus], roles: Sequence[str]
) -> Iterator[tuple[Corpus, str, Reading, pd.DataFrame]]:
    """Yield, by corpus, role and reading, the postings of which pay can be known.

    Args:
        held: As `prepared` returns it.
        corpora: As registered; each gives the roles that it is a sample of.
        roles: Such as `ai_engineer`.
    """
    for corpus in corpora:
        for role in (role for role in roles if role in corpus.roles):
            own = held[(held["corpus"] == corpus.id) & (held["role"] == role)]
            for reading in READINGS:
                yield corpus, role, reading, own[reading.known(own)]


def disclosure(
    frame: pd.DataFrame, corpora: Sequence[Corpus], laws: Sequence[Law], roles: Sequence[str]
) -> pd.DataFrame:
    """Return the share that discloses pay, by corpus, role, terms, reading and place.

    The text counts only where the source did not cut it, the field only where it was collected.
    `unfit` says why a row does not speak of the market: the registry's reason about the reading,
    or about states where the row is of one place. Such a row is shown for what the corpus holds.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered.
        laws: As registered.
        roles: Such as `ai_engineer`.
    """
    held = prepared(frame, corpora, laws)
    found = []
    for corpus, role, reading, rows in read(held, corpora, roles):
        for terms in TERMS:
            of_terms = rows[rows["terms"] == terms]
            for where in PLACES:
                kept = of_terms if where == ALL else of_terms[of_terms["place"] == where]
                if kept["employer_key"].nunique() < FEWEST_EMPLOYERS:
                    continue
                found.append(
                    {
                        "corpus": corpus.id,
                        "role": role,
                        "terms": terms,
                        "reading": reading.name,
                        "place": where,
                        **_row(_sample(kept, reading)),
                        "unfit": _unfit(corpus, reading, role, where),
                    }
                )
    return pd.DataFrame(found, columns=COLUMNS)


def contrasts(
    frame: pd.DataFrame, corpora: Sequence[Corpus], laws: Sequence[Law], roles: Sequence[str]
) -> pd.DataFrame:
    """Return how much more often pay is disclosed where a range is required, employers as clusters.

    An association: states with a law are also dearer, and their employers larger. Contract work
    is left out.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered.
        laws: As registered.
        roles: Such as `ai_engineer`.
    """
    held = prepared(frame, corpora, laws)
    found = []
    for corpus, role, reading, known in read(held, corpora, roles):
        rows = known[known["terms"] == STAFF]
        sides = [rows[rows["place"] == where] for where in (REQUIRED, FREE)]
        if min(side["employer_key"].nunique() for side in sides) < FEWEST_EMPLOYERS:
            continue
        first, second = (_sample(side, reading) for side in sides)
        gap = Difference.of(first, second, shares.PLANNED_ICC["pay"]).interval(0.95)
        found.append(
            {
                "corpus": corpus.id,
                "role": role,
                "reading": reading.name,
                "required": first.share,
                "free": second.share,
                "gap": gap.estimate,
                "low95": gap.low,
                "high95": gap.high,
                "unfit": _unfit(corpus, reading, role, REQUIRED),
            }
        )
    return pd.DataFrame(found, columns=CONTRAST_COLUMNS)


def stratified(
    frame: pd.DataFrame, corpora: Sequence[Corpus], laws: Sequence[Law], roles: tuple[str, str]
) -> pd.DataFrame:
    """Return the odds of disclosing pay in one role against another, over all and within places.

    If two roles differ only because their postings stand under different laws, the odds ratio
    within places (Mantel and Haenszel) is 1 while the one over all is not. Its interval takes
    postings as independent, and so is too narrow where employers repeat themselves.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered.
        laws: As registered.
        roles: The first against the second.
    """
    held = prepared(frame, corpora, laws)
    found = []
    for corpus in (corpus for corpus in corpora if set(roles) <= set(corpus.roles)):
        for reading in READINGS:
            rows = held[(held["corpus"] == corpus.id) & held["role"].isin(roles)]
            rows = rows[reading.known(rows) & (rows["terms"] == STAFF)]
            tables = [
                table
                for where in PLACES[1:]
                if (table := _table(rows[rows["place"] == where], reading, roles)) is not None
            ]
            if not tables:
                continue
            within = StratifiedTable(tables)
            over = StratifiedTable([sum(tables)])
            found.append(
                {
                    "corpus": corpus.id,
                    "reading": reading.name,
                    "first": roles[0],
                    "second": roles[1],
                    "odds_ratio": over.oddsratio_pooled,
                    **_ends(over, "odds"),
                    "within_places": within.oddsratio_pooled,
                    **_ends(within, "within"),
                    "unfit": _unfit(corpus, reading, roles[0], REQUIRED),
                }
            )
    return pd.DataFrame(found, columns=STRATIFIED_COLUMNS)


def prepared(frame: pd.DataFrame, corpora: Sequence[Corpus], laws: Sequence[Law]) -> pd.DataFrame:
    """Return the postings of the United States with their `place` and `terms`.

    Args:
        frame: Measurements of the corpora.
        corpora: As registered.
        laws: As registered.
    """
    held = frame[frame["country"] == COUNTRY]
    contract = held["employment"] == "contract"
    return held.assign(
        place=place(held, laws, months_of(held, corpora)),
        terms=pd.Series(STAFF, index=held.index).where(~contract, CONTRACT),
    )


def _sample(kept: pd.DataFrame, reading: Reading) -> Sample:
    return Sample.of(reading.shown(kept), kept["employer_key"])


def _share(sample: Sample) -> shares.Share:
    return shares.clustered(sample, shares.PLANNED_ICC["pay"])


def _row(sample: Sample) -> dict[str, float | None]:
    share = _share(sample)
    interval = share.interval(0.95)
    low, high = clusters.without_each_employer(sample)
    return {
        "n": share.n, "k": round(share.k), "employers": share.employers,
        "icc": clusters.intraclass_correlation(sample), "design_effect": share.design_effect,
        "estimate": interval.estimate, "low95": interval.low, "high95": interval.high,
        "one_vote_each": clusters.one_vote_each(sample),
        "without_one_low": low, "without_one_high": high,
    }  # fmt: skip


def _unfit(corpus: Corpus, reading: Reading, role: str, where: str) -> str | None:
    needs = [reading.need, *(["state"] if where != ALL else [])]
    return registry.first_refusal(corpus, needs, [role])


def _table(rows: pd.DataFrame, reading: Reading, roles: tuple[str, str]) -> "pd.DataFrame | None":
    """Return roles by disclosed and not; None where either has no posting in this place."""
    shown = reading.shown(rows)
    counted = pd.crosstab(rows["role"], shown).reindex(
        index=list(roles), columns=[True, False], fill_value=0
    )
    return None if (counted.sum(axis=1) == 0).any() else counted


def _ends(table: StratifiedTable, name: str) -> dict[str, float]:
    low, high = table.oddsratio_pooled_confint()
    return {f"{name}_low95": low, f"{name}_high95": high}
