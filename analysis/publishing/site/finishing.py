"""What Sphinx and its theme leave undone for readers without a mouse or without eyes."""

import re
from pathlib import Path

_MENDS = (
    # what scrolls sideways can be reached with the keyboard
    (re.compile(r'<div class="(table-wrapper[^"]*|output text_html)">'),
     r'<div class="\1" tabindex="0" role="group" aria-label="A wide table">'),
    (re.compile(r"<pre>"), '<pre tabindex="0">'),
    # a heading needs a level, and captions of the menu are none
    (re.compile(r'<p class="caption" role="heading">'), '<p class="caption">'),
    # two sides of a page need two names
    (re.compile(r'<aside class="sidebar-drawer">'),
     '<aside class="sidebar-drawer" aria-label="Site">'),
    (re.compile(r'<aside class="toc-drawer([^"]*)">'),
     r'<aside class="toc-drawer\1" aria-label="On this page">'),
    # an empty corner of a table is no heading
    (re.compile(r"<th></th>"), "<td></td>"),
    (re.compile(r'(<div id="search-results">)'), r"<h1>Search</h1>\n\1"),
)  # fmt: skip


def finish(made: Path) -> None:
    """Mend the pages that Sphinx made.

    Args:
        made: The folder with the HTML; the explorer and the tables in it stay as they are.
    """
    for file in made.rglob("*.html"):
        if file.name != "explorer.html" and file.parent.name != "tables":
            text = file.read_text(encoding="utf-8")
            for fault, mended in _MENDS:
                text = fault.sub(mended, text)
            file.write_text(text, encoding="utf-8")
