"""A notebook is stale by what it reads, and one that lists the others by all of them."""

import pytest

from analysis import declarations
from analysis.pipeline import provenance
from analysis.pipeline.steps import shown


def test_a_notebook_that_lists_the_others_is_stale_when_one_of_them_is_edited() -> None:
    declared = {d.path.stem: d for d in map(declarations.read, declarations.notebook_paths())}
    every = ["data/processed/verdicts.csv"]
    listing, other = (
        shown.draw(declared[stem], "edited", every).written for stem in ("00_index", "95_verdicts")
    )
    assert listing.endswith("edited")
    assert not other.endswith("edited")


def test_what_stands_beside_the_results_makes_the_crate_stale_when_it_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = [*provenance.described(), "figures/h99_left.svg"]
    monkeypatch.setattr(provenance, "described", lambda: there)
    before = shown.provenance_page([]).written
    monkeypatch.setattr(provenance, "described", lambda: there[:-1])
    assert shown.provenance_page([]).written != before
    monkeypatch.setattr(provenance, "described", lambda: there)
    assert shown.provenance_page([]).written == before
