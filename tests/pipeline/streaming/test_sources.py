"""Whatever is wrong with an input is told with its place, and what was good is kept."""

import gzip
import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.pipeline.streaming import lines, rows, run, sources
from analysis.pipeline.streaming.parts import Counts

HEADER = "id,title,company,location,text\n"


def posting(name: object, text: object = "Python", **more: object) -> dict[str, object]:
    return {"id": name, "title": "Engineer", "company": "E", "location": "A", "text": text} | more


def written(rows: list[dict[str, object]]) -> bytes:
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


def read(path: Path) -> tuple[list[str], list[tuple[int, str]]]:
    found = [one for unit in sources.units(sources.files(str(path))) for one in unit.content.read()]
    ids = [name for one in found for name in one.postings["id"]]
    return ids, [tuple(fault) for one in found for fault in one.faults]


def packed_zst(body: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(body)
    return sink.getvalue().to_pybytes()


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "jsonl.zst", "csv", "csv.gz", "parquet"])
def test_every_kind_of_file_gives_the_same_postings(ending: str, tmp_path: Path) -> None:
    frame = pd.DataFrame([posting("a", 'ünï "q",\n\x00 x'), posting("b", "")])
    body = written(frame.to_dict("records"))
    if "csv" in ending:
        body = frame.to_csv(index=False).encode()
    if ending.endswith(".gz"):
        body = gzip.compress(body)
    if ending.endswith(".zst"):
        body = packed_zst(body)
    path = tmp_path / f"postings.{ending}"
    path.write_bytes(body)
    if ending == "parquet":
        frame.to_parquet(path)
    (unit,) = sources.units(sources.files(str(path)))
    (found,) = unit.content.read()
    assert found.faults == []
    assert list(found.postings["text"]) == list(frame["text"])
    assert list(found.postings["employer"]) == ["E", "E"]


def test_folders_and_patterns_are_read_in_order_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "b/1.jsonl", "a.jsonl", "_x.jsonl", ".y.jsonl", "b/readme.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(written([posting(name)]))
    assert read(tmp_path)[0] == ["a.jsonl", "b/1.jsonl", "b/2.jsonl"]
    assert read(tmp_path / "b" / "*.jsonl")[0] == ["b/1.jsonl", "b/2.jsonl"]
    assert read(tmp_path / "**" / "[a1].jsonl")[0] == ["a.jsonl", "b/1.jsonl"]
    with pytest.raises(rows.InputFileError, match="no file with one of the endings"):
        sources.files(str(tmp_path / "*.md"))


@pytest.mark.parametrize("packed", [gzip.compress, packed_zst])
def test_a_file_cut_within_its_compressed_data_keeps_what_stands_before(
    packed, tmp_path: Path
) -> None:
    body = packed(written([posting(f"{n}", f"{hash(n * 7919)} {n**9}") for n in range(20_000)]))
    path = tmp_path / f"a.jsonl.{'gz' if packed is gzip.compress else 'zst'}"
    path.write_bytes(body[: len(body) * 2 // 3])
    ids, faults = read(path)
    assert 5_000 < len(ids) < 20_000
    assert ids == [f"{n}" for n in range(len(ids))]
    ((line, why),) = faults
    assert line == len(ids) + 1
    assert why.startswith("the file cannot be read from here on: ")


def test_what_is_no_gzip_at_all_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(written([posting("a")]))
    ((line, why),) = read(tmp_path)[1]
    assert line == 1
    assert why.startswith("the file cannot be read from here on: Not a gzipped file")


def test_a_last_line_cut_and_lines_in_another_encoding_are_set_aside(tmp_path: Path) -> None:
    good = written([posting("a"), posting("b")])
    other = '{"id": "c", "text": "Zürich"}\n'.encode("latin-1")
    path = tmp_path / "a.jsonl"
    path.write_bytes(good + other + b"\x00\x00\n" + written([posting("d")]) + good[:20])
    why = "not JSON in UTF-8"
    assert read(path) == (["a", "b", "d"], [(3, why), (4, why), (6, why)])
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADER}a,,,,x\nb,Zürich,,,y\n".encode("latin-1") + b"c,,,,z\n")
    ids, ((line, told),) = read(path)
    assert (ids, line, told) == (["a", "c"], 3, "not a record of CSV: not in UTF-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_a_byte_order_mark_says_how_a_file_is_read(
    encoding: str, ending: str, tmp_path: Path
) -> None:
    body = f"{HEADER}ü,t,e,l,x\nb,t,e,l,y\n"
    if ending == "jsonl":
        body = "".join(f"{json.dumps(posting(n), ensure_ascii=False)}\n" for n in "üb")
    path = tmp_path / f"a.{ending}"
    path.write_bytes(body.encode(encoding))
    assert read(path) == (["ü", "b"], [])


def test_utf_16_cut_within_a_character_keeps_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"{HEADER}a,t,e,l,x\nb,t,e,l,y\n".encode("utf-16")[:-1])
    ids, faults = read(path)
    assert ids[:1] == ["a"]
    assert "cannot be read from here on" in faults[-1][1]


def test_a_quote_that_nobody_closed_costs_its_own_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    body = 'a,t,e,l,x\nb,t,e,l,"open\nc,t,e,l,"y, ""so""\nand on"\nd,t,e,l,z\n'
    path.write_text(HEADER + body + 'e,t,e,l,"open\nf,t,e,l,w\n')
    ids, faults = read(path)
    assert ids == ["a", "c", "d", "f"]
    assert [line for line, _ in faults] == [3, 7]


