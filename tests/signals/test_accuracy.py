"""Scores count what they say they count."""

import pandas as pd
import pytest

from analysis.signals import accuracy


def labels(**cells):
    count = len(cells["disputed"])
    frame = {signal: ["absent"] * count for signal in accuracy.CODEBOOK}
    frame |= {
        "id": [str(n) for n in range(count)],
        "pay": ["none"] * count,
        "pay_min": [None] * count,
        "pay_max": [None] * count,
        "pay_period": [None] * count,
        "pay_currency": [None] * count,
        "employment": ["unstated"] * count,
    }
    return pd.DataFrame(frame | cells)


def measured(**cells):
    frame = labels(disputed=[[]] * len(next(iter(cells.values())))).drop(
        columns=["pay", "disputed"]
    )
    return frame.assign(**({"pay_disclosed": False} | cells))


def cell(scores, item, view, column):
    row = scores[(scores["item"] == item) & (scores["view"] == view)]
    return row[column].item()


def test_precision_recall_and_f1_are_counted_by_hand():
    coded = labels(python=["required", "required", "preferred", "absent"], disputed=[[]] * 4)
    ours = measured(python=["required", "absent", "duty", "mentioned"])
    scores = accuracy.score(ours, coded)
    assert cell(scores, "python", "mentions", "precision") == pytest.approx(2 / 3)
    assert cell(scores, "python", "mentions", "recall") == pytest.approx(2 / 3)
    assert cell(scores, "python", "requires", "precision") == pytest.approx(1 / 2)
    assert cell(scores, "python", "requires", "f1") == pytest.approx(1 / 2)
    assert cell(scores, "python", "level", "agreement") == pytest.approx(1 / 4)
    assert cell(scores, "python", "level", "n") == 4


def test_a_disputed_cell_counts_for_nothing():
    coded = labels(python=["required", "absent"], disputed=[[], ["python"]])
    scores = accuracy.score(measured(python=["required", "required"]), coded)
    assert cell(scores, "python", "mentions", "f1") == 1
    assert cell(scores, "python", "mentions", "n") == 1
    assert cell(scores, "aws", "mentions", "n") == 2


def test_under_ten_positives_nothing_is_assessable():
    coded = labels(python=["required"] * 10, aws=["required"] * 9 + ["absent"], disputed=[[]] * 10)
    ours = measured(python=["required"] * 10, aws=["required"] * 10)
    scores = accuracy.score(ours, coded)
    assert cell(scores, "python", "mentions", "assessable")
    assert not cell(scores, "aws", "mentions", "assessable")


def test_pay_is_exact_only_in_every_part():
    coded = labels(
        pay=["disclosed", "disclosed", "none"],
        pay_min=[100, 100, None],
        pay_max=[200, 200, None],
        pay_period=["year", "year", None],
        pay_currency=["USD", "USD", None],
        disputed=[[], [], []],
    )
    ours = measured(
        pay_disclosed=[True, True, True],
        pay_min=[100.0, 101.0, 1.0],
        pay_max=[200.0, 200.0, 1.0],
        pay_period=["year", "year", "year"],
        pay_currency=["USD", "USD", "USD"],
    )
    scores = accuracy.score(ours, coded)
    assert cell(scores, "pay", "disclosed", "precision") == pytest.approx(2 / 3)
    assert cell(scores, "pay_amount", "exact", "agreement") == pytest.approx(1 / 2)


def test_the_confusion_counts_every_undisputed_cell_once():
    coded = labels(python=["required", "duty"], disputed=[[], ["aws"]])
    table = accuracy.confusion(measured(python=["required", "required"]), coded)
    assert table.to_numpy().sum() == 2 * len(accuracy.CODEBOOK) - 1
    assert table.loc["duty", "required"] == 1
