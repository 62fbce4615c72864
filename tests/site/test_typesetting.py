"""Tables as LaTeX and HTML hold what the frame holds, and no sign of it is read as a command."""

import pandas as pd
import pytest

pytest.importorskip("sphinx", reason="the extra 'site' is not installed: make .venv/site")

from bs4 import BeautifulSoup
from markupsafe import Markup

from analysis.publishing.site import typesetting

CONTRAST = pd.DataFrame(
    {
        "signal": ["R&D", "<b>", "_x"],
        "AIE, the article": ["73%", None, "5%"],
        "AIE, corpora": [3, 2, 1],
        "note, if any": ["a", "b", "c"],
    }
)


@pytest.mark.parametrize(
    ("sign", "written"),
    [
        ("&", r"\&"),
        ("%", r"\%"),
        ("_", r"\_"),
        ("#", r"\#"),
        ("$", r"\$"),
        ("{", r"\{"),
        ("~", r"\textasciitilde"),
        ("^", r"\textasciicircum"),
        ("\\", r"\textbackslash"),
        ("−", "$-$"),
        ("≥", r"$\geq$"),
    ],
)
def test_no_sign_is_a_command_of_latex(sign, written) -> None:
    frame = pd.DataFrame({f"name {sign}": [f"a{sign}b"]})
    head, cell = typesetting.latex(frame).split(r"\midrule")
    for part, before in ((head, "name "), (cell, "a")):
        assert f"{before}{written}" in part


def test_latex_is_ruled_by_booktabs_and_groups_columns() -> None:
    lines = typesetting.latex(CONTRAST).splitlines()
    assert lines[0] == r"\begin{tabular}{lrrl}"
    assert [line for line in lines if "rule" in line] == [r"\toprule", r"\midrule", r"\bottomrule"]
    assert r"\multicolumn{2}{c}{AIE}" in lines[2]
    assert lines[5:8] == [
        r"R\&D & 73\% & 3 & a \\",
        r"<b> & – & 2 & b \\",
        r"\_x & 5\% & 1 & c \\",
    ]


def test_the_web_table_holds_every_cell_under_its_heading() -> None:
    table = BeautifulSoup(typesetting.web(CONTRAST, "A & B"), "html.parser")
    assert table.caption.text == "A & B"
    assert [one.text for one in table.select("th[scope=row]")] == ["R&D", "<b>", "_x"]
    assert [one.text for one in table.select("th[scope=colgroup]")] == ["AIE"]
    heads = [one.text for one in table.select("th[scope=col]")]
    assert heads == ["signal", "the article", "corpora", "note, if any"]
    assert [one.text for one in table.select("tbody tr")[1].select("td")] == ["–", "2", "b"]


def test_only_what_is_marked_as_html_is_html() -> None:
    frame = pd.DataFrame({"a": ["x"], "b": [Markup("<i>y</i>")], "c": ["<i>z</i>"]}, dtype=object)
    table = BeautifulSoup(typesetting.web(frame, "t"), "html.parser")
    assert [one.text for one in table.select("i")] == ["y"]
