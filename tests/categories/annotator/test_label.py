"""The form of an answer is the form of a rater's file, and its schema what servers take."""

import json
from typing import get_args

import pytest

from analysis.categories import raters
from analysis.categories.annotator import label


def test_the_fields_and_their_values_are_those_of_raters_files():
    values = {
        name: get_args(form.model_fields["value"].annotation) for name, form in label.FIELDS.items()
    }
    assert values == {name: levels_without_listed(name) for name in raters.VALUES}


def levels_without_listed(name: str) -> tuple[str, ...]:
    return tuple(value for value in raters.VALUES[name] if value != raters.LISTED)


@pytest.mark.parametrize("lengths", [True, False])
def test_every_object_of_the_schema_is_closed_and_asks_for_all_it_has(lengths: bool):
    schema = label.schema(lengths=lengths)
    for node in (schema, *schema["$defs"].values()):
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])


def test_only_the_schema_for_a_grammar_bounds_strings():
    assert "maxLength" in json.dumps(label.schema(lengths=True))
    assert "maxLength" not in json.dumps(label.schema(lengths=False))


def test_evidence_and_reason_come_before_the_value():
    schema = label.schema(lengths=False)
    for form in ("Signal", "Pay", "Terms", "Block"):
        names = list(schema["$defs"][form]["properties"])
        assert names[:3] == ["evidence", "reason", "value"]
