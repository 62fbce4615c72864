"""The levels of signals anew from the evidence, under each reading of words, tools and parts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.signals import levels

LEVELS = np.array(sorted(levels.LEVELS, key=levels.STRENGTH.__getitem__), dtype=object)
"""From weakest to strongest; a negated span counts for nothing."""

_DTYPE = pd.CategoricalDtype(LEVELS.tolist())

ASIDE = ("about", "benefits", "legal")
"""Parts of a posting that tell of the employer and its terms, and not of the job."""

ASKING = ("duties", "requirements", "preferred")
"""Parts that ask for something."""

Reading = tuple[str, str, str]
"""An option of `words`, of `implied` and of `part`."""


@dataclass(frozen=True)
class Vocabulary:
    """What the lexicon says of forms and of signals that follow from others.

    Attributes:
        certain: Signal and form, of those that decide alone.
        implying: By signal, those that it follows from, directly or through others.
    """

    certain: Collection[tuple[str, str]]
    implying: Mapping[str, Collection[str]]


def by_reading(
    evidence: pd.DataFrame,
    ids: "pd.Series[str]",
    signals: Collection[str],
    vocabulary: Vocabulary,
    readings: Mapping[str, Collection[str]],
) -> dict[Reading, pd.DataFrame]:
    """Return the level of each signal in each posting under every reading.

    The evidence is gone through once: a matrix of strengths a kind of words and part, from which
    the rest follows.

    Args:
        evidence: A row a span with id, signal, form, section and level, of one corpus.
        ids: The postings, in the order that the frames are to have.
        signals: Which are wanted.
        vocabulary: Of the lexicon.
        readings: The options of `words`, `implied` and `part`.

    Returns:
        Frames with a column a signal and the index of `ids`, by reading.
    """
    names = sorted({*signals, *(name for s in signals for name in vocabulary.implying.get(s, ()))})
    known = evidence[evidence["id"].isin(set(ids))]
    asking = set(known.loc[known["section"].isin(ASKING), "id"])
    spans = known[known["signal"].isin(names)]
    spans = spans.assign(certain=_certain(spans, vocabulary))
    found: dict[Reading, pd.DataFrame] = {}
    for words, part in product(readings["words"], readings["part"]):
        kept = spans[_words(spans, words) & _part(spans, part, asking)]
        own = _strengths(kept, ids, names)
        for implied in readings["implied"]:
            columns = {
                signal: pd.Categorical.from_codes(
                    _strongest(own, names, signal, implied, vocabulary), dtype=_DTYPE
                )
                for signal in signals
            }
            found[words, implied, part] = pd.DataFrame(columns, index=ids.index)
    return found


def _certain(spans: pd.DataFrame, vocabulary: Vocabulary) -> npt.NDArray[np.bool_]:
    """Return which spans have a form that decides alone, each pair looked up once."""
    signals, signal = pd.factorize(spans["signal"])
    forms, form = pd.factorize(spans["form"])
    pairs, pair = pd.factorize(signals * (len(form) + 1) + forms)
    known = [
        (signal[each // (len(form) + 1)], form[each % (len(form) + 1)]) in vocabulary.certain
        for each in pair.tolist()
    ]
    return np.array(known, bool)[pairs]


def _words(spans: pd.DataFrame, words: str) -> "pd.Series[bool]":
    return spans["certain"] | (words == "all")


def _part(spans: pd.DataFrame, part: str, asking: Collection[str]) -> "pd.Series[bool]":
    if part == "job":
        return ~spans["section"].isin(ASIDE)
    if part == "asked":
        return spans["section"].isin(ASKING) | ~spans["id"].isin(asking)
    return spans["section"].notna()


def _strengths(
    spans: pd.DataFrame, ids: "pd.Series[str]", names: list[str]
) -> npt.NDArray[np.int8]:
    strengths = np.zeros((len(ids), len(names)), np.int8)
    order = {level: rank for rank, level in enumerate(LEVELS)}
    ranks = spans["level"].map(order).fillna(0).to_numpy(np.int8)
    at = (
        pd.Index(ids).get_indexer(pd.Index(spans["id"])),
        pd.Index(names).get_indexer(pd.Index(spans["signal"])),
    )
    np.maximum.at(strengths, at, ranks)
    return strengths


def _strongest(
    own: npt.NDArray[np.int8], names: list[str], signal: str, implied: str, vocabulary: Vocabulary
) -> npt.NDArray[np.int8]:
    others = vocabulary.implying.get(signal, ()) if implied == "counted" else ()
    columns = [names.index(name) for name in (signal, *others)]
    strongest: npt.NDArray[np.int8] = own[:, columns].max(axis=1)
    return strongest
