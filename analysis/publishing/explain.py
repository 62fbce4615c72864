"""A posting shown with every measurement in place and its rule named; nothing is stored."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from analysis.publishing.explaining import marks, page, terminal


def html(posting: Mapping[str, Any], note: str = "") -> str:
    """Return a posting as HTML that stands by itself, for a notebook to display.

    Args:
        posting: A row with title, employer and text; what is missing counts as empty.
        note: Shown at the top, such as 'SYNTHETIC posting'.
    """
    return page.rendered(marks.of(posting), note)


def show(posting: Mapping[str, Any], console: Console, note: str = "") -> None:
    """Print a posting in the terminal.

    Args:
        posting: A row with title, employer and text; what is missing counts as empty.
        console: Where to.
        note: Shown at the top.
    """
    console.print(terminal.rendered(marks.of(posting), note), highlight=False)
