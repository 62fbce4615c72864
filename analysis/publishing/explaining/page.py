"""An explained posting as HTML that stands by itself: a notebook shows it, light or dark.

Text and lines take the colour of the page around them; a mark brings its background and ink along.
"""

import hashlib
import html
from collections.abc import Iterable, Iterator

from analysis.publishing.explaining.looks import LOOKS, shown
from analysis.publishing.explaining.marks import Explained, Mark, Piece

_WHOLE = (
    "max-width:52rem;font:15px/1.55 system-ui,sans-serif;overflow-wrap:anywhere;"
    "text-align:left;color:inherit"
)
_NOTE = "margin:0 0 .6rem;padding:.3rem .6rem;border:2px solid;font-weight:700"
_TITLE = "font-size:1.25em;font-weight:700;line-height:1.35"
_BLOCK = "margin:.5rem 0;padding-left:.6rem;border-left:3px solid"
_HEADING = "font-size:.8em;font-style:italic;opacity:.8;user-select:none"
_TEXT = "white-space:pre-wrap;unicode-bidi:isolate"
_NUMBER = "font-size:.7em;user-select:none;white-space:nowrap;line-height:0"
_TABLE = (
    "display:table;width:100%;table-layout:auto;border-collapse:collapse;font-size:.85em;"
    "line-height:1.35;margin:.8rem 0 .2rem;background:none;color:inherit"
)
_CELL = (
    "padding:.25rem .35rem;border:0;border-bottom:1px solid rgba(128,128,128,.5);"
    "text-align:left;vertical-align:top;white-space:normal;background:none;color:inherit;"
    "overflow-wrap:break-word"
)
_ANYWHERE = "overflow-wrap:anywhere"
"""For what may be one long word: a cell of it never widens the table beyond the page."""
_SMALL = "opacity:.8;font-size:.9em"


def rendered(explained: Explained, note: str = "") -> str:
    """Return a posting as HTML with its styles inline.

    Args:
        explained: The posting.
        note: Shown at the top.
    """
    key = hashlib.sha256(repr(explained).encode("utf-8", "replace")).hexdigest()[:8]
    return "".join(_parts(explained, note, f"mark-{key}-"))


def _parts(explained: Explained, note: str, key: str) -> Iterator[str]:
    yield f'<div style="{_WHOLE}">'
    if note:
        yield f'<div style="{_NOTE}">{_safe(note)}</div>'
    yield f'<div style="{_TITLE};{_TEXT}" data-part="title">{_marked(explained.title, key)}</div>'
    if explained.employer:
        yield f"<div>{_safe(explained.employer)}</div>"
    yield f'<div style="margin:.6rem 0;font-size:.85em">{" ".join(map(_chip, LOOKS))}</div>'
    for block in explained.blocks:
        yield f'<div style="{_BLOCK}"><div style="{_HEADING}">{_safe(block.section)}</div>'
        yield f'<div style="{_TEXT}" data-part="text">{_marked(block.pieces, key)}</div></div>'
    yield from _evidence(explained.marks, key)
    yield f'<table style="{_TABLE}"><tbody>'
    for name, value in explained.outcome:
        yield f"<tr>{_cell(f'<b>{_safe(name)}</b>')}{_cell(_safe(value), _ANYWHERE)}</tr>"
    yield "</tbody></table></div>"


def _safe(text: str) -> str:
    return html.escape(shown(text))


def _chip(look: str) -> str:
    return f'<span style="{_style(look)};padding:0 .3em;white-space:nowrap">{look}</span>'


def _style(look: str) -> str:
    found = LOOKS[look]
    return f"background:{found.background};color:{found.ink};{found.line}"


def _marked(pieces: Iterable[Piece], key: str) -> str:
    return "".join(_one(piece, key) for piece in pieces)


def _one(piece: Piece, key: str) -> str:
    text = _safe(piece.text)
    if piece.look:
        text = f'<mark style="{_style(piece.look)}">{text}</mark>'
    if not piece.ends:
        return text
    links = " ".join(
        f'<a href="#{key}{number}" style="color:inherit">{number}</a>' for number in piece.ends
    )
    return f'{text}<sup style="{_NUMBER}">{links}</sup>'


def _evidence(marks: tuple[Mark, ...], key: str) -> Iterator[str]:
    if not marks:
        yield "<p>Nothing of what is looked for stands in it.</p>"
        return
    heads = ("", "signal, level", "found (form)", "section, place, rule")
    yield f'<table style="{_TABLE}"><thead><tr>'
    yield "".join(f'<th scope="col" style="{_CELL};font-weight:700">{head}</th>' for head in heads)
    yield "</tr></thead><tbody>"
    for mark in marks:
        yield _row(mark, key)
    yield (
        f'</tbody></table><div style="{_SMALL}">Numbers stand where a mark ends. Places are '
        "characters of the text or the title, counted from 0, as in the evidence table.</div>"
    )


def _row(mark: Mark, key: str) -> str:
    form = f' <span style="{_SMALL}">({_safe(mark.form)})</span>' if mark.form else ""
    signal = "" if mark.signal == mark.look else f"<b>{_safe(mark.signal)}</b><br>"
    where = f'{_safe(mark.section)} <span style="{_SMALL}">{mark.place}</span>'
    cells = (
        _cell(str(mark.number)),
        _cell(signal + _chip(mark.look)),
        _cell(_safe(mark.found) + form, _ANYWHERE),
        _cell(f"{where}<br>{_safe(mark.why)}"),
    )
    return f'<tr id="{key}{mark.number}">{"".join(cells)}</tr>'


def _cell(content: str, style: str = "") -> str:
    return f'<td style="{_CELL};{style}">{content}</td>'
