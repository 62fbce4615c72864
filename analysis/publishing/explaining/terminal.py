"""An explained posting in the terminal."""

from collections.abc import Iterable

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from analysis.publishing.explaining.looks import LOOKS, shown
from analysis.publishing.explaining.marks import Explained, Piece

_MARGIN = 12
_PLACES = "place: characters of the text or the title, counted from 0, as in the evidence table"


def rendered(explained: Explained, note: str = "") -> Group:
    """Return a posting for a rich console.

    Args:
        explained: The posting.
        note: Shown at the top.
    """
    parts: list[RenderableType] = [Text(note, style="bold reverse"), Text()] if note else []
    parts += [_marked(explained.title, "bold") or Text("(no title)", style="dim")]
    if explained.employer:
        parts.append(Text(shown(explained.employer)))
    parts += [Text(), _legend(), Text(), _body(explained), _evidence(explained)]
    return Group(*parts, Text(_PLACES, style="dim"), Text(), _outcome(explained))


def _style(look: str) -> str:
    if look not in LOOKS:
        return ""
    found = LOOKS[look]
    return f"{found.attribute} {found.ink} on {found.background}"


def _marked(pieces: Iterable[Piece], plain: str = "") -> Text:
    text = Text()
    for piece in pieces:
        text.append(shown(piece.text), style=_style(piece.look) or plain)
        if piece.ends:
            text.append(f"‹{' '.join(map(str, piece.ends))}›", style="dim")
    return text


def _legend() -> Text:
    text = Text("marks: ")
    for look in LOOKS:
        text.append(f" {look} ", style=_style(look)).append(" ")
    return text.append("‹n›: number in the table")


def _body(explained: Explained) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_MARGIN, style="dim italic")
    grid.add_column(overflow="fold")
    for block in explained.blocks:
        text = _marked(block.pieces)
        if text.plain.endswith("\n"):
            text.right_crop(1)  # the row ends the line
        grid.add_row(block.section, text)
    if not explained.blocks:
        grid.add_row("", Text("(no text)", style="dim"))
    return grid


def _evidence(explained: Explained) -> RenderableType:
    if not explained.marks:
        return Text("Nothing of what is looked for stands in it.")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("signal", overflow="fold", ratio=5)
    table.add_column("level", no_wrap=True)
    table.add_column("found (form)", overflow="fold", ratio=5)
    table.add_column("section, place", no_wrap=True)
    table.add_column("rule", overflow="fold", ratio=5)
    for mark in explained.marks:
        found = Text(shown(mark.found))
        if mark.form:
            found.append(f" ({shown(mark.form)})", style="dim")
        is_term = mark.look == mark.signal
        level = Text("–") if is_term else Text(mark.look, style=_style(mark.look))
        signal = Text(mark.signal, style=_style(mark.look) if is_term else "")
        where = Text(f"{mark.section}\n").append(mark.place, style="dim")
        table.add_row(str(mark.number), signal, level, found, where, Text(shown(mark.why)))
    return table


def _outcome(explained: Explained) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in explained.outcome:
        grid.add_row(name, Text(shown(value)))
    return grid
