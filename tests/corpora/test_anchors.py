"""Figures that others published: each with source, definition and vintage."""

import pytest

from analysis import paths
from analysis.corpora import anchors
from analysis.register import register


def test_every_figure_has_its_source_and_stands_beside_claims_that_exist() -> None:
    table = anchors.load()
    known = {claim.id for claim in register.load(paths.source(register.ARTICLE)).claim}
    assert {name for near in table["near"] for name in near.split()} <= known
    assert table[["publisher", "definition", "vintage", "url"]].map(len).min().min() > 0
    assert not table.duplicated(["anchor", "month"]).any()


def test_a_percent_for_a_share_is_refused(tmp_path, monkeypatch) -> None:
    text = paths.source(anchors.FILE).read_text(encoding="utf-8").replace("0.73", "73")
    (tmp_path / "anchors.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(anchors.paths, "source", lambda _: tmp_path / "anchors.toml")
    with pytest.raises(anchors.AnchorError, match="less than 1"):
        anchors.load()
