"""Measurements are complete, in order, the same each time, and agree with the coded postings."""

import gc
import subprocess
import sys
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import paths
from analysis.signals import accuracy, batches, levels, lexicon
from analysis.signals.measure import EVIDENCE, OTHERS, in_batches, measure, measure_posting

POSTINGS = pd.DataFrame(
    {
        "id": ["b", "a", "c", "d"],
        "title": ["AI Engineer", "Boat Builder", None, "ML Engineer"],
        "employer": ["Acme", "Acme AI", None, "Buoy"],
        "location": ["", None, "", ""],
        "text": [
            "Requirements\n\n- Python\n- RAG\n\nPay: $100,000 - $120,000 a year. Full-time role",
            "We build boats.",
            None,
            "",
        ],
    }
)


def test_a_row_per_posting_in_the_order_given_with_every_column():
    _, measured = measure(POSTINGS)
    assert measured["id"].tolist() == ["b", "a", "c", "d"]
    assert list(measured.columns) == ["id", *lexicon.load().ids, *OTHERS]
    for signal in lexicon.load().ids:
        assert measured[signal].isin(levels.LEVELS).all()


def test_a_posting_is_measured_whole():
    _, measured = measure(POSTINGS)
    first = measured.iloc[0]
    assert first[["python", "rag", "genai", "ai_ml"]].tolist() == ["required"] * 4
    assert first[["pay_disclosed", "pay_min", "pay_max"]].tolist() == [True, 100000, 120000]
    assert first[["pay_period", "pay_currency", "employment"]].tolist() == [
        "year", "USD", "full_time",
    ]  # fmt: skip
    assert first[["role", "role_strict"]].tolist() == ["ai_engineer", "ai_engineer"]


def test_one_posting_is_measured_without_what_tables_are_made_with():
    code = (
        "import sys; from analysis.signals.measure import measure_posting as measure;"
        "print(measure('AI Engineer', '- Python').levels['python'], 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["duty", "False"]


def test_missing_and_empty_texts_are_measured_as_saying_nothing():
    _, measured = measure(POSTINGS)
    for row in (2, 3):
        assert measured.loc[row, "python"] == "absent"
        assert measured.loc[row, "employment"] == "unstated"
        assert not measured.loc[row, "pay_disclosed"]
        assert pd.isna(measured.loc[row, "pay_min"])
    assert measured.loc[3, "ai_ml"] == "duty"


def test_measuring_leaves_no_circles_of_objects_and_the_collector_on(monkeypatch):
    many = pd.concat([POSTINGS] * 100, ignore_index=True)
    in_batches(many)
    gc.collect()
    in_batches(many)
    assert gc.collect() < len(many) / 10
    monkeypatch.setattr(batches, "measure_batch", lambda *columns: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        in_batches(POSTINGS)
    assert gc.isenabled()


def test_no_postings_give_empty_tables_with_their_columns():
    evidence, measured = measure(POSTINGS.head(0))
    assert list(evidence.columns) == list(EVIDENCE)
    assert list(measured.columns) == ["id", *lexicon.load().ids, *OTHERS]


def test_evidence_is_sorted_and_its_spans_lie_in_the_text_or_title():
    evidence, _ = measure(POSTINGS)
    keys = ["id", "signal", "start", "end", "rule"]
    pd.testing.assert_frame_equal(evidence, evidence.sort_values(keys, ignore_index=True))
    both = evidence.merge(POSTINGS, on="id")
    sources = both["text"].where(both["section"] != "title", both["title"])
    assert (both["end"] <= sources.str.len()).all()
    assert (both["start"] < both["end"]).all()
    python = both[(both["signal"] == "python")].iloc[0]
    assert python["text"][python["start"] : python["end"]] == "Python"


def test_the_levels_of_a_posting_are_a_view_on_its_evidence():
    evidence, measured = measure(POSTINGS)
    implied = lexicon.load().implied()
    for row in measured.itertuples():
        own = evidence[evidence["id"] == row.id]
        for signal in lexicon.load().ids:
            below = [name for name, above in implied.items() if signal in (name, *above)]
            given = own.loc[own["signal"].isin(below), "level"]
            assert getattr(row, signal) == levels.strongest(given)


def test_shuffled_postings_measure_the_same():
    _, first = measure(POSTINGS)
    _, second = measure(POSTINGS.iloc[::-1])
    pd.testing.assert_frame_equal(
        first.sort_values("id", ignore_index=True), second.sort_values("id", ignore_index=True)
    )


@given(st.lists(st.sampled_from(POSTINGS["text"].dropna().tolist()) | st.text(), max_size=5))
def test_a_posting_measures_the_same_alone_and_among_others(several):
    among, _ = measure(
        pd.DataFrame({"id": range(len(several)), "title": "", "employer": "", "text": several})
    )
    for number, text in enumerate(several):
        own = among[among["id"] == number].drop(columns="id")
        assert [*own.itertuples(index=False, name=None)] == [*measure_posting("", text).evidence]


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_no_text_breaks_the_measurement(text):
    measured = measure_posting(text[:60], text)
    assert set(measured.levels.values()) <= set(levels.LEVELS)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "\n",
        "- ",
        "(",
        "*",
        "<",
        "AI ",
        "$1,000 ",
        "Go, ",
        "must AI a plus ",
        "deploy ",
        "no python ",
    ],
)
def test_cost_grows_with_the_text_and_no_faster(piece):
    def seconds(length):
        began = time.process_time()
        measure_posting("", (piece * length)[:length])
        return time.process_time() - began

    seconds(1000)
    short = max(min(seconds(10_000) for _ in range(3)), 0.01)
    assert min(seconds(80_000) for _ in range(2)) < 30 * short


@pytest.mark.real_text
def test_the_coded_postings_are_measured_as_well_as_promised(gold_postings):
    labels = accuracy.read_labels(paths.source("data/raw/labels/coded-127.jsonl"))
    _, measured = measure(gold_postings)
    scores = accuracy.score(measured, labels).set_index(["item", "view"])
    assert len(measured) == len(labels) == 127
    assert scores.loc[("macro", "mentions"), "f1"] >= 0.95
    assert scores.loc[("macro", "requires"), "f1"] >= 0.92
    assert scores.loc[("macro", "level"), "agreement"] >= 0.80
    assert scores.loc[("pay", "disclosed"), "f1"] >= 0.98
    assert scores.loc[("pay_amount", "exact"), "agreement"] >= 0.95
    assert scores.loc[("employment", "exact"), "agreement"] >= 0.95


def test_the_labels_hold_codes_and_no_text():
    for name in ("coded-127.jsonl", "builtin-2026-02.jsonl"):
        labels = accuracy.read_labels(paths.source(f"data/raw/labels/{name}"))
        cells = labels.drop(columns=["disputed", "second"], errors="ignore").to_numpy().ravel()
        assert max(len(str(cell).split()) for cell in cells) < 3
