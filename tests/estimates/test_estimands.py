"""Three things that a share can be a share of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.estimates import estimands
from analysis.estimates.estimate import estimate_claims
from analysis.estimates.setting import Setting
from analysis.register.register import Claim

CLAIM = {
    "id": "rag", "section": "s", "said": "asked for", "stated": "50%", "level": "requires",
    "population": "ai_engineer", "margin": 0.1, "needs": "skill_share",
}  # fmt: skip


def told(register, corpus, measured, **keys):
    """Return the rows of one claim among 40 AI Engineer and 40 MLE postings of 40 employers."""
    roles = ["ai_engineer"] * 40 + ["machine_learning_engineer"] * 40
    frame = measured(
        80, role=roles, rag=["required"] * 20 + ["absent"] * 60, aws=["required", "absent"] * 40,
        employer_key=["alpha"] * 8 + ["beta"] * 4 + [f"e{number}" for number in range(68)],
    )  # fmt: skip
    claims, corpora = register(Claim(**(CLAIM | keys))), [corpus()]
    estimates = estimate_claims(claims, corpora, {"test": frame})
    return estimands.estimands(claims, corpora, {"test": frame}, estimates, None)


def test_a_gap_is_off_by_what_both_sides_are(register, corpus, measured) -> None:
    against = {"against": "machine_learning_engineer", "stated": "50% against 10%"}
    (row,) = told(register, corpus, measured, kind="comparison", measure="rag", **against).to_dict(
        "records"
    )
    assert row["part"] == "ai_engineer - machine_learning_engineer"
    sides = [estimands.data_defect(share, 40, 0.05) for share in (0.5, 0.0)]
    assert row["market_05"] == pytest.approx(sum(sides))
    assert row["sentence"].startswith("In the corpus +50 points (its labels were not audited)")


def test_an_order_has_a_row_a_pair(register, corpus, measured) -> None:
    order = {"kind": "ranking", "varies": "measure", "tiers": [["rag"], ["aws", "rag and aws"]]}
    found = told(register, corpus, measured, **order)
    assert found["part"].tolist() == ["rag - aws", "rag - rag and aws"]
    assert (found["market_03"] > found["market_01"]).all()


def test_a_structure_is_told_of_by_the_postings_that_are_marked(register, corpus, measured) -> None:
    marks = {"kind": "structure", "stated": ">=50%", "block": "rag", "marks": ["aws"]}
    (row,) = told(register, corpus, measured, **marks).to_dict("records")
    assert (row["part"], row["estimate"]) == ("marked", pytest.approx(30 / 40))


def test_a_lead_among_employers_is_exact_in_the_corpus_and_has_no_interval(
    register, corpus, measured
) -> None:
    largest = {"kind": "extremum", "employer": "Alpha", "stated": "largest"}
    (row,) = told(register, corpus, measured, **largest).to_dict("records")
    assert row["estimate"] == row["corpus_low95"] == pytest.approx(4 / 40)
    assert "exactly so" in row["sentence"]
    assert "returned only the test of the rank speaks" in row["sentence"]


def test_a_selection_of_5_in_100_puts_half_off_by_17_points() -> None:
    assert estimands.data_defect(0.5, 425, 0.05, 20_000) == pytest.approx(0.17, abs=0.001)


@given(st.floats(0, 1), st.integers(1, 20_000))
def test_no_selection_no_defect_and_the_whole_market_has_none(share, n) -> None:
    assert estimands.data_defect(share, n, 0.0) == 0
    assert estimands.data_defect(share, estimands.MARKET, 0.05) == 0
    assert estimands.data_defect(share, n, 0.05) >= estimands.data_defect(share, n, 0.01)


def test_the_sentence_says_all_three_and_owns_to_no_audit() -> None:
    said = estimands.sentence(0.36, (float("nan"),) * 2, (0.31, 0.41), [0.03, 0.1, 0.16])
    assert "In the corpus 36% (its labels were not audited)" in said
    assert "31% to 41%" in said
    assert "3, 10, 16 points" in said


def test_the_bounds_of_the_corpus_are_of_the_postings_that_the_claim_is_about(
    register, corpus, measured
) -> None:
    levels = ["required", "absent"] * 30
    frame = measured(60, rag=levels, aws=["required"] * 40 + ["absent"] * 20)
    claim = Claim(**(CLAIM | {"kind": "share", "measure": "rag", "audited": True}))
    audit = frame.loc[:39, ["rag"]].set_axis(frame["id"][:40])
    of = Setting(register(claim), claim, corpus(), frame, audit)
    low, high, coded = estimands.of_corpus(of, claim)
    assert coded == 40
    assert 0.3 < low <= 0.5 <= high < 0.7
    narrower = claim.model_copy(update={"among": "aws"})
    assert (
        estimands.of_corpus(
            Setting(register(narrower), narrower, corpus(), frame, audit), narrower
        )[2]
        == 0
    )  # a claim with a condition is not corrected


def test_a_lead_is_told_of_the_employer_with_its_own_part(register, corpus, measured) -> None:
    largest = {"kind": "extremum", "employer": "Alpha", "stated": "largest"}
    (row,) = told(register, corpus, measured, **largest).to_dict("records")
    assert row["part"] == estimands.LEAD
    assert row["sentence"].startswith("In the corpus +10 points (exactly so, for an employer's")


def test_a_gap_by_an_audit_is_told_in_points() -> None:
    nan = float("nan")
    told = estimands.sentence(0.1, (0.05, 0.2), (nan, nan), [0.1, 0.2, 0.3], gap=True)
    assert "+5 to +20 points by an audit of its labels" in told
    assert "only the test of the rank speaks" in told


def test_without_an_estimate_the_table_has_its_columns(register, corpus, measured) -> None:
    claim = Claim(**(CLAIM | {"kind": "share", "measure": "rag"}))
    estimates = estimate_claims(register(claim), [corpus("skill_share")], {})
    found = estimands.estimands(register(claim), [corpus("skill_share")], {}, estimates, None)
    assert list(found) == estimands.COLUMNS
