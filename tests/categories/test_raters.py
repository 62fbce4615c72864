"""Raters' files: what is good is kept, what is not is refused with its row."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.categories import raters

KNOWN = {"c/1", "c/2"}


def table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=raters.COLUMNS)


def test_each_bad_row_is_named_and_the_rest_goes_on():
    rows = [
        ("c/1", "python", "required"),
        ("c/9", "python", "required"),
        ("c/1", "cobol", "required"),
        ("c/1", "aws", "often"),
        ("c/2", "block", "software"),
        ("c/2", "block", "software"),
        ("c/2", "pay", "none"),
        ("c/2", "pay", "disclosed"),
    ]
    found = raters.checked(table(*rows), KNOWN, "me.csv")
    assert found.frame.to_numpy().tolist() == [list(rows[0]), list(rows[4])]
    assert found.refused == (
        "me.csv, row 3: c/9, python = 'required': no such posting was measured",
        "me.csv, row 4: c/1, cobol = 'required': there is no such field",
        "me.csv, row 5: c/1, aws = 'often': the field has no such value",
        "me.csv, row 7: c/2, block = 'software': the label stands twice",
        "me.csv, row 8: c/2, pay = 'none': the posting has another value in this field",
        "me.csv, row 9: c/2, pay = 'disclosed': the posting has another value in this field",
    )


def test_a_span_beside_a_label_does_no_harm(tmp_path: Path):
    file = tmp_path / "llm.csv"
    file.write_text("posting,field,value,start,end\nc/1,rag,duty,4,9\n")
    assert raters.read(file, KNOWN).frame.to_numpy().tolist() == [["c/1", "rag", "duty"]]


@pytest.mark.parametrize("text", ["", "posting,value\nc/1,required\n"])
def test_what_is_no_raters_file_is_told(tmp_path: Path, text: str):
    file = tmp_path / "llm.csv"
    file.write_text(text)
    with pytest.raises(raters.RaterError, match=r"llm\.csv: no "):
        raters.read(file, KNOWN)


def test_long_and_wide_are_each_others_inverse():
    rows = table(("c/1", "rag", "duty"), ("c/2", "rag", "absent"), ("c/2", "pay", "none"))
    wide = raters.wide(rows)
    assert wide.index.tolist() == ["c/1", "c/2"]
    assert raters.long(wide, ["rag", "pay"]).sort_values(
        ["field", "posting"]
    ).to_numpy().tolist() == (rows.sort_values(["field", "posting"]).to_numpy().tolist())
