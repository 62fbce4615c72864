"""The whole way with the synthetic corpus alone: from text to verdicts, without a network."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import declarations, paths
from analysis.corpora import registry
from analysis.pipeline import graph
from tests.end_to_end.project import Block, copied, run

pytestmark = [pytest.mark.end_to_end, pytest.mark.xdist_group("reference")]

COMMITTED = ("data/processed", "data/raw/manifests", "data/raw/labels", "figures")
SYNTHETIC = "data/processed/synthetic"


@pytest.fixture(scope="module")
def block(tmp_path_factory: pytest.TempPathFactory) -> Block:
    return Block(tmp_path_factory.mktemp("block") / "tried.txt", loopback=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, block: Block) -> Path:
    """Return a copy of the project that ran the reference, with none of its results before."""
    copy = copied(tmp_path_factory.mktemp("project"), *COMMITTED)
    shutil.rmtree(copy / SYNTHETIC, ignore_errors=True)
    for name in drawn():
        (copy / name).unlink(missing_ok=True)
    ran = run(copy, "reproduce", "--corpus", "reference", block=block)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (copy / "report.txt").write_text(ran.stdout)
    return copy


def drawn() -> list[str]:
    declared = map(declarations.read, declarations.notebook_paths())
    return [name for d in declared if graph.draws_on_reference(d) for name in d.outputs]


def test_no_connection_was_tried(project: Path, block: Block) -> None:
    assert block.tried == ""


def test_a_connection_would_have_been_seen(project: Path, block: Block) -> None:
    tried = run(project, "collect", "ats-2026-05", block=block)
    assert tried.returncode == 1
    assert "raw.githubusercontent.com" in block.tried
    block.note.unlink()


def test_every_table_comes_out(project: Path) -> None:
    made = {file.relative_to(project / SYNTHETIC).as_posix() for file in files(project / SYNTHETIC)}
    assert made == {
        *(f"{kind}/reference.parquet" for kind in ("evidence", "measurements")),
        *(f"{kind}/reference.csv" for kind in ("quarantine", "duplicates", "counts")),
        *("accuracy.csv", "estimates.csv", "verdicts.csv", "verdicts_overall.csv"),
        "categories/bisection.csv",
    }
    assert all((project / name).is_file() for name in drawn())


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_every_posting_is_measured_or_stands_for_another(project: Path) -> None:
    written = (project / registry.POSTINGS).read_bytes().count(b"\n")
    (counts,) = pd.read_csv(project / SYNTHETIC / "counts/reference.csv").to_dict("records")
    assert counts["read"] == written == counts["unique"] + counts["duplicate"]
    measured = pd.read_parquet(project / SYNTHETIC / "measurements/reference.parquet")
    assert len(measured) == counts["unique"]
    assert set(measured["country"]) == {"US"}


def test_claims_on_postings_are_judged_and_shares_decided(project: Path) -> None:
    verdicts = pd.read_csv(project / SYNTHETIC / "verdicts.csv")
    assert set(verdicts["corpus"]) == {"reference"}
    decided = verdicts[verdicts["verdict"] != "not assessable"]
    assert {"swe-genai", "aie-python", "mle-python"} <= set(decided["claim"])


def test_recovery_is_measured_and_not_perfect(project: Path) -> None:
    scores = pd.read_csv(project / SYNTHETIC / "accuracy.csv").set_index(["item", "view"])
    for view in ("mentions", "requires"):
        assert 0.5 < scores.loc[("macro", view), "f1"] < 1


def test_the_report_says_synthetic_and_nothing_of_real_corpora(project: Path) -> None:
    report = (project / "report.txt").read_text()
    for step in ("measure", "score", "estimate", "judge"):
        assert f"{step} reference: " in report
    assert "SYNTHETIC: Verdicts" in report
    assert "taken as measured and committed" not in report
    assert not any(corpus.id in report for corpus in registry.load())


def test_no_real_result_is_touched(project: Path) -> None:
    real = [f for f in files(project / "data/processed") if project / SYNTHETIC not in f.parents]
    assert real
    for file in real:
        assert file.read_bytes() == paths.source(str(file.relative_to(project))).read_bytes()


def test_a_second_run_does_nothing(project: Path) -> None:
    again = run(project, "reproduce", "--corpus", "reference")
    assert again.returncode == 0, again.stderr
    assert "Nothing has changed: nothing was run." in again.stdout
