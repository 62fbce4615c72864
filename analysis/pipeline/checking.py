"""Checking one signal of the lexicon on every corpus that is here, and on what was coded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import paths
from analysis.categories import coded
from analysis.corpora import collect, duplicates, read, registry
from analysis.errors import AnalysisError
from analysis.signals import accuracy, checking, lexicon, measure

LONGEST = 70
"""Characters of a form that are shown."""


class UnknownSignalError(AnalysisError):
    """The lexicon holds no signal of that name."""


@dataclass(frozen=True)
class Checked:
    """What a signal does in one corpus.

    Attributes:
        corpus: Its id.
        postings: Unique postings that were read.
        forms: As `analysis.signals.checking.check` returns them.
        scores: Its rows of `accuracy.score` on coded or planted labels; empty where there are none.
    """

    corpus: str
    postings: int
    forms: pd.DataFrame
    scores: pd.DataFrame


def check(signal: str, corpora: Sequence[str] = ()) -> Iterator[Checked]:
    """Yield what a signal does in the reference and in each real corpus whose text is here.

    Args:
        signal: Of the lexicon.
        corpora: Their ids; all that are here where none is named.

    Raises:
        UnknownSignalError: There is none of that name.
        UnknownCorpusError: A corpus is not registered.
    """
    if signal not in lexicon.load().ids:
        raise UnknownSignalError(lexicon.unknown(signal))
    audit = accuracy.read_labels(paths.source(coded.AUDIT)).dropna(subset=["posting"])
    audit = audit.assign(id=audit["posting"])
    chosen = [registry.corpus(name) for name in corpora]
    for corpus in chosen or [registry.reference(), *registry.load()]:
        if not collect.is_complete(corpus):
            continue
        truth = accuracy.read_labels(paths.source(registry.TRUTH)) if corpus.synthetic else audit
        reading = read.registered(corpus)
        unique, _ = duplicates.resolve(reading.postings)
        known_truth = unique[unique["id"].isin(truth["id"])]
        scores = pd.DataFrame()
        if signal in accuracy.CODEBOOK and len(known_truth):
            _, measured = measure.measure(known_truth)
            scored = accuracy.score(measured, truth[truth["id"].isin(measured["id"])])
            scores = scored[scored["item"] == signal]
        yield Checked(corpus.id, len(unique), checking.check(signal, unique), scores)


def told(one: Checked) -> str:
    """Return what a signal does in a corpus, in lines.

    Args:
        one: The corpus.
    """
    forms = one.forms
    name = f"{one.corpus}{' (SYNTHETIC)' if one.corpus == registry.REFERENCE_ID else ''}"
    lines = [f"{name}: {one.postings:,} postings, {forms['counted'].sum():,} places"]
    shown = forms[forms["counted"] > 0].sort_values("postings", ascending=False)
    lines += [
        f"  postings {row.postings:>6,}  employers {row.employers:>6,}  {_short(str(row.form))}"
        for row in shown.itertuples()
    ]
    labels = "planted" if one.corpus == registry.REFERENCE_ID else "coded by LLM coders"
    for row in one.scores.itertuples():
        if row.view != "level":
            lines.append(
                f"  {row.view}: {row.hits:.0f} of {row.found:.0f} found are right, "
                f"{row.hits:.0f} of {row.positives} are found ({row.n} postings, {labels})"
            )
    return "\n".join(lines)


def summary(found: Sequence[Checked]) -> str:
    """Return the forms that never hit, and those that others hide, over all corpora.

    Args:
        found: What was checked.
    """
    forms = pd.concat([one.forms for one in found]) if found else pd.DataFrame()
    if forms.empty:
        return "no corpus is here: python -m analysis collect"
    total = forms.groupby("form", sort=False)[["reached", "counted"]].sum()
    never = total.index[total["reached"] == 0]
    idle = total.index[(total["reached"] > 0) & (total["counted"] == 0)]
    holders = forms[forms["form"].isin(idle)].groupby("form")["hidden_by"].unique()
    lines = [f"never hit: {_short(str(form))}" for form in never]
    for form in idle:
        inside = "; ".join(filter(None, holders[form]))
        lines.append(f"hidden: {_short(str(form))}, always inside {_short(inside)}")
    return "\n".join(lines) or "every form counts somewhere"


def _short(form: str) -> str:
    return form if len(form) <= LONGEST else f"{form[: LONGEST - 1]}…"
