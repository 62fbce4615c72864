"""What was not audited never passes."""

import json

from release import audit


def test_every_package_audited_and_none_faulty_is_clean() -> None:
    answer = json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]})
    assert audit.verdict("l", answer, "") == (audit.CLEAN, ["l: 1 packages, no known fault"])


def test_a_package_that_was_skipped_is_no_pass() -> None:
    found = [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}]
    code, (line,) = audit.verdict("l", json.dumps({"dependencies": found}), "No known")
    assert code == audit.UNKNOWN
    assert "1 of 2 packages NOT AUDITED" in line


def test_no_answer_and_no_package_are_no_pass() -> None:
    assert audit.verdict("l", "", "x\nNo route to host")[0] == audit.UNKNOWN
    assert audit.verdict("l", '{"dependencies": []}', "")[0] == audit.UNKNOWN


def test_a_known_fault_is_named() -> None:
    found = [
        {"name": "a", "version": "1", "vulns": [{"id": "X-1"}]},
        {"name": "b", "skip_reason": ""},
    ]
    code, lines = audit.verdict("l", json.dumps({"dependencies": found}), "")
    assert code == audit.FAULTY
    assert lines[0] == "l: a 1: X-1"
