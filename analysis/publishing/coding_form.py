"""The form in which a person codes postings: one at a time, every choice kept at once."""

from html import escape
from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd

from analysis import tables
from analysis.categories import raters
from analysis.categories.audit import NOTE

UNSAID = ""


class CodingForm:
    """The widgets over a form's file.

    Args:
        file: As `audit draw` writes it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._form = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        self._row = 0
        self._showing = False
        self.text = ipywidgets.HTML(layout={"height": "600px", "overflow": "auto", "width": "60%"})
        self.place = ipywidgets.Label()
        self.fields = {name: _choice(name) for name in raters.VALUES}
        self.fields[NOTE] = ipywidgets.Textarea(description=NOTE)
        for name, widget in self.fields.items():
            widget.observe(self._keeping(name), names="value")
        self.back, self.on = (ipywidgets.Button(description=name) for name in ("back", "next"))
        self.back.on_click(lambda _: self.go(-1))
        self.on.on_click(lambda _: self.go(1))
        self.go(0)

    def go(self, step: int) -> None:
        """Show another posting.

        Args:
            step: How many further on; the first and the last are the ends.
        """
        self._row = min(max(self._row + step, 0), len(self._form) - 1)
        row = self._form.iloc[self._row]
        self._showing = True  # the widgets change, and nobody chose
        self.place.value = f"{self._row + 1} of {len(self._form)}: {row['posting']}"
        shown = escape(row["text"]).replace("\n", "<br>")
        self.text.value = f"<h3>{escape(row['title'])}</h3>{shown}"
        for name, widget in self.fields.items():
            widget.value = row[name] if name == NOTE or row[name] in widget.options else UNSAID
        self._showing = False

    def _keeping(self, name: str) -> Any:  # noqa: ANN401 - as ipywidgets calls it
        def keep(change: dict[str, Any]) -> None:
            if self._showing:
                return
            self._form.loc[self._row, name] = change["new"]
            tables.write_csv(self._form, self._file)

        return keep

    def widget(self) -> ipywidgets.Widget:
        """Return everything as one widget."""
        choices = ipywidgets.VBox(list(self.fields.values()))
        top = ipywidgets.HBox([self.back, self.on, self.place])
        return ipywidgets.VBox([top, ipywidgets.HBox([self.text, choices])])


def _choice(name: str) -> ipywidgets.Dropdown:
    values = [value for value in raters.VALUES[name] if value != raters.LISTED]
    return ipywidgets.Dropdown(options=[UNSAID, *values], description=name)


def show(file: str) -> ipywidgets.Widget:
    """Return the form of a file, for a notebook to show.

    Args:
        file: As `audit draw` writes it.
    """
    return CodingForm(Path(file)).widget()
