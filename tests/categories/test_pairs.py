"""Agreement of pairs of raters, shares corrected and counted again, and the classifier."""

import numpy as np
import pandas as pd
import pytest

from analysis.categories import classifier, corrected, pairs, recount
from analysis.categories.corrected import Coded

IDS = [f"c/{number:03d}" for number in range(120)]
EMPLOYERS = pd.Series([f"e{number // 2}" for number in range(120)], index=IDS)


def rater(yes: int, of: int = 120, **more: object) -> pd.DataFrame:
    """Return a rater who gave the first postings agentic as a duty, of the first that it read."""
    frame = pd.DataFrame(index=IDS[:of])
    frame["agentic"] = np.where(np.arange(of) < yes, "duty", "absent")
    return frame.assign(**more)


def test_raters_are_compared_on_what_both_read_and_can_tell():
    lists = rater(60).replace("duty", "listed")
    found, classes = pairs.agree({"a": rater(60, 40), "b": rater(30), "lists": lists}, EMPLOYERS)
    rows = found.set_index(["first", "second", "view"])
    assert rows.loc[("a", "b", "requires"), "n"] == 40
    assert rows.loc[("a", "b", "requires"), "percent"] == pytest.approx(0.75)
    assert ("a", "lists", "requires") not in rows.index
    assert rows.loc[("b", "lists", "mentions"), "percent"] == pytest.approx(0.75)
    low, high = rows.loc[("b", "lists", "mentions"), ["percent_low", "percent_high"]]
    assert 0.6 < low < 0.75 < high < 0.9
    yes = classes[(classes["view"] == "mentions") & (classes["class"] == "yes")]
    of_lists = yes.set_index(["first", "second"]).loc[("b", "lists")]
    assert of_lists["sensitivity"] == 1
    assert of_lists["specificity"] == pytest.approx(60 / 90)


def test_too_few_shared_postings_say_nothing():
    found, _ = pairs.agree({"a": rater(5, 9), "b": rater(30)}, EMPLOYERS)
    assert found.empty


def test_a_consensus_names_how_often_each_rater_finds_a_class():
    tables = {"a": rater(60), "b": rater(60), "c": rater(40)}
    found = pairs.consensus(tables, {"agentic": "requires"})
    yes = found[found["class"] == "yes"].set_index("rater")["found"]
    assert yes["a"] > 0.95
    assert yes["c"] < 0.75


def coded(audit: pd.DataFrame) -> Coded:
    return Coded("c", EMPLOYERS, {"coder_a": audit, "rules": rater(60)})


def audit() -> pd.DataFrame:
    """Return an audit of every third posting: the rule is wrong in a third of its yeses."""
    read = IDS[::3]
    truth = ["duty" if place < 60 and place % 9 else "absent" for place in range(0, 120, 3)]
    return pd.DataFrame({"agentic": truth}, index=read)


def test_an_audit_corrects_the_share_of_the_corpus():
    found = corrected.shares_of(coded(audit()), None, "coder_a")
    rows = found[(found["rater"] == "rules") & (found["view"] == "requires")]
    shares = rows.set_index("method")["estimate"]
    assert shares["naive"] == 0.5
    wrong = sum(place % 9 == 0 for place in range(0, 60, 3)) / 20
    for method in ("by_label", "ppi", "exact"):
        assert shares[method] == pytest.approx(0.5 * (1 - wrong))
    assert shares["difference"] == pytest.approx(0.5 - 0.5 * wrong)
    bounds = rows.set_index("method")
    assert (bounds["low95"].drop("naive") < bounds["estimate"].drop("naive")).all()
    assert set(found.loc[found["rater"] == "coder_a", "method"]) == {"naive"}


def test_error_rates_of_another_corpus_are_carried_where_none_was_audited():
    here = Coded("d", EMPLOYERS, {"rules": rater(60)})
    there = Coded("c", EMPLOYERS, {"rules": rater(60), "coder_a": rater(40)})
    found = corrected.shares_of(here, there, "coder_a")
    carried = found[(found["method"] == "transported") & (found["view"] == "requires")]
    assert carried["estimate"].item() == pytest.approx((0.5 + 60 / 80 - 1) / (1 + 60 / 80 - 1))


def test_the_recount_grows_with_the_width_of_the_reading():
    levels = ["required"] * 30 + ["duty"] * 30 + ["preferred"] * 20 + ["mentioned"] * 10
    table = pd.DataFrame({"agentic": levels + ["absent"] * 30}, index=IDS)
    table = table.assign(llm_api="absent", prompting="absent", rag=["absent"] * 60 + ["duty"] * 60)
    table["block"] = ["agentic_systems"] * 12 + ["software"] * 108
    found = recount.recount(Coded("c", EMPLOYERS, {"rules": table}), {IDS[0]}, 400)
    shares = found.set_index("reading")["estimate"]
    assert shares[list(recount.READINGS)].tolist() == pytest.approx([0.25, 0.5, 80 / 120, 0.75])
    assert shares[recount.TITLE] == pytest.approx(1 / 120)
    assert shares[recount.MAIN] == pytest.approx(0.1)
    row = found.set_index("reading").loc["required or a duty"]
    assert (row["of_article"], row["rest_llm_work"]) == (200, 1)


def test_a_field_that_a_rater_did_not_code_costs_the_recount_no_other():
    table = pd.DataFrame({"agentic": ["required", "absent"] * 60}, index=pd.Index(IDS))
    for others in ({}, {"rag": "absent", "prompting": "duty"}):
        coded = Coded("c", EMPLOYERS, {"person_a": table.assign(**others)})
        found = recount.recount(coded, None, 400)
        assert found["reading"].tolist() == list(recount.READINGS)
        assert found["estimate"].tolist() == pytest.approx([0.5] * len(found))
        assert found["rest_llm_work"].isna().all()


def measured(n: int) -> tuple[pd.DataFrame, pd.Series]:
    blocks = np.where(np.arange(n) % 2, "software", "agentic_systems")
    frame = pd.DataFrame({"id": [f"c/{i}" for i in range(n)]})
    frame["employer_key"] = [f"e{i // 3}" for i in range(n)]
    frame["agentic"] = np.where(np.arange(n) % 2, "absent", "required")
    frame["month"] = "2026-01"
    frame["python"] = "duty"
    return frame, pd.Series(blocks, index=frame["id"])


def test_the_classifier_carries_what_it_learnt_to_what_no_one_coded():
    frame, blocks = measured(90)
    carried = classifier.carry(frame, blocks.iloc[:60])
    assert carried.iloc[60:].tolist() == blocks.iloc[60:].tolist()
    assert classifier.features(frame).shape == (90, 4)  # two signals; a month is none


def test_a_posting_is_never_judged_by_what_its_own_employer_taught():
    frame, blocks = measured(60)
    frame["agentic"] = "absent"  # nothing to learn but the employer
    frame["python"] = np.where(frame["employer_key"] == "e0", "duty", "absent")
    blocks[frame["employer_key"].eq("e0").to_numpy()] = "other"
    carried = classifier.carry(frame, blocks)
    assert "other" not in set(carried[frame["employer_key"].eq("e0").to_numpy()])
    table = classifier.accuracy(carried, blocks).set_index("block")
    assert table.loc["other", "recall"] == 0
    assert table.loc["all", "coded"] == 60
