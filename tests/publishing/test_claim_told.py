"""From a claim to its number, and to the code that computed it."""

import pytest

from analysis import declarations, paths
from analysis.claims import judge, verdicts
from analysis.publishing import claim_told, results
from analysis.register.register import Claim

CLAIMS = results.claims().claim
STATED = results.processed("verdicts_overall").set_index("claim")


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_every_claim_is_told_with_its_verdict_and_where_it_is_declared(claim: Claim) -> None:
    told = list(claim_told.lines(claim))
    assert told[0].endswith(f"({claim.stated}): {STATED.loc[claim.id, 'verdict']}")
    (declared,) = (line for line in told if line.startswith("declared"))
    file, _, line = declared.removeprefix("declared").strip().rpartition(":")
    written = paths.source(file).read_text(encoding="utf-8").splitlines()
    assert written[int(line) - 1] == f'id = "{claim.id}"'
    assert any(line.startswith("shown in  notebooks/") for line in told)


def test_the_numbers_are_those_of_the_tables_and_the_code_stands_where_it_is_said() -> None:
    claim = claim_told.find("swe-genai")
    assert claim is not None
    told = list(claim_told.lines(claim))
    rows = results.processed("estimates").query("claim == 'swe-genai'").set_index("corpus")
    row = rows.loc["linkedin-us-2025-10"]
    assert f"    {row['estimate']:.0%} (18–26%), 512 postings of 338 employers" in told
    assert "measured  genai, mentions, of software_engineer" in told
    (judged,) = (line for line in told if line.startswith("judged"))
    for place, function in zip(
        judged.removeprefix("judged").split(", then "), (verdicts.decide, judge.judge), strict=True
    ):
        where, name = place.split()
        file, _, line = where.partition(":")
        written = paths.source(file).read_text(encoding="utf-8").splitlines()
        assert name == function.__name__
        assert written[int(line) - 1].startswith(f"def {name}(")


def test_it_is_shown_in_the_notebook_of_its_section() -> None:
    claim = claim_told.find("aie-splits-cleanly")
    assert claim is not None
    shown = "shown in  notebooks/50_the_64_36_split.ipynb, notebooks/95_verdicts.ipynb"
    assert list(claim_told.lines(claim))[-1] == shown
    assert paths.source(claim_told.ALL) in declarations.notebook_paths()


def test_what_is_no_claim_is_not_found() -> None:
    assert claim_told.find("nosuch") is None
