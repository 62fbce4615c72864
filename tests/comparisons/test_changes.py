"""Claims in two corpora: moved where the data moved, refused where a corpus cannot speak."""

import pandas as pd

from analysis.comparisons import changes, terms
from analysis.corpora import registry
from analysis.publishing import results

CORPORA = (registry.corpus("ashby-2025-10"), registry.corpus("builtin-2026-02"))


def frame(has: int, name: str, n: int = 200) -> pd.DataFrame:
    signals = dict.fromkeys(results.measurements(["builtin-2026-02"]).columns, "absent")
    rows = pd.DataFrame([signals] * n)
    return rows.assign(
        role="ai_engineer", role_strict="ai_engineer", country="US", text_complete=True,
        employer_key=[f"{name}{number}" for number in range(n)], state="CA", pay_disclosed=False,
        python=["required" if number < has else "absent" for number in range(n)],
    )  # fmt: skip


def compared(first: int, second: int) -> pd.DataFrame:
    frames = (frame(first, "a"), frame(second, "b"))
    return changes.compare(results.claims(), CORPORA, frames).set_index("claim")


def test_a_share_that_moved_is_said_to_have_moved_and_no_other() -> None:
    table = compared(80, 140)
    assert round(table.loc["aie-python", "change"], 6) == 0.3
    moved = set(table.index[table["moved"].fillna(False).astype(bool)])
    about = {claim.id for claim in results.claims().claim if claim.measure == "python"}
    assert "aie-python" in moved
    assert moved <= about
    assert table.loc["aie-python", "p_holm"] > table.loc["aie-python", "p"]


def test_what_chance_could_give_has_not_moved() -> None:
    row = compared(100, 104).loc["aie-python"]
    assert not row["moved"]
    assert row["low95"] < 0 < row["high95"]


def test_a_claim_that_a_corpus_cannot_speak_to_is_refused_with_the_reason() -> None:
    row = compared(80, 140).loc["swe-genai"]
    assert pd.isna(row["change"])
    assert row["refused"].startswith("builtin-2026-02: it cannot speak for software_engineer")


def test_the_reason_of_a_claim_with_few_postings_is_one_reason_without_their_number() -> None:
    frames = (frame(5, "a", n=12), frame(80, "b"))
    refused = changes.compare(results.claims(), CORPORA, frames).set_index("claim")["refused"]
    assert refused["aie-python"].startswith("ashby-2025-10: 12 postings, ")
    told = changes.without_size(refused["aie-python"])
    assert told == "ashby-2025-10: fewer than 30 effective postings"
    assert changes.without_size(refused["swe-genai"]) == refused["swe-genai"]


def test_terms_are_new_vanished_or_neither() -> None:
    first, second = frame(0, "a"), frame(60, "b")
    first["rust"] = ["mentioned"] * 50 + ["absent"] * 150
    second["go"] = ["mentioned"] + ["absent"] * 199
    table = terms.compare((first, second), ["python", "rust", "go", "java"], "ai_engineer", "US")
    assert dict(zip(table["signal"], table["word"], strict=True)) == {
        "python": "new", "rust": "vanished", "go": "(new)",
    }  # fmt: skip


def test_too_few_postings_show_no_term() -> None:
    assert terms.compare(
        (frame(5, "a", n=20), frame(5, "b")), ["python"], "ai_engineer", "US"
    ).empty
