"""The README's numbers are those of the results."""

import re

import jinja2
import pytest

from analysis import paths
from analysis.publishing import prose, readme

TEMPLATE = paths.source(readme.TEMPLATE).read_text(encoding="utf-8")

OF_THE_MACHINE = {"3.11", "3.12", "3.13", "250", "240", "1.3"}
"""Versions, megabytes and gigabytes: of a run, not of a result."""


def bare(text: str) -> str:
    """Return a template's words: without code, links, lookups and the names of files."""
    for pattern in (r"```.*?```", r"`[^`]*`", r"\{\{.*?\}\}", r"\]\([^)]*\)"):
        text = re.sub(pattern, " ", text, flags=re.DOTALL)
    return text


def test_the_readme_is_its_template_filled_from_the_committed_results() -> None:
    committed = paths.source(readme.README).read_text(encoding="utf-8")
    assert committed == prose.render(TEMPLATE, readme.lookups())


def test_no_number_is_typed_into_the_template() -> None:
    typed = set(re.findall(r"(?<![\w.])\d[\d.,]*%?(?<![.,])", bare(TEMPLATE)))
    months = {"2026"}
    assert typed <= OF_THE_MACHINE | months


def test_a_typed_number_would_be_seen() -> None:
    assert re.findall(r"\d+%", bare("It is {{ share }} of `12%`, not 49%.")) == ["49%"]


def test_an_unknown_lookup_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="shares"):
        prose.render("{{ shares }}", {"share": "49%"})


def test_every_file_that_the_readme_links_to_is_there() -> None:
    committed = paths.source(readme.README).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", committed)
    assert len(linked) > 10
    assert [name for name in linked if not paths.source(name).exists()] == []
