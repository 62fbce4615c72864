"""Pages say what the tables say."""

import contextlib
import dataclasses
import importlib
import io
from pathlib import Path

import pandas as pd
import pytest

from analysis import paths

pytest.importorskip("sphinx", reason="the extra 'site' is not installed: make .venv/site")

from analysis.estimates import estimate, shares, terms
from analysis.publishing import results
from analysis.publishing.site import (
    article_page,
    claim_pages,
    code_pages,
    data_pages,
    marks,
    methods_page,
    packing,
)
from analysis.publishing.site.marks import SHARES, Mark, Stated
from analysis.publishing.site.rendering import plain
from analysis.publishing.site.results import Results
from analysis.register.register import ROLES
from analysis.signals.lexicon import Lexicon, Signal


@pytest.fixture(scope="module")
def found() -> Results:
    return Results.committed()


def test_every_claim_has_a_page_that_says_its_verdict(found) -> None:
    for claim in found.claims.claim:
        page = claim_pages.page(claim, found)
        assert f">{found.overall.loc[claim.id, 'verdict']}</span>" in page
        for corpus in found.verdicts.loc[found.verdicts["claim"] == claim.id, "corpus"]:
            assert corpus in page


@pytest.mark.parametrize("claim", ["swe-genai", "pay-gap-swe-aie"])
def test_the_code_on_a_claims_page_computes_the_committed_estimates(claim, found) -> None:
    printed = io.StringIO()
    given: dict[str, object] = {}
    with contextlib.redirect_stdout(printed):
        exec(claim_pages.rerun(found.claims[claim]).replace("print(", "result = ("), given)
    made = given["result"].dropna(subset=["estimate"]).set_index("corpus")["estimate"]
    kept = found.estimates[found.estimates["claim"] == claim].dropna(subset=["estimate"])
    assert len(kept) > 0
    assert made.to_dict() == pytest.approx(kept.set_index("corpus")["estimate"].to_dict(), rel=1e-5)


def test_a_corpus_that_cannot_speak_is_told_by_what_roles_are_called(found) -> None:
    page = claim_pages.page(found.claims["aie-pay-below-5"], found)
    silent = page.partition("## Corpora that cannot speak to it")[2].partition("\n## ")[0]
    assert "cannot speak for AI Engineer, only for Software Engineer." in silent
    assert not any(plain(role) in page for role in ROLES)


def test_a_picture_is_told_in_words_from_the_same_numbers() -> None:
    rows = [Mark("here", 0.5, 0.4, 0.6, "compatible"), Mark("there", 0.2, 0.1, 0.3, "undetermined")]
    drawn = marks.picture(rows, Stated(0.36, 0.3, 0.42), SHARES, "postings <that> ask")
    assert "here 50% (40% to 60%); there 20% (10% to 30%). The article says 36%." in drawn
    assert "postings &lt;that&gt; ask" in drawn
    assert drawn.count("<circle") == 2
    assert 'cx="210.0"' in drawn, "half of the scale stands in the middle"


def test_layers_and_readings_are_shown_where_they_were_computed(found) -> None:
    claim = found.claims["aie-agentic"]
    layer = dict.fromkeys(claim_pages.LAYERS, "holds") | {
        f"{name}_reason": f"because of {name}" for name in claim_pages.LAYERS
    }
    readings = [(claim.id, "here", 0.2, False), (claim.id, "here", 0.6, True)]
    more = dataclasses.replace(
        found,
        layers=pd.DataFrame([{"claim": claim.id, **layer}]).set_index("claim", drop=False),
        curves=pd.DataFrame(readings, columns=["claim", "corpus", "estimate", "default"]),
    )
    page = claim_pages.page(claim, more)
    assert "because of definitions" in page
    assert "here: 2 readings give shares from 20% to 60%; the published one is 60%." in page
    none = dataclasses.replace(found, layers=more.layers.iloc[:0], curves=more.curves.iloc[:0])
    assert "Under every reading" not in claim_pages.page(claim, none)


def test_the_articles_own_arithmetic_is_said_once(found) -> None:
    said = found.overall["coherence_reason"].dropna()
    assert len(said) > 5
    for name, reason in said.items():
        page = claim_pages.page(found.claims[str(name)], found)
        assert page.count(plain(reason)) == 1, name


def test_each_section_of_the_article_names_the_claims_that_it_looks_up(found) -> None:
    page = article_page.page(found.claims)
    split = page[page.index("## Does it split?") : page.index("## Pay")]
    assert "claims/aie-agentic.md" in split
    assert "claims/swe-pay.md" not in split


def test_the_code_from_a_claim_to_its_verdict_has_pages() -> None:
    steps = {"register.register", "register.stated", "estimates.shares", "claims.verdicts"}
    assert {f"analysis.{step}" for step in steps} <= {*code_pages.modules()}


@pytest.mark.parametrize("module", code_pages.modules())
def test_no_two_pieces_of_a_module_share_an_anchor(module: str) -> None:
    source = Path(str(importlib.import_module(module).__file__)).read_text(encoding="utf-8")
    anchors = [anchor for title, anchor, _ in code_pages.parts(module, source) if title]
    assert len(anchors) == len(set(anchors))


