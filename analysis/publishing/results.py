"""What notebooks read: the computed tables, and the words that go with them."""

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis import paths
from analysis.corpora import registry
from analysis.errors import AnalysisError
from analysis.estimates import multiverse_declared
from analysis.register import register
from analysis.signals import portrait

INTERVALS = "Lines are 95% intervals (Wilson at the effective sample size, employers as clusters)."
READINGS = "'Mentions' is any level; 'requires' is required or a duty."


class ParameterError(AnalysisError):
    """What a notebook is to read of corpora cannot be had; the message says what to write."""


def chosen(corpora: Iterable[str]) -> list[str]:
    """Return the ids that a notebook's parameter names, checked.

    Args:
        corpora: The parameter.

    Raises:
        ParameterError: It is a bare text, or names nothing.
        UnknownCorpusError: It names what is not registered.
    """
    if isinstance(corpora, str):
        raise ParameterError(
            f"'{corpora}' is no list of corpora: write ['{corpora}'], in brackets and quotes"
        )
    named, known = list(corpora), sorted(corpus.id for corpus in registry.load())
    if unknown := [name for name in named if name not in known]:
        raise registry.UnknownCorpusError(f"no corpus '{unknown[0]}'; there are {', '.join(known)}")
    if not named:
        raise ParameterError(f"the list of corpora is empty; there are {', '.join(known)}")
    return named


def only(corpora: Iterable[str]) -> str:
    """Return the id of the one corpus that a notebook's parameter names.

    Args:
        corpora: The parameter.

    Raises:
        ParameterError: As `chosen` raises it, or it names several.
        UnknownCorpusError: As `chosen` raises it.
    """
    named = chosen(corpora)
    if len(named) > 1:
        raise ParameterError(
            f"this notebook reads one corpus, and {len(named)} are named: {', '.join(named)}"
        )
    return named[0]


def fit(corpora: Iterable[str], need: str, roles: Sequence[str]) -> list[str]:
    """Return those of some corpora that can give a share of a role, or of one of several.

    Args:
        corpora: Their ids.
        need: What the share is of, one of `registry.Need`.
        roles: Whose share.

    Raises:
        ParameterError: As `chosen` raises it, or none of them can.
        UnknownCorpusError: As `chosen` raises it.
    """
    named = chosen(corpora)
    told = {
        name: [registry.refusal(registry.corpus(name), need, role) for role in roles]
        for name in named
    }
    found = [name for name in named if not all(told[name])]
    if not found:
        raise ParameterError(
            f"{', '.join(named)} cannot speak to {need} of {' or '.join(roles)}; "
            f"{named[0]}, of {roles[0]}: {told[named[0]][0]}"
        )
    return found


def of_corpora(estimates: pd.DataFrame, corpora: Iterable[str]) -> pd.DataFrame:
    """Return the estimates of some corpora.

    Args:
        estimates: As `assessed` returns them.
        corpora: Their ids.

    Raises:
        ParameterError: As `chosen` raises it, or none of them can speak to these claims.
        UnknownCorpusError: As `chosen` raises it.
    """
    named = chosen(corpora)
    found = estimates[estimates["corpus"].isin(named)]
    if found.empty:
        asked, speaking = (
            ", ".join(sorted(set(estimates[column]))) or "none" for column in ("claim", "corpus")
        )
        raise ParameterError(
            f"{', '.join(named)} cannot speak to {asked}; those that can: {speaking}"
        )
    return found


def claims() -> register.Register:
    """Return the register of the article's claims."""
    return register.load(paths.source(register.ARTICLE))


def article(name: str) -> register.Source:
    """Return what the register of another article says of it.

    Args:
        name: Its id, as its file in `data/raw/articles/` is called.
    """
    return register.load(paths.source(f"data/raw/articles/{name}.toml")).source


def labels(*ids: str) -> dict[str, str]:
    """Return what claims are called, by id: those named, or all in the register's order.

    Args:
        ids: Claims of the register.
    """
    said = {claim.id: claim.said for claim in claims().claim}
    return {name: said[name] for name in ids or said}


def labels_with_values(*ids: str) -> dict[str, str]:
    """Return what claims are called, with the value that the article states.

    Args:
        ids: Claims of the register; all in its order where none is named.
    """
    stated = {claim.id: claim.stated for claim in claims().claim}
    return {name: f"{said} ({stated[name]})" for name, said in labels(*ids).items()}


def processed(name: str) -> pd.DataFrame:
    """Return a table of `data/processed/`.

    Args:
        name: A CSV file there, such as `verdicts`.
    """
    return pd.read_csv(paths.source(f"data/processed/{name}.csv"))


