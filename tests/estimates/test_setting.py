"""What an estimate is made from, and why there is sometimes nothing to make it from."""

import pandas as pd
import pytest

from analysis.estimates import label_error, measures
from analysis.estimates.setting import FEWEST_AUDITED, Setting, UnusableSampleError
from analysis.register.register import Claim

CLAIM = {
    "id": "rag", "section": "s", "said": "asked for", "stated": "50%", "level": "requires",
    "population": "ai_engineer", "margin": 0.1, "needs": "skill_share", "kind": "share",
    "measure": "rag", "audited": True,
}  # fmt: skip


@pytest.fixture
def setting(register, corpus, measured):
    """Return a maker of settings: forty postings, each of its own employer, half ask for RAG."""

    def make(audit=None, keys=(), **columns):
        claim = Claim(**(CLAIM | dict(keys)))
        rag = ["required", "absent"] * 20
        frame = measured(40, **({"rag": rag} | columns))
        return Setting(register(claim), claim, corpus(), frame, audit)

    return make


def coded(count, said=None):
    """Return the audit's levels of the first postings: those of `setting`, but for some."""
    levels = ["required", "absent"] * 20
    for number, level in (said or {}).items():
        levels[number] = level
    return pd.DataFrame({"rag": levels[:count]}, index=[f"test/{n}" for n in range(count)])


def test_a_sample_is_of_the_role_in_the_country_of_the_article(setting):
    found = setting(role=["ai_engineer"] * 30 + ["software_engineer"] * 10)
    assert found.sample("rag", "ai_engineer", None).n == 30
    abroad = setting(country=["US"] * 25 + ["CA"] * 15)
    assert abroad.sample("rag", "ai_engineer", None).n == 25


def test_an_interval_needs_two_employers(setting):
    with pytest.raises(UnusableSampleError, match="40 such postings, of one employer"):
        setting(employer_key="alpha").sample("rag", "ai_engineer", None)
    with pytest.raises(UnusableSampleError, match="it holds no such posting"):
        setting(role="software_engineer").sample("rag", "ai_engineer", None)


def test_an_employer_that_a_measure_names_must_post_something(setting):
    asked = setting(employer_key=["alpha", *(f"e{n}" for n in range(39))])
    assert asked.sample("employer('Alpha')", "ai_engineer", None).share == pytest.approx(1 / 40)
    with pytest.raises(UnusableSampleError, match="no posting in it, of any role, is of Beta"):
        asked.sample("employer('Beta')", "ai_engineer", None)


def test_an_audit_that_finds_nothing_wrong_leaves_the_share(setting):
    asked = setting(coded(40))
    share, known = asked.audited("rag", "ai_engineer", asked.sample("rag", "ai_engineer", None))
    assert known == 40
    assert share.estimate == pytest.approx(0.5)


def test_an_audit_moves_the_share_by_what_it_found(setting):
    asked = setting(coded(40, {1: "required", 3: "required"}))
    share, _ = asked.audited("rag", "ai_engineer", asked.sample("rag", "ai_engineer", None))
    assert share.estimate == pytest.approx(22 / 40)


@pytest.mark.parametrize(
    ("audit", "keys"),
    [
        (None, {}),
        (coded(FEWEST_AUDITED - 1), {}),
        (coded(40).iloc[::2], {}),
        (coded(40), {"audited": False}),
        (coded(40), {"among": "rag"}),
    ],
)
def test_too_few_codes_of_one_label_alone_or_unasked_for_correct_nothing(setting, audit, keys):
    asked = setting(audit, keys)
    sample = asked.sample("rag", "ai_engineer", None)
    assert asked.codes("rag", "ai_engineer", sample) is None
    assert asked.audited("rag", "ai_engineer", sample) is None


def test_an_audited_share_is_held_to_the_correlation_that_is_planned_with(setting):
    paid = [True] + [False] * 39
    audit = pd.DataFrame({"pay_disclosed": paid}, index=[f"test/{n}" for n in range(40)])
    asked = setting(
        audit, {"measure": "pay_disclosed", "level": None}, pay_disclosed=paid,
        employer_key=[f"e{n // 4}" for n in range(40)],
    )  # fmt: skip
    sample = asked.sample("pay_disclosed", "ai_engineer", None)
    truth = pd.Series(paid)
    share, _ = asked.audited("pay_disclosed", "ai_engineer", sample)
    planned = label_error.audited(sample, truth, measures.planned_icc("pay_disclosed"))
    assert share.design_effect == pytest.approx(planned.design_effect)
    assert share.design_effect > label_error.audited(sample, truth).design_effect


def test_as_many_codes_as_are_asked_for_correct_and_pay_is_that_of_complete_texts(setting):
    asked = setting(coded(FEWEST_AUDITED))
    sample = asked.sample("rag", "ai_engineer", None)
    assert asked.codes("rag", "ai_engineer", sample).notna().sum() == FEWEST_AUDITED
    pay = {"measure": "pay_disclosed", "level": None}
    audit = pd.DataFrame(
        {"pay_disclosed": [True, False] * 20}, index=[f"test/{n}" for n in range(40)]
    )
    whole = [n < 30 for n in range(40)]
    asked = setting(audit, pay, pay_disclosed=[True, False] * 20, text_complete=whole)
    sample = asked.sample("pay_disclosed", "ai_engineer", None)
    assert len(asked.codes("pay_disclosed", "ai_engineer", sample)) == sample.n == 30


def test_two_employers_are_enough(setting):
    assert setting(employer_key=["a", "b"] * 20).sample("rag", "ai_engineer", None).n == 40
