"""What a share is a share of: the corpus, what the search would have returned, or the market."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.claims.register import Claim, Register
from analysis.corpora.registry import Corpus
from analysis.estimates import audits
from analysis.estimates.rows import from_frame
from analysis.estimates.setting import Setting, UnusableSampleError

SELECTION = (0.01, 0.03, 0.05)
"""Correlations of being in the sample with the answer, all of them small."""

MARKET = 20_000
"""Postings of a title in the market: a scenario, for no count is known. A larger one errs more."""

COLUMNS = [
    "claim", "corpus", "n", "estimate", "corpus_low95", "corpus_high95", "audited", "search_low95",
    "search_high95", "market_01", "market_03", "market_05", "sentence",
]  # fmt: skip

KINDS = ("share", "count", "threshold", "universal")


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
    """Return what each claim of one share says of the corpus, of the search and of the market.

    Of the corpus all is known but what its labels get wrong, which an audit of it bounds; without
    one, NaN. Of all that the same search would have returned the interval of the estimates speaks.
    Of the market nothing speaks: the columns `market_*` give how far the share would be off, in
    either direction, if being found correlated with the answer.

    Args:
        register: The claims.
        corpora: As registered.
        measurements: By corpus id.
        estimates: The table of estimates.
        audit: The levels that a coder gave some postings, by posting.
    """
    known = {corpus.id: corpus for corpus in corpora}
    claims = {claim.id: claim for claim in register.claim if claim.kind in KINDS}
    rows = estimates[estimates["estimate"].notna() & estimates["claim"].isin(list(claims))]
    found = []
    for row in from_frame(rows):
        claim, corpus = claims[row.claim], known[row.corpus]
        setting = Setting(register, claim, corpus, measurements[row.corpus], audit)
        share, n = float(row.estimate or 0), int(row.n or 0)
        search = (float(row.low95 or 0), float(row.high95 or 0))
        low, high, coded = of_corpus(setting, claim)
        off = [data_defect(share, n, selection) for selection in SELECTION]
        found.append(
            {
                "claim": claim.id,
                "corpus": corpus.id,
                "n": n,
                "estimate": share,
                "corpus_low95": low,
                "corpus_high95": high,
                "audited": coded,
                "search_low95": search[0],
                "search_high95": search[1],
                **dict(zip(("market_01", "market_03", "market_05"), off, strict=True)),
                "sentence": sentence(share, (low, high), search, off),
            }
        )
    return pd.DataFrame(found, columns=COLUMNS)


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
    known, yes = truth.notna().to_numpy(), sample.values > 0
    wrong = known & (truth.astype(float).to_numpy() != sample.values)
    said_yes, said_no = (
        audits.Count(int(side.sum()), int((side & known).sum()), int((side & wrong).sum()))
        for side in (yes, ~yes)
    )
    low, high = audits.exact(said_yes, said_no)
    return low / sample.n, high / sample.n, int(known.sum())


def sentence(
    share: float, corpus: tuple[float, float], search: tuple[float, float], off: Sequence[float]
) -> str:
    """Return the three statements as a reader meets them.

    Args:
        share: The estimate.
        corpus: Bounds of the corpus's own share; NaN where no audit gives them.
        search: Bounds of what the search would have returned.
        off: How far selection by `SELECTION` puts it off.
    """
    here = (
        "its labels were not audited"
        if math.isnan(corpus[0])
        else f"{corpus[0]:.0%} to {corpus[1]:.0%} by an audit of its labels"
    )
    points = ", ".join(f"{100 * value:.0f}" for value in off)
    return (
        f"In the corpus {share:.0%} ({here}); of all that its search would have returned "
        f"{search[0]:.0%} to {search[1]:.0%}; of a market of {MARKET:,} it may be off by {points} "
        f"points if being found correlates with the answer by .01, .03, .05."
    )
