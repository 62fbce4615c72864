"""A notebook is stale by what it reads, and one that lists the others by all of them."""

from analysis import declarations
from analysis.pipeline.steps import shown


def test_a_notebook_that_lists_the_others_is_stale_when_one_of_them_is_edited() -> None:
    declared = {d.path.stem: d for d in map(declarations.read, declarations.notebook_paths())}
    every = ["data/processed/verdicts.csv"]
    listing, other = (
        shown.draw(declared[stem], "edited", every).written for stem in ("00_index", "95_verdicts")
    )
    assert listing.endswith("edited")
    assert not other.endswith("edited")
