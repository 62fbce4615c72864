"""The little language of the data files means what its docstring says."""

import pytest

from analysis.signals.phrases import expand


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("python", ["python"]),
        ("llm[s]", ["llm", "llms"]),
        ("{ai|ml} engineer", ["ai engineer", "ml engineer"]),
        ("fine~tuning", ["fine tuning", "finetuning"]),
        ("a[ b[c|d]]", ["a", "a b", "a bc", "a bd"]),
        ("a[n] {|big }plus", ["a plus", "a big plus", "an plus", "an big plus"]),
    ],
)
def test_a_pattern_stands_for_its_phrases(pattern, phrases):
    assert list(expand(pattern)) == phrases


@pytest.mark.parametrize("pattern", ["llm[s", "{ai|ml engineer", "llms]", "ai}", "a[b{c]d}"])
def test_a_bracket_left_open_is_refused(pattern):
    with pytest.raises(ValueError, match=r"missing|closes nothing"):
        expand(pattern)
