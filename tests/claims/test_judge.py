"""Verdicts follow from the estimates, and the estimates from the measurements."""

from functools import cache

import numpy as np
import pandas as pd

from analysis import paths, tables
from analysis.claims import judge, verdicts
from analysis.corpora import registry
from analysis.estimates import estimate
from analysis.register import register

SIGNALS = [
    *["python", "aws", "genai", "ai_ml", "agentic", "rag", "prompting", "llm_api"],
    *["dl_framework", "mlops", "evals", "fine_tuning", "coding_assistant"],
    *["claude_code", "codex", "opencode", "llm_features"],
]
ROLES = ["software_engineer", "ai_engineer", "machine_learning_engineer"]
CORPORA = [registry.corpus("builtin-2026-02"), registry.corpus("ashby-2025-10")]
ARTICLE = register.load(paths.source(register.ARTICLE))


def measurements(required: float) -> pd.DataFrame:
    """Return 600 postings a role in which a given part requires everything."""
    n = 600 * len(ROLES)
    levels = np.where(np.arange(n) % 600 < 600 * required, "required", "absent")
    frame = pd.DataFrame(dict.fromkeys(SIGNALS, levels))
    return frame.assign(
        role=np.repeat(ROLES, 600),
        country="US",
        text_complete=True,
        employer_key=[f"e{i}" for i in range(n)],
        employment="unstated",
        pay_disclosed=np.arange(n) % 600 < 600 * required,
        pay_min=150_000.0,
        pay_max=350_000.0,
        pay_period="year",
        pay_currency="USD",
    )


@cache
def estimates(first: float, second: float) -> pd.DataFrame:
    frames = [measurements(required) for required in (first, second)]
    by_corpus = {corpus.id: frame for corpus, frame in zip(CORPORA, frames, strict=True)}
    return estimate.estimate_claims(ARTICLE, CORPORA, by_corpus)


def judged(first: float, second: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    return judge.judge(ARTICLE, estimates(first, second))


def test_changing_the_measurements_changes_the_verdicts():
    overall = {
        required: judged(required, required)[1].set_index("claim")["verdict"]
        for required in (0.73, 0.22)
    }
    assert overall[0.73]["aie-python"] == "holds"
    assert overall[0.22]["aie-python"] == "does not hold"
    assert overall[0.73]["aie-aws"] == "does not hold"
    assert overall[0.22]["aie-aws"] == "holds"


def test_changing_one_corpus_changes_its_verdicts_alone():
    before, _ = judged(0.73, 0.73)
    after, _ = judged(0.22, 0.73)
    changed = before[before["verdict"] != after["verdict"]]
    assert set(changed["corpus"]) == {"builtin-2026-02"}
    assert "aie-python" in set(changed["claim"])


def test_every_claim_is_judged_once_and_in_the_words_of_the_design():
    detailed, overall = judged(0.5, 0.5)
    assert overall["claim"].tolist() == [claim.id for claim in ARTICLE.claim]
    words = {"holds", "does not hold", "mixed", "undetermined", "not assessable", "not testable"}
    assert set(overall["verdict"]) <= words
    assert set(detailed["verdict"]) <= set(verdicts.VERDICTS)
    assert not detailed.duplicated(["claim", "corpus"]).any()
    answerable = [claim.id for claim in ARTICLE.claim if claim.judged_on_postings]
    assert len(detailed) == len(answerable) * len(CORPORA)
    counts = [name.replace(" ", "_") for name in judge.COUNTED]
    seen = detailed.groupby("claim").size().reindex(overall["claim"]).fillna(0)
    assert (overall[counts].sum(axis=1).to_numpy() == seen.to_numpy()).all()


def test_every_verdict_has_its_sentence():
    detailed, overall = judged(0.5, 0.5)
    for reason in [*detailed["reason"], *overall["reason"]]:
        assert reason[0].isupper() or reason[0].isdigit()
        assert reason.endswith(".")


def test_verdicts_do_not_depend_on_the_way_through_a_file(tmp_path):
    direct = judged(0.5, 0.5)
    tables.write_csv(estimates(0.5, 0.5), tmp_path / "estimates.csv")
    read = judge.judge(ARTICLE, pd.read_csv(tmp_path / "estimates.csv"))
    for one, other in zip(direct, read, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_parts_of_the_test_are_the_same_as_computed_and_as_read_back():
    found = pd.DataFrame({
        "corpus": ["a", "a", "b"], "quantity": ["auc", "dip_p", "auc"], "value": [0.9, 0.5, np.nan],
        "high95": [0.95, np.nan, np.nan], "needed": [0.8, 0.05, np.nan],
        "passed": [True, False, None], "decides": [True, False, None],
        "refused": [None, None, "it holds 3"],
    })  # fmt: skip
    read = found.assign(passed=["True", "False", np.nan], decides=["True", "False", np.nan])
    for table in (found, read):
        parts = judge.parts_of(table)
        assert list(parts) == ["a", "b"]
        assert [(part.quantity, part.passed, part.decides) for part in parts["a"]] == [
            ("auc", True, True), ("dip_p", False, False),
        ]  # fmt: skip
        assert [part.refused for part in parts["a"] + parts["b"]] == [None, None, "it holds 3"]


def test_an_opinion_that_no_reading_explains_is_called_one():
    opinion = ARTICLE.model_copy(
        update={"relation": (), "claim": tuple(
            claim.model_copy(update={"reading": None})
            for claim in ARTICLE.claim if claim.kind == "not_testable"
        )[:1]}
    )  # fmt: skip
    overall = judge.judge(opinion, estimates(0.5, 0.5).iloc[:0])[1]
    assert overall["reason"].tolist() == ["An opinion or a cause."]


def test_opinions_are_not_testable_whatever_is_measured():
    _, overall = judged(0.5, 0.5)
    opinions = overall[overall["kind"] == "not_testable"]
    assert (opinions["verdict"] == "not testable").all()
    assert (opinions["decided_by"] == 0).all()


def test_what_the_articles_numbers_exclude_is_flagged_beside_the_verdict():
    overall = judged(0.5, 0.5)[1].set_index("claim")
    assert overall.loc["block64-aws", "at_odds_with_itself"]
    assert not overall.loc["block64-python", "at_odds_with_itself"]
    assert overall.loc["block64-python", "coherence"] == "follows"
