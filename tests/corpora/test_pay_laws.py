"""The laws on pay: the file as it stands, and what is refused."""

import pytest

from analysis import paths
from analysis.corpora import pay_laws


def test_the_committed_laws_name_a_state_once_with_its_first_whole_month() -> None:
    laws = {law.state: law for law in pay_laws.load()}
    assert len(laws) == len(pay_laws.load())
    assert laws["NY"].first_month == "2023-10"
    assert laws["MA"].first_month == "2025-11"
    assert not {"TX", "CT", "NV", "RI"} & set(laws)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('state = "CO"', 'state = "XX"', "'XX' is none"),
        ('state = "CO"', 'state = "CA"', "'CA' is none, or stands there twice"),
        ('first_month = "2021-01"', 'first_month = "2020-12"', "first_month lies before"),
        ("employees = 1\n", "employees = 0\n", "employees"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(tmp_path, monkeypatch, old, new, said):
    text = paths.source(pay_laws.FILE).read_text(encoding="utf-8").replace(old, new, 1)
    (tmp_path / "laws.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(pay_laws.paths, "source", lambda _: tmp_path / "laws.toml")
    with pytest.raises(pay_laws.PayLawError, match=said):
        pay_laws.load()


def test_a_missing_file_is_said_so(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(pay_laws.paths, "source", lambda _: tmp_path / "none.toml")
    with pytest.raises(pay_laws.PayLawError, match="restore it"):
        pay_laws.load()
