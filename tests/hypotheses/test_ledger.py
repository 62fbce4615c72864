"""The ledger only grows, and shows what was changed, withdrawn or altered."""

import pandas as pd
import pytest

from analysis.hypotheses import ledger
from tests.hypotheses import examples


def read_back(rows: list[ledger.Entry]) -> list[ledger.Entry]:
    return ledger.entries(ledger.to_frame(rows), "ledger.csv")


def test_the_same_cards_add_nothing() -> None:
    once = ledger.grown([], [examples.parsed(6), examples.parsed(7)])
    assert [row.event for row in once] == ["registered", "registered"]
    assert ledger.grown(read_back(once), [examples.parsed(7), examples.parsed(6)]) == once


def test_a_changed_expectation_shows_by_its_key() -> None:
    once = ledger.grown([], [examples.parsed()])
    changed = examples.parsed(contrasts=[examples.contrast(expects="greater")])
    twice = ledger.grown(once, [changed])
    assert twice[:1] == once
    assert (twice[1].event, twice[1].changed_keys) == ("changed", "contrasts")
    assert len(ledger.versions(twice)) == 2


def test_a_notebook_that_is_gone_is_withdrawn_once_and_may_return() -> None:
    rows = ledger.grown([], [examples.parsed()])
    rows = ledger.grown(ledger.grown(rows, []), [])
    assert [row.event for row in rows] == ["registered", "withdrawn"]
    rows = ledger.grown(read_back(rows), [examples.parsed()])
    assert [row.event for row in rows][2:] == ["returned"]
    assert len(ledger.versions(rows)) == 1


@pytest.mark.parametrize("damage", ["altered", "left out", "swapped"])
def test_a_ledger_that_was_tampered_with_is_refused(damage: str) -> None:
    rows = ledger.grown([], [examples.parsed(n) for n in (6, 7, 8)])
    frame = ledger.to_frame(rows)
    if damage == "altered":
        frame.loc[0, "card"] = frame.loc[0, "card"].replace("less", "greater")
    elif damage == "left out":
        frame = frame.drop(index=1)
    else:
        frame = pd.concat([frame[1:2], frame[:1], frame[2:]])
    with pytest.raises(ledger.LedgerError, match="row"):
        ledger.entries(frame, "ledger.csv")