def test_a_record_with_other_fields_than_the_header_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{HEADER}a,t,e,l\n\nb,t,e,l,x\nc,t,e,l,x,y\n")
    has = "fields, where the header has 5"
    assert read(path) == (["b"], [(2, f"4 {has}"), (5, f"6 {has}")])


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("a.csv", b"id,title,company,text,text,location\n", "column text stands more than once"),
        ("a.csv", b"id,title\n", "no column company, location, text"),
        ("a.jsonl", b'{"id": "a"}\n', "no column title, company, location, text"),
        ("a.parquet", b"PAR1 broken PAR1", "not a Parquet file"),
        ("a.parquet", b"", "not a Parquet file"),
    ],
)
def test_a_file_that_cannot_be_measured_is_told_and_the_others_are(
    name: str, body: bytes, said: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(body)
    (tmp_path / "b.jsonl").write_bytes(written([posting("b")]))
    ids, ((line, why),) = read(tmp_path)
    assert (ids, line) == (["b"], 0)
    assert said in why
    with pytest.raises(rows.InputFileError, match="nothing in it can be measured: .*" + said):
        run.measure_into(str(tmp_path / name), tmp_path / "out", run.here)


def test_a_parquet_column_that_stands_twice_is_told(tmp_path: Path) -> None:
    columns = [pa.array(["x"])] * 6
    names = ["id", "title", "company", "location", "text", "text"]
    pq.write_table(pa.Table.from_arrays(columns, names), tmp_path / "a.parquet")
    assert "column text stands more than once" in read(tmp_path)[1][0][1]


def test_a_row_group_that_is_damaged_costs_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    frame = pd.DataFrame([posting(f"{n}", f"text {n**20}") for n in range(300)])
    frame.to_parquet(path, row_group_size=100)
    chunk = pq.read_metadata(path).row_group(1).column(4)
    body = bytearray(path.read_bytes())
    begin = chunk.dictionary_page_offset or chunk.data_page_offset
    body[begin : begin + chunk.total_compressed_size] = b"\xff" * chunk.total_compressed_size
    path.write_bytes(body)
    ids, ((row, why),) = read(path)
    assert ids == [f"{n}" for n in [*range(100), *range(200, 300)]]
    assert row == 101
    assert why.startswith("row group 1 cannot be read from here on")


def test_values_of_wrong_types_are_set_aside_and_numbers_are_taken_as_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl"
    given = [
        posting(7), posting("b", ["x"]), posting("c", {}), posting("d", None), posting(None),
        posting(" "), posting(float("nan")), posting("h", float("nan")),
        posting("i", float("inf")), posting(True), posting("k", 1e18), posting("l", company=[]),
        posting("m", location=[1]), posting("\ud800n"),
    ]  # fmt: skip
    path.write_bytes(written(given))
    ids, faults = read(path)
    assert ids == ["7", "d", "h", "k", "m", "\ufffdn"]
    assert faults == [
        (2, "text is a list, not text"), (3, "text is an object, not text"), (5, "no id"),
        (6, "no id"), (7, "no id"), (9, "text is infinite, not text"),
        (10, "id is true or false, not text"), (12, "company is a list, not text"),
    ]  # fmt: skip


def test_parquet_of_bytes_dictionaries_and_numbers_is_read(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2, None]),
            "title": pa.array(["x", "y", "z"]).dictionary_encode(),
            "company": pa.array([None, None, None]),
            "location": pa.array([1.5, None, 2]),
            "text": pa.array([b"Python", b"\xff", b""]),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    assert read(tmp_path) == (["1"], [(2, "text is not in UTF-8"), (3, "no id")])


def test_a_line_too_long_is_set_aside_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST", 1_000)
    long = written([posting("a"), posting("b", "x" * 5_000), posting("c")])
    (tmp_path / "a.jsonl").write_bytes(long)
    (tmp_path / "b.csv").write_text(f"{HEADER}d,,,,x\ne,,,,{'x' * 3_000}\nf,,,,x\n")
    ids, faults = read(tmp_path)
    assert ids == ["a", "c", "d", "f"]
    assert faults == [(2, "longer than 1,000 bytes"), (3, "longer than 1,000 bytes")]


def test_units_end_after_so_many_rows_or_bytes_and_row_groups_are_sliced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "UNIT_ROWS", 4)
    monkeypatch.setattr(sources, "UNIT_BYTES", 1_000)
    monkeypatch.setattr(sources, "SLICE_ROWS", 4)
    monkeypatch.setattr(sources, "_BATCH", 3)
    given = [posting(f"{n}", "x" * (900 if n == 5 else 1)) for n in range(10)]
    (tmp_path / "a.jsonl").write_bytes(written(given))
    pd.DataFrame(given).to_parquet(tmp_path / "b.parquet", row_group_size=7)
    units = list(sources.units(sources.files(str(tmp_path))))
    found = [[name for one in unit.content.read() for name in one.postings["id"]] for unit in units]
    assert [len(ids) for ids in found] == [4, 2, 4, 4, 3, 3]
    assert [name for ids in found for name in ids] == [f"{n}" for n in range(10)] * 2
    assert sum(unit.weight for unit in units) == pytest.approx(
        sum(path.stat().st_size for path in tmp_path.iterdir()), abs=10
    )


def test_an_empty_input_gives_an_empty_table_with_all_columns(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"")
    assert run.measure_into(str(tmp_path / "a.jsonl"), tmp_path / "o", run.here) == Counts(0, 0, 0)
