"""Of an answer each field that can stand does; what cannot is named, and no word is kept."""

import json
from typing import Any

import pytest

from analysis.categories.annotator import label, reading

POSTING = "Data Cook\n\nYou know Python. We pay $90,000 a year."


def answer(**changed: Any) -> dict[str, Any]:
    fields = {
        name: {"evidence": "", "reason": "Not named.", "value": nothing(name)}
        for name in label.FIELDS
    }
    fields["block"] |= {"evidence": "Data Cook", "value": "other"}
    fields["pay"] |= {"min": None, "max": None, "period": None, "currency": None}
    for name, values in changed.items():
        fields[name] = fields[name] | values
    return fields


def nothing(name: str) -> str:
    return {"pay": "none", "terms": "unstated"}.get(name, "absent")


def read(fields: dict[str, Any]) -> reading.Read:
    return reading.read(json.dumps(fields), POSTING)


def test_a_good_answer_stands_with_spans_for_quotations():
    found = read(
        answer(
            python={"evidence": "you know Python", "value": "required"},
            pay={"evidence": "$90,000 a year", "value": "disclosed", "min": 90000, "max": 90000,
                 "period": "year", "currency": "USD"},
        )
    )  # fmt: skip
    assert found.faults == ()
    assert found.label["python"]["value"] == "required"
    start, end = found.label["python"]["span"]
    assert POSTING[start:end] == "You know Python"
    assert found.label["pay"]["min"] == 90000
    assert found.label["aws"] == {"value": "absent", "reason": "Not named.", "span": None}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "malformed: not JSON at character 0"),
        ("python is required", "malformed: not JSON at character 0"),
        ('{"python": {"evidence"', "malformed: not JSON at character 22"),
        ("[]", "malformed: not an object"),
    ],
)
def test_what_is_no_answer_is_named(text: str, fault: str):
    found = reading.read(text, POSTING)
    assert found == reading.Read({}, (fault,))


@pytest.mark.parametrize(
    ("field", "given", "fault"),
    [
        ("python", {"evidence": "You know Perl", "value": "required"},
         "python: the evidence is not in the text"),
        ("python", {"evidence": "", "value": "duty"}, "python: 'duty' without evidence"),
        ("python", {"evidence": "", "value": "often"},
         "python: value: Input should be 'required', 'duty', 'preferred', 'mentioned' or 'absent'"),
        ("aws", {"value": None},
         "aws: value: Input should be 'required', 'duty', 'preferred', 'mentioned' or 'absent'"),
        ("pay", {"evidence": "We pay", "value": "disclosed"},
         "pay: Value error, disclosed without an amount"),
        ("pay", {"evidence": "We pay", "value": "disclosed", "min": 2, "max": 1},
         "pay: Value error, the lowest amount is above the highest"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_stand_is_named_and_the_others_stand(field, given, fault):
    found = read(answer(**{field: given}))
    assert found.faults == (fault,)
    assert set(found.label) == set(label.FIELDS) - {field}


def test_a_missing_field_and_an_unknown_one_are_named():
    fields = answer()
    del fields["rag"]
    found = read(fields | {"cobol": {}})
    assert found.faults == ("cobol: there is no such field", "rag: missing")


def test_neither_label_nor_faults_keep_a_quotation():
    quoted = "You know Python. We pay $90,000"
    found = read(
        answer(
            python={"evidence": quoted, "reason": quoted, "value": "required"},
            aws={"evidence": "", "reason": "", "value": quoted},
        )
    )
    kept = json.dumps([found.label, found.faults])
    assert "know Python" not in kept
    assert found.label["python"]["reason"].startswith("[11:")


def test_a_line_break_within_a_string_does_no_harm():
    text = json.dumps(answer(aws={"reason": "one@two"})).replace("@", "\n")
    assert reading.read(text, POSTING).label["aws"]["reason"] == "one\ntwo"
