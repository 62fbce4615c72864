"""Cards: what is refused, with which words, and what the hash depends on."""

from typing import Any

import pytest

from analysis.hypotheses import card
from tests.hypotheses import examples


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"family": "other"}, "family"),
        ({"estimand": ""}, "estimand"),
        ({"colour": "red"}, "colour"),
        ({"contrasts": []}, "contrasts"),
        ({"id": "6"}, "id"),
        ({"contrasts": [examples.contrast(outcome="python +")]}, "outcome"),
        ({"contrasts": [examples.contrast(margin=0)]}, "margin"),
        ({"contrasts": [examples.contrast(second=examples.contrast()["first"])]}, "same postings"),
        (
            {"contrasts": [examples.contrast(outcome="pay_disclosed and annual_pay()",
                                             level="requires")]},
            "names no signal; delete level",
        ),
        (
            {"contrasts": [examples.contrast(first={"name": "x", "roles": ["ai_engineer"],
                                                     "states": ["ZZ"]})]},
            "'ZZ' is no state",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_by_its_key(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(card.CardError, match=named):
        card.parse(examples.written(**changes), "h06_x.ipynb")


def test_a_level_is_for_the_signals_of_the_groups_too() -> None:
    groups = examples.contrast()
    asked = groups["first"] | {"has": "agentic"}
    contrast = groups | {"outcome": "pay_disclosed", "level": "requires", "first": asked}
    assert card.parse(examples.written(contrasts=[contrast]), "h06_x.ipynb").contrasts[0].level


def test_the_notebook_bears_the_number_of_its_card() -> None:
    with pytest.raises(card.CardError, match="not how the notebook's name begins"):
        card.parse(examples.written(7), "h06_x.ipynb")


def test_every_key_that_is_left_open_is_named() -> None:
    draft = examples.written(margin="?", contrasts=[examples.contrast(expects="?")])
    assert card.left_open(draft) == ["contrasts.0.expects", "margin"]
    assert card.left_open(examples.written()) == []


def test_the_hash_is_of_what_is_said_and_not_of_how_it_is_laid_out() -> None:
    backwards = dict(reversed(examples.written().items()))
    assert card.parse(backwards, "h06_x.ipynb").digest == examples.parsed().digest
    assert examples.parsed(estimand="Another.").digest != examples.parsed().digest
    wider = examples.parsed(contrasts=[examples.contrast(margin=0.2)])
    assert wider.digest != examples.parsed().digest
