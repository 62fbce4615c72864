"""What one signal hits: counted where text is, told in lines, never a word of a posting."""

import pandas as pd
import pytest

from analysis.corpora.registry import UnknownCorpusError
from analysis.pipeline import checking
from analysis.pipeline.checking import Checked


@pytest.fixture(scope="module")
def found() -> list[Checked]:
    return list(checking.check("agentic", ["reference"]))


def test_the_reference_is_checked_against_what_was_planted(found: list[Checked]) -> None:
    (one,) = found
    assert one.corpus == "reference"
    assert one.postings > 1000
    assert one.forms["counted"].sum() > 0
    assert set(one.scores["view"]) == {"mentions", "requires", "level"}
    told = checking.told(one).splitlines()
    assert told[0].startswith(f"reference (SYNTHETIC): {one.postings:,} postings, ")
    scores = one.scores.set_index("view").loc["mentions"]
    assert told[-2] == (
        f"  mentions: {scores['hits']:.0f} of {scores['found']:.0f} found are right, "
        f"{scores['hits']:.0f} of {scores['positives']} are found ({scores['n']} postings, planted)"
    )


def test_the_forms_that_counted_stand_the_most_frequent_first(found: list[Checked]) -> None:
    forms = found[0].forms
    hit = forms[forms["counted"] > 0].sort_values("postings", ascending=False)
    lines = checking.told(found[0]).splitlines()[1 : 1 + len(hit)]
    assert [line.split(maxsplit=4)[4] for line in lines] == [
        checking._short(form) for form in hit["form"]
    ]


def frame(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_forms_that_never_hit_and_those_that_others_hide_are_summed_over_corpora() -> None:
    long = "x" * 80
    one = frame(form=["a", "b", long], reached=[0, 3, 0], counted=[0, 0, 0],
                hidden_by=["", "b c", ""])  # fmt: skip
    two = frame(form=["a", "b", long], reached=[2, 1, 0], counted=[1, 0, 0],
                hidden_by=["", "b d", ""])  # fmt: skip
    corpora = [Checked("one", 5, one, frame()), Checked("two", 5, two, frame())]
    assert checking.summary(corpora).splitlines() == [
        f"never hit: {'x' * 69}…",
        "hidden: b, always inside b c; b d",
    ]
    counted = one.assign(reached=1, counted=1)
    assert checking.summary([Checked("one", 5, counted, frame())]) == "every form counts somewhere"


def test_without_any_corpus_it_says_what_to_do() -> None:
    assert checking.summary([]) == "no corpus is here: python -m analysis collect"


def test_a_signal_or_a_corpus_that_is_none_is_refused_with_those_that_are_like_it() -> None:
    with pytest.raises(checking.UnknownSignalError, match=r"no signal 'agent' in .*; there are "):
        next(checking.check("agent"))
    with pytest.raises(checking.UnknownSignalError, match=r"no signal 'zz' in \S+lexicon\.toml$"):
        next(checking.check("zz"))
    with pytest.raises(UnknownCorpusError, match="no corpus 'nosuch'"):
        next(checking.check("agentic", ["nosuch"]))
