"""From the table of estimates to the two tables of verdicts."""

import pandas as pd

from analysis.claims import coherence, verdicts
from analysis.claims.register import Claim, Register
from analysis.claims.verdicts import Part, Verdict
from analysis.estimates import rows
from analysis.estimates.rows import Estimate

COLUMNS = ["claim", "corpus", "verdict", "reason"]
COUNTED = (
    verdicts.REPLICATED,
    verdicts.COMPATIBLE,
    verdicts.NOT_REPLICATED,
    verdicts.UNDETERMINED,
    verdicts.NOT_ASSESSABLE,
)


def judge(
    register: Register, estimates: pd.DataFrame, bisection: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the verdict on every claim, corpus by corpus and overall.

    Args:
        register: The claims.
        estimates: As `analysis.estimates.estimate.estimate_claims` returns them.
        bisection: Every part of the six-part test by corpus; without it no structure is judged.

    Returns:
        Verdicts with `claim`, `corpus`, `verdict`, `reason`; and a row a claim with `claim`,
        `section`, `said`, `stated`, `kind`, `verdict`, `decided_by` (corpora), a count of corpora
        for each verdict, `at_odds_with_itself`, `coherence`, `coherence_reason`, `reason`.
    """
    found: dict[tuple[str, str], list[Estimate]] = {}
    for row in rows.from_frame(estimates):
        found.setdefault((row.claim, row.corpus), []).append(row)
    tested = {} if bisection is None else parts_of(bisection)
    by_claim: dict[str, dict[str, Verdict]] = {}
    for (claim_id, corpus), parts in found.items():
        verdict = verdicts.decide(register[claim_id], parts, tested.get(corpus))
        by_claim.setdefault(claim_id, {})[corpus] = verdict
    detailed = [
        (claim.id, corpus, verdict.word, verdict.reason)
        for claim in register.claim
        for corpus, verdict in by_claim.get(claim.id, {}).items()
    ]
    findings = coherence.check(register)
    overall = [
        _overall(claim, list(by_claim.get(claim.id, {}).values()), findings.get(claim.id))
        for claim in register.claim
    ]
    return pd.DataFrame(detailed, columns=COLUMNS), pd.DataFrame(overall)


def parts_of(bisection: pd.DataFrame) -> dict[str, list[Part]]:
    """Return the parts of the six-part test by corpus.

    Args:
        bisection: Columns corpus, quantity, value, high95, needed, passed, decides and refused, as
            computed or as read back from CSV.
    """
    found: dict[str, list[Part]] = {}
    for row in bisection.astype("object").to_dict("records"):
        part = Part(
            quantity=str(row["quantity"]),
            value=float(row["value"]),
            high95=float(row["high95"]),
            needed=float(row["needed"]),
            passed=row["passed"] in (True, "True"),
            decides=row["decides"] in (True, "True"),
            refused=row["refused"] if isinstance(row["refused"], str) else None,
        )
        found.setdefault(str(row["corpus"]), []).append(part)
    return found


def _overall(
    claim: Claim, given: list[Verdict], finding: coherence.Finding | None
) -> dict[str, object]:
    words = [verdict.word for verdict in given]
    word, decided = verdicts.combine(words)
    if claim.kind == "not_testable":
        word = verdicts.NOT_TESTABLE
    return {
        "claim": claim.id,
        "section": claim.section,
        "said": claim.said,
        "stated": claim.stated,
        "kind": claim.kind,
        "verdict": word,
        "decided_by": decided,
        **{name.replace(" ", "_"): words.count(name) for name in COUNTED},
        "at_odds_with_itself": finding is not None and finding.status == coherence.AT_ODDS,
        "coherence": finding.status if finding else None,
        "coherence_reason": finding.reason if finding else None,
        "reason": _reason(claim, words, word),
    }


def _reason(claim: Claim, words: list[str], word: str) -> str:
    if claim.kind == "not_testable":
        return claim.reading or "An opinion or a cause."
    if claim.beyond is not None:
        return claim.beyond
    if word == verdicts.NOT_ASSESSABLE:
        return "No corpus here is fit to speak to it."
    told = [f"{name} in {words.count(name)}" for name in COUNTED[:-1] if name in words]
    return f"{', '.join(told)} of {len(words)} corpora.".capitalize()
