"""The coding form keeps every choice at once, and showing a posting is no choice."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.categories import audit
from analysis.publishing.coding_form import CodingForm


@pytest.fixture
def file(tmp_path: Path) -> Path:
    drawn = pd.DataFrame(
        {"posting": ["p1", "p2"], "title": "Baker", "text": "<b>Bread</b>\nand butter"}
    )
    path = tmp_path / "form.csv"
    audit.blank(drawn, seed=1).sort_values("posting").to_csv(path, index=False)
    return path


def kept(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype="str", keep_default_na=False).set_index("posting")


def test_a_choice_is_on_disk_at_once_and_with_its_posting(file):
    form = CodingForm(file)
    form.fields["python"].value = "duty"
    assert kept(file)["python"].tolist() == ["duty", ""]
    form.on.click()
    assert form.fields["python"].value == ""
    form.fields["note"].value = "odd"
    assert kept(file)["python"].tolist() == ["duty", ""]
    assert kept(file)["note"].tolist() == ["", "odd"]


def test_who_comes_back_finds_what_was_chosen(file):
    CodingForm(file).fields["block"].value = "software"
    form = CodingForm(file)
    assert form.fields["block"].value == "software"
    form.back.click()
    assert form.place.value == "1 of 2: p1"


def test_text_is_shown_as_text(file):
    shown = CodingForm(file).text.value
    assert "&lt;b&gt;Bread&lt;/b&gt;<br>and butter" in shown


def test_leafing_through_changes_nothing(file):
    before = file.read_bytes()
    form = CodingForm(file)
    for _ in range(3):
        form.on.click()
    assert file.read_bytes() == before


def test_what_a_spreadsheet_left_that_is_no_value_is_kept_for_audit_read_to_name(file):
    kept(file).assign(python=["duty", "often"]).reset_index().to_csv(file, index=False)
    form = CodingForm(file)
    form.on.click()
    form.fields["aws"].value = "duty"
    assert kept(file)["python"].tolist() == ["duty", "often"]
