"""Private corpora: added, read under the schema, measured, and never committed."""

import json
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import paths
from analysis.cli import main
from analysis.corpora import local, registry
from analysis.corpora.scanning import scan
from analysis.pipeline import adding, estimating
from analysis.pipeline.shelves import REAL

ROWS = [
    {"job_id": "1", "Job Title": "AI Engineer", "company": "Acme", "description": "Python, AWS.",
     "location": "Austin, TX", "date": "2026-11-02", "job_type": "fulltime"},
    {"job_id": "2", "Job Title": "Software Engineer", "company": "Other", "description": "Java.",
     "location": "Berlin, Germany", "date": "2026-10-30", "job_type": "contract"},
    {"job_id": "3", "Job Title": "", "company": "Third", "description": "Rust.",
     "location": "", "date": "", "job_type": ""},
]  # fmt: skip


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRIVATE_DIR", str(tmp_path / "private"))
    return tmp_path


def written(folder: Path, suffix: str) -> Path:
    path = folder / f"mine{suffix}"
    frame = pd.DataFrame(ROWS)
    if suffix == ".csv":
        frame.to_csv(path, index=False)
    elif suffix == ".parquet":
        frame.to_parquet(path)
    else:
        path.write_text("\n".join(json.dumps(row) for row in ROWS))
    return path


def add(file: Path, corpus_id: str = "mine") -> adding.Added:
    _, mapping = adding.inspect(file, {})
    return adding.add(file, adding.entry(corpus_id, mapping, "Mine", "a board", None))


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_each_format_gives_the_same_measurements(private: Path, suffix: str) -> None:
    added = add(written(private, suffix))
    assert added.counts == {"read": 3, "quarantined": 1, "duplicate": 0, "unique": 2}
    assert list(added.reasons) == ["no title"]
    measured = adding.measurements("mine").set_index("id")
    assert measured.loc["mine/1", "python"] != "absent"
    assert measured.loc["mine/1", ["state", "month", "employment_field"]].tolist() == [
        "TX", "2026-11", "full_time",
    ]  # fmt: skip
    assert (added.entry.first_month, added.entry.last_month) == ("2026-10", "2026-11")
    assert local.corpus("mine") == added.entry


def test_rows_for_which_others_stand_are_told_with_what_is_the_same(private: Path) -> None:
    path = private / "same.csv"
    rows = [ROWS[0], ROWS[1], ROWS[1] | {"job_id": "1"}, ROWS[0] | {"job_id": "4"}]
    pd.DataFrame(rows).to_csv(path, index=False)
    told = adding.told(add(path))
    assert [line for line in told if line.startswith("duplicate, ")] == [
        "duplicate, 1: the id of another row; if its column is no id of a posting, --map id=",
        "duplicate, 1: the words of another row",
    ]


def test_what_is_missing_is_said(private: Path) -> None:
    path = private / "few.csv"
    pd.DataFrame({"title": ["AI Engineer"], "firm": ["Acme"], "text": ["Python."]}).to_csv(path)
    with pytest.raises(adding.AddingError, match=r"no column for employer.*--map employer=COLUMN"):
        adding.inspect(path, {})
    _, mapping = adding.inspect(path, {"employer": "firm"})
    added = adding.add(path, adding.entry("few", mapping, "Few", "a board", "US"))
    told = "\n".join(adding.told(added))
    assert "without location: no posting can be placed" in told
    assert "without dates" in told
    assert "--map posted_on=COLUMN" in told


@pytest.mark.parametrize(
    ("given", "message"), [({"firm": "title"}, "no such field"), ({"text": "x"}, "no column 'x'")]
)
def test_a_mapping_that_cannot_be_is_refused(
    private: Path, given: dict[str, str], message: str
) -> None:
    with pytest.raises(adding.AddingError, match=message):
        adding.inspect(written(private, ".csv"), given)


