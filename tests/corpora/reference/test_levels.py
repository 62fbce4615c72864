"""Drawn levels: with the planted shares, closed under the codebook's rules."""

import numpy as np
import pytest

from analysis.corpora.reference import levels, parameters
from analysis.corpora.reference.parameters import ParametersError
from analysis.corpora.reference.plan import CODEBOOK, LEVELS, implied

MANY = np.random.default_rng(7).random((100_000, levels.COLUMNS))
ERROR = 4 * 0.5 / MANY.shape[0] ** 0.5
"""Four standard errors of a share of so many."""


@pytest.mark.parametrize("role", ["software_engineer", "ai_engineer"])
def test_drawn_levels_have_the_planted_shares(role: str) -> None:
    planted = parameters.load(parameters.DEFAULT)
    drawn = levels.distribution(planted.role[role], planted.levels).draw(MANY)
    for place, signal in enumerate(CODEBOOK):
        requires, mentions = (drawn[:, place] < least for least in (2, 4))
        assert requires.mean() == pytest.approx(planted.role[role].requires[signal], abs=ERROR)
        assert mentions.mean() == pytest.approx(planted.role[role].mentions[signal], abs=ERROR)


def test_drawn_levels_keep_the_codebooks_rules() -> None:
    planted = parameters.load("continuum")
    drawn = levels.distribution(planted.role["ai_engineer"], planted.levels).draw(MANY[:5000])
    for place, signal in enumerate(CODEBOOK):
        for other in implied(signal):
            assert (drawn[:, CODEBOOK.index(other)] <= drawn[:, place]).all()


def test_naming_what_implies_a_signal_bounds_its_mentions(written: str) -> None:
    planted = parameters.parse(written.replace("genai = 0.72", "genai = 0.6"))
    with pytest.raises(ParametersError, match=r"mentions\.genai: 0\.6 cannot be: .* at least 0\.6"):
        levels.distribution(planted.role["ai_engineer"], planted.levels)


def test_mentions_below_requires_are_refused(written: str) -> None:
    planted = parameters.parse(written.replace("python = 0.68", "python = 0.5"))
    with pytest.raises(ParametersError, match=r"mentions\.python: 0\.5 cannot be"):
        levels.distribution(planted.role["ai_engineer"], planted.levels)


def test_levels_are_raised_to_what_implies_them() -> None:
    codes = np.full((1, len(CODEBOOK)), LEVELS.index("absent"))
    codes[0, CODEBOOK.index("rag")] = LEVELS.index("duty")
    [said] = levels.named(levels.closed(codes))
    assert {signal for signal in said if said[signal] == "duty"} == {"rag", "genai", "ai_ml"}
