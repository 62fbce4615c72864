"""A register is read whole or refused with the file, the claim, the key and the cure."""

import tomllib
from pathlib import Path

import pytest

from analysis import paths
from analysis.register import expressions, register

HEAD = """
[source]
id = "test"
title = "An article"
publisher = "Nobody"
published = 2026-05-08
platform = "none"
country = "US"
sample_sizes = { software_engineer = 429, ai_engineer = 425 }
design_effects = { default = 1.5, pay_disclosed = 1.85 }
"""
CLAIM = {
    "id": "python",
    "section": "asks",
    "said": "postings that require Python",
    "stated": "73%",
    "kind": "share",
    "population": "ai_engineer",
    "level": "requires",
    "measure": "python",
    "margin": 0.1,
    "needs": "skill_share",
}


def written(tmp_path: Path, *claims: dict[str, object], tail: str = "", head: str = HEAD) -> Path:
    def line(key: str, value: object) -> str:
        quoted = f'"{value}"' if isinstance(value, str) else value
        return f"{key} = {quoted}"

    blocks = [
        "\n".join(["[[claim]]", *(line(key, value) for key, value in claim.items())])
        for claim in claims
    ]
    path = tmp_path / "claims.toml"
    path.write_text("\n".join([head, *blocks, tail]), encoding="utf-8")
    return path


def test_another_article_is_another_file(tmp_path):
    found = register.load(written(tmp_path, CLAIM))
    assert found["python"].value.value == pytest.approx(0.73)
    assert found.design_effect(found["python"]) == 1.5
    with pytest.raises(KeyError):
        found["java"]


def test_the_article_is_registered():
    found = register.load(paths.source(register.ARTICLE))
    assert {claim.kind for claim in found.claim} == set(register.Kind.__args__)
    assert sum(found.source.sample_sizes.values()) == 1101
    assert found.design_effect(found["aie-pay-below-5"]) == 1.85


def test_every_signal_that_a_claim_names_is_measured():
    lexicon = tomllib.loads(paths.source("analysis/signals/lexicon.toml").read_text("utf-8"))
    known = {signal["id"] for signal in lexicon["signal"]} | {"pay_disclosed"}
    for claim in register.load(paths.source(register.ARTICLE)).claim:
        measures = [claim.measure, claim.among, claim.block, *claim.marks]
        if claim.varies in {"measure", "among"}:
            measures += [name for tier in claim.tiers for name in tier]
        if claim.judged_on_postings:
            for measure in filter(None, measures):
                named = expressions.names(expressions.parse(measure))
                assert named <= known, f"{claim.id}: {named - known}"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "guess"}, ["claim 'python'", "kind", "'share'"]),
        ({"population": "plumber"}, ["claim 'python'", "population", "ai_engineer"]),
        ({"measure": "python > 3"}, ["claim 'python'", "measure", "names, calls, and, or, not"]),
        ({"margin": "some"}, ["claim 'python'", "margin", "half to double"]),
        ({"margin": "half the gap"}, ["claim 'python'", "margin", "comparisons"]),
        ({"margin": 1.5}, ["claim 'python'", "margin"]),
        ({"needs": "luck"}, ["claim 'python'", "needs", "skill_share"]),
        ({"colour": "red"}, ["claim 'python'", "colour"]),
        ({"stated": "rare"}, ["claim 'python'", "stated: 'rare' is no share", "read_as"]),
        ({"read_as": "few"}, ["claim 'python'", "read_as: 'few' is no share"]),
        ({"kind": "threshold"}, ["claim 'python'", "no bound", "'<5%'"]),
        ({"kind": "comparison"}, ["claim 'python'", "against", "add it"]),
        ({"kind": "extremum"}, ["claim 'python'", "employer", "add it"]),
        ({"kind": "ranking"}, ["claim 'python'", "varies, tiers: ", "needs them; add them"]),
        (
            {"kind": "structure", "stated": ">=90%"},
            ["claim 'python'", "block, marks: ", "add them"],
        ),
        ({"margin": None}, ["claim 'python'", "margin", "add it"]),
        ({"id": None}, ["claim number 1", "id"]),
        ({"id": "No Slug"}, ["claim 'No Slug'", "id"]),
        (
            {"kind": "ranking", "varies": "role", "tiers": [["ai_engineer"], ["plumber"]]},
            ["claim 'python'", "tiers: 'plumber' is no role"],
        ),
        (
            {"kind": "ranking", "varies": "measure", "tiers": [["rag"]]},
            ["claim 'python'", "tiers: an order needs two"],
        ),
    ],
)
def test_a_faulty_claim_is_refused_by_name_and_key(tmp_path, changes, told):
    claim = {key: value for key, value in (CLAIM | changes).items() if value is not None}
    path = written(tmp_path, claim)
    with pytest.raises(register.RegisterError) as caught:
        register.load(path)
    for part in [str(path), *told]:
        assert part in str(caught.value)


