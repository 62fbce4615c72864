"""What an estimate is about: the corpus, what the search would have returned, or the market."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.corpora.registry import Corpus
from analysis.estimates import audits
from analysis.estimates.cells import cells, pairs
from analysis.estimates.rows import Estimate, from_frame
from analysis.estimates.setting import Setting, UnusableSampleError
from analysis.register.register import Claim, Register

SELECTION = (0.01, 0.03, 0.05)
"""Correlations of being in the sample with the answer, all of them small."""

MARKET = 20_000
"""Postings of a title in the market: a scenario, for no count is known. A larger one errs more."""

COLUMNS = [
    "claim", "part", "corpus", "n", "estimate", "corpus_low95", "corpus_high95", "audited",
    "search_low95", "search_high95", "market_01", "market_03", "market_05", "sentence",
]  # fmt: skip

LEAD = "named - rival"
"""The part of an extremum: how far ahead the named employer is."""

Side = tuple[float, int]
"""A share and the postings that it is of."""


def data_defect(share: float, n: int, selection: float, market: int = MARKET) -> float:
    """Return by how much selection puts a share off that no interval shows.

    Meng (2018, Annals of Applied Statistics 12: 685-726): the correlation of being sampled with the
    answer, times the root of those not sampled over those sampled, times the answer's deviation.

    Args:
        share: In the sample, 0 to 1.
        n: Postings of the sample.
        selection: The correlation, 0 to 1.
        market: Postings of which the sample is one part.
    """
    outside = max(market - n, 0) / n
    return selection * math.sqrt(outside) * math.sqrt(share * (1 - share))


def estimands(
    register: Register,
    corpora: Sequence[Corpus],
    measurements: Mapping[str, pd.DataFrame],
    estimates: pd.DataFrame,
    audit: pd.DataFrame | None,
) -> pd.DataFrame:
    """Return what each estimate that a claim rests on says of corpus, search and market.

    Of the corpus all is known but what its labels get wrong, which an audit of it bounds; without
    one, NaN. Of all that the same search would have returned the interval of the estimates speaks;
    that of an order holds for all its pairs together, and a lead among employers has none, only the
    test of its rank. Of the market nothing speaks: the columns `market_*` give how far the estimate
    would be off, in either direction, if being found correlated with the answer; a difference is
    off by what both its sides are, should they err in opposite directions.

    Args:
        register: The claims.
        corpora: As registered.
        measurements: By corpus id.
        estimates: The table of estimates.
        audit: The levels that a coder gave some postings, by posting.

    Returns:
        Columns `COLUMNS`; a comparison and an order have a row a pair, a structure one of the
        postings that are marked, an extremum one of the lead.
    """
    known = {corpus.id: corpus for corpus in corpora}
    found = []
    rows = estimates[estimates["estimate"].notna()]
    for (name, corpus), own in rows.groupby(["claim", "corpus"], sort=False):
        claim, at = register[str(name)], str(corpus)
        setting = Setting(register, claim, known[at], measurements[at], audit)
        found += [_row(setting, *each) for each in _told(setting, from_frame(own))]
    return pd.DataFrame(found, columns=COLUMNS)


def _told(setting: Setting, own: Sequence[Estimate]) -> list[tuple[Estimate, list[Side]]]:
    """Return the rows that a claim rests on, each with the shares that it is made of."""
    claim = setting.claim
    if claim.kind == "extremum":
        sides = [(float(row.estimate or 0), int(row.n or 0)) for row in own]
        return [(replace(own[0], part=LEAD, estimate=sides[0][0] - sides[1][0]), sides)]
    if claim.kind not in {"comparison", "ranking"}:
        first = own[0]
        return [(first, [(float(first.estimate or 0), int(first.n or 0))])]
    samples = {
        name: setting.sample(cell.measure, cell.role, cell.among)
        for name, cell in cells(claim).items()
    }
    sides_of = {
        f"{one} - {other}": [(samples[name].share, samples[name].n) for name in (one, other)]
        for one, other in pairs(claim)
    }
    return [(row, sides_of[row.part]) for row in own if row.part in sides_of]


def _row(setting: Setting, row: Estimate, sides: Sequence[Side]) -> dict[str, object]:
    claim, value = setting.claim, float(row.estimate or 0)
    search = tuple(math.nan if bound is None else bound for bound in (row.low95, row.high95))
    low, high, coded = (math.nan, math.nan, 0)
    if claim.kind == "extremum":  # an employer's name is no label that errs
        low, high = value, value
    elif len(sides) == 1 and claim.measure:
        low, high, coded = of_corpus(setting, claim)
    off = [sum(data_defect(share, n, selection) for share, n in sides) for selection in SELECTION]
    values = (
        claim.id, row.part, setting.corpus.id, row.n, value, low, high, coded, *search, *off,
        sentence(value, (low, high), (search[0], search[1]), off, gap=len(sides) == 2),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def of_corpus(setting: Setting, claim: Claim) -> tuple[float, float, int]:
    """Return the exact bounds of the corpus's own share, and how many audited postings give them.

    Args:
        setting: The claim in the corpus.
        claim: The same, of one share.
    """
    nothing = (math.nan, math.nan, 0)
    measure, role = str(claim.measure), str(claim.population)
    try:
        sample = setting.sample(measure, role, claim.among)
    except UnusableSampleError:
        return nothing
    truth = setting.codes(measure, role, sample)
    if truth is None:
        return nothing
    return *audits.exact_share(sample.values, truth), int(truth.notna().sum())


def sentence(
    value: float,
    corpus: tuple[float, float],
    search: tuple[float, float],
    off: Sequence[float],
    *,
    gap: bool = False,
) -> str:
    """Return the three statements as a reader meets them.

    Args:
        value: The estimate, a share or a difference of two.
        corpus: Bounds of the corpus's own; NaN where no audit gives them, one value where no label
            can err.
        search: Bounds of what the search would have returned; NaN where a rank test stands instead.
        off: How far selection by `SELECTION` puts it off.
        gap: Whether it is a difference.
    """
    if math.isnan(corpus[0]):
        here = "its labels were not audited"
    elif corpus[0] == corpus[1]:
        here = "exactly so, for an employer's name is no label that errs"
    else:
        here = f"{_span(*corpus, gap=gap)} by an audit of its labels"
    there = "only the test of the rank speaks"
    if not math.isnan(search[0]):
        there = _span(*search, gap=gap)
    said = f"{100 * value:+.0f} points" if gap else f"{value:.0%}"
    points = ", ".join(f"{100 * each:.0f}" for each in off)
    return (
        f"In the corpus {said} ({here}); of all that its search would have returned "
        f"{there}; of a market of {MARKET:,} it may be off by {points} "
        f"points if being found correlates with the answer by .01, .03, .05."
    )


def _span(low: float, high: float, *, gap: bool) -> str:
    if gap:
        return f"{100 * low:+.0f} to {100 * high:+.0f} points"
    return f"{low:.0%} to {high:.0%}"
