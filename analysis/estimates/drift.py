"""Every claim month by month: what a corpus says of each month that it holds enough of."""

from collections.abc import Mapping, Sequence

import pandas as pd
import statsmodels.api as sm

from analysis.corpora.registry import Corpus
from analysis.estimates import estimate, measures, pay_by_law, populations
from analysis.estimates.setting import UnusableSampleError
from analysis.register.register import Claim, Register

FEWEST_POSTINGS, FEWEST_EMPLOYERS = 20, 10
"""With fewer in a month, a share says nothing of it and has no row."""

FEWEST_MONTHS = 3
"""Of a trend: two months are a difference, and no line."""

COLUMNS = [
    "claim", "part", "corpus", "month", "n", "employers", "estimate", "low95", "high95",
    "stated_value",
]  # fmt: skip
TREND_COLUMNS = ["claim", "corpus", "months", "first", "last", "slope", "low95", "high95", "n"]


def by_month(
    register: Register, corpora: Sequence[Corpus], measurements: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return every claim in every month of every corpus that may speak to it.

    A posting without a date takes the month of its corpus, where that was collected within one. A
    month is that of publication: what stays open long is older than what is filled fast, and the
    last month of a corpus holds all that was open then, the first ones only what still was.

    Args:
        register: The claims.
        corpora: As registered.
        measurements: By corpus id.
    """
    found = []
    for corpus in corpora:
        frame = measurements.get(corpus.id)
        if frame is None:
            continue
        months = pay_by_law.months_of(frame, [corpus])
        for month in sorted(months.dropna().unique()):
            held = frame[months == month]
            if held.loc[held["role"] != "other", "role"].value_counts().max() < FEWEST_POSTINGS:
                continue
            rows = estimate.estimate_claims(register, [corpus], {corpus.id: held})
            found.append(rows[rows["estimate"].notna()].assign(month=month))
    table = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)
    enough = (table["n"] >= FEWEST_POSTINGS) & (table["employers"] >= FEWEST_EMPLOYERS)
    order = {claim.id: number for number, claim in enumerate(register.claim)}
    kept = table[enough].reindex(columns=COLUMNS)
    return kept.sort_values(
        ["claim", "part", "corpus", "month"],
        key=lambda column: column.map(order) if column.name == "claim" else column,
        ignore_index=True,
    )


def trends(
    register: Register, corpora: Sequence[Corpus], measurements: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the change a month of each share within a corpus, employers as clusters.

    A straight line through yes and no by the month of publication (least squares, the variance of
    Liang and Zeger with employers as clusters): points a month, within the source, so that no
    difference between sources is taken for time.

    Args:
        register: The claims; those of one share of one role have a row.
        corpora: As registered.
        measurements: By corpus id.
    """
    found = []
    for claim in register.claim:
        if not (claim.judged_on_postings and claim.population and claim.measure):
            continue
        if claim.kind not in {"share", "count", "threshold"}:
            continue
        for corpus in corpora:
            frame = measurements.get(corpus.id)
            if frame is None or estimate.refusal(claim, corpus):
                continue
            row = _trend(register, claim, frame)
            if row:
                found.append({"claim": claim.id, "corpus": corpus.id, **row})
    return pd.DataFrame(found, columns=TREND_COLUMNS)


def _trend(register: Register, claim: Claim, frame: pd.DataFrame) -> dict[str, object] | None:
    measure = str(claim.measure)
    try:
        kept = populations.postings(
            frame[frame["month"].notna()], role=str(claim.population),
            country=register.source.country,
            about_pay=measures.is_about_pay(measure, claim.among),
            among=claim.among, level=claim.level,
        )  # fmt: skip
        found = measures.evaluate(measure, claim.level, kept).astype(float)
    except (measures.MissingSignalError, UnusableSampleError):
        return None
    sizes = kept["month"].value_counts()
    full = sorted(sizes.index[sizes >= FEWEST_POSTINGS])
    inside = kept["month"].isin(full)
    kept, found = kept[inside], found[inside]
    if len(full) < FEWEST_MONTHS or kept["employer_key"].nunique() < 2 * FEWEST_EMPLOYERS:
        return None
    if found.nunique() < 2:
        return None
    time = kept["month"].map(_number).to_numpy(float)
    line = sm.OLS(found.to_numpy(), sm.add_constant(time - time.mean())).fit(
        cov_type="cluster", cov_kwds={"groups": pd.factorize(kept["employer_key"])[0]}
    )
    low, high = line.conf_int()[1]
    return {
        "months": len(full), "first": full[0], "last": full[-1], "slope": float(line.params[1]),
        "low95": float(low), "high95": float(high), "n": len(kept),
    }  # fmt: skip


def _number(month: str) -> int:
    year, number = month.split("-")
    return 12 * int(year) + int(number)
