"""The six-part test: it says yes to two planted blocks and no to a planted continuum."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis import paths
from analysis.categories import bisection, declared
from analysis.categories.declared import DeclarationError, Declared
from analysis.claims import judge, verdicts
from analysis.corpora.reference import generate, parameters

ASKED = declared.load(paths.source(declared.FILE))


def quick(asked: Declared) -> Declared:
    """Return the declaration with its cut-offs untouched and fewer repetitions."""
    latent = asked.latent.model_copy(update={"replications": 39, "most_classes": 2, "starts": 2})
    stability = asked.stability.model_copy(update={"resamples": 4})
    return asked.model_copy(update={"latent": latent, "stability": stability})


@cache
def six_parts(variant: str) -> pd.DataFrame:
    made = generate.generate(parameters.load(variant), 3)
    truth = pd.DataFrame(made.truth).assign(
        employer_key=[posting["employer"] for posting in made.postings],
        country="US", characters=3000, text_complete=True,
    )  # fmt: skip
    alone = truth.drop_duplicates("duplicate_group")
    named = [
        *ASKED.features,
        *["graphql", "grpc", "microservices", "fastapi", "flask", "django", "spring", "node"],
    ]
    wide = alone.reindex(columns=list(dict.fromkeys([*alone, *named])), fill_value="absent")
    return bisection.of_corpora({variant: wide}, quick(ASKED), "US")


def word(table: pd.DataFrame) -> str:
    (parts,) = judge.parts_of(table).values()
    return verdicts.decide_structure(parts).word


@pytest.mark.parametrize(
    ("variant", "passed", "expected"),
    [("two-blocks", True, "replicated"), ("continuum", False, "not replicated")],
)
def test_planted_blocks_are_found_and_a_planted_continuum_is_not_taken_for_them(
    variant, passed, expected
):
    decisive = six_parts(variant)[six_parts(variant)["decides"] == True]  # noqa: E712
    assert set(decisive["quantity"]) == set(bisection.DECIDING)
    assert set(decisive["passed"]) == {passed}
    assert word(six_parts(variant)) == expected


def test_what_is_planted_in_the_other_part_is_what_is_found_there():
    blocks, scale = (
        six_parts(name).set_index("quantity")["value"] for name in ("two-blocks", "continuum")
    )
    assert blocks["neither_llm_api_nor_rag"] == 0
    assert blocks["without_backend"] > 0.85
    assert scale["neither_llm_api_nor_rag"] > 0.3
    assert scale["bic_continuum"] < scale["bic_classes_2"]


def test_too_few_postings_are_refused_with_their_number():
    frame = pd.DataFrame({"id": ["a"], "role": "ai_engineer", "country": "US", "characters": 900})
    frame = frame.assign(text_complete=True)
    found = bisection.of_corpora({"small": frame}, ASKED, "US")
    assert found["refused"].tolist() == ["it holds 1 such postings, and the test needs 200"]
    assert word(found) == "not assessable"


def test_the_area_under_the_curve_counts_pairs_with_ties_as_half():
    score, flag = np.array([0.1, 0.4, 0.4, 0.8]), np.array([0, 0, 1, 1])
    weights = np.array([[1.0, 1, 1, 1], [2.0, 0, 1, 1]])
    assert bisection.auc(score, flag, weights) == pytest.approx([0.875, 1.0])


def test_the_rand_index_is_that_of_hubert_and_arabie():
    tables = np.array([[[5.0, 0], [0, 7]], [[1.0, 1], [1, 1]]])
    assert bisection.rand(tables) == pytest.approx([1.0, -0.5])


def test_a_declaration_with_an_unknown_key_is_refused(tmp_path):
    file = tmp_path / "bisection.toml"
    text = paths.source(declared.FILE).read_text(encoding="utf-8")
    file.write_text(text.replace("least_auc = 0.90", "least_auc = 1.90"))
    with pytest.raises(DeclarationError, match=r"separation\.least_auc"):
        declared.load(file)