def test_every_fault_is_told_at_once(tmp_path):
    path = written(tmp_path, CLAIM | {"kind": "guess"}, CLAIM | {"id": "java", "needs": "luck"})
    with pytest.raises(register.RegisterError) as caught:
        register.load(path)
    assert "claim 'python': kind" in str(caught.value)
    assert "claim 'java': needs" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"margin": 1.5}, "margin: 1.5 is out of range; it must be less than 1"),
        ({"kind": "guess"}, "kind: 'guess' is none of 'share', .* or 'not_testable'"),
        ({"colour": "red"}, "colour: no such key; there are id, section, said, .*, marks"),
    ],
)
def test_one_fault_is_one_line_in_words(tmp_path, changes, told):
    path = written(tmp_path, CLAIM | changes)
    with pytest.raises(register.RegisterError, match=rf"^{path}: claim 'python': {told}$"):
        register.load(path)


def test_a_key_of_the_article_is_told_by_its_own_place(tmp_path):
    head = HEAD.replace("software_engineer", "plumber").replace('"US"', '"usa"')
    with pytest.raises(register.RegisterError) as caught:
        register.load(written(tmp_path, CLAIM, head=head))
    assert "source.country: 'usa' is not of its form: two capital letters" in str(caught.value)
    assert "source.sample_sizes.plumber: 'plumber' is none of" in str(caught.value)


def test_what_claims_say_of_one_another_and_of_the_source_is_told_at_once(tmp_path):
    sized = CLAIM | {"id": "java", "population": "machine_learning_engineer"}
    with pytest.raises(register.RegisterError) as caught:
        register.load(written(tmp_path, CLAIM, CLAIM, sized))
    twice, unsized = str(caught.value).splitlines()
    assert "claim 'python': id: stands twice" in twice
    assert "claim 'java': population: source.sample_sizes has no" in unsized


def test_two_claims_of_one_name_are_refused(tmp_path):
    with pytest.raises(register.RegisterError, match="claim 'python': id: stands twice"):
        register.load(written(tmp_path, CLAIM, CLAIM))


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        (
            'kind = "same"\nparts = ["python", "java"]',
            "relation number 1: parts: there is no claim 'java'",
        ),
        ('kind = "within"\nparts = ["python"]', "whole: a relation of kind 'within' needs it"),
        ('kind = "same"\nparts = ["python"]', "'same' compares two claims"),
    ],
)
def test_a_faulty_relation_is_refused(tmp_path, relation, told):
    tail = f'[[relation]]\n{relation}\nspeaks_to = ["python"]\nwhy = "So."'
    with pytest.raises(register.RegisterError) as caught:
        register.load(written(tmp_path, CLAIM, tail=tail))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("key", "changes"),
    [("population", {}), ("against", {"kind": "comparison", "stated": "73% against 20%"})],
)
def test_a_claim_of_a_role_without_a_sample_size_is_refused(tmp_path, key, changes):
    path = written(tmp_path, CLAIM | changes | {key: "machine_learning_engineer"})
    with pytest.raises(register.RegisterError) as caught:
        register.load(path)
    told = "source.sample_sizes has no 'machine_learning_engineer'; add how many"
    assert f"{path}: claim 'python': {key}: {told}" in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [{"among": "rag"}, {"kind": "threshold", "stated": "<5%"}, {"kind": "not_testable"}],
)
def test_a_claim_that_is_taken_as_it_stands_needs_no_sample_size(tmp_path, changes):
    claim = CLAIM | {"population": "machine_learning_engineer"} | changes
    assert register.load(written(tmp_path, claim))["python"].population not in HEAD


@pytest.mark.parametrize(
    ("population", "told"),
    [
        ("machine_learning_engineer", "population: source.sample_sizes has no"),
        (None, "population: a relation counts its postings; add it"),
    ],
)
def test_a_relation_of_counts_needs_the_size_of_each_sample(tmp_path, population, told):
    limit = CLAIM | {"id": "java", "kind": "not_testable", "population": population}
    limit = {key: value for key, value in limit.items() if value is not None}
    tail = '[[relation]]\nkind = "same"\nparts = ["python", "java"]\nspeaks_to = ["python"]\n'
    with pytest.raises(register.RegisterError, match=f"claim 'java': {told}"):
        register.load(written(tmp_path, CLAIM, limit, tail=f'{tail}why = "So."'))


def test_assumed_design_effects_need_a_default(tmp_path):
    head = HEAD.replace("default = 1.5, ", "")
    with pytest.raises(register.RegisterError, match="design_effects needs a 'default'"):
        register.load(written(tmp_path, CLAIM, head=head))


def test_a_file_that_is_missing_or_no_toml_is_told(tmp_path):
    with pytest.raises(register.RegisterError, match="No such file"):
        register.load(tmp_path / "none.toml")
    (tmp_path / "broken.toml").write_text("claim = [", encoding="utf-8")
    with pytest.raises(register.RegisterError, match=r"broken\.toml: not TOML"):
        register.load(tmp_path / "broken.toml")
