"""Another article's register: begun as a draft, judged once nothing in it is open."""

import datetime
import re
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.pipeline import article_draft, articles
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
    example = article_draft.CLAIMS
    made.write_text(made.read_text() + example)
    assert articles.registers() == {}
    assert articles.drafts() == [told + size]
    made.write_text(made.read_text().replace('ai_engineer = "?"', "ai_engineer = 120"))
    with pytest.raises(register.RegisterError) as raised:
        articles.usable("a-text")
    assert [line.partition("claim ")[2][:20] for line in str(raised.value).splitlines()] == [
        "'rag-gap': against: "
    ]
    made.write_text(made.read_text().replace("= 120", "= 120\nsoftware_engineer = 80"))
    assert articles.registers() == {"a-text": "data/raw/articles/a-text.toml"}
    assert articles.drafts() == []
    articles.usable("a-text")
    shown = {claim.kind for claim in register.load(made).claim}
    assert shown == set(register.Kind.__args__) - {"structure"}


def test_the_keys_of_the_claims_that_a_draft_shows_and_every_kind_are_explained_where_it_says() -> (
    None
):
    head = paths.source(register.ARTICLE).read_text(encoding="utf-8").partition("[source]")[0]
    explained = set(re.findall(r"(?:^# |`)(\w+)(?:`| +\S)", head, re.MULTILINE))
    shown = articles.examples("a-text")
    assert set(re.findall(r"^# (\w+) =", shown, re.MULTILINE)) <= explained
    kinds = " ".join(head.partition("# kind ")[2].partition("# population")[0].split())
    assert [kind for kind in register.Kind.__args__ if kind not in kinds] == []


def test_every_line_of_the_claims_that_a_draft_shows_is_a_comment() -> None:
    lines = articles.examples("a-text").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []
    assert "#     python -m analysis check a-text" in lines


def test_the_corpora_that_are_fit_for_a_claim_are_told_and_why_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = articles.told(EXAMPLE)
    assert told[1] == "guide-python: builtin-2026-02, ats-2026-05, ashby-2025-10"
    assert told[-1].startswith("nothing is wrong with its claims, 4: ")
    (tmp_path / "data/raw/articles").mkdir(parents=True)
    for name in ("corpora.toml", f"articles/{EXAMPLE}.toml"):
        (tmp_path / "data/raw" / name).write_text(paths.source(f"data/raw/{name}").read_text())
    with (tmp_path / f"data/raw/articles/{EXAMPLE}.toml").open("a") as file:
        file.write('[[claim]]\nid = "most"\nsection = "s"\nsaid = "t"\nstated = "most"\n'
                   'kind = "extremum"\npopulation = "ai_engineer"\nemployer = "E"\n'
                   'needs = "employment"\n')  # fmt: skip
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    told = articles.told(EXAMPLE)
    place = told.index("most: none")
    assert "  linkedin-us-2025-10: it cannot speak for ai_engineer, only for" in told[place + 2]


def test_a_draft_is_told_with_what_it_leaves_open_and_no_article_with_those_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    articles.begin("a-text", DAY, SOURCE)
    (line,) = articles.told("a-text")
    assert line.endswith("is a draft: it leaves open source.sample_sizes.ai_engineer, claim")
    with pytest.raises(articles.ArticleError, match=r"no article 'b' in .*; there are a-text$"):
        articles.told("b")


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
