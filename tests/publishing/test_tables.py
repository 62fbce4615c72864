"""The tables that a reader sees."""

import pandas as pd

from analysis.publishing import results, tables

ESTIMATES = pd.DataFrame(
    [
        ("aie-python", "ai_engineer", "builtin-2026-02", 0.68, 0.64, 0.73),
        ("aie-python", "ai_engineer", "ats-2026-05", None, None, None),
        ("gap-python", "machine_learning_engineer", "ats-2026-05", 0.6, 0.5, 0.7),
        ("gap-python", "machine_learning_engineer - ai_engineer", "ats-2026-05", 0.09, -0.02, 0.2),
    ],
    columns=["claim", "part", "corpus", "estimate", "low95", "high95"],
)
VERDICTS = pd.DataFrame(
    [("aie-python", "builtin-2026-02", "compatible"), ("aie-python", "ats-2026-05", "compatible"),
     ("gap-python", "ats-2026-05", "not assessable")],
    columns=["claim", "corpus", "verdict"],
)  # fmt: skip
OVERALL = pd.DataFrame(
    {
        "claim": ["aie-python", "gap-python"],
        "verdict": ["undetermined", "holds"],
        "at_odds_with_itself": [False, True],
        "decided_by": [1, 2],
    }
)


def test_a_share_is_shown_as_a_share_and_a_gap_as_points() -> None:
    ids = ["aie-python", "gap-python"]
    table = tables.claims_table(results.claims(), ESTIMATES, VERDICTS, OVERALL, ids)
    assert list(table["builtin-2026-02"]) == ["68% (64–73%)", "–"]
    assert list(table["ats-2026-05"]) == ["–", "+9 points (-2 to +20) †"]
    assert list(table["verdict"]) == ["undetermined", "holds, at odds with itself"]


def test_no_share_stands_for_a_structure() -> None:
    row = ("aie-splits-cleanly", "marked", "builtin-2026-02", 0.78, 0.7, 0.8)
    estimates = pd.DataFrame([row], columns=ESTIMATES.columns)
    assert tables.main_rows(results.claims()["aie-splits-cleanly"], estimates).empty


def test_a_contrast_shows_the_article_beside_the_range() -> None:
    rows = {"Python": ("aie-python", "mle-python")}
    row = tables.contrast_table(results.claims(), ESTIMATES, rows).iloc[0]
    assert (row["AI Engineer, the article"], row["AI Engineer, re-measured"]) == ("73%", "68%")
    assert (row["MLE, the article"], row["MLE, re-measured"]) == ("82%", "–")


def test_what_is_missing_is_a_dash_in_markdown() -> None:
    frame = pd.DataFrame({"share": [0.123456, None], "n": [1200, 7]})
    assert tables.markdown(frame, 2).splitlines()[2:] == [
        "| 0.12    | 1,200 |",
        "| –       |     7 |",
    ]
