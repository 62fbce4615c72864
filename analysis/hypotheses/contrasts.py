"""A contrast in one corpus: the gap between two groups, its interval and its p-value."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace

import pandas as pd

from analysis.claims import verdicts
from analysis.corpora import registry
from analysis.corpora.registry import Corpus
from analysis.estimates import clusters, measures, p_values, readings, shares
from analysis.estimates.clusters import Sample
from analysis.estimates.differences import Difference
from analysis.estimates.shares import Interval, Share
from analysis.hypotheses import groups
from analysis.hypotheses.card import Contrast


@dataclass(frozen=True)
class Gap:
    """A contrast in a corpus under a reading; what was not computed is None, with the reason.

    Shares and the gap, first less second, are fractions; `p` is that of the card's expectation.
    """

    corpus: str
    contrast: str
    reading: str = readings.DEFAULT
    n_first: int | None = None
    n_second: int | None = None
    employers_first: int | None = None
    employers_second: int | None = None
    share_first: float | None = None
    share_second: float | None = None
    gap: float | None = None
    low95: float | None = None
    high95: float | None = None
    p: float | None = None
    refused: str | None = None


COLUMNS = [field.name for field in fields(Gap)]


def gap(contrast: Contrast, corpus: Corpus, frame: pd.DataFrame | None) -> Gap:
    """Return a contrast in a corpus, or why it has none there.

    A corpus is refused that is unfit for what the contrast needs, or that holds fewer than 30
    effective postings of either group: then it does not identify the gap.

    Args:
        contrast: Of a card.
        corpus: As it is registered.
        frame: Its measurements; None where it was not measured.
    """
    blank = Gap(corpus.id, contrast.name)
    refused = _unfit(contrast, corpus) or (None if frame is not None else "it was not measured")
    if refused or frame is None:
        return replace(blank, refused=refused)
    return _measured(blank, contrast, frame)


def under_readings(contrast: Contrast, corpus: Corpus, frame: pd.DataFrame) -> list[Gap]:
    """Return a contrast under every reading of the same postings, one choice changed at a time.

    Args:
        contrast: Of a card.
        corpus: As it is registered.
        frame: Its measurements.

    Returns:
        Nothing where the corpus is unfit; a reading under which too little is left is left out.
    """
    if _unfit(contrast, corpus):
        return []
    other = {"mentions": "requires", "requires": "mentions"}
    varied = [
        (Gap(corpus.id, contrast.name, name), contrast, choose(frame))
        for name, choose in readings.CHOICES.items()
    ]
    if contrast.level is not None:
        level = other[contrast.level]
        changed = contrast.model_copy(update={"level": level})
        varied.append((Gap(corpus.id, contrast.name, readings.LEVELS[level]), changed, frame))
    found = [_measured(blank, asked, held) for blank, asked, held in varied]
    return [row for row in found if row.refused is None]


def to_frame(rows: list[Gap]) -> pd.DataFrame:
    """Return gaps as a table.

    Args:
        rows: In any order, which is kept.
    """
    whole = [name for name in COLUMNS if name.startswith(("n_", "employers_"))]
    frame = pd.DataFrame([asdict(row) for row in rows], columns=COLUMNS)
    return frame.astype(dict.fromkeys(whole, "Int64"))


def _unfit(contrast: Contrast, corpus: Corpus) -> str | None:
    roles = list(dict.fromkeys((*contrast.first.roles, *contrast.second.roles)))
    return registry.first_refusal(corpus, groups.needs(contrast), roles)


def _measured(blank: Gap, contrast: Contrast, frame: pd.DataFrame) -> Gap:
    try:
        sides = [_sample(frame, contrast, number) for number in (0, 1)]
    except measures.MissingSignalError as error:
        return replace(blank, refused=str(error))
    row = replace(blank, n_first=sides[0].n, n_second=sides[1].n)
    icc = measures.planned_icc(contrast.outcome)
    held: list[Share] = []
    for sample, group in zip(sides, (contrast.first, contrast.second), strict=True):
        if len(set(sample.employers)) >= 2:
            held.append(shares.clustered(sample, icc))
        if len(set(sample.employers)) < 2 or held[-1].n_effective < verdicts.FEWEST:
            few = f"it holds {sample.n} postings of '{group.name}'"
            return replace(row, refused=f"{few}, fewer than {verdicts.FEWEST} effective ones")
    between = Difference(held[0], held[1], clusters.correlation(*sides))
    at95 = between.interval(0.95)
    return replace(
        row,
        employers_first=held[0].employers,
        employers_second=held[1].employers,
        share_first=held[0].estimate,
        share_second=held[1].estimate,
        gap=at95.estimate,
        low95=at95.low,
        high95=at95.high,
        p=p_value(between.interval, contrast),
    )


def _sample(frame: pd.DataFrame, contrast: Contrast, number: int) -> Sample:
    group = (contrast.first, contrast.second)[number]
    kept = groups.postings(frame, group, contrast)
    found = measures.evaluate(contrast.outcome, contrast.level, kept)
    return Sample.of(found, kept["employer_key"])


def p_value(interval: Callable[[float], Interval], contrast: Contrast) -> float:
    """Return the p-value of what a contrast expects, from the interval that readers see.

    It is the smallest level at which the interval leaves out what the expectation denies; within a
    margin, the larger of the two one-sided ones (Schuirmann 1987).

    Args:
        interval: The gap's, by confidence.
        contrast: With what is expected, and the margin.
    """
    if contrast.expects == "within":
        return max(
            p_values.above(interval, -contrast.margin), p_values.below(interval, contrast.margin)
        )
    if contrast.expects == "different":
        return p_values.two_sided(interval)
    beyond = p_values.above if contrast.expects == "greater" else p_values.below
    return beyond(interval, 0.0)
