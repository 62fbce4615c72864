"""Labels that stand in the project, and those of the rules and of another pipeline."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import paths
from analysis.categories import coded, raters, rules, structured
from analysis.signals import accuracy
from analysis.signals.accuracy import CODEBOOK


def test_the_second_coder_differs_where_the_file_says_so():
    row = dict.fromkeys(CODEBOOK, "absent") | {"pay": "none", "employment": "unstated"}
    row |= {"block": "software", "posting": "c/1", "second": {"block": "other", "rag": "duty"}}
    lost = {**row, "posting": None}
    found = coded.audit(pd.DataFrame([row, lost]))
    first, second = (raters.wide(found[name]).loc["c/1"] for name in ("coder_a", "coder_b"))
    assert (first["block"], first["rag"], first["terms"]) == ("software", "absent", "unstated")
    assert (second["block"], second["rag"], second["python"]) == ("other", "duty", "absent")
    assert len(found["coder_a"]) == len(raters.VALUES)


def test_the_coded_postings_of_the_project_fit_the_codebook():
    labels = coded.audit(accuracy.read_labels(paths.source(coded.AUDIT)))
    for name, table in labels.items():
        assert raters.checked(table, set(table["posting"]), name).refused == ()
        assert table["posting"].nunique() == 115  # 12 of the 127 are in no snapshot
    whole = accuracy.read_labels(paths.source(coded.BUILTIN))
    ids = {f"builtin-2026-02/{number}" for number in whole["id"]}
    table = coded.builtin(whole, ids)
    assert raters.checked(table, ids, "builtin").refused == ()
    assert table["posting"].nunique() == 514


@pytest.mark.parametrize(
    ("levels", "block"),
    [
        ({"agentic": "duty", "rag": "required", "ai_ml": "required"}, "agentic_systems"),
        ({"agentic": "preferred", "rag": "required"}, "llm_application"),
        ({"mlops": "required", "dl_framework": "required"}, "ai_platform"),
        ({"ai_ml": "duty"}, "ml_modelling"),
        ({"ai_ml": "mentioned", "python": "required"}, "software"),
    ],
)
def test_the_first_block_whose_mark_is_asked_for_is_the_rules(levels, block):
    row = dict.fromkeys((*CODEBOOK, "llm_features"), "absent") | levels
    assert rules.block(pd.DataFrame([row])).tolist() == [block]


def test_a_listed_skill_is_a_mention_and_a_kind_maps_where_it_can():
    skills = {"genai": ["LangGraph", "Prompt design"], "ml": [], "languages": ["Python"]}
    found = structured.read("ai-first", skills)
    assert found["block"] == "agentic_systems"
    assert {found[name] for name in ("python", "agentic", "prompting", "genai", "ai_ml")} == {
        "listed"
    }
    assert found["rag"] == found["aws"] == "absent"
    assert structured.read("ai-first", {"genai": ["RAG"]})["block"] == "llm_application"
    assert structured.read("ml-first", {"ml": ["PyTorch"]})["block"] == "ml_modelling"
    assert "block" not in structured.read("ai-support", {"genai": ["RAG"]})


def test_a_file_without_labels_is_told_and_the_rest_goes_on(tmp_path: Path):
    (tmp_path / "1_a.yaml").write_text("position: {ai_type: {type: ml-first}, skills: {ml: []}}")
    (tmp_path / "2_b.yaml").write_text("position: {}")
    (tmp_path / "3_c.yaml").write_text("position: {}")
    found, refused = structured.table(tmp_path, ["c/1", "c/2"], "c")
    assert set(found["posting"]) == {"c/1"}
    assert len(refused) == 1
    assert refused[0].startswith("2_b.yaml: no labels in it")
