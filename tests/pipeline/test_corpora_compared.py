"""Two corpora by name: compared, judged apart, told in lines, written to a folder."""

import math
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables
from analysis.comparisons.changes import HELD
from analysis.corpora.registry import UnknownCorpusError
from analysis.pipeline import adding, corpora_compared
from analysis.pipeline.shelves import REAL
from analysis.signals import lexicon

PAIR = ("ashby-2025-10", "ats-2026-05")


@pytest.fixture(scope="module")
def compared() -> tuple[pd.DataFrame, pd.DataFrame]:
    return corpora_compared.compare(*PAIR)


def committed(name: str) -> pd.DataFrame:
    table = pd.read_csv(REAL.path(name))
    return table[(table["first"] == PAIR[0]) & (table["second"] == PAIR[1])]


def test_by_name_it_finds_what_the_pipeline_found(
    compared: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path
) -> None:
    for found, name in zip(compared, corpora_compared.MADE, strict=True):
        tables.write_csv(found, tmp_path / "found.csv")
        pd.testing.assert_frame_equal(
            pd.read_csv(tmp_path / "found.csv"), committed(name).reset_index(drop=True)
        )


def test_the_verdicts_of_either_are_put_beside_one_another() -> None:
    table = corpora_compared.verdicts(*PAIR)
    assert list(table) == ["claim", "first", "second", "changed"]
    assert (table["changed"] == (table["first"] != table["second"])).all()
    alone = pd.read_csv(REAL.path("verdicts.csv"))
    alone = alone[alone["corpus"] == PAIR[0]].set_index("claim")["at_default"]
    both = table.set_index("claim")["first"]
    # a structure is judged by the six-part test, which is not run on two corpora alone
    same = both.index.intersection(alone.index[alone.index != "split-clean"])
    assert (both[same] == alone[same]).mean() > 0.95


ROW = {
    "claim": "no such claim", "share_first": 0.25, "share_second": 0.5, "change": 0.25,
    "low95": 0.1, "high95": 0.4, "moved": True, "refused": None,
} | {f"change, {name}": math.nan for name in HELD}  # fmt: skip
TERM = {"word": "new", "role": "ai_engineer", "signal": "mcp", "share_first": 0.0,
        "share_second": 0.125}  # fmt: skip


def test_claims_that_moved_what_was_refused_and_sure_terms_are_told() -> None:
    held = ROW | {"moved": False, f"change, {HELD[0]}": 0.2}
    refused = [ROW | {"change": math.nan, "refused": "one: capped"}] * 2
    counted = [f"one: {n} postings, {n // 2} effective; 30 are needed" for n in (41, 52)]
    few = [ROW | {"change": math.nan, "refused": reason} for reason in counted]
    told = corpora_compared.told(
        pd.DataFrame([ROW, held, *refused, *few]), pd.DataFrame([TERM, TERM | {"word": "(up)"}])
    )
    assert told == [
        "2 of 6 claims can be compared (points, 95% interval)",
        "moved  25% ->  50% (+10 to +40)  no such claim",
        f"       25% ->  50% (+10 to +40; held fixed: {HELD[0]} +20)  no such claim",
        "not compared, 2: one: capped",
        "not compared, 2: one: fewer than 30 effective postings",
        "terms that moved beyond chance: 1 of 2",
        "new      ai_engineer                mcp                       0% ->  12%",
    ]


def test_tables_are_written_under_their_names(tmp_path: Path) -> None:
    table = pd.DataFrame({"a": [1]})
    written = corpora_compared.write({"claims": table, "terms": table}, tmp_path)
    assert [file.name for file in written] == ["compared_claims.csv", "compared_terms.csv"]
    assert all(pd.read_csv(file).equals(table) for file in written)


def test_what_cannot_be_compared_is_refused_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRIVATE_DIR", str(tmp_path))
    with pytest.raises(corpora_compared.ComparisonError, match="'a' twice: name two corpora"):
        corpora_compared.compare("a", "a")
    with pytest.raises(corpora_compared.ComparisonError, match="the reference is synthetic"):
        corpora_compared.compare("reference", PAIR[0])
    with pytest.raises(UnknownCorpusError, match="private ones: none"):
        corpora_compared.compare("a", PAIR[0])


def test_a_private_corpus_that_was_measured_by_other_rules_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRIVATE_DIR", str(tmp_path / "private"))
    file = tmp_path / "mine.csv"
    file.write_text("title,company,description\nAI Engineer,Acme,Python.\n")
    _, mapping = adding.inspect(file, {})
    adding.add(file, adding.entry("mine", mapping, "Mine", "a board", "US"))
    corpora_compared.compare("mine", PAIR[1])
    counts = tmp_path / "private/mine/counts.csv"
    counts.write_text(counts.read_text().replace(lexicon.version(), "0" * 12))
    with pytest.raises(corpora_compared.ComparisonError, match=r"mine was .* added or scanned it"):
        corpora_compared.compare("mine", PAIR[1])
    counts.unlink()
    with pytest.raises(corpora_compared.ComparisonError, match="mine was measured by rules"):
        corpora_compared.verdicts("mine", PAIR[1])


def test_a_corpus_of_the_project_that_was_measured_by_other_rules_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lexicon, "version", lambda: "0" * 12)
    with pytest.raises(corpora_compared.ComparisonError, match=rf"{PAIR[0]} was .* reproduce"):
        corpora_compared.compare(*PAIR)
