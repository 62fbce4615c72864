"""Gaps and their p-values: against textbook formulas, and refused where too little is held."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.corpora import registry
from analysis.hypotheses import contrasts, groups
from analysis.hypotheses.card import Contrast, Group
from tests.hypotheses import examples

CORPUS = registry.corpus("builtin-2026-02")


def asked(**changes: object) -> Contrast:
    return examples.parsed(contrasts=[examples.contrast(**changes)]).contrasts[0]


def test_the_p_value_is_near_that_of_the_score_test_for_independent_postings() -> None:
    row = contrasts.gap(asked(expects="greater"), CORPUS, examples.measurements(62, 48))
    z = 0.14 / (2 * 0.55 * 0.45 / 100) ** 0.5
    assert row.gap == pytest.approx(0.14)
    assert row.p == pytest.approx(stats.norm.sf(z), abs=0.004)


@given(st.integers(12, 88), st.integers(12, 88))
def test_the_p_value_and_the_interval_never_contradict_each_other(first: int, second: int) -> None:
    frame = examples.measurements(first, second)
    row = contrasts.gap(asked(expects="different"), CORPUS, frame)
    assert (row.p < 0.05) == (row.low95 > 0 or row.high95 < 0)
    within = contrasts.gap(asked(expects="within", margin=0.2), CORPUS, frame)
    assert (within.p < 0.025) == (within.low95 > -0.2 and within.high95 < 0.2)


def test_opposite_expectations_have_p_values_that_add_to_one() -> None:
    frame = examples.measurements(60, 52)
    more = contrasts.gap(asked(expects="greater"), CORPUS, frame)
    less = contrasts.gap(asked(expects="less"), CORPUS, frame)
    assert more.p + less.p == pytest.approx(1)


def test_employers_that_repeat_widen_the_interval() -> None:
    frame = examples.measurements(240, 160, each=400)
    alone = contrasts.gap(asked(), CORPUS, frame)
    owned = frame.assign(employer_key=[f"e{n // 4}" for n in range(len(frame))])
    clustered = contrasts.gap(asked(), CORPUS, owned)
    assert clustered.high95 - clustered.low95 > 1.3 * (alone.high95 - alone.low95)


def test_too_few_of_a_group_are_no_answer() -> None:
    frame = examples.measurements(20, 10, each=25)
    row = contrasts.gap(asked(), CORPUS, frame)
    assert row.gap is None
    assert "25 postings of 'remote', fewer than 30" in str(row.refused)


def test_an_unfit_corpus_is_refused_with_the_registry_s_reason() -> None:
    by_state = asked(
        first={"name": "CA", "roles": ["ai_engineer"], "states": ["CA"]},
        second={"name": "other", "roles": ["ai_engineer"], "outside": ["CA"]},
    )
    row = contrasts.gap(by_state, CORPUS, examples.measurements(60, 40))
    assert "the state is unknown" in str(row.refused)


@pytest.mark.parametrize(
    ("group", "kept"),
    [
        ({"states": ("CA",)}, 2),
        ({"outside": ("CA",)}, 1),
        ({"remote": True}, 1),
        ({"remote": False}, 2),
        ({"first_month": "2026-02"}, 1),
        ({"last_month": "2026-01"}, 2),
        ({"least_postings": 2}, 2),
        ({"most_postings": 1}, 2),
        ({"has": "python"}, 3),
    ],
)
def test_what_is_not_known_is_on_neither_side(group: dict[str, object], kept: int) -> None:
    frame = pd.DataFrame(
        {
            "role": "ai_engineer",
            "country": "US",
            "employer_key": ["a", "a", "b", "c"],
            "state": pd.Series(["CA", "CA", "TX", None], dtype="str"),
            "remote": pd.Series([True, False, False, None], dtype="boolean"),
            "month": pd.Series(["2026-01", "2026-01", "2026-02", None], dtype="str"),
            "text_complete": True,
            "python": ["required", "absent", "mentioned", "duty"],
        }
    )
    asked_of = Group(name="x", roles=("ai_engineer",), **group)
    assert len(groups.postings(frame, asked_of, asked())) == kept
