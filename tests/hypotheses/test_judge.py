"""Verdicts move with the data, and every card that ever ran is paid for."""

from typing import Any

import pytest

from analysis.corpora import registry
from analysis.hypotheses import contrasts, judge, ledger
from analysis.hypotheses.card import Card
from tests.hypotheses import examples

CORPUS = registry.corpus("builtin-2026-02")


def judged(cards: list[Card], remote: int, other: int, before: list[ledger.Entry]) -> Any:
    frame = examples.measurements(remote, other, each=400)
    primary = {
        card.id: [contrasts.gap(part, CORPUS, frame) for part in card.contrasts] for card in cards
    }
    rows = ledger.grown(before, cards)
    return judge.judge({card.id: card for card in cards}, primary, rows), rows


@pytest.mark.parametrize(
    ("remote", "other", "verdict"),
    [
        (120, 240, "supported"),
        (240, 120, "contradicted"),
        (200, 200, "undetermined"),
        (399, 399, "too small to matter"),
    ],
)
def test_the_verdict_follows_the_data(remote: int, other: int, verdict: str) -> None:
    table, _ = judged([examples.parsed(family="registered")], remote, other, [])
    assert list(table["verdict"]) == [verdict]


def test_more_hypotheses_make_each_harder() -> None:
    one, _ = judged([examples.parsed(family="registered")], 180, 211, [])
    many = [examples.parsed(n, family="registered") for n in range(6, 16)]
    padded = [
        card if card.id == "h06"
        else card.model_copy(update={"contrasts": (card.contrasts[0].model_copy(
            update={"expects": "greater"}),)})
        for card in many
    ]  # fmt: skip
    ten, _ = judged(padded, 180, 211, [])
    assert one.loc[0, "verdict"] == "supported"
    assert ten.loc[0, "verdict"] == "undetermined"
    assert ten.loc[0, "p_holm"] == pytest.approx(10 * one.loc[0, "p_holm"])


def test_what_was_withdrawn_or_changed_still_counts() -> None:
    first, second = (examples.parsed(n, family="registered") for n in (6, 7))
    _, rows = judged([first, second], 180, 240, [])
    table, rows = judged([first], 180, 240, rows)
    assert list(table["verdict"]) == ["supported", "withdrawn"]
    assert table.loc[0, "p_holm"] == pytest.approx(2 * table.loc[0, "p"])
    changed = examples.parsed(6, family="registered", estimand="Another.")
    table, _ = judged([changed], 180, 240, rows)
    assert table.loc[0, "state"] == "changed after its first run, 1 x"
    assert table.loc[0, "changed_keys"] == "estimand"
    assert table.loc[0, "p_holm"] == pytest.approx(3 * table.loc[0, "p"])


def test_one_contrast_that_fails_is_enough() -> None:
    both = examples.parsed(
        contrasts=[examples.contrast(), examples.contrast(name="other", expects="greater")]
    )
    table, _ = judged([both], 120, 240, [])
    assert table.loc[0, "verdict"] == "contradicted"
    assert table.loc[0, "p"] > 0.99


@pytest.mark.parametrize(
    ("expects", "low", "high", "p", "verdict"),
    [
        ("greater", 0.01, 0.20, 0.001, "supported"),
        ("greater", 0.01, 0.049, 0.001, "too small to matter"),
        ("greater", -0.20, -0.01, 0.999, "contradicted"),
        ("greater", -0.10, 0.10, 0.5, "undetermined"),
        ("less", -0.20, -0.01, 0.001, "supported"),
        ("less", -0.049, 0.20, 0.6, "too small to matter"),
        ("less", 0.01, 0.20, 0.999, "contradicted"),
        ("different", 0.01, 0.20, 0.001, "supported"),
        ("different", -0.049, 0.049, 0.9, "too small to matter"),
        ("different", -0.051, 0.049, 0.9, "undetermined"),
        ("within", -0.04, 0.04, 0.001, "supported"),
        ("within", 0.051, 0.20, 0.999, "contradicted"),
        ("within", -0.20, -0.051, 0.999, "contradicted"),
        ("within", -0.20, 0.049, 0.5, "undetermined"),
    ],
)
def test_an_interval_decides_by_what_was_expected(
    expects: str, low: float, high: float, p: float, verdict: str
) -> None:
    one = examples.parsed(family="registered", contrasts=[examples.contrast(expects=expects)])
    found = contrasts.Gap("c", "remote against not", low95=low, high95=high, p=p)
    table = judge.judge({one.id: one}, {one.id: [found]}, ledger.grown([], [one]))
    assert table.loc[0, "verdict"] == verdict


def test_an_unfit_primary_corpus_is_no_answer_and_counts_as_a_test_that_failed() -> None:
    one = examples.parsed(family="registered")
    refused = contrasts.Gap("c", "remote against not", refused="the state is unknown")
    table = judge.judge({one.id: one}, {one.id: [refused]}, ledger.grown([], [one]))
    assert table.loc[0, "verdict"] == "not assessable"
    assert table.loc[0, "reason"] == "builtin-2026-02 cannot tell: the state is unknown."
    assert table.loc[0, "p"] == 1
