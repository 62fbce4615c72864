"""`label` end to end: a file in, labels out, and a line for everything that went wrong."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import cli
from analysis.categories import raters
from analysis.categories.annotator import settings
from tests.pipeline.annotating.conftest import codes, says, status

ROWS = [
    {"id": "c/1", "title": "Baker", "text": "Python and flour."},
    {"id": "c/2", "title": "", "text": "Flour."},
    {"id": "c/2", "title": "", "text": "Again."},
    {"id": "", "title": "", "text": "Nobody."},
    {"id": "c/3", "title": "Cook", "text": " "},
]


@pytest.fixture
def label(tmp_path: Path, annotator, monkeypatch):
    one = annotator.model_copy(update={"workers": 1})
    monkeypatch.setattr(settings, "load", lambda name: one)
    source = tmp_path / "postings.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS) + "not json\n")

    def run(*options: str, output: str = "labels.csv"):
        given = [str(source), "-o", str(tmp_path / output), "--cache", str(tmp_path / "cache")]
        return CliRunner().invoke(cli.main, ["label", *given, "--annotator", "test", *options])

    return run


def test_labels_are_filled_and_then_replay_without_a_call(label, endpoint, tmp_path):
    filled = label("--fill")
    assert filled.exit_code == 0, filled.output
    assert "2 calls, 0 without an answer; 200 tokens in and 40 out, $0.00" in filled.output
    first = (tmp_path / "labels.csv").read_bytes()
    assert label().exit_code == 0
    assert (tmp_path / "labels.csv").read_bytes() == first
    assert len(endpoint.requests) == 2
    found = raters.read(tmp_path / "labels.csv", {"c/1", "c/2"})
    assert found.refused == ()
    row = found.frame.set_index(["posting", "field"])["value"]
    assert (row["c/1", "python"], row["c/2", "python"]) == ("required", "absent")
    spans = pd.read_csv(tmp_path / "labels.csv").set_index(["posting", "field"])
    start, end = spans.loc[("c/1", "python"), ["start", "end"]].astype(int)
    assert "Baker\n\nPython and flour."[start:end] == "Python"


def test_each_row_that_is_no_posting_is_named(label):
    told = label("--fill").output
    for line in ("line 3: id c/2 stands on an earlier row", "line 4: no id",
                 "line 5: id c/3: no text", "line 6: not JSON in UTF-8"):  # fmt: skip
        assert f"postings.jsonl, {line}" in told


def test_a_replay_counts_its_misses_and_fails_without_a_call(label, endpoint):
    found = label()
    assert found.exit_code == 1
    assert "c/1: no answer is kept" in found.output
    assert "answers: none; 2 postings without one" in found.output
    assert endpoint.requests == []


def test_a_dry_run_tells_calls_tokens_and_cost_and_asks_nothing(label, endpoint, tmp_path):
    found = label("--dry-run")
    assert found.exit_code == 0
    assert found.output.startswith("2 calls to m, at most about ")
    assert "100 out, $0.0" in found.output
    assert endpoint.requests == []
    assert not (tmp_path / "labels.csv").exists()


def test_what_went_wrong_is_told_and_the_rest_is_labelled(label, endpoint, tmp_path):
    endpoint.script = [says("{"), codes]
    found = label("--fill", output="labels.jsonl")
    assert "c/1: malformed: not JSON at character 1" in found.output
    assert "answers: 1 labelled, 1 malformed; 0 postings without one" in found.output
    [line] = (tmp_path / "labels.jsonl").read_text().splitlines()
    assert json.loads(line)["posting"] == "c/2"


def test_a_call_that_fails_fails_the_command(label, endpoint):
    endpoint.script = [status(401)] * 2
    found = label("--fill")
    assert found.exit_code == 1
    assert "c/1: HTTP 401: the key in OPENAI_API_KEY is missing or wrong" in found.output
    assert "secret" not in found.output


def test_a_shard_with_a_bad_line_names_it_and_replays_the_rest(label, tmp_path):
    label("--fill")
    shard = tmp_path / "cache" / "test.jsonl"
    shard.write_text('{"form": 0}\n' + shard.read_text())
    found = label()
    assert "test.jsonl, line 1: form 0, this version reads 1" in found.output
    assert "answers: 2 labelled" in found.output


def test_neither_labels_nor_cache_hold_a_posting(label, tmp_path):
    label("--fill", output="labels.jsonl")
    kept = [path.read_text() for path in tmp_path.rglob("*") if path.is_file()]
    assert sum("and flour" in text for text in kept) == 1  # the input


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id,words\n1,a\n", "no column text; it needs id and text, or posting alone"),
        ("", "the file is empty"),
        ("id,text\na,b,c\n", "more cells than the header: name each column"),
    ],
)
def test_an_input_that_is_none_is_told(label, tmp_path, text, told):
    file = tmp_path / "other.csv"
    file.write_text(text)
    found = CliRunner().invoke(cli.main, ["label", str(file), "-o", str(tmp_path / "x.csv")])
    assert found.exit_code == 1
    assert told in found.output


def test_an_input_is_not_written_over(tmp_path):
    file = tmp_path / "mine.csv"
    file.write_text("id,text\na,A ship.\n")
    found = CliRunner().invoke(cli.main, ["label", str(file), "-o", str(file)])
    assert found.exit_code == 1
    assert "mine.csv is the input: name another file" in found.output
    assert file.read_text() == "id,text\na,A ship.\n"


def test_an_input_by_a_name_that_is_none_lists_the_corpora(tmp_path):
    found = CliRunner().invoke(cli.main, ["label", "nowhere", "-o", str(tmp_path / "x.csv")])
    assert "nowhere is neither a file nor a corpus; corpora are" in found.output


def test_an_output_of_another_ending_is_told_before_anything_is_asked(label, endpoint):
    found = label("--fill", output="labels.xlsx")
    assert "the ending must be one of .csv, .jsonl" in found.output
    assert endpoint.requests == []
