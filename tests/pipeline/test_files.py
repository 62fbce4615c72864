"""Measuring a file of a reader's own."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import files

ROWS = [
    {
        "id": "b",
        "title": "AI Engineer",
        "company": "Testwerk",
        "location": "Austin, TX",
        "text": "Requirements\n- Python\n\nPay: $150,000 - $170,000 a year",
        "extra": 1,
    },
    {"id": "a", "title": "Baker", "company": None, "location": None, "text": None},
]


def write(folder: Path, ending: str) -> Path:
    path = folder / f"postings{ending}"
    frame = pd.DataFrame(ROWS)
    if ending == ".parquet":
        frame.to_parquet(path)
    elif ending == ".csv":
        frame.to_csv(path, index=False)
    else:
        path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS))
    return path


def load(path: Path) -> pd.DataFrame:
    readers = {
        ".parquet": pd.read_parquet,
        ".csv": pd.read_csv,
        ".jsonl": lambda file: pd.read_json(file, lines=True),
    }
    return readers[path.suffix](path)


@pytest.mark.parametrize("given", [".jsonl", ".csv", ".parquet"])
@pytest.mark.parametrize("wanted", [".jsonl", ".csv", ".parquet"])
def test_every_ending_gives_a_row_per_id_in_order(given: str, wanted: str, tmp_path: Path) -> None:
    target = tmp_path / f"out{wanted}"
    measured = files.measure_file(write(tmp_path, given), target)
    found = load(target)
    assert (measured.rows, measured.set_aside) == (2, ())
    assert measured.without_text == ({".jsonl": "line 2", ".csv": "line 6"}.get(given, "row 2"),)
    assert list(found["id"]) == ["b", "a"]
    assert list(found["python"]) == ["required", "absent"]
    assert list(found["role"]) == ["ai_engineer", "other"]
    assert list(found["pay_disclosed"]) == [True, False]
    assert found["pay_max"].iloc[0] == 170_000
    assert found["pay_currency"].iloc[0] == "USD"
    assert pd.isna(found["pay_min"].iloc[1])


def test_rows_that_cannot_be_measured_are_set_aside_with_their_place(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    lines = [
        json.dumps(ROWS[0]),
        '{"id": "c", "ti',
        "[1]",
        json.dumps(ROWS[0]),
        json.dumps(ROWS[1]),
    ]
    source.write_text("\n".join([*lines, json.dumps(ROWS[1] | {"id": None})]))
    measured = files.measure_file(source, tmp_path / "out.csv")
    assert list(load(tmp_path / "out.csv")["id"]) == ["b", "a"]
    assert [line.partition(":")[0] for line in measured.set_aside] == [
        "line 2",
        "line 3",
        "line 4",
        "line 6",
    ]
    assert "id b stands on an earlier row" in measured.set_aside[2]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "the ending must be one of .jsonl, .csv, .parquet"),
        ("a.csv", b"id,title\n1,2\n", "no column company, location, text"),
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b'a,"b\n1,2', "unexpected end of data"),
        ("a.parquet", b"PAR1 broken", "not a Parquet file"),
    ],
)
def test_a_file_that_cannot_be_measured_is_refused_and_the_old_output_stays(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(files.InputFileError, match=said):
        files.measure_file(tmp_path / name, target)
    assert target.read_text() == "old"


def test_a_blank_id_is_no_id(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("id,title,company,location,text\n,Baker,,,Bread\n1,Baker,,,Bread\n")
    measured = files.measure_file(source, tmp_path / "out.csv")
    assert (measured.rows, measured.set_aside) == (1, ("line 2: no id",))


def test_an_empty_file_gives_an_empty_table_with_all_columns(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("")
    files.measure_file(source, tmp_path / "out.csv")
    head = (tmp_path / "out.csv").read_text().splitlines()
    assert len(head) == 1
    assert {"id", "python", "role", "pay_disclosed", "employment"} <= set(head[0].split(","))


def test_no_cell_of_an_exported_csv_is_a_formula(tmp_path: Path) -> None:
    names = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "plain", "a=1"]
    frame = pd.DataFrame([ROWS[0] | {"id": name} for name in names])
    frame.to_parquet(tmp_path / "a.parquet")
    files.measure_file(tmp_path / "a.parquet", tmp_path / "out.csv")
    found = pd.read_csv(tmp_path / "out.csv", dtype="str")
    assert list(found["id"]) == [
        *(f"'{name}" for name in names[:5]), "' =1", "plain", "a=1"
    ]  # fmt: skip
    files.measure_file(tmp_path / "a.parquet", tmp_path / "out.jsonl")
    assert list(pd.read_json(tmp_path / "out.jsonl", lines=True)["id"]) == names


def test_an_input_is_not_written_over(tmp_path: Path) -> None:
    source = write(tmp_path, ".jsonl")
    before = source.read_bytes()
    with pytest.raises(files.InputFileError, match="is of the input: name another file"):
        files.measure_file(source, tmp_path / "." / source.name)
    assert source.read_bytes() == before
