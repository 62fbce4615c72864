"""An audit goes out as forms, comes back as raters, and its strata undo how it was drawn."""

from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest

from analysis import paths
from analysis.categories import corrected, raters
from analysis.categories.audit import AuditError
from analysis.corpora import collect, read, registry
from analysis.estimates import audits
from analysis.pipeline import auditing, categorising
from analysis.pipeline.shelves import REAL

CORPUS = "builtin-2026-02"
IDS = [f"{CORPUS}/{number:02}" for number in range(40)]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "project"
    registered = root / registry.REGISTRY
    registered.parent.mkdir(parents=True)
    registered.write_bytes(paths.source(registry.REGISTRY).read_bytes())
    monkeypatch.setenv("ANALYSIS_ROOT", str(root))
    monkeypatch.delenv("ANALYSIS_OUT", raising=False)
    posts = pd.DataFrame({"id": IDS, "title": "Baker", "text": 'Bread, "good" bread.\nDaily.'})
    strata = pd.Series(["software"] * 30 + ["other"] * 10, index=IDS)
    monkeypatch.setattr(auditing, "_strata", lambda corpus, machine: strata)
    monkeypatch.setattr(collect, "is_complete", lambda corpus: True)
    monkeypatch.setattr(read, "registered", lambda corpus: SimpleNamespace(postings=posts))
    return root


def rater(name: str) -> pd.DataFrame:
    return pd.read_csv(Path(REAL.path(categorising.rater_file(name))), dtype="str")


def filled(folder: Path, name: str, **cells: str) -> Path:
    form = pd.read_csv(folder / auditing.FORM, dtype="str", keep_default_na=False)
    target = folder / name
    form.assign(**cells).to_csv(target, index=False, sep=";", encoding="utf-8-sig")
    return target


def test_forms_come_back_as_raters_and_decisions_close_what_differs(project, tmp_path, monkeypatch):
    monkeypatch.chdir(project)
    folder = tmp_path / "forms"
    assert auditing.draw(CORPUS, "rules", 12, 1, folder).postings == 12
    first = filled(folder, "anna.csv", python="required", pay="none")
    second = filled(folder, "ben.csv", python="duty", pay="none", terms="often")
    taken = auditing.take([first, second], None)
    assert taken.undecided == 12
    assert len(taken.refused) == 12
    assert taken.refused[0].startswith("ben.csv, row 2: ")
    assert len(rater("person_a")) == len(rater("person_b")) == 24
    assert set(rater("people")["field"]) == {"pay"}
    decided = pd.read_csv(taken.disagreements, dtype="str", keep_default_na=False)
    decided["decision"] = ["required"] * 11 + ["often"]
    decided.to_csv(folder / "decided.csv", index=False)
    taken = auditing.take([first, second], folder / "decided.csv")
    assert taken.undecided == 1
    assert "decided.csv, row 13: " in taken.refused[-1]
    people = rater("people")
    assert people["field"].value_counts().to_dict() == {"pay": 12, "python": 11}
    assert {"person_a", "person_b", "people"} <= set(categorising.others())


def test_text_stays_outside_the_project(project, tmp_path):
    with pytest.raises(AuditError, match="forms hold text"):
        auditing.draw(CORPUS, "rules", 12, 1, project / "data")
    auditing.draw(CORPUS, "rules", 12, 1, tmp_path / "forms")
    within = [file.read_text() for file in project.rglob("*") if file.is_file()]
    assert within
    assert not any("bread" in text for text in within)


def test_a_form_that_is_there_is_not_written_over(project, tmp_path):
    auditing.draw(CORPUS, "rules", 12, 1, tmp_path / "forms")
    with pytest.raises(AuditError, match="is there already"):
        auditing.draw(CORPUS, "rules", 12, 1, tmp_path / "forms")


def test_decisions_that_were_filled_in_are_not_written_over(project, tmp_path):
    auditing.draw(CORPUS, "rules", 12, 1, tmp_path / "forms")
    forms = [
        filled(tmp_path / "forms", f"{name}.csv", python=said)
        for name, said in (("anna", "required"), ("ben", "duty"))
    ]
    differ = auditing.take(forms, None).disagreements
    auditing.take(forms, None)
    table = pd.read_csv(differ, dtype="str", keep_default_na=False)
    table.loc[0, "decision"] = "duty"
    table.to_csv(differ, index=False)
    before = differ.read_bytes()
    with pytest.raises(AuditError, match=r"disagreements\.csv: decisions .* --decided"):
        auditing.take(forms, None)
    assert differ.read_bytes() == before
    assert auditing.take(forms, differ).undecided == 11


def test_an_audit_that_people_coded_is_drawn_again_but_not_replaced(project, tmp_path):
    auditing.draw(CORPUS, "rules", 12, 1, tmp_path / "first")
    auditing.draw(CORPUS, "rules", 12, 2, tmp_path / "second")
    auditing.take([filled(tmp_path / "second", "anna.csv", python="duty")], None)
    design = (project / REAL.path(categorising.AUDIT_DESIGN)).read_bytes()
    with pytest.raises(AuditError, match=r"person_a\.csv, .*people\.csv: labels of another draw"):
        auditing.draw(CORPUS, "rules", 12, 1, tmp_path / "third")
    assert not (tmp_path / "third").exists()
    assert auditing.draw(CORPUS, "rules", 12, 2, tmp_path / "fourth").postings == 12
    assert (project / REAL.path(categorising.AUDIT_DESIGN)).read_bytes() == design


def test_the_notebook_can_be_read_and_names_the_form(project, tmp_path):
    auditing.draw(CORPUS, "rules", 12, 1, tmp_path / "forms")
    notebook = nbformat.read(tmp_path / "forms" / auditing.NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert 'coding_form.show("form.csv")' in notebook.cells[1].source


def test_forms_without_an_audit_are_told(project, tmp_path):
    file = tmp_path / "form.csv"
    file.write_text("posting,python\np1,duty\n")
    with pytest.raises(AuditError, match="no audit was drawn"):
        auditing.take([file], None)


def test_people_correct_a_rater_by_the_strata_they_were_drawn_in():
    """Drawn half from a stratum of one fifth, unweighted codes would say another share."""
    ids = [f"p{number:03}" for number in range(200)]
    strata = pd.Series(["rare"] * 40 + ["common"] * 160, index=ids)
    truth = pd.Series([1.0] * 30 + [0.0] * 10 + [0.0] * 160, index=ids)
    said = pd.Series([1.0] * 40 + [0.0] * 160, index=ids)
    seen = truth[[*ids[0:40:2], *ids[40:200:8]]]
    words = {1.0: "agentic_systems", 0.0: "software"}
    tables = {
        "rules": said.map(words).to_frame("block"), "people": seen.map(words).to_frame("block"),
    }  # fmt: skip
    coded = corrected.Coded("c", pd.Series(ids, index=ids), tables, strata)
    found = corrected.shares_of(coded, None, "builtin_coder")
    row = found[(found["item"] == "block: agentic_systems") & (found["rater"] == "rules")]
    by_people = row[row["auditor"] == raters.PEOPLE]
    assert by_people["method"].tolist() == ["difference"]
    expected = audits.difference(said, seen.reindex(ids), strata)
    assert by_people["estimate"].item() == pytest.approx(expected.estimate)
    assert by_people["estimate"].item() == pytest.approx(0.15)
    assert seen.mean() == pytest.approx(0.375)
