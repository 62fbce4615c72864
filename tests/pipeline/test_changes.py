"""What differs from what is committed."""

import subprocess
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables
from analysis.pipeline import changes

BEFORE = pd.DataFrame({"id": ["a", "b", "c"], "share": [0.1, None, 0.3]})
LEDGER = pd.DataFrame({"hypothesis": ["h01", "h02"], "changed_keys": [None, None]})


def test_rows_are_compared_by_id_and_missing_values_are_equal() -> None:
    after = pd.DataFrame({"id": ["c", "b", "d"], "share": [0.4, None, 0.3]})
    assert changes.changed_rows(BEFORE, after) == "rows: 1 new, 1 gone, 1 changed"
    assert changes.changed_rows(BEFORE, BEFORE) == "rows: 0 new, 0 gone, 0 changed"


def test_rows_without_an_id_are_compared_whole_and_in_any_order() -> None:
    before, after = BEFORE[["share"]], pd.DataFrame({"share": [0.2, 0.1]})
    assert changes.changed_rows(before, after) == "rows: 1 new, 2 gone"


def test_many_other_columns_are_counted() -> None:
    more = BEFORE.assign(**{f"n{number}": 1 for number in range(9)})
    assert changes.changed_rows(BEFORE, more) == "columns: 9 new, 0 gone"


def test_another_column_is_named() -> None:
    assert changes.changed_rows(BEFORE, BEFORE.assign(n=1)) == "columns differ: n"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    tables.write_csv(BEFORE, tmp_path / "data/processed/a.csv")
    tables.write_parquet(BEFORE, tmp_path / "data/processed/b.parquet")
    tables.write_csv(LEDGER, tmp_path / "data/processed/ledger.csv")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "first"],
    ):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    return tmp_path


def test_nothing_is_listed_where_nothing_moved(checkout: Path) -> None:
    tables.write_csv(BEFORE, checkout / "data/processed/a.csv")
    assert changes.since_commit() == []


def test_changed_new_and_missing_results_are_listed(checkout: Path) -> None:
    tables.write_csv(BEFORE.assign(share=1.0), checkout / "data/processed/a.csv")
    tables.write_csv(BEFORE, checkout / "figures/fig01.csv")
    (checkout / "README.md").write_text("# A project\n")
    (checkout / "data/processed/b.parquet").unlink()
    assert {c.path: c.what for c in changes.since_commit()} == {
        "data/processed/a.csv": "rows: 0 new, 0 gone, 3 changed",
        "data/processed/b.parquet": "gone",
        "figures/fig01.csv": "not committed",
        "README.md": "not committed",
    }


def test_a_result_that_was_renamed_is_gone_under_one_name_and_differs_under_the_other(
    checkout: Path,
) -> None:
    moved = ["mv", "data/processed/a.csv", "data/processed/z.csv"]
    subprocess.run(["git", "-C", str(checkout), *moved], check=True)
    assert {c.path: c.what for c in changes.since_commit()} == {
        "data/processed/a.csv": "gone",
        "data/processed/z.csv": "differs",
    }


def test_a_word_in_a_column_that_was_empty_leaves_the_other_rows_as_they_were(
    checkout: Path,
) -> None:
    row = pd.DataFrame({"hypothesis": ["h01"], "changed_keys": ["margin"]})
    tables.write_csv(pd.concat([LEDGER, row]), checkout / "data/processed/ledger.csv")
    assert [c.what for c in changes.since_commit()] == ["rows: 1 new, 0 gone"]


def test_a_folder_without_history_is_said_to_be_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(changes.NoHistoryError, match="no git checkout"):
        changes.since_commit()


def test_the_files_of_one_figure_are_one_change() -> None:
    found = [
        changes.Change("figures/fig01.csv", "rows: 0 new, 0 gone, 3 changed"),
        changes.Change("figures/fig01.svg", "differs"),
        changes.Change("notebooks/10_a.ipynb", "differs"),
    ]
    assert changes.together(found) == [
        changes.Change("figures/fig01.csv/svg", "rows: 0 new, 0 gone, 3 changed"),
        changes.Change("notebooks/10_a.ipynb", "differs"),
    ]
