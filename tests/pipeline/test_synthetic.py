"""Verdicts on synthetic corpora: they follow what was planted."""

import pandas as pd
import pytest

from analysis.corpora.reference import generate, parameters
from analysis.corpora.reference.parameters import Parameters
from analysis.pipeline import synthetic


def verdicts(planted: Parameters) -> pd.Series:
    made = generate.generate(planted, generate.SEED)
    return synthetic.judged(synthetic.measured(made)).set_index("claim")["verdict"]


def with_python(share: float) -> Parameters:
    """Return the default with another share of AI Engineer postings that require Python."""
    planted = parameters.load(parameters.DEFAULT)
    role = planted.role["ai_engineer"]
    other = role.model_copy(
        update={
            "requires": role.requires | {"python": share},
            "mentions": role.mentions | {"python": share + 0.05},
        }
    )
    return planted.model_copy(update={"role": planted.role | {"ai_engineer": other}})


@pytest.fixture(scope="module")
def as_said() -> pd.Series:
    """Return the verdicts on the default corpus."""
    return verdicts(parameters.load(parameters.DEFAULT))


def test_what_is_planted_as_the_article_says_is_not_contradicted(as_said: pd.Series) -> None:
    given = ["swe-genai", "aie-python", "aie-aws", "aie-agentic", "mle-python", "mle-mlops"]
    given += ["swe-pay", "mle-pay", "aie-prolific-largest", "aie-prolific-count"]
    assert "not replicated" not in set(as_said[given])
    assert "replicated" in set(as_said[given])


def test_planting_another_share_changes_the_verdict_on_it_alone(as_said: pd.Series) -> None:
    other = verdicts(with_python(0.45))
    assert as_said["aie-python"] != "not replicated"
    assert other["aie-python"] == "not replicated"
    assert other["swe-genai"] == as_said["swe-genai"]


def test_a_corpus_without_differences_contradicts_every_gap_of_the_article() -> None:
    null = verdicts(parameters.load("null"))
    assert null["pay-gap-swe-aie"] == "not replicated"
    assert null["aie-mlops"] == "not replicated"
