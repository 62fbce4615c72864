"""Shares of blocks and signals by every rater, as it labels them and corrected for its errors.

A share is got as labelled (`naive`), by the difference estimator (`difference`), by an audit of
each label (`by_label`), within bounds that no approximation enters (`exact`), by prediction-powered
inference (`ppi`), or by error rates of another corpus (`transported`). `difference`, `by_label` and
`exact` are about the corpus: what is not known is the labels of the postings that were not audited.
`ppi` and `naive` are about postings like these, with employers as clusters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.categories import pairs, raters
from analysis.estimates import audits, label_error, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.shares import Interval

COLUMNS = [
    "corpus", "rater", "item", "view", "method", "auditor", "n", "employers", "audited",
    "estimate", "low95", "high95",
]  # fmt: skip

FEWEST = 20
"""Postings that a rater must have labelled, and audited ones that a correction takes."""

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Coded:
    """Postings of one role in one corpus, and what every rater says of them.

    Attributes:
        corpus: Its id.
        employers: By posting.
        tables: A row a posting and a column a field, by rater.
        strata: Within which people's audit was drawn, by posting; None where there is no such.
    """

    corpus: str
    employers: "pd.Series[str]"
    tables: Mapping[str, pd.DataFrame]
    strata: "pd.Series[str] | None" = None

    def items(self, rater: str) -> Iterator[tuple[str, str, "pd.Series[float]"]]:
        """Yield what a rater says yes or no to: item, view, and 0 or 1 by posting."""
        table = self.tables[rater]
        table = table[table.index.isin(self.employers.index)]
        for field in table:
            for view in pairs.views(str(field)):
                values = pairs.seen(table[field], view)
                if view in ("mentions", "requires") and len(values):
                    yield str(field), view, (values == "yes").astype(float)
                elif view == "value" and len(values):
                    for value in raters.VALUES[str(field)]:
                        yield f"{field}: {value}", view, (values == value).astype(float)


def shares_of(coded: Coded, elsewhere: "Coded | None", truth: str) -> pd.DataFrame:
    """Return the shares of every item by every rater in one corpus, with all that corrects them.

    Args:
        coded: The corpus. Where its auditors coded enough of it, their audit corrects the others.
        elsewhere: Another corpus, whose labels of `truth` give the error rates that are carried
            here where no audit is (Rogan and Gladen); None where nothing is carried.
        truth: The rater who is taken for truth there.

    Returns:
        A row a rater, item, view, method and auditor: n labelled, of how many employers, audited
        postings, and the share with its bounds.
    """
    said = said_in(coded)
    there = said_in(elsewhere) if elsewhere else {}
    rows: list[dict[str, object]] = []
    for rater, items in said.items():
        for cell, labels in items.items():
            if len(labels) < FEWEST:
                continue
            found = list(_methods(coded, rater, cell, labels, said))
            if len(found) == 1 and rater in there:
                found += _carried(coded, labels, there[rater].get(cell), there[truth].get(cell))
            for method, auditor, audited, interval in found:
                rows.append(
                    {
                        "corpus": coded.corpus, "rater": rater, "item": cell[0], "view": cell[1],
                        "method": method, "auditor": auditor, "n": len(labels),
                        "employers": coded.employers.loc[labels.index].nunique(),
                        "audited": audited, "estimate": interval.estimate,
                        "low95": interval.low, "high95": interval.high,
                    }
                )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def said_in(coded: Coded) -> "Said":
    """Return what every rater says, by item and view.

    Args:
        coded: Postings of one corpus.
    """
    return {
        rater: {(item, view): labels for item, view, labels in coded.items(rater)}
        for rater in coded.tables
    }


Found = tuple[str, str | None, int, Interval]
Cell = tuple[str, str]
Said = Mapping[str, Mapping[Cell, "pd.Series[float]"]]


def _sample(coded: Coded, labels: "pd.Series[float]") -> Sample:
    return Sample.of(labels, coded.employers.loc[labels.index])


def _methods(
    coded: Coded, rater: str, cell: Cell, labels: "pd.Series[float]", said: Said
) -> Iterator[Found]:
    sample = _sample(coded, labels)
    yield "naive", None, 0, shares.clustered(sample).interval(CONFIDENCE)
    if rater in raters.AUDITORS:
        return
    for auditor in raters.AUDITORS:
        truth = said.get(auditor, {}).get(cell)
        if truth is None:
            continue
        if auditor == raters.PEOPLE:
            yield from _by_strata(coded, labels, truth)
            continue
        coded_too = truth.reindex(labels.index)
        seen = int(coded_too.notna().sum())
        if seen < FEWEST:
            continue
        whole = np.full(len(labels), coded.corpus)
        known = (auditor, seen)
        yield "difference", *known, audits.difference(labels, coded_too, whole, CONFIDENCE)
        if not set(labels) <= set(labels[coded_too.notna()]):
            continue  # a label that no audited posting has tells nothing of its errors
        by_label = audits.by_label(labels, coded_too, CONFIDENCE)
        yield "by_label", *known, by_label
        bounds = audits.exact_share(labels, coded_too, CONFIDENCE)
        yield "exact", *known, Interval(by_label.estimate, *bounds)
        share = label_error.audited(sample, coded_too.astype("boolean"))
        yield "ppi", *known, share.interval(CONFIDENCE)


def _by_strata(
    coded: Coded, labels: "pd.Series[float]", truth: "pd.Series[float]"
) -> Iterator[Found]:
    """Yield the difference estimator on people's audit, which was drawn by strata.

    The others take an audit that was drawn without them.
    """
    if coded.strata is None:
        return
    strata = coded.strata[coded.strata.index.isin(labels.index)]
    seen = truth.reindex(strata.index)
    if seen.notna().sum() < FEWEST or not seen.notna().groupby(strata).any().all():
        return
    interval = audits.difference(labels.loc[strata.index], seen, strata, CONFIDENCE)
    yield "difference", raters.PEOPLE, int(seen.notna().sum()), interval


def _carried(
    coded: Coded, labels: "pd.Series[float]", there: "pd.Series[float] | None",
    truth: "pd.Series[float] | None",
) -> list[Found]:  # fmt: skip
    if there is None or truth is None:
        return []
    both = pd.DataFrame({"said": there, "true": truth}).dropna()
    (hits, of), (passed, lacking) = (
        (
            int((both["said"] == value)[both["true"] == value].sum()),
            int((both["true"] == value).sum()),
        )
        for value in (1.0, 0.0)
    )
    if min(of, lacking) < FEWEST or hits * lacking + passed * of <= of * lacking:
        return []
    share = shares.clustered(_sample(coded, labels))
    interval = label_error.transported(share, (hits, of), (passed, lacking), CONFIDENCE)
    return [("transported", None, len(both), interval)]
