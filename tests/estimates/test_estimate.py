"""Every claim gets a row in every corpus: an estimate, or the reason why there is none."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.estimates import contrasts, estimate, label_error
from analysis.estimates.clusters import Sample
from analysis.register.register import Claim

SHARE = Claim(
    id="python",
    section="s",
    said="postings that require Python",
    stated="73%",
    kind="share",
    population="ai_engineer",
    level="requires",
    measure="python",
    margin=0.10,
    needs="skill_share",
)
PAY = SHARE.model_copy(
    update={"id": "pay", "stated": "<5%", "kind": "threshold", "measure": "pay_disclosed"}
)
GAP = SHARE.model_copy(
    update={
        "id": "gap",
        "stated": "82% against 73%",
        "kind": "comparison",
        "population": "machine_learning_engineer",
        "against": "ai_engineer",
        "margin": "half the gap",
        "needs": "skill_contrast",
    }
)
FIRST = Claim(
    id="first",
    section="s",
    said="Alpha posts most",
    stated="largest",
    kind="extremum",
    population="ai_engineer",
    employer="Alpha Inc.",
    needs="employer_rank",
)
PYTHON = ["required"] * 70 + ["preferred"] * 30


def only(frame):
    assert len(frame) == 1
    return frame.iloc[0]


def test_a_share_of_independent_postings_has_wilsons_interval(measured, corpus, register):
    frame = measured(100, python=PYTHON)
    row = only(estimate.estimate_claims(register(SHARE), [corpus()], {"test": frame}))
    assert (row["n"], row["k"], row["employers"], row["estimate"]) == (100, 70, 100, 0.7)
    assert (row["low95"], row["high95"]) == pytest.approx(
        proportion_confint(70, 100, method="wilson")
    )


def test_the_article_counts_as_a_sample_of_its_own(measured, corpus, register):
    frame = measured(100, python=PYTHON)
    row = only(estimate.estimate_claims(register(SHARE), [corpus()], {"test": frame}))
    size = 425 / 1.5
    stated = proportion_confint(0.73 * size, size, method="wilson")
    gap = confint_proportions_2indep(70, 100, 0.73 * size, size, method="newcomb", compare="diff")
    assert (row["stated_low95"], row["stated_high95"]) == pytest.approx(stated)
    assert row["difference"] == pytest.approx(-0.03)
    assert (row["diff_low95"], row["diff_high95"]) == pytest.approx(gap)


def test_a_limit_is_no_sample(measured, corpus, register):
    row = only(estimate.estimate_claims(register(PAY), [corpus()], {"test": measured(50)}))
    assert row["stated_low95"] == row["stated_value"] == row["stated_high95"] == 0.05


def test_employers_that_repeat_themselves_cost_postings(measured, corpus, register):
    repeated = measured(100, python=PYTHON, employer_key=[f"e{i // 10}" for i in range(100)])
    row = only(estimate.estimate_claims(register(SHARE), [corpus()], {"test": repeated}))
    assert row["design_effect"] == pytest.approx(10.0)
    assert row["n_effective"] == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("unfit", "keys", "reason"),
    [
        (["skill_share"], {}, "unfit for skill_share"),
        ([], {"roles": ["software_engineer"]}, "cannot speak for ai_engineer"),
    ],
)
def test_an_unfit_corpus_is_refused_and_nothing_is_computed(
    measured, corpus, register, unfit, keys, reason
):
    frame = measured(100, python=PYTHON)
    row = only(estimate.estimate_claims(register(SHARE), [corpus(*unfit, **keys)], {"test": frame}))
    assert reason in row["refused"]
    assert np.isnan(row["estimate"])
    assert row["stated_value"] == 0.73


def test_what_cannot_be_measured_is_refused_by_name(measured, corpus, register):
    def refused(frame):
        frames = {} if frame is None else {"test": frame}
        return only(estimate.estimate_claims(register(SHARE), [corpus()], frames))["refused"]

    assert refused(None) == "it was not measured"
    assert "no signal 'python'" in refused(measured(40))
    assert "no such posting" in refused(measured(40, python="absent", role="other"))
    assert "of one employer" in refused(measured(40, python="absent", employer_key="e"))


def test_pay_rests_on_complete_texts(measured, corpus, register):
    frame = measured(
        100, pay_disclosed=[True, False] * 50, text_complete=[True, True, False, False] * 25
    )
    row = only(estimate.estimate_claims(register(PAY), [corpus()], {"test": frame}))
    assert (row["n"], row["k"]) == (50, 25)


def test_a_comparison_has_both_roles_and_the_gap(measured, corpus, register):
    roles = ["machine_learning_engineer"] * 100 + ["ai_engineer"] * 100
    frame = measured(200, role=roles, python=["required"] * 80 + ["absent"] * 20 + PYTHON)
    found = estimate.estimate_claims(register(GAP), [corpus()], {"test": frame}).set_index("part")
    gap = found.loc["machine_learning_engineer - ai_engineer"]
    assert found["estimate"].tolist() == pytest.approx([0.8, 0.7, 0.1])
    expected = confint_proportions_2indep(80, 100, 70, 100, method="newcomb", compare="diff")
    assert (gap["low95"], gap["high95"]) == pytest.approx(expected)
    assert gap["stated_value"] == pytest.approx(0.09)
    assert gap["difference"] == pytest.approx(0.01)


def test_roles_of_the_same_employers_differ_more_surely(measured, corpus, register):
    roles = ["machine_learning_engineer"] * 100 + ["ai_engineer"] * 100
    levels = (["required"] * 50 + ["absent"] * 50) * 2
    apart = measured(200, role=roles, python=levels)
    shared = apart.assign(employer_key=[f"e{i % 100}" for i in range(200)])

    def width(frame):
        row = estimate.estimate_claims(register(GAP), [corpus()], {"test": frame}).iloc[-1]
        return row["high95"] - row["low95"]

    assert width(shared) < width(apart)


def test_a_comparison_is_refused_where_one_role_is(measured, corpus, register):
    frame = measured(100, python=PYTHON)
    narrow = corpus(roles=["ai_engineer"])
    row = only(estimate.estimate_claims(register(GAP), [narrow], {"test": frame}))
    assert "cannot speak for machine_learning_engineer" in row["refused"]


def test_an_order_has_a_row_for_every_pair_across_tiers(measured, corpus, register):
    ranking = SHARE.model_copy(
        update={
            "kind": "ranking",
            "measure": None,
            "varies": "measure",
            "tiers": (("a", "b"), ("c",), ("d",)),
        }
    )
    levels = {
        name: ["required"] * k + ["absent"] * (100 - k)
        for name, k in zip("abcd", (80, 70, 60, 50), strict=True)
    }
    found = estimate.estimate_claims(
        register(ranking), [corpus()], {"test": measured(100, **levels)}
    )
    assert found["part"].tolist() == ["a - c", "b - c", "a - d", "b - d", "c - d"]
    assert found["estimate"].tolist() == pytest.approx([0.2, 0.1, 0.3, 0.2, 0.1])
    alone = ranking.model_copy(update={"tiers": (("a",), ("c",))})
    one = only(
        estimate.estimate_claims(register(alone), [corpus()], {"test": measured(100, **levels)})
    )
    widths = [row["high95"] - row["low95"] for row in (found.iloc[0], one)]
    assert widths[0] / widths[1] == pytest.approx(2.576 / 1.960, abs=0.02)  # 99% beside 95%
    assert found.iloc[0]["low90"] == pytest.approx(one["low90"])
    assert (found["note"] == "the 95% interval holds for 5 pairs together").all()


def test_a_structure_has_its_cover_and_the_lean_of_each_mark(measured, corpus, register):
    claim = SHARE.model_copy(
        update={
            "kind": "structure",
            "stated": ">=90%",
            "measure": None,
            "block": "agentic",
            "marks": ("rag",),
        }
    )
    frame = measured(
        100,
        agentic=["required"] * 40 + ["absent"] * 60,
        rag=["required"] * 10 + ["absent"] * 30 + ["required"] * 30 + ["absent"] * 30,
    )
    found = estimate.estimate_claims(register(claim), [corpus()], {"test": frame}).set_index("part")
    assert found.loc[contrasts.MARKED, "estimate"] == 0.7
    assert found.loc["rag: rest - block", "estimate"] == pytest.approx(0.5 - 0.25)


def test_an_employer_is_ranked_where_the_corpus_carries_it(measured, corpus, register):
    frame = measured(40, employer_key=["alpha"] * 12 + ["beta"] * 5 + [f"e{i}" for i in range(23)])
    found = estimate.estimate_claims(register(FIRST), [corpus()], {"test": frame}).set_index("part")
    assert found["k"].tolist() == [12, 5]
    assert found.loc["rival", "note"] == "beta"
    without = frame.assign(employer_key=[f"e{i}" for i in range(40)])
    row = only(estimate.estimate_claims(register(FIRST), [corpus()], {"test": without}))
    assert row["refused"] == "no posting in it, of any role, is of Alpha Inc."


def test_what_no_posting_can_answer_has_no_row(measured, corpus, register):
    opinion = Claim(id="opinion", section="s", said="it is so", stated="so", kind="not_testable")
    beyond = SHARE.model_copy(update={"id": "beyond", "beyond": "Nothing measures it."})
    found = estimate.estimate_claims(register(opinion, beyond), [corpus()], {"test": measured(40)})
    assert found.empty


HELD = SHARE.model_copy(
    update={
        "id": "held",
        "stated": "20 of 425",
        "kind": "count",
        "level": None,
        "measure": "employer('Alpha')",
        "margin": "half to double",
        "needs": "employer_rank",
    }
)


def test_an_employer_that_a_corpus_does_not_carry_has_no_share_of_it(measured, corpus, register):
    row = only(estimate.estimate_claims(register(HELD), [corpus()], {"test": measured(60)}))
    assert row["refused"] == "no posting in it, of any role, is of Alpha"


def test_the_postings_of_one_employer_are_one_decision(measured, corpus, register):
    names = ["alpha"] * 5 + [f"e{i // 5}" for i in range(95)]
    frame = measured(100, employer_key=names)
    elsewhere = measured(105, employer_key=["alpha"] * 5 + [f"e{i // 5}" for i in range(100)])
    elsewhere["role"] = ["software_engineer"] * 5 + ["ai_engineer"] * 100
    for held in (frame, elsewhere):  # some of the role, and none of it
        row = only(estimate.estimate_claims(register(HELD), [corpus()], {"test": held}))
        assert row["design_effect"] == pytest.approx(5.0)


def test_a_gap_among_some_postings_is_of_these_alone(measured, corpus, register):
    frame = measured(
        80, role=["machine_learning_engineer"] * 40 + ["ai_engineer"] * 40,
        python=["required", "absent"] * 40, rag=["required"] * 20 + ["absent"] * 20 + ["duty"] * 40,
    )  # fmt: skip
    claim = GAP.model_copy(update={"among": "rag"})
    found = estimate.estimate_claims(register(claim), [corpus()], {"test": frame})
    assert found.set_index("part")["n"].to_dict() == {
        "machine_learning_engineer": 20, "ai_engineer": 40,
        "machine_learning_engineer - ai_engineer": 20,
    }  # fmt: skip


def test_roles_that_an_order_varies_are_no_measures():
    order = SHARE.model_copy(
        update={"kind": "ranking", "varies": "role", "tiers": (("ai_engineer",), ("other",))}
    )
    assert estimate.measures_of(order) == ["python"]
    of_measures = order.model_copy(update={"varies": "measure", "tiers": (("rag",), ("aws",))})
    assert {"rag", "aws"} <= set(estimate.measures_of(of_measures))


def test_an_audited_share_leaves_out_employers_of_the_audited_role(measured, corpus, register):
    levels = ["required", "absent"] * 20
    frame = measured(
        60,
        python=levels + ["required"] * 20,
        role=["ai_engineer"] * 40 + ["software_engineer"] * 20,
    )
    claim = SHARE.model_copy(update={"audited": True})
    truth = ["required"] * 2 + levels[2:]
    audit = pd.DataFrame({"python": truth}, index=frame["id"][:40])
    row = only(estimate.estimate_claims(register(claim), [corpus()], {"test": frame}, audit))
    sample = Sample.of([level == "required" for level in levels], frame["employer_key"][:40])
    low, high = label_error.without_each_employer(sample, [t == "required" for t in truth])
    assert (row["without_one_low"], row["without_one_high"]) == pytest.approx((low, high))
    assert row["note"].startswith("corrected by an audit of 40")
