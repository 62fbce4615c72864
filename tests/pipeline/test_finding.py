"""One posting found in a file or a corpus, or said why not."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.corpora import registry
from analysis.pipeline import adding, files, finding

ROWS = [
    {"id": "b", "title": "AI Engineer", "company": "Ofenwerk", "location": "", "text": "Python"},
    {"id": "a", "title": "Baker", "company": None, "location": None, "text": None},
]
SYNTHETIC = [
    {
        "id": f"synthetic-000{number}",
        "synthetic": True,
        "title": "ML Engineer",
        "employer": "Ofenwerk",
        "location": "Austin, TX",
        "posted_on": "2026-04-02",
        "text": text,
        "text_complete": True,
    }
    for number, text in [(1, "An old text."), (1, "A longer, newer text."), (2, "Another text.")]
]


def write_lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_lines(tmp_path / "postings.jsonl", ROWS)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with the registry, no real corpus and a synthetic one of three rows."""
    home = paths.root()
    for name in (registry.REGISTRY, registry.ENTRY, "data/raw/manifests"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (home / name).is_dir() else shutil.copy
        copy(home / name, tmp_path / name)
    write_lines(tmp_path / registry.POSTINGS, SYNTHETIC)
    write_lines(tmp_path / registry.TRUTH, [])
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    return tmp_path


def test_the_first_posting_of_a_file_is_taken_unless_one_is_named(file: Path) -> None:
    assert finding.find(str(file)).posting == {
        "title": "AI Engineer", "employer": "Ofenwerk", "text": "Python",
    }  # fmt: skip
    assert finding.find(str(file), "a").posting["title"] == "Baker"
    assert finding.find(str(file), "a").note == f"{file}, line 2, id a"


def test_numbers_as_ids_are_named_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "postings.parquet"
    pd.DataFrame(ROWS).assign(id=[10, 11]).to_parquet(path)
    assert finding.find(str(path), "11").posting["title"] == "Baker"


def test_a_text_file_is_one_posting_without_a_title(tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_bytes("\ufeffPython, naïve.\r\nRolls".encode())
    found = finding.find(str(path)).posting
    assert found == {"title": "", "employer": "", "text": "Python, naïve.\r\nRolls"}


def test_an_id_that_a_file_lacks_is_said_with_those_it_has(file: Path) -> None:
    with pytest.raises(finding.PostingNotFoundError, match=r"no posting with id z; it holds b, a$"):
        finding.find(str(file), "z")
    with file.open("a") as lines:
        lines.write("{broken\n")
    with pytest.raises(finding.PostingNotFoundError, match="set aside: line 3: not JSON"):
        finding.find(str(file), "z")


def test_a_file_without_postings_is_said(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "empty.jsonl", [])
    with pytest.raises(finding.PostingNotFoundError, match=r"no posting; it holds none"):
        finding.find(str(path))


def test_what_is_no_file_and_no_id_is_said(tmp_path: Path, project: Path) -> None:
    with pytest.raises(finding.PostingNotFoundError, match=r"neither a file .* builtin-2026-02"):
        finding.find("nowhere.jsonl")
    with pytest.raises(finding.PostingNotFoundError, match="is a folder"):
        finding.find(str(tmp_path))
    other = tmp_path / "posting.docx"
    other.touch()
    with pytest.raises(files.InputFileError, match=r"posting\.docx: the ending must be one of"):
        finding.find(str(other))


def test_a_text_that_is_not_utf8_or_is_asked_for_an_id_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_bytes("naïve".encode("latin-1"))
    with pytest.raises(files.InputFileError, match="save it as UTF-8"):
        finding.find(str(path))
    with pytest.raises(finding.PostingNotFoundError, match="without an id"):
        finding.find(str(path), "a")


@pytest.mark.usefixtures("project")
def test_a_corpus_that_is_not_fetched_is_refused_with_the_cure() -> None:
    with pytest.raises(
        finding.PostingNotFoundError, match=r"python -m analysis collect builtin-2026-02"
    ):
        finding.find("builtin-2026-02/1")


@pytest.mark.usefixtures("project")
def test_a_synthetic_posting_is_found_and_marked_so() -> None:
    found = finding.find("reference/synthetic-0002")
    assert found.posting["text"] == "Another text."
    assert found.note == "SYNTHETIC posting, reference/synthetic-0002"
    with pytest.raises(finding.PostingNotFoundError, match="leave it out"):
        finding.find("reference/synthetic-0002", "a")
    with pytest.raises(
        finding.PostingNotFoundError,
        match=r"none of the 3 postings of reference has that id; ids look like reference/synthetic",
    ):
        finding.find("reference/synthetic-0009")


def test_of_several_rows_the_measured_one_is_shown(project: Path) -> None:
    assert finding.find("reference/synthetic-0001").posting["text"] == "An old text."
    log = project / "data/processed/synthetic/duplicates/reference.csv"
    log.parent.mkdir(parents=True)
    rows = ["postings.jsonl#0,reference/synthetic-0001,postings.jsonl#1,reference/synthetic-0001"]
    log.write_text("\n".join(["row,id,kept_row,kept_id", *rows]))
    assert finding.find("reference/synthetic-0001").posting["text"] == "A longer, newer text."
    rows.append(
        "postings.jsonl#1,reference/synthetic-0001,postings.jsonl#2,reference/synthetic-0002"
    )
    rows[0] = rows[0].replace("#1,reference/synthetic-0001", "#2,reference/synthetic-0002")
    log.write_text("\n".join(["row,id,kept_row,kept_id", *rows]))
    assert "reference/synthetic-0002 stands for it" in finding.find("reference/synthetic-0001").note


def test_a_corpus_without_its_files_is_refused(project: Path) -> None:
    (project / registry.POSTINGS).unlink()
    with pytest.raises(finding.PostingNotFoundError, match="restore data/raw/reference"):
        finding.find("reference/synthetic-0001")


def test_a_posting_of_a_private_corpus_is_found_by_its_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRIVATE_DIR", str(tmp_path / "private"))
    rows = [{"id": name, "title": "AI Engineer", "company": "Ofenwerk", "text": f"Python, {name}."}
            for name in ("one", "two")]  # fmt: skip
    file = write_lines(tmp_path / "mine.jsonl", rows)
    _, mapping = adding.inspect(file, {})
    adding.add(file, adding.entry("mine", mapping, "Mine", "a board", None))
    found = finding.find("mine/two")
    assert (found.posting["text"], found.note) == ("Python, two.", "mine/two")
    with pytest.raises(
        finding.PostingNotFoundError, match="none of the 2 postings of mine has that id; ids look"
    ):
        finding.find("mine/three")