def test_code_pages_hold_every_line_and_an_anchor_for_what_is_linked() -> None:
    source = paths.source("analysis/estimates/shares.py").read_text(encoding="utf-8")
    parts = list(code_pages.parts("analysis.estimates.shares", source))
    written = "\n".join(code for _, _, code in parts)
    assert [line for line in source.splitlines() if line] == [
        line for line in written.splitlines() if line
    ]
    anchors = {anchor for _, anchor, _ in parts}
    assert code_pages.link(shares.clustered).split("#")[1].rstrip(")") in anchors
    assert len(anchors - {""}) == len([title for title, _, _ in parts if title])


def test_every_kind_of_claim_that_is_estimated_names_the_code_that_does_it() -> None:
    assert set(claim_pages.COMPUTED) == set(estimate._ESTIMATORS)


def test_the_dictionary_names_every_column_of_the_tables() -> None:
    page = data_pages.dictionary()
    for name in ("estimates", "verdicts"):
        for column in results.processed(name).columns:
            assert f"`{column}`" in page
    measured = next(paths.source("data/processed/measurements").glob("*.parquet"))
    for column in pd.read_parquet(measured).columns:
        assert f"`{column}`" in page


def test_assumptions_that_matter_and_are_unsure_stand_first() -> None:
    ordered = methods_page.read_log().ordered
    assert len({one.id for one in ordered}) == len(ordered) > 10
    assert (ordered[0].matters, ordered[0].sure) == ("high", "low")
    assert ordered[-1].matters == "low"


def test_an_assumption_without_a_rating_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("ANALYSIS_ROOT", str(tmp_path))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/assumptions.toml").write_text(
        '[[assumption]]\nid = "a"\nsays = "x"\nbecause = "y"\nsure = "very"\nmatters = "low"\n'
        'checked = "z"\n'
    )
    with pytest.raises(methods_page.AssumptionsError, match="sure"):
        methods_page.read_log()


LEXICON = Lexicon(
    signal=(
        Signal(id="agents", label="Agents", kind="codebook", forms=("agent[s]", "agentic")),
        Signal(id="tool", label="A tool", kind="tool", implies=("agents",), forms=("the tool",)),
        Signal(id="other", label="Other", kind="tool", forms=("other",)),
    )
)
EVIDENCE = pd.DataFrame(
    [
        ("a", "agents", "agent[s]", "mentioned"),
        ("a", "agents", "agentic", "required"),
        ("b", "tool", "the tool", "duty"),
        ("c", "agents", "agentic", "negated"),
        ("d", "other", "other", "required"),
    ],
    columns=["id", "signal", "form", "level"],
)


def test_a_signal_is_the_strongest_of_its_terms_and_of_what_implies_it() -> None:
    found = terms.terms("agents", LEXICON, EVIDENCE)
    ids = pd.Series(["a", "b", "c", "d"])
    assert terms.levels(found, ids, []).tolist() == ["required", "duty", "absent", "absent"]
    assert terms.levels(found, ids, ["agentic"]).tolist()[0] == "mentioned"
    assert terms.levels(found, ids, ["A tool"]).tolist()[1] == "absent"


@pytest.mark.parametrize("signal", ["agentic", "genai", "mlops"])
def test_all_terms_together_give_the_measured_level(signal) -> None:
    from analysis.signals import lexicon

    name = "linkedin-us-2025-10.parquet"
    measured = pd.read_parquet(paths.source(f"data/processed/measurements/{name}"))
    evidence = pd.read_parquet(paths.source(f"data/processed/evidence/{name}"))
    found = terms.terms(signal, lexicon.load(), evidence)
    assert terms.levels(found, measured["id"], []).tolist() == measured[signal].tolist()


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("ai~agent[s]", "ai agent(s)"),
        ("{a|b|c|d} agent", "a / b / c / … agent"),
        ("@tool_use > agents", "tool use … agents"),
    ],
)
def test_forms_are_shown_as_words(form, shown) -> None:
    assert packing.readable(form) == shown


def test_the_rarest_terms_share_a_switch_and_none_is_lost() -> None:
    many = packing.TERMS + 5
    rows = [
        (f"p{who}", f"term {number:02d}", 4)
        for number in range(many)
        for who in range(many - number)
    ]
    folded, stands = packing.grouped(pd.DataFrame(rows, columns=["id", "term", "strength"]))
    assert len(stands) == packing.TERMS + 1
    assert len(stands[packing.RARER]) == 5
    assert sum(map(len, stands.values())) == many
    assert set(folded["term"]) == set(stands)


def test_a_value_that_does_not_fit_is_refused() -> None:
    frame = pd.DataFrame(
        {
            "id": ["a"], "employer_key": ["e"], "country": ["US"], "role": [ROLES[0]],
            "role_strict": [ROLES[0]], "duplicate_group_size": [70_000], "text_complete": [True],
            "pay_disclosed": [False],
        }
    )  # fmt: skip
    with pytest.raises(ValueError, match="too large"):
        packing.pack("x", frame, ["US"], {})
