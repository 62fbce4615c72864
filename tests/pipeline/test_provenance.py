"""Every result has an entry with its hash and the run that made it, and tampering is seen."""

import json
from pathlib import Path

import pytest
from rocrate.rocrate import ROCrate

from analysis import declarations, paths
from analysis.pipeline import graph, provenance

COMMITTED = paths.source(provenance.CRATE)


@pytest.fixture(scope="module")
def told() -> dict[str, dict]:
    return {one["@id"]: one for one in json.loads(COMMITTED.read_bytes())["@graph"]}


def ids(values: object) -> set[str]:
    return {one["@id"] for one in (values if isinstance(values, list) else [values])}


def test_every_file_is_the_one_that_the_crate_names() -> None:
    assert provenance.differences(COMMITTED.read_bytes()) == []


def test_every_figure_and_table_has_an_entry_and_one_notebook_that_made_it(told) -> None:
    runs = [one for name, one in told.items() if name.startswith("#run-")]
    root = paths.root()
    for file in [*root.glob("figures/*.*"), *root.glob("figures/tables/*.*")]:
        name = file.relative_to(root).as_posix()
        assert len(told[name]["sha256"]) == 64
        (run,) = [one for one in runs if name in ids(one["result"])]
        (notebook,) = [one for one in ids(run["instrument"]) if one.endswith(".ipynb")]
        declared = declarations.read(paths.source(notebook)).outputs
        assert Path(name).with_suffix("") in {Path(output).with_suffix("") for output in declared}


def test_nothing_is_named_that_is_not_told_of(told) -> None:
    for one in told.values():
        for key in ("object", "result", "instrument", "hasPart", "softwareRequirements"):
            assert ids(one.get(key, [])) <= set(told), one["@id"]


def test_the_code_of_every_run_and_the_environment_are_named_by_a_hash(told) -> None:
    for path in declarations.notebook_paths():
        code = told[f"#code-{path.stem}"]
        assert code["version"].startswith("sha256:")
        assert ids(code["softwareRequirements"]) == {provenance.LOCK}
    for corpus in (one for name, one in told.items() if name.startswith("#corpus-")):
        assert corpus["version"] == "several" or corpus["version"] in corpus["url"]
        assert ids(corpus["subjectOf"]) <= set(told)


def test_the_library_reads_it() -> None:
    crate = ROCrate(paths.root(), exclude=[one.name for one in paths.root().iterdir()])
    assert crate.name
    assert len(crate.data_entities) > 300


def test_two_runs_give_the_same_bytes() -> None:
    assert provenance.text(provenance.describe()) == provenance.text(provenance.describe())


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the crate of a project with one table, one figure and no notebook."""
    monkeypatch.setattr(provenance, "described", lambda: ["data/a.csv", "figures/fig01.svg"])
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    for name in provenance.described():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x\n1\n")
    entries = [{"@id": name, **provenance._properties(name)} for name in provenance.described()]
    return json.dumps({"@graph": entries}).encode()


def test_tampering_is_seen(small: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert provenance.differences(small) == []
    (tmp_path / "data/a.csv").write_text("x\n2\n")
    assert provenance.differences(small) == ["data/a.csv: another content"]
    (tmp_path / "figures/fig01.svg").unlink()
    (tmp_path / "figures/fig02.svg").write_text("x")
    monkeypatch.setattr(provenance, "described", lambda: ["data/a.csv", "figures/fig02.svg"])
    assert provenance.differences(small) == [
        "data/a.csv: another content",
        "figures/fig01.svg: not there",
        "figures/fig02.svg: not in the crate",
    ]


def test_a_copy_names_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"rev-parse": "c" * 40, "status": " M a"}
    monkeypatch.setattr(provenance, "_git", lambda first, *_: said[first])
    path = provenance.write_with_commit(tmp_path)
    told = {one["@id"]: one for one in json.loads(path.read_bytes())["@graph"]}
    assert told["./"]["version"] == f"{'c' * 40} with changes"


def test_it_is_the_last_task_and_needs_what_the_others_make() -> None:
    *others, last = graph.pipeline()
    assert last.makes == (provenance.CRATE,)
    assert {name for task in others for name in task.makes} <= set(last.needs)
