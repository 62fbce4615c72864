"""Reading a corpus accounts for every row: kept, or in quarantine with the reason."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.corpora import read, registry, schema
from analysis.corpora.registry import Corpus


def corpus_of(**fields: Any) -> Corpus:
    """Return the entry of a small corpus."""
    entry = {
        "id": "board-2026",
        "title": "A board",
        "platform": "A board",
        "repository": "someone/postings",
        "commit": "several",
        "licence": "none stated",
        "first_month": "2026-01",
        "last_month": "2026-02",
        "format": "ats_json",
        "roles": ["ai_engineer"],
        "notes": "A small one.",
    }
    return Corpus.model_validate(entry | fields)


def record(number: int, **fields: Any) -> dict[str, Any]:
    """Return a native record of the `ats_json` format."""
    return {
        "company": "Acme, Inc.",
        "title": "AI Engineer",
        "location": "Paris",
        "url": f"https://jobs.example/{number}",
        "desc_len": 9,
        "description": "We build.",
    } | fields


def write(folder: Path, files: dict[str, Any]) -> None:
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def test_every_row_is_kept_or_quarantined_with_its_place(tmp_path: Path):
    write(
        tmp_path,
        {
            "a.json": [record(1), record(2, description=""), record(3)],
            "b.json": [record(4, title=None), "no record"],
        },
    )
    (tmp_path / "c.json").write_bytes(b"[{")
    reading = read.read_corpus(corpus_of(), tmp_path)
    assert list(reading.postings["row"]) == ["a.json#0", "a.json#2"]
    assert list(reading.postings["id"]) == [
        "board-2026/jobs.example/1",
        "board-2026/jobs.example/3",
    ]
    assert reading.quarantine[["file", "row"]].to_numpy().tolist() == [
        ["a.json", "a.json#1"],
        ["b.json", "b.json#0"],
        ["b.json", "b.json#1"],
        ["c.json", ""],
    ]
    assert [reason.split(":")[0] for reason in reading.quarantine["reason"]] == [
        "no text",
        "no title",
        "not a record of this format",
        "unreadable",
    ]
    assert (reading.files, reading.files_unreadable) == (3, 1)
    assert reading.read == len(reading.postings) + len(reading.quarantine) == 6


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[{", "unreadable: not JSON: Expecting property name enclosed in double quotes"),
        (b'["\xff"]', "unreadable: byte 3 is not UTF-8"),
        (b"{}", "unreadable: no list of postings"),
        (b"[" * 200_000, "unreadable: JSON nested too deep"),
    ],
    ids=["no JSON", "no UTF-8", "no list", "too deep"],
)
def test_a_reason_is_in_words_and_names_no_class(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_bytes(content)
    assert list(read.read_corpus(corpus_of(), tmp_path).quarantine["reason"]) == [reason]


def test_a_reason_quotes_nothing_of_an_unreadable_file(tmp_path: Path):
    write(tmp_path, {"a.json": [record(1)]})
    (tmp_path / "b.json").write_text('[{"description": "secret sentence", oops}]')
    (reason,) = read.read_corpus(corpus_of(), tmp_path).quarantine["reason"]
    assert "secret" not in reason


def test_postings_are_of_the_schema_and_carry_their_employers_key(tmp_path: Path):
    write(tmp_path, {"a.json": [record(1), record(2, company=None), record(3, company="nan")]})
    postings = read.read_corpus(corpus_of(), tmp_path).postings
    schema.POSTING.validate(postings)
    assert list(postings["employer"]) == ["Acme, Inc.", "Unknown", "Unknown"]
    assert list(postings["employer_key"]) == [
        "acme",
        "unknown:board-2026/jobs.example/2",
        "unknown:board-2026/jobs.example/3",
    ]


def test_the_default_country_fills_what_is_unknown_and_no_more(tmp_path: Path):
    write(tmp_path, {"a.json": [record(1), record(2, location="Remote")]})
    corpus = corpus_of(default_country="US")
    assert list(read.read_corpus(corpus, tmp_path).postings["country"]) == ["FR", "US"]
    unknown = read.read_corpus(corpus_of(), tmp_path).postings["country"]
    assert pd.isna(unknown[1])


def test_a_file_half_written_by_another_run_is_no_file_of_the_corpus(tmp_path: Path):
    write(tmp_path, {"a.json": [record(1)], ".a-x1.json": [record(2)]})
    assert read.read_corpus(corpus_of(), tmp_path).files == 1


def test_a_corpus_where_nothing_is_a_posting_is_read_to_an_empty_table(tmp_path: Path):
    write(tmp_path, {"a.json": [record(1, description=None)]})
    reading = read.read_corpus(corpus_of(), tmp_path)
    assert len(reading.postings) == 0
    assert reading.read == 1


def test_a_posting_that_does_not_say_synthetic_is_kept_out_of_the_reference(tmp_path: Path):
    made = {"id": "synthetic-0001", "synthetic": True, "title": "AI Engineer", "text": "We build."}
    real = {**made, "id": "1", "synthetic": False}
    lines = [json.dumps(row | {"text_complete": True}) + "\n" for row in (made, real)]
    (tmp_path / "postings.jsonl").write_text("".join(lines))
    reading = read.read_corpus(registry.reference(), tmp_path)
    assert list(reading.postings["id"]) == ["reference/synthetic-0001"]
    assert list(reading.postings["country"]) == ["US"]
    (fault,) = reading.quarantine.to_dict("records")
    assert fault["row"] == "postings.jsonl#1"
    assert "NotSyntheticError" in fault["reason"]


def test_a_missing_corpus_is_told_with_the_command_that_fetches_it(tmp_path: Path):
    with pytest.raises(read.MissingCorpusError, match="analysis collect board-2026"):
        read.read_corpus(corpus_of(), tmp_path)


def test_a_format_without_adapter_is_a_fault_of_the_registry(tmp_path: Path):
    with pytest.raises(registry.RegistryError, match=r"corpora\.toml: format of board-2026: 'xml'"):
        read.read_corpus(corpus_of(format="xml"), tmp_path)


def test_rows_of_an_employer_that_asked_for_it_are_set_aside_with_that_reason(tmp_path: Path):
    write(tmp_path, {"a.json": [record(1), record(2, company="Other GmbH"), record(3)]})
    reading = read.read_corpus(corpus_of(), tmp_path, removed={"acme"})
    assert list(reading.postings["row"]) == ["a.json#1"]
    assert reading.quarantine.to_dict("list") == {
        "file": ["a.json", "a.json"],
        "row": ["a.json#0", "a.json#2"],
        "reason": [read.REMOVED, read.REMOVED],
    }
    assert reading.read == 3


def test_of_a_corpus_of_the_project_whoever_asked_is_left_out(
    root: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(registry, "removed_employers", lambda: frozenset({"acme"}))
    folder = root / registry.RAW / "board-2026"
    folder.mkdir(parents=True)
    write(folder, {"a.json": [record(1), record(2, company="Other")]})
    assert list(read.registered(corpus_of()).postings["employer"]) == ["Other"]
