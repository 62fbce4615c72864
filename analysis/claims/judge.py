"""From the table of estimates to the two tables of verdicts.

A verdict in a corpus passes three gates: the rule of its kind at the declared reading, Holm's
method over all that its section of the article tries, and the readings of the multiverse.
"""

import pandas as pd

from analysis.claims import coherence, families, gates, verdicts
from analysis.claims.gates import Varied
from analysis.claims.verdicts import Part, Verdict
from analysis.estimates import rows
from analysis.estimates.rows import Estimate
from analysis.register.register import Claim, Register

COLUMNS = ["claim", "corpus", "verdict", "reason", "at_default", "holm", "agree", "reach"]
COUNTED = (
    verdicts.REPLICATED,
    verdicts.COMPATIBLE,
    verdicts.NOT_REPLICATED,
    verdicts.UNDETERMINED,
    verdicts.NOT_ASSESSABLE,
)


def judge(
    register: Register,
    estimates: pd.DataFrame,
    bisection: pd.DataFrame | None = None,
    varied: Varied | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the verdict on every claim, corpus by corpus and overall.

    Args:
        register: The claims.
        estimates: As `analysis.estimates.estimate.estimate_claims` returns them.
        bisection: Every part of the six-part test by corpus; without it no structure is judged.
        varied: What the multiverse says and what each corpus can reach; without it verdicts are
            those of the declared reading, each for itself.

    Returns:
        Verdicts with `claim`, `corpus`, `verdict`, `reason`, `at_default` (the word of the rule at
        the declared reading), `holm` (its chance among all of the section), `agree` (the share of
        readings that give it), `reach` (whether the corpus could say replicated at all); and a row
        a claim with `claim`, `section`, `said`, `stated`, `kind`, `verdict`, `decided_by`
        (corpora), a count of corpora for each verdict, `at_odds_with_itself`, `coherence`,
        `coherence_reason`, `reason`.
    """
    found: dict[tuple[str, str], list[Estimate]] = {}
    for row in rows.from_frame(estimates):
        found.setdefault((row.claim, row.corpus), []).append(row)
    tested = {} if bisection is None else parts_of(bisection)
    alone = {
        key: verdicts.decide(register[key[0]], parts, tested.get(key[1]))
        for key, parts in found.items()
    }
    gated = {key: gates.Gated(verdict, verdict) for key, verdict in alone.items()}
    if varied is not None:
        chances = {
            key: families.chance(register[key[0]], found[key], verdict.word)
            for key, verdict in alone.items()
            if verdict.word != verdicts.NOT_ASSESSABLE
        }
        sections = {claim.id: claim.section for claim in register.claim}
        gated = gates.passed(alone, families.holm(chances, sections), sections, varied)
    order = {claim.id: number for number, claim in enumerate(register.claim)}
    detailed = [
        (
            *key,
            each.final.word,
            each.final.reason,
            each.alone.word,
            each.holm,
            each.agree,
            each.reach,
        )
        for key, each in sorted(gated.items(), key=lambda item: order[item[0][0]])
    ]
    findings = coherence.check(register)
    given = {
        claim.id: [each.final for key, each in gated.items() if key[0] == claim.id]
        for claim in register.claim
    }
    overall = [_overall(claim, given[claim.id], findings.get(claim.id)) for claim in register.claim]
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
