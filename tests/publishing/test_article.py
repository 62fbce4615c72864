"""The article's numbers are those of the results, and its conclusions those of the verdicts."""

from pathlib import Path

import jinja2
import pandas as pd
import pytest

from analysis import paths
from analysis.publishing import article, prose
from analysis.publishing.prose import Lookups, UnknownLookupError

TEMPLATE = paths.source(article.TEMPLATE).read_text(encoding="utf-8")
WORDS = ("holds", "mixed", "does_not_hold", "undetermined")


def lookups(verdict: str = "holds") -> Lookups:
    found = Lookups.committed()
    return Lookups(
        found.claims, found.estimates, found.verdicts, found.overall.assign(verdict=verdict)
    )


def test_it_is_its_template_filled_from_the_committed_results() -> None:
    committed = paths.source(article.ARTICLE).read_text(encoding="utf-8")
    assert committed == prose.render(TEMPLATE, article.lookups())


def test_no_number_is_typed_into_it() -> None:
    assert article.typed_numbers(TEMPLATE, article.read_allowed()) == []


def test_a_claim_that_no_sample_can_answer_is_said_to_be_one() -> None:
    found = lookups("not assessable")
    assert found.by_verdict("swe-genai", holds="So.") == "None of our samples can answer that."
    assert found.by_verdict("swe-genai", holds="So.", not_assessable="") == ""


@pytest.mark.parametrize(
    "template",
    [
        "It is 49% of them.",
        "It is half of them.",
        'Said {{ by_verdict("a", holds="that it is three of them") }}.',
        "{{ spread('a') }} and Twenty more",
    ],
)
def test_a_typed_number_is_seen_in_figures_and_words(template: str) -> None:
    assert len(article.typed_numbers(template, [])) == 1


def test_names_of_claims_links_and_allowed_passages_are_not_numbers() -> None:
    text = 'From May 2026, {{ stated("aie-pay-below-5") }} in [this](a/90_limits.ipynb).'
    assert article.typed_numbers(text, ["From May 2026"]) == []


@pytest.mark.parametrize("verdict", WORDS)
def test_it_has_something_to_say_whatever_the_verdicts_are(verdict: str) -> None:
    values = article.lookups() | lookups(verdict.replace("_", " ")).values()
    assert len(prose.render(TEMPLATE, values).split()) > 1_000


def test_another_verdict_changes_the_sentence() -> None:
    text = '{{ by_verdict("swe-genai", holds="So it is.", mixed="Here and there.") }}'
    assert prose.render(text, lookups("holds").values()) == "So it is."
    assert prose.render(text, lookups("mixed").values()) == "Here and there."


def test_a_verdict_for_which_nothing_is_written_is_refused() -> None:
    with pytest.raises(UnknownLookupError, match="add does_not_hold="):
        lookups("does not hold").by_verdict("swe-genai", holds="So it is.")


@pytest.mark.parametrize(
    "template",
    [
        '{{ stated("no-such-claim") }}',
        '{{ share("swe-genai", "builtin-2026-02") }}',
        '{{ figure("fig99") }}',
    ],
)
def test_unknown_claims_corpora_and_figures_are_refused(template: str) -> None:
    with pytest.raises(UnknownLookupError):
        prose.render(template, Lookups.committed().values() | {"figure": article.figure})


def test_an_unknown_lookup_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="shares"):
        prose.render("{{ shares }}", {})


def test_allowed_passages_must_be_in_use_and_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / "article").mkdir()
    (tmp_path / article.TEMPLATE).write_text("Nothing.")
    (tmp_path / article.ALLOWED).write_text('[[allowed]]\npassage = "in 2026"\nwhy = "a date"\n')
    with pytest.raises(article.TypedNumberError, match="'in 2026' is not in the article"):
        article.read_allowed()


def test_what_a_sample_is_worth_is_told_with_its_employers() -> None:
    found = Lookups.committed()
    row = found.estimates.query(
        "claim == 'swe-genai' and corpus == 'ats-2026-05' and part == 'software_engineer'"
    ).iloc[0]
    assert int(found.employers("swe-genai", "ats-2026-05")) == row["employers"]
    assert int(found.worth("swe-genai", "ats-2026-05")) == round(row["n"] / row["design_effect"])
    with pytest.raises(UnknownLookupError):
        found.worth("swe-genai", "builtin-2026-02")


def test_the_strongest_choice_is_the_one_whose_median_move_is_largest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / article.SWINGS).parent.mkdir(parents=True)
    (tmp_path / article.SWINGS).write_text(
        '"choice","median move, points","largest move, points",'
        "options that turn a verdict alone,options tried\n"
        "which titles count,9.5,11,2,7\nwhich words count,10.2,12.1,1,8\nwho reads,2,40,3,9\n"
    )
    assert article.strongest() == {
        "choice": "which words count",
        "median": "10.2",
        "largest": "12.1",
        "turns": "1",
        "tried": "8",
    }


def test_a_figure_brings_its_own_finding() -> None:
    name = pd.read_csv(paths.source("figures/fig02_accuracy.csv"))
    assert len(name)
    assert article.figure("fig02").endswith("](../figures/fig02_accuracy.svg)")
    assert article.figure("fig02").startswith("![On postings that no rule was tuned on")