@pytest.mark.parametrize("content", [b"", b"{not json}\n", b"PAR1 not", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_refused(private: Path, content: bytes) -> None:
    path = private / "broken.csv"
    path.write_bytes(content)
    with pytest.raises(adding.AddingError, match=r"broken\.csv"):
        adding.inspect(path, {})


def test_a_corpus_of_the_project_is_not_written_over(private: Path) -> None:
    with pytest.raises(registry.RegistryError, match="choose another"):
        add(written(private, ".csv"), "builtin-2026-02")


def test_git_refuses_a_private_corpus_and_the_results_do_not_know_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a repository with the project's own list of what is ignored."""
    ignored = paths.source(".gitignore").read_text()
    for name in ("data/raw/corpora.toml", "data/raw/reference/corpus.toml"):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(paths.source(name).read_bytes())
    (tmp_path / ".gitignore").write_text(ignored)
    outside = tmp_path.parent / f"{tmp_path.name}-mine"
    outside.mkdir()
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    monkeypatch.delenv("PRIVATE_DIR", raising=False)
    add(written(outside, ".jsonl"))
    assert (tmp_path / "private/mine/measurements.parquet").is_file()

    def git(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *command], cwd=tmp_path, capture_output=True, text=True, check=False
        )

    git("init", "-q")
    git("add", "-A")
    staged = git("ls-files").stdout.split()
    assert "data/raw/corpora.toml" in staged
    assert not [name for name in staged if name.startswith("private")]
    assert git("add", "private/mine/files/postings.jsonl").returncode != 0
    assert "mine" not in [corpus.id for corpus in registry.load()]
    assert "mine" not in estimating.read_measurements(REAL)


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [(["--dry-run"], 0, ""), (["--map", "text=description"], 2, "--map is for mapped_table")],
)
def test_a_layout_that_knows_its_columns_is_no_way_around_the_options(
    private: Path, options: list[str], code: int, said: str
) -> None:
    file = str(written(private, ".csv"))
    command = ["corpus", "add", file, "--id", "mine", "--format", "jobspy_table", *options]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == code
    assert said in result.output
    assert not (private / "private").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"title": "AI Engineer"}]', "an object a line"),
        (b'{"title": "a"}\n\n{"title": \n', "line 3 is not JSON"),
        (b'{"title": "a"}\n[1]\n', "line 2 is no JSON object"),
        (b"title;company;text\nAI Engineer;Acme;Python\n", "save it with commas"),
        ("title,company,text\nIngénieur,Acme,Python\n".encode("latin-1"), "save it as UTF-8"),
        (
            b"title;text\na;b\nc, d;e\nf, g, h;i\n",
            "line 3 has 2 cells, .* part columns with commas",
        ),
        (b"title,text\na,b,c\nd,e,f\n", "more cells than the header"),
        (b"PK\x03\x04\x14\x00\x06\x00\xff", "save it as CSV in UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as CSV in UTF-8"),
        (b"", "it is empty"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_place_and_what_to_do(
    private: Path, content: bytes, said: str
) -> None:
    path = private / 'mine\'s "é".csv'
    path.write_bytes(content)
    with pytest.raises(adding.AddingError, match=said):
        adding.inspect(path, {})


def test_a_folder_is_no_table(private: Path) -> None:
    with pytest.raises(adding.AddingError, match="is a folder"):
        adding.inspect(private, {})


def test_a_guess_can_be_taken_back(private: Path) -> None:
    _, mapping = adding.inspect(written(private, ".csv"), dict([adding.pair("posted_on=")]))
    assert "posted_on" not in mapping
    assert mapping["text"] == "description"


@pytest.mark.parametrize("written", ["01/02/2026", "yesterday", "2026", "nan", "inf", "1e30"])
def test_what_is_no_date_costs_its_row_alone_and_is_said(private: Path, written: str) -> None:
    path = private / "mine.csv"
    pd.DataFrame(ROWS[:2]).assign(date=[written, "20261105"]).to_csv(path, index=False)
    added = add(path)
    assert added.reasons == {"posted_on is no date": 1}
    assert added.entry.first_month == "2026-11"
    told = "\n".join(adding.told(added))
    assert "write days as 2026-11-05" in told
    assert "quarantine.csv" in told


def test_a_file_that_is_added_again_takes_the_place_of_the_first_but_not_of_what_was_noted(
    private: Path,
) -> None:
    entry = add(written(private, ".csv")).entry
    local.register(entry.model_copy(update={"notes": "Every posting of one board."}))
    added = add(written(private, ".parquet"))
    assert added.counts["read"] == len(ROWS)
    assert added.entry.notes == "Every posting of one board."


@pytest.mark.parametrize("layout", ["jobspy_table", "jsonld_html"])
def test_what_cannot_be_read_leaves_nothing_behind(private: Path, layout: str) -> None:
    file = private / "empty.csv"
    file.write_text("title,company,description\n")
    with pytest.raises(adding.AddingError, match=rf"empty\.csv: it holds no .* {layout}"):
        adding.add(file, adding.entry("mine", {}, "Mine", "a board", None, layout))
    assert not local.folder("mine").exists()


def test_an_interruption_leaves_no_half_corpus(
    private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "measure", stop)
    with pytest.raises(KeyboardInterrupt):
        add(written(private, ".csv"))
    assert list(local.home().iterdir()) == []


def stop(*_: object) -> adding.Added:
    raise KeyboardInterrupt


def kept() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in local.home().rglob("*") if path.is_file()}


