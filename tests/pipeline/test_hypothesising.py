"""From notebooks with cards to tables: begun, left out while open, tested, withdrawn."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis import declarations, paths
from analysis.hypotheses import card, template
from analysis.pipeline import hypothesising
from tests.hypotheses import examples

CONFIG = str(paths.source("pyproject.toml"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of one measured corpus, registered as in the real one."""
    registry = tmp_path / "data/raw/corpora.toml"
    registry.parent.mkdir(parents=True)
    shutil.copy(paths.source("data/raw/corpora.toml"), registry)
    measured = tmp_path / "data/processed/measurements/builtin-2026-02.parquet"
    measured.parent.mkdir(parents=True)
    examples.measurements(120, 240, each=400).to_parquet(measured)
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    return tmp_path


def put(project: Path, written: dict[str, object]) -> Path:
    path = project / f"notebooks/hypotheses/{written['id']}_x.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(template.notebook(path.stem, written), path)
    return path


def try_all() -> pd.DataFrame:
    declared = [declarations.read(path) for path in declarations.notebook_paths()]
    hypothesising.try_cards(hypothesising.cards(declared))
    return pd.read_csv(paths.source("data/processed/hypotheses/verdicts.csv"))


def test_a_new_notebook_is_a_draft_until_its_card_is_filled_in(project: Path) -> None:
    made = project / hypothesising.begin("Remote postings disclose pay less often")
    assert made.name == "h01_remote_postings_disclose_pay_less_often.ipynb"
    assert hypothesising.is_draft(declarations.read(made))
    (line,) = hypothesising.drafts()
    assert "primary_corpus" in line
    assert "contrasts.0.first.roles.0" in line
    assert len(try_all()) == 0


def test_a_filled_card_is_tested_in_its_corpus_and_entered_in_the_ledger(project: Path) -> None:
    put(project, examples.written())
    assert list(try_all()["verdict"]) == ["supported"]
    ledger = pd.read_csv(project / "data/processed/hypotheses/ledger.csv")
    assert list(ledger["event"]) == ["registered"]
    readings = pd.read_csv(project / "data/processed/hypotheses/readings.csv")
    assert "requires for mentions" in set(readings["reading"])


def test_a_change_after_the_first_run_and_a_withdrawal_show(project: Path) -> None:
    put(project, examples.written())
    try_all()
    path = put(project, examples.written(would_change_my_mind="Nothing."))
    (row,) = try_all().to_dict("records")
    assert (row["state"], row["changed_keys"]) == (
        "changed after its first run, 1 x",
        "would_change_my_mind",
    )
    path.unlink()
    (row,) = try_all().to_dict("records")
    assert row["verdict"] == "withdrawn"
    assert hypothesising.begin("Another").name == "h07_another.ipynb"


def test_a_corpus_that_is_not_registered_is_named(project: Path) -> None:
    put(project, examples.written(primary_corpus="none"))
    with pytest.raises(card.CardError, match="'none' is not registered"):
        try_all()


def test_a_notebook_without_a_card_is_no_hypothesis_and_still_runs(project: Path) -> None:
    path = put(project, examples.written())
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    cell.source = "INPUTS = []\nOUTPUTS = []"
    nbformat.write(notebook, path)
    assert len(try_all()) == 0
    assert not hypothesising.is_draft(declarations.read(path))


def test_a_statement_without_a_word_is_refused(project: Path) -> None:
    with pytest.raises(card.CardError, match="no word"):
        hypothesising.begin("?!")


def test_a_statement_is_asked_once(project: Path) -> None:
    hypothesising.begin("Remote postings disclose pay less often")
    with pytest.raises(card.CardError, match=r"h01_remote_postings.* is about this already"):
        hypothesising.begin("Remote  postings disclose pay less often.")


@pytest.mark.parametrize(
    "statement", ['Crème brûlée\'s "pay" / or less \\ {x}', 'He said "no"\nnever', "a" * 300]
)
def test_a_new_notebook_passes_the_checks_as_it_stands(project: Path, statement: str) -> None:
    made = project / hypothesising.begin(statement)
    assert declarations.read(made).parameters["CARD"]["statement"] == " ".join(statement.split())
    for command in (["format", "--check"], ["check", "--ignore", "E501"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", CONFIG, str(made)]
        found = subprocess.run(ruff, capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcome": "pyton"}, "outcome: no signal 'pyton'"),
        ({"level": None}, "outcome: 'python' needs a level"),
        ({"first": {"name": "x", "roles": ["ai_engineer"], "has": "no_such"}}, r"first\.has: no"),
    ],
)
def test_a_measure_that_can_never_be_read_does_not_enter_the_ledger(
    project: Path, changes: dict[str, object], said: str
) -> None:
    put(project, examples.written(contrasts=[examples.contrast(**changes)]))
    with pytest.raises(card.CardError, match=said):
        try_all()
    assert not (project / "data/processed/hypotheses/ledger.csv").exists()


def test_a_card_is_told_who_can_tell_it_before_it_runs_and_no_share(project: Path) -> None:
    put(project, examples.written())
    told = hypothesising.told("h06")
    assert told[1] == "  builtin-2026-02, which decides: can tell, from 400 and 400 postings"
    assert "  linkedin-us-2025-10: it cannot speak for" in told[2]
    assert told[-1] == "nothing is wrong with the card: python -m analysis reproduce"
    assert not (project / "data/processed/hypotheses").exists()


def test_a_card_that_its_own_corpus_cannot_tell_is_told_so_before_it_runs(project: Path) -> None:
    put(project, examples.written() | {"primary_corpus": "ashby-2025-10"})
    assert hypothesising.told("h06")[-1].startswith("as it stands the verdict would be not ass")


def test_a_draft_is_told_with_what_it_leaves_open(project: Path) -> None:
    hypothesising.begin("Remote postings disclose pay less often")
    (line,) = hypothesising.told("h01")
    assert "h01_remote_postings_disclose_pay_less_often.ipynb is a draft: CARD leaves open" in line
    with pytest.raises(card.CardError, match="no hypothesis 'h02'"):
        hypothesising.told("h02")
