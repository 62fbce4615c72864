"""Templates of the site, and the few words that its pages share."""

import html
from functools import cache
from pathlib import Path

import jinja2
import pandas as pd

from analysis.publishing import words

_NUMBER = r"[\d.,]+( [kM]B)?$|–$"
TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, **values: object) -> str:
    """Return a template with its values filled in.

    Args:
        template: A file of `templates/`.
        values: By name.

    Raises:
        jinja2.UndefinedError: The template asks for a value that is not given.
    """
    return _environment().get_template(template).render(values)


@cache
def _environment() -> jinja2.Environment:
    """Return what reads the templates: one for all pages, since it keeps them compiled."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"table": table, "share": words.percent, "plain": plain}
    return environment


def table(rows: list[dict[str, object]]) -> str:
    """Return rows as a Markdown table.

    Args:
        rows: One dictionary a row, with the same keys; a column of numbers is set
            to the right.
    """
    cells = pd.DataFrame(rows).map(lambda cell: str(cell).replace("|", "\\|"))
    sides = ["right" if cells[name].str.match(_NUMBER).all() else "left" for name in cells]
    return str(cells.to_markdown(index=False, disable_numparse=True, colalign=sides))


def plain(text: object) -> str:
    """Return text such that Markdown shows it as it stands.

    Args:
        text: From a table or a register; may hold `<` or `*`.
    """
    shown = html.escape(str(text), quote=False)
    for mark in "\\`*_[]{}$|":
        shown = shown.replace(mark, f"&#{ord(mark)};")
    return shown