def test_what_stood_is_kept_whole_where_the_new_file_cannot_be_read(private: Path) -> None:
    add(written(private, ".csv"))
    before = kept()
    file = private / "empty.csv"
    file.write_text("title,company,description\n")
    with pytest.raises(adding.AddingError, match="it holds no row"):
        adding.add(file, adding.entry("mine", {}, "Mine", "a board", None, "jobspy_table"))
    assert kept() == before


def test_what_stood_is_kept_whole_where_no_row_of_the_new_one_can_be_used(private: Path) -> None:
    add(written(private, ".csv"))
    before = kept()
    other = adding.entry("mine", {}, "Mine", "a board", None, "jobspy_table")
    with pytest.raises(
        adding.AddingError, match=r"jobspy_table can use none of its 3 rows: .* \(3\)"
    ):
        adding.add(written(private, ".csv"), other)
    assert kept() == before


@pytest.mark.parametrize("place", ["adding.measure", "local.register", "Path.rename"])
def test_what_stood_is_kept_whole_where_the_new_one_is_interrupted(
    private: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    add(written(private, ".csv"))
    before, owner = kept(), {"adding": adding, "local": local, "Path": Path}
    rename = Path.rename

    def once(path: Path, to: Path) -> Path:
        return stop() if path.name == "made" else rename(path, to)

    name = place.split(".")
    with monkeypatch.context() as patched:
        patched.setattr(owner[name[0]], name[1], once if name[1] == "rename" else stop)
        with pytest.raises(KeyboardInterrupt):
            add(written(private, ".jsonl"))
    assert kept() == before


@pytest.mark.parametrize("inside", ["mine/files/postings.csv", "mine/files", "."])
def test_a_corpus_is_not_made_of_its_own_folder(private: Path, inside: str) -> None:
    add(written(private, ".csv"))
    before = kept()
    file = local.home() / inside
    with pytest.raises(adding.AddingError, match="is where 'mine' is kept; copy the file"):
        adding.add(file, adding.entry("mine", {}, "Mine", "a board", None, "jsonld_html"))
    assert kept() == before


def test_what_else_its_user_keeps_beside_a_corpus_stays_there(private: Path) -> None:
    add(written(private, ".csv"))
    (local.folder("mine") / "letters").mkdir()
    (local.folder("mine") / "letters/board.txt").write_text("They agreed.")
    add(written(private, ".jsonl"))
    assert (local.folder("mine") / "letters/board.txt").read_text() == "They agreed."
    assert [file.name for file in (local.folder("mine") / "files").iterdir()] == ["postings.jsonl"]


def test_the_id_of_a_scan_is_not_free(private: Path) -> None:
    local.folder("mine").mkdir(parents=True)
    (local.folder("mine") / scan.STATE).write_text('{"query": "q", "begun": "", "ended": ""}')
    with pytest.raises(adding.AddingError, match="the id of a scan"):
        add(written(private, ".csv"))


@pytest.mark.parametrize(
    ("corpus_id", "country", "said"),
    [("../x", None, "id: small letters"), ("mine", "Germany", "two capital letters")],
)
def test_what_an_id_and_a_country_look_like_is_said(
    corpus_id: str, country: str | None, said: str
) -> None:
    with pytest.raises(adding.AddingError, match=said):
        adding.entry(corpus_id, {}, "Mine", "a board", country)


def test_a_dry_run_says_what_is_missing_and_whether_the_id_is_free(private: Path) -> None:
    path = private / "few.csv"
    pd.DataFrame({"title": ["x"], "company": ["Acme"], "text": ["Python."]}).to_csv(path)
    command = ["corpus", "add", str(path), "--dry-run", "--id"]
    shown = CliRunner().invoke(main, [*command, "few"])
    assert "without posted_on: nothing can be said of months" in shown.output
    assert not (private / "private").exists()
    assert CliRunner().invoke(main, [*command, "reference"]).exit_code == 1
