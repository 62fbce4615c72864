"""A folder that `measure` wrote gives the estimates that its postings give in the library."""

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from analysis import paths
from analysis.cli import main
from analysis.corpora import employers, places, registry
from analysis.estimates import estimate, multiverse_declared, rows
from analysis.estimates.cells import VARIED, signals_of
from analysis.estimates.multiverse_postings import Postings
from analysis.pipeline import estimating_folder, varying
from analysis.pipeline.streaming import measured, parts, run
from analysis.register import register
from analysis.signals import measure

PARTS = 300
"""Postings a part: so that what is true of one file is not all that is tried."""


@pytest.fixture(scope="module")
def postings() -> pd.DataFrame:
    lines = paths.source(registry.POSTINGS).read_text(encoding="utf-8").splitlines()
    frame = pd.DataFrame(map(json.loads, lines)).rename(columns={"employer": "company"})
    return frame[["id", "title", "company", "location", "text"]]


@pytest.fixture(scope="module")
def folder(postings: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("folder")
    postings.to_parquet(home / "postings.parquet", row_group_size=PARTS)
    run.measure_into(str(home / "postings.parquet"), home / "Scan 2026", run.here)
    return home / "Scan 2026"


@pytest.fixture(scope="module")
def estimated(folder: Path) -> Path:
    target = folder.parent / "estimated"
    result = CliRunner().invoke(main, ["estimate", str(folder), "-o", str(target)])
    assert result.exit_code == 0, result.output
    return target


@pytest.fixture(scope="module")
def alone(postings: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return evidence and measurements as a registered corpus has them, its words as words."""
    evidence, found = measure.measure(postings.rename(columns={"company": "employer"}))
    keys = [
        employers.key(employers.name(name), posting)
        for name, posting in zip(postings["company"], postings["id"], strict=True)
    ]
    countries = [places.of(place).country for place in postings["location"]]
    nothing = float("nan")
    return evidence, found.assign(
        corpus="scan-2026", employer_key=keys, country=pd.array(countries, dtype="str"),
        text_complete=True, duplicate_group_size=1, pay_field_min=nothing, pay_field_max=nothing,
    )  # fmt: skip


def test_the_estimates_are_those_of_the_library(
    estimated: Path, alone: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    claims = register.load(paths.source(register.ARTICLE))
    corpus = estimating_folder.entry(Path("Scan 2026"), known_duplicates=False)
    expected = estimate.estimate_claims(claims, [corpus], {corpus.id: alone[1]})
    assert expected["estimate"].notna().sum() > 60
    rows_of = rows.from_frame(pd.read_csv(estimated / "estimates.csv"))
    estimating_folder.tables.write_csv(expected, tmp_path / "expected.csv")
    assert rows_of == rows.from_frame(pd.read_csv(tmp_path / "expected.csv"))


def test_the_multiverse_is_that_of_the_library(
    estimated: Path, alone: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    claims = register.load(paths.source(register.ARTICLE))
    declared = multiverse_declared.load(paths.source(multiverse_declared.FILE))
    corpus = estimating_folder.entry(Path("Scan 2026"), known_duplicates=False)
    headline = [c for c in claims.claim if c.id in declared.headline and c.kind in VARIED]
    names = set().union(*map(signals_of, headline))
    evidence, found = alone
    ready = Postings.of(found, evidence, names, varying.vocabulary())
    judged = list(varying.vary(claims, headline, corpus.id, ready, declared))
    assert {each.universes.claim.id for each in judged} == set(declared.headline)
    for name, frame in varying.tables(judged, declared).items():
        if name.endswith(".csv"):
            estimating_folder.tables.write_csv(frame, tmp_path / Path(name).name)
            expected = (tmp_path / Path(name).name).read_text()
            assert (estimated / name).read_text() == expected, name
        else:
            pd.testing.assert_frame_equal(pd.read_parquet(estimated / name), frame)


def test_what_cannot_be_said_is_refused_with_its_reason(estimated: Path) -> None:
    table = pd.read_csv(estimated / "estimates.csv")
    claims = register.load(paths.source(register.ARTICLE))
    ranked = {claim.id for claim in claims.claim if claim.needs == "employer_rank"}
    assert ranked
    why = table.loc[table["claim"].isin(ranked), "refused"]
    assert why.str.contains("how its postings were chosen is not known").all()
    entry = (estimated / estimating_folder.ENTRY).read_text(encoding="utf-8")
    assert 'id = "scan-2026"' in entry
    for need in ("employer_rank", "pay_field", "state"):
        assert f'need = "{need}"' in entry


def test_near_duplicates_are_set_aside_where_they_are_known(
    folder: Path, estimated: Path, tmp_path: Path
) -> None:
    first = pd.read_parquet(folder)["line"].tolist()
    found = pd.DataFrame(
        [("postings.parquet", line, "postings.parquet", first[0]) for line in first[1:401]],
        columns=["file", "line", "kept_file", "kept_line"],
    )
    found.to_csv(tmp_path / "duplicates.csv", index=False)
    target = tmp_path / "out"
    made = estimating_folder.estimate_folder(folder, target, tmp_path / "duplicates.csv")
    assert made.counted[0] == len(first) - 400
    few, many = (pd.read_csv(each / "estimates.csv") for each in (target, estimated))
    assert few["n"].sum() < many["n"].sum()
    assert "duplicates" in set(pd.read_csv(target / varying.SWINGS)["choice"])
    found.assign(file="other.csv").to_csv(tmp_path / "duplicates.csv", index=False)
    with pytest.raises(measured.FolderError, match=r"another input: it has no other\.csv"):
        estimating_folder.estimate_folder(folder, target, tmp_path / "duplicates.csv")


def test_of_a_group_whose_first_is_not_there_another_one_stays() -> None:
    postings = pd.DataFrame({"file": "a", "line": [1, 2, 3, 5]})
    found = pd.DataFrame({"file": "a", "line": [2, 3, 1], "kept_file": "a", "kept_line": [4, 4, 5]})
    kept = measured.without_duplicates(postings, found)
    assert kept[["line", "duplicate_group_size"]].to_numpy().tolist() == [[2, 2], [5, 2]]


@pytest.fixture
def small(postings: pd.DataFrame, tmp_path: Path) -> Path:
    postings[:6].to_parquet(tmp_path / "postings.parquet", row_group_size=2)
    run.measure_into(str(tmp_path / "postings.parquet"), tmp_path / "out", run.here)
    return tmp_path / "out"


def refused(folder: Path) -> str:
    result = CliRunner().invoke(main, ["estimate", str(folder), "-o", str(folder) + "-estimates"])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert not Path(str(folder) + "-estimates").exists()
    return result.output


def test_a_folder_that_measure_did_not_write_is_refused(small: Path, tmp_path: Path) -> None:
    assert "no such folder" in refused(tmp_path / "nowhere")
    (small / parts.MANIFEST).unlink()
    assert "`measure` did not write it" in refused(small)


@pytest.mark.parametrize(
    "lacking",
    [
        parts.SET_ASIDE, "part-000001.parquet", "part-000002.parquet",
        f"{parts.EVIDENCE}/part-000002.parquet",
    ],
)  # fmt: skip
def test_a_folder_that_was_not_measured_to_its_end_is_refused(small: Path, lacking: str) -> None:
    (small / lacking).unlink()
    assert "type the `measure` command again" in refused(small)


def test_a_folder_of_other_rules_or_another_version_is_refused(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(parts, "rules", lambda: "others")
        assert "now others): measure its input again" in refused(small)
    manifest = json.loads((small / parts.MANIFEST).read_text())
    (small / parts.MANIFEST).write_text(json.dumps(manifest | {"format": 1}))
    assert "another version of this program" in refused(small)


def test_a_folder_by_the_name_of_a_registered_corpus_is_refused(small: Path) -> None:
    named = small.rename(small.with_name("ashby-2025-10"))
    assert "is the id of a corpus of the project" in refused(named)
