"""What Sphinx leaves undone for readers without a mouse."""

import re
from pathlib import Path

_SCROLLS = re.compile(r'<div class="(table-wrapper[^"]*|highlight|output text_html)">')


def finish(made: Path) -> None:
    """Let the keyboard reach what scrolls sideways.

    Args:
        made: The folder with the HTML.
    """
    for file in made.rglob("*.html"):
        if file.name != "explorer.html":
            text = file.read_text(encoding="utf-8")
            file.write_text(_SCROLLS.sub(r'<div class="\1" tabindex="0">', text), encoding="utf-8")
