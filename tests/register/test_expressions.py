"""A measure holds names, its few calls, and, or, not; everything else is refused."""

import re

import pytest

from analysis.register import expressions


def test_names_and_calls_are_told_apart():
    tree = expressions.parse("(llm_api or rag) and not employer('Prolific') and annual_pay()")
    assert expressions.names(tree) == {"llm_api", "rag"}
    assert expressions.called(tree) == {"employer", "annual_pay"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("rag and", "cannot be read"),
        ("rag > 1", "holds 'rag > 1'"),
        ("__import__('os')", "calls __import__"),
        ("rag.upper()", "calls rag.upper"),
        ("1", "holds '1'"),
        ("-rag", "holds '-rag'"),
        ("annual_pay(5)", "annual_pay takes nothing"),
        ("pay_max_at_least('much')", "takes a number"),
        ("pay_max_at_least(True)", "takes a number"),
        ("employer(5)", "takes a quoted name"),
        ("pay_between(1)", "takes a number, a number"),
        ("employer(name='x')", "calls employer; there are annual_pay, hourly_pay, pay_max_at_"),
        ("employer(rag)", "takes a quoted name"),
        ("rag and not (aws or -rag)", "holds '-rag'"),
        ("rag or not pay_day()", "calls pay_day"),
    ],
)
def test_anything_else_is_refused_with_the_place(text, fault):
    with pytest.raises(ValueError, match=re.escape(fault)) as caught:
        expressions.parse(text)
    assert str(caught.value).startswith(f"'{text}'")
