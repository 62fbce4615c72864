"""People's audits: probabilities are known, forms show nothing, cells are checked."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.categories import audit, raters

STRATA = pd.Series(["a"] * 6 + ["b"] * 30 + ["c"], index=[f"p{n:02}" for n in range(37)])


def test_every_stratum_is_drawn_from_in_proportion_beyond_the_least():
    design = audit.draw(STRATA, 15, seed=1)
    drawn = design[design["drawn"]].groupby("stratum").size()
    assert drawn.to_dict() == {"a": 3, "b": 11, "c": 1}  # 2+2+1, and 10 among 4 and 28
    probability = design.groupby("stratum")["probability"].first()
    assert probability.to_dict() == pytest.approx({"a": 3 / 6, "b": 11 / 30, "c": 1})


@given(st.integers(min_value=5, max_value=37), st.integers(min_value=0, max_value=99))
def test_weights_add_up_to_the_population(size: int, seed: int):
    design = audit.draw(STRATA, size, seed)
    assert design["drawn"].sum() == size
    assert (1 / design.loc[design["drawn"], "probability"]).sum() == pytest.approx(len(STRATA))


def test_each_posting_is_drawn_as_often_as_its_probability_says():
    often = sum(audit.draw(STRATA, 15, seed)["drawn"].astype(int) for seed in range(600)) / 600
    assert (often - audit.draw(STRATA, 15, 0)["probability"]).abs().max() < 0.09


def test_a_seed_draws_the_same_whatever_the_order():
    shuffled = STRATA.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(audit.draw(STRATA, 15, 3), audit.draw(shuffled, 15, 3))
    assert not audit.draw(STRATA, 15, 3).equals(audit.draw(STRATA, 15, 4))


@pytest.mark.parametrize("size", [4, 38])
def test_a_size_that_does_not_fit_is_told(size: int):
    with pytest.raises(audit.AuditError, match="need from 5 to 37"):
        audit.draw(STRATA, size, seed=1)


def drawn(*ids: str) -> pd.DataFrame:
    return pd.DataFrame({"posting": ids, "title": "Baker", "text": "Bread.", "block": "software"})


def test_a_form_is_blank_and_shows_neither_machine_nor_order():
    ids = [f"p{n:02}" for n in range(20)]
    form = audit.blank(drawn(*ids), seed=1)
    assert (form[list(raters.VALUES)] == "").all(axis=None)
    assert list(form.columns) == ["posting", "title", "text", *raters.VALUES, "note"]
    assert sorted(form["posting"]) == ids
    assert list(form["posting"]) != ids


def filled(**cells: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"posting": ["p1", "p2"], "title": "", "text": ""} | cells)


def test_a_form_comes_back_as_labels_and_an_empty_cell_is_none():
    found = audit.taken(
        filled(python=["Required", ""], terms=["full time", " contract "]), {"p1", "p2"}, "me.csv"
    )
    assert found.refused == ()
    assert found.labels.to_numpy().tolist() == [
        ["p1", "python", "required"],
        ["p1", "terms", "full_time"],
        ["p2", "terms", "contract"],
    ]


def test_a_cell_that_cannot_stand_is_named_and_the_rest_stands():
    form = pd.DataFrame(
        {
            "posting": ["p1", "p2", "p3", "p3"],
            "python": ["often", "listed", "duty", "duty"],
            "pay": ["none", "none", "", ""],
        }
    )
    found = audit.taken(form, {"p1", "p3"}, "me.csv")
    assert found.refused == (
        "me.csv, row 2: p1, python = 'often': the field has no such value",
        "me.csv, row 3: p2, python = 'listed': not drawn for this audit",
        "me.csv, row 3: p2, pay = 'none': not drawn for this audit",
        "me.csv, row 4: p3, python = 'duty': the posting stands on several rows",
        "me.csv, row 5: p3, python = 'duty': the posting stands on several rows",
    )
    assert found.labels.to_numpy().tolist() == [["p1", "pay", "none"]]


def test_what_is_no_form_is_told():
    with pytest.raises(audit.AuditError, match="no form of this audit"):
        audit.taken(pd.DataFrame({"a": ["1"]}), {"p1"}, "me.csv")


def labels(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=raters.COLUMNS)


FIRST = labels(("p1", "rag", "duty"), ("p1", "pay", "none"), ("p2", "rag", "absent"))
SECOND = labels(("p1", "rag", "required"), ("p1", "pay", "none"), ("p3", "rag", "duty"))


def test_disagreements_are_the_cells_that_both_coded_and_differ_on():
    assert audit.disagreements(FIRST, SECOND).to_dict("records") == [
        {"posting": "p1", "field": "rag", "value_a": "duty", "value_b": "required", "decision": ""}
    ]


def test_people_say_what_they_agree_on_and_what_they_decided():
    open_yet = audit.agreed(FIRST, SECOND, None)
    assert open_yet.to_numpy().tolist() == [
        ["p1", "pay", "none"], ["p2", "rag", "absent"], ["p3", "rag", "duty"],
    ]  # fmt: skip
    decided = audit.disagreements(FIRST, SECOND).assign(decision="required")
    assert ["p1", "rag", "required"] in audit.agreed(FIRST, SECOND, decided).to_numpy().tolist()


def test_a_decision_on_what_was_agreed_changes_nothing():
    stray = pd.DataFrame({"posting": ["p1"], "field": ["pay"], "decision": ["disclosed"]})
    found = audit.agreed(FIRST, SECOND, stray)
    assert found.to_numpy().tolist().count(["p1", "pay", "none"]) == 1
    assert len(found) == 3
