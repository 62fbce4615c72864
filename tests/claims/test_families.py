"""What lies beyond its margin when all of a section is taken together."""

from math import nan

import pandas as pd
import pytest

from analysis import paths
from analysis.claims import families
from analysis.pipeline.shelves import REAL
from analysis.publishing import multiverse_tables
from analysis.register import register
from analysis.register.register import Claim, Register

TOGETHER = ["diff_low_together", "diff_high_together"]

CLAIM = {
    "id": "one", "section": "s", "said": "asked for", "stated": "50%", "population": "ai_engineer",
    "level": "requires", "measure": "python", "margin": 0.1, "needs": "skill_share",
}  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "stated", "low", "high", "beyond"),
    [
        ({"kind": "share", "margin": 0.1}, 0.5, 0.11, 0.3, True),
        ({"kind": "share", "margin": 0.1}, 0.5, 0.09, 0.3, False),
        ({"kind": "share", "margin": 0.1}, 0.5, -0.3, -0.11, True),
        ({"kind": "share", "margin": 0.1}, nan, nan, nan, False),
        ({"kind": "universal", "margin": 0.1}, 0.9, 0.2, 0.3, False),
        ({"kind": "threshold", "stated": ">50%"}, 0.5, -0.3, -0.01, True),
        ({"kind": "threshold", "stated": ">50%"}, 0.5, 0.01, 0.3, False),
        ({"kind": "threshold", "stated": "<50%"}, 0.5, 0.01, 0.3, True),
        ({"kind": "threshold", "stated": "<50%"}, 0.5, -0.01, 0.3, False),
    ],
)
def test_beyond_is_the_rule_of_its_kind(article, claim, stated, low, high, beyond):
    changed = Claim(**(CLAIM | claim))
    claims = Register(source=article({"other": "50%"}).source, claim=(changed,), relation=())
    row = {
        "claim": "one", "estimate": stated + (low + high) / 2, "difference": (low + high) / 2,
        "diff_low_together": low, "diff_high_together": high,
    }  # fmt: skip
    table = pd.DataFrame([row], index=[7])
    assert families.beyond_together(claims, table).to_dict() == {7: beyond}
    assert families.beyond_together(claims, table.head(0)).dtype == bool


def test_what_lies_beyond_together_passes_holm_in_the_committed_tables():
    """Holm's method rejects whatever one step at Sidak's confidence does, or very nearly."""
    found, judged = (pd.read_csv(REAL.path(name)) for name in ("simultaneous.csv", "verdicts.csv"))
    claims = register.load(paths.source(register.ARTICLE))
    beyond = found[families.beyond_together(claims, found)].merge(judged, on=["claim", "corpus"])
    assert len(beyond) > 30
    assert (beyond["holm"] < 0.06).all()
    assert set(beyond["at_default"]) == {"not replicated"}


def test_a_stated_number_counts_alone_and_again_where_its_section_agrees(article):
    claims = Register(
        source=article({"other": "50%"}).source, claim=(Claim(**CLAIM, kind="share"),)
    )
    given = pd.DataFrame(
        [
            ("one", "a", "not replicated"),
            ("one", "b", "not replicated"),
            ("one", "c", "replicated"),
        ],
        columns=["claim", "corpus", "at_default"],
    )
    found = pd.DataFrame(
        [("one", "a", 0.7, 0.2, 0.11, 0.3), ("one", "b", 0.7, 0.2, 0.09, 0.3)],
        columns=["claim", "corpus", "estimate", "difference", *TOGETHER],
    )
    assert multiverse_tables.away_together(given, found, claims) == (1, 2)
