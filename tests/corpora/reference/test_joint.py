"""The joint distribution: planted shares come back, and what cannot be is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpora.reference import joint
from analysis.corpora.reference.parameters import Joint, ParametersError
from analysis.corpora.reference.plan import CODEBOOK


def share_of(event: str, probabilities: np.ndarray) -> float:
    return float(probabilities[joint.holds(event)].sum())


HALF = dict.fromkeys(CODEBOOK, 0.2) | {"genai": 0.6, "ai_ml": 0.8}


def test_only_cells_that_keep_the_codebooks_rules_can_be() -> None:
    cells = joint.cells()
    assert not (cells["rag"] & ~cells["genai"]).any()
    assert not (cells["mlops"] & ~cells["ai_ml"]).any()
    # python and aws freely; with GenAI 32 x 16 sets below it; without it 16 sets, the empty one
    # with and without ai_ml
    assert len(cells) == 4 * (32 * 16 + 17)


@settings(max_examples=15)
@given(st.floats(0.02, 0.5), st.floats(0.02, 0.5), st.floats(0.02, 0.98))
def test_shares_and_joint_shares_are_those_that_were_planted(
    first: float, second: float, where: float
) -> None:
    low, high = max(0.0, first + second - 0.6), min(first, second)
    both = low + where * (high - low)
    shares = HALF | {"agentic": first, "rag": second}
    found = joint.fit(shares, [Joint(event="agentic and rag", share=both)])
    assert share_of("agentic", found) == pytest.approx(first, abs=1e-4)
    assert share_of("rag", found) == pytest.approx(second, abs=1e-4)
    assert share_of("agentic and rag", found) == pytest.approx(both, abs=1e-4)


def test_signals_that_nothing_ties_are_independent() -> None:
    found = joint.fit(HALF)
    assert share_of("python and aws", found) == pytest.approx(0.04, abs=1e-4)


def test_shares_of_nought_and_one_are_exact() -> None:
    found = joint.fit(HALF | {"python": 1.0, "aws": 0.0})
    assert share_of("python", found) == pytest.approx(1, abs=1e-12)
    assert share_of("aws", found) == 0


@pytest.mark.parametrize(
    ("event", "share", "bounds"),
    [
        ("agentic and python", 0.25, "0.000 and 0.200"),
        ("agentic or rag", 0.1, "0.200 and 0.400"),
        # whoever requires either requires GenAI: among its .6 the two must meet or miss
        ("genai and not agentic", 0.3, "0.400 and 0.400"),
    ],
)
def test_a_joint_share_beyond_its_frechet_bounds_is_refused_with_them(
    event: str, share: float, bounds: str
) -> None:
    with pytest.raises(ParametersError, match=f"'{event}' cannot be {share}: .* between {bounds}"):
        joint.fit(HALF, [Joint(event=event, share=share)])


def test_a_signal_rarer_than_what_implies_it_is_refused() -> None:
    with pytest.raises(ParametersError, match=r"'ai_ml' cannot be 0\.5: .* between 0\.600"):
        joint.fit(HALF | {"ai_ml": 0.5})


def test_joint_shares_that_exclude_one_another_are_refused() -> None:
    pairs = ["agentic and rag", "agentic and prompting", "rag and prompting"]
    asked = [Joint(event=pair, share=0.19) for pair in pairs[:2]]
    with pytest.raises(ParametersError, match=r"'rag and prompting' cannot be 0: .* 0\.180 and"):
        joint.fit(HALF, [*asked, Joint(event=pairs[2], share=0)])


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("agentic and raag", "'raag' is no signal"),
        ("agentic and", "cannot be read"),
        ("agentic > 1", "only signals, and, or, not"),
        ("__import__('os')", "only signals, and, or, not"),
    ],
)
def test_an_event_that_is_none_is_refused(event: str, said: str) -> None:
    with pytest.raises(ParametersError, match=said):
        joint.holds(event)


def test_probabilities_are_those_of_a_distribution() -> None:
    found = joint.fit(HALF)
    assert found.sum() == pytest.approx(1)
    assert np.all(found >= 0)
