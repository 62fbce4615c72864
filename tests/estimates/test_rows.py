"""The table of estimates survives being written and read."""

import pandas as pd
import pytest

from analysis import tables
from analysis.estimates import rows
from analysis.estimates.rows import Estimate

ROWS = [
    Estimate(
        "a", "ai_engineer", "x", measure="rag", n=50, k=20, estimate=0.4, low95=0.25, high95=0.5
    ),
    Estimate("a", "ai_engineer", "y", refused="it cannot speak for it, only for others"),
]


def test_writing_and_reading_changes_no_row(tmp_path):
    tables.write_csv(rows.to_frame(ROWS), tmp_path / "estimates.csv")
    assert rows.from_frame(pd.read_csv(tmp_path / "estimates.csv")) == ROWS
    assert rows.from_frame(rows.to_frame(ROWS)) == ROWS


def test_an_older_table_is_refused_by_the_missing_column():
    with pytest.raises(KeyError, match="refused"):
        rows.from_frame(rows.to_frame(ROWS).drop(columns="refused"))


def test_a_refused_row_has_no_bounds():
    with pytest.raises(ValueError, match="a in y has no estimate"):
        rows.bounds_of(ROWS[1])
