"""Which shares a claim is made of, and which of them it compares."""

import pytest

from analysis.estimates import cells
from analysis.estimates.cells import Cell
from analysis.register.register import Claim

CLAIM = Claim(
    id="a", section="s", said="asked for", stated="50%", kind="share", population="ai_engineer",
    level="requires", measure="python", margin=0.1, needs="skill_share",
)  # fmt: skip


def of(**keys: object) -> Claim:
    return CLAIM.model_copy(update=keys)


def test_a_share_is_one_cell_and_compares_nothing() -> None:
    claim = of(among="rag")
    assert cells.cells(claim) == {"ai_engineer": Cell("python", "ai_engineer", "rag")}
    assert cells.pairs(claim) == []
    assert cells.signals_of(claim) == {"python", "rag"}


def test_a_comparison_is_of_two_roles() -> None:
    claim = of(kind="comparison", against="software_engineer", measure="pay_disclosed")
    assert list(cells.cells(claim)) == ["ai_engineer", "software_engineer"]
    assert cells.pairs(claim) == [("ai_engineer", "software_engineer")]
    assert cells.signals_of(claim) == set()


@pytest.mark.parametrize(
    ("varies", "cell"),
    [
        ("measure", Cell("x", "ai_engineer", None)),
        ("role", Cell("python", "x", None)),
        ("among", Cell("python", "ai_engineer", "x")),
    ],
)
def test_an_order_varies_what_it_says(varies: str, cell: Cell) -> None:
    claim = of(kind="ranking", varies=varies, tiers=(("x", "y"), ("z",)))
    assert cells.cells(claim)["x"] == cell
    assert cells.pairs(claim) == [("x", "z"), ("y", "z")]


def test_a_condition_is_kept_in_every_share_that_does_not_vary_it() -> None:
    gap = of(kind="comparison", against="software_engineer", among="rag")
    assert {cell.among for cell in cells.cells(gap).values()} == {"rag"}
    order = of(kind="ranking", varies="measure", tiers=(("x",), ("y",)), among="rag")
    assert {cell.among for cell in cells.cells(order).values()} == {"rag"}