def hypotheses(name: str, hypothesis: str | None = None) -> pd.DataFrame:
    """Return a table of the hypotheses, or the rows of one of them.

    Args:
        name: Such as `verdicts`.
        hypothesis: Its id; all where None.
    """
    table = processed(f"hypotheses/{name}")
    return table if hypothesis is None else table[table["hypothesis"] == hypothesis]


def assessed(estimates: pd.DataFrame, verdicts: pd.DataFrame, *ids: str) -> pd.DataFrame:
    """Return the estimates of some claims in the corpora that can speak to them.

    An estimate that was refused, or that rests on too few postings for a verdict, is left out.

    Args:
        estimates: The table of estimates.
        verdicts: The table of verdicts, corpus by corpus.
        ids: Claims of the register; all where none is named.
    """
    chosen = estimates["claim"].isin(ids) if ids else estimates["claim"].notna()
    speaking = verdicts.loc[verdicts["verdict"] != "not assessable", ["claim", "corpus"]]
    found = estimates[chosen & estimates["estimate"].notna()]
    return found.merge(speaking, on=["claim", "corpus"])


def declared() -> multiverse_declared.Declared:
    """Return which readings of the claims are admissible."""
    return multiverse_declared.load(paths.source(multiverse_declared.FILE))


def curves() -> pd.DataFrame:
    """Return the universes that specification curves draw, with the article's `stated_value`."""
    drawn = pd.read_parquet(paths.source("data/processed/multiverse/curves.parquet"))
    stated = processed("estimates").dropna(subset=["stated_value"])
    values = stated.groupby("claim")["stated_value"].last()
    return drawn.assign(stated_value=drawn["claim"].map(values))


def counts(corpora: Iterable[str] | None = None) -> pd.DataFrame:
    """Return how many postings each corpus has: read, quarantined, duplicate, unique.

    Args:
        corpora: Their ids; all that were measured where None.

    Raises:
        ParameterError: As `chosen` raises it.
        UnknownCorpusError: As `chosen` raises it.
    """
    files = sorted(paths.source("data/processed/counts").glob("*.csv"))
    table = pd.concat([pd.read_csv(file) for file in files], ignore_index=True)
    return table if corpora is None else table[table["corpus"].isin(chosen(corpora))]


def measurements(
    corpora: Sequence[str], need: str | None = None, roles: Sequence[str] = ()
) -> pd.DataFrame:
    """Return the measured postings of some corpora, one table.

    Args:
        corpora: Their ids; one that was not measured is left out.
        need: What their shares are asked for, one of `registry.Need`; None to ask nothing.
        roles: Whose shares, one of which some corpus must be fit for.

    Raises:
        ParameterError: As `chosen` raises it, or none of them is fit for it.
        UnknownCorpusError: As `chosen` raises it.
    """
    named = chosen(corpora)
    if need is not None:
        fit(named, need, roles)
    files = [paths.source(f"data/processed/measurements/{name}.parquet") for name in named]
    return pd.concat([pd.read_parquet(file) for file in files if file.exists()], ignore_index=True)


def portraits(corpora: Sequence[str]) -> pd.DataFrame:
    """Return what the postings of corpora look like: a column a corpus, the synthetic one last.

    Args:
        corpora: Ids of real corpora; all must have been measured.
    """
    homes = dict.fromkeys(corpora, "data/processed")
    homes[registry.REFERENCE_ID] = "data/processed/synthetic"
    looks = {}
    for name, home in homes.items():
        measured = pd.read_parquet(paths.source(f"{home}/measurements/{name}.parquet"))
        evidence = pd.read_parquet(paths.source(f"{home}/evidence/{name}.parquet"))
        looks[name] = portrait.portrait(measured[measured["role"] != "other"], evidence)
    return pd.DataFrame(looks).rename(columns={registry.REFERENCE_ID: "synthetic"})


def source_line(corpora: Iterable[str], *notes: str) -> str:
    """Return the line under a figure: corpora with platform and dates, then notes.

    Args:
        corpora: Their ids, as they appear in the figure.
        notes: Sentences that follow.
    """
    wanted = set(corpora)
    named = [
        f"{corpus.id} ({corpus.platform}, {_months(corpus)})"
        for corpus in registry.load()
        if corpus.id in wanted
    ]
    return " ".join([f"Source: {'; '.join(named)}.", *notes])


def _months(corpus: registry.Corpus) -> str:
    if corpus.first_month == corpus.last_month:
        return corpus.first_month
    return f"{corpus.first_month} to {corpus.last_month}"
