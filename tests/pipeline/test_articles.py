"""Another article's register: begun as a draft, judged once nothing in it is open."""

import datetime
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.pipeline import articles
from analysis.pipeline.shelves import REAL
from analysis.register import register

EXAMPLE = "ai-engineering-field-guide-2026-01"
SOURCE = {"title": "A text", "publisher": "Someone", "platform": "LinkedIn"}
DAY = datetime.date(2026, 3, 1)


def test_a_draft_is_named_with_what_it_leaves_open_and_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    made = tmp_path / articles.begin("a-text", DAY, SOURCE)
    assert articles.registers() == {}
    told = "data/raw/articles/a-text.toml is a draft and is not judged: it leaves open "
    size = "source.sample_sizes.ai_engineer"
    assert articles.drafts() == [f"{told}{size}, claim"]
    example = "".join(
        line.removeprefix("# ").removeprefix("#")
        for line in articles.FIRST_CLAIM.partition("head:\n")[2].splitlines(keepends=True)
    )
    made.write_text(made.read_text() + example)
    assert articles.registers() == {}
    assert articles.drafts() == [told + size]
    made.write_text(made.read_text().replace('ai_engineer = "?"', "ai_engineer = 120"))
    assert articles.registers() == {"a-text": "data/raw/articles/a-text.toml"}
    assert articles.drafts() == []
    assert register.load(made).claim[0].measure == "python"


def test_the_keys_of_the_first_claim_and_every_kind_are_explained_where_it_says() -> None:
    head = paths.source(register.ARTICLE).read_text(encoding="utf-8").partition("[source]")[0]
    explained = set(re.findall(r"^# (\w+) +\S", head, re.MULTILINE))
    assert set(re.findall(r"^# (\w+) =", articles.FIRST_CLAIM, re.MULTILINE)) <= explained
    kinds = " ".join(head.partition("# kind ")[2].partition("# population")[0].split())
    assert [kind for kind in register.Kind.__args__ if kind not in kinds] == []


@pytest.mark.parametrize("written", ["[source", 'source = 1\n[[claim]]\nid = "x"'])
def test_a_register_that_cannot_be_used_is_no_draft_and_is_refused_when_it_is_judged(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / articles.FOLDER).mkdir(parents=True)
    (tmp_path / articles.FOLDER / "a-text.toml").write_text(written)
    assert list(articles.registers()) == ["a-text"]
    with pytest.raises(register.RegisterError, match=r"a-text\.toml"):
        articles.judge_article("a-text")


@pytest.mark.parametrize("name", ["A text", "../x", ""])
def test_an_id_that_is_none_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    with pytest.raises(articles.ArticleError, match="is no id"):
        articles.begin(name, DAY, SOURCE)


def test_what_stands_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    articles.begin("a-text", DAY, SOURCE)
    with pytest.raises(articles.ArticleError, match="stands already"):
        articles.begin("a-text", DAY, SOURCE)


def test_the_worked_example_holds_the_four_published_figures_and_was_judged() -> None:
    (name,) = articles.registers()
    claims = register.load(paths.source(articles.registers()[name]))
    assert [claim.stated for claim in claims.claim] == ["82.5%", "40.1%", "35.9%", "29.1%"]
    assert claims.source.sample_sizes["ai_engineer"] == 895
    overall = pd.read_csv(
        paths.source(f"data/processed/{articles.table(name, 'verdicts_overall.csv')}")
    )
    assert list(overall["claim"]) == [claim.id for claim in claims.claim]


def registered(folder: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Write a register of the example's first claim with other lines in place of its measure."""
    text = paths.source(f"{articles.FOLDER}/{EXAMPLE}.toml").read_text()
    head, claim, *_ = text.split("[[claim]]\n")
    dropped = (
        ("measure", "kind") if any(line.startswith("kind") for line in lines) else ("measure",)
    )
    kept = [line for line in claim.splitlines() if not line.startswith(dropped)]
    file = folder / "one.toml"
    file.write_text("\n".join([head, "[[claim]]", *kept, *lines]))
    monkeypatch.setattr(articles, "registers", lambda: {"one": str(file)})
    monkeypatch.setenv("ANALYSIS_OUT", str(folder))


@pytest.mark.parametrize(
    "lines", [['measure = "pyton"'], ['measure = "python"', 'among = "pyton"']]
)
def test_a_claim_of_a_signal_that_is_none_is_refused(
    lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(tmp_path, monkeypatch, *lines)
    with pytest.raises(register.RegisterError, match="'guide-python': no signal 'pyton'"):
        articles.judge_article("one")


def test_a_structure_is_not_judged_by_the_six_part_test_of_the_first_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [
        'kind = "structure"',
        'read_as = ">=90%"',
        'block = "python"',
        'marks = ["aws", "rag"]',
    ]
    registered(tmp_path, monkeypatch, *parts)
    articles.judge_article("one")
    verdicts = pd.read_csv(tmp_path / REAL.path(articles.table("one", "verdicts.csv")))
    assert set(verdicts["verdict"]) == {"not assessable"}
    assert verdicts["reason"].str.contains("No six-part test was run").any()
