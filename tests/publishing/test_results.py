"""What corpora a reader may name: a list of known ids of which some can speak."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.corpora import registry
from analysis.errors import AnalysisError
from analysis.publishing import results

SHARES = pd.DataFrame(
    {"claim": ["swe-genai", "swe-genai"], "corpus": ["ats-2026-05", "ashby-2025-10"]}
)


@pytest.mark.parametrize(
    "reader",
    [results.chosen, results.counts, results.measurements,
     results.only, lambda corpora: results.of_corpora(SHARES, corpora)],
)  # fmt: skip
@pytest.mark.parametrize(
    ("corpora", "said"),
    [
        ("ashby-2025-10", r"'ashby-2025-10' is no list of corpora: write \['ashby-2025-10'\]"),
        (["ashby-2025-10", "nosuch"], "no corpus 'nosuch'; there are ashby-2025-10, ats"),
        ([], "the list of corpora is empty; there are ashby-2025-10, ats"),
    ],
)
def test_what_is_no_list_of_corpora_is_refused(
    reader: Callable[[object], object], corpora: object, said: str
) -> None:
    with pytest.raises(AnalysisError, match=said):
        reader(corpora)


def test_estimates_are_those_of_the_corpora_that_are_named() -> None:
    assert list(results.of_corpora(SHARES, ["ats-2026-05"])["corpus"]) == ["ats-2026-05"]
    some = results.of_corpora(SHARES, ["builtin-2026-02", "ats-2026-05"])
    assert list(some["corpus"]) == ["ats-2026-05"]


def test_a_notebook_of_one_corpus_is_given_one() -> None:
    assert results.only(["ats-2026-05"]) == "ats-2026-05"
    with pytest.raises(results.ParameterError, match="one corpus, and 2 are named: ashby-2025-10"):
        results.only(["ashby-2025-10", "ats-2026-05"])


def test_corpora_of_which_none_can_speak_are_refused_with_those_that_can() -> None:
    said = "builtin-2026-02 cannot speak to swe-genai; those that can: ashby-2025-10, ats-2026-05$"
    with pytest.raises(results.ParameterError, match=said):
        results.of_corpora(SHARES, ["builtin-2026-02"])


def test_postings_are_refused_where_no_corpus_is_fit_for_any_of_the_roles() -> None:
    fit, unfit = "ai_engineer", "software_engineer"
    assert registry.refusal(registry.corpus("builtin-2026-02"), "skill_share", unfit)
    said = "cannot speak to skill_share of software_engineer; builtin-2026-02, of software_eng"
    with pytest.raises(results.ParameterError, match=said):
        results.measurements(["builtin-2026-02"], "skill_share", [unfit])
    assert results.fit(["builtin-2026-02", "ashby-2025-10"], "skill_share", [unfit]) == [
        "ashby-2025-10"
    ]
    for roles in ([fit], [unfit, fit]):
        assert len(results.measurements(["builtin-2026-02"], "skill_share", roles))
