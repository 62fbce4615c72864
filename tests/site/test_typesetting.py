"""Tables as LaTeX and HTML hold what the frame holds, and no sign of it is read as a command."""

import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("sphinx", reason="the extra 'site' is not installed: make .venv/site")

from bs4 import BeautifulSoup
from markupsafe import Markup

from analysis import paths
from analysis.publishing.site import typesetting

TABLES = sorted(paths.source("figures/tables").glob("*.csv"))
PAPER = r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{array,booktabs,longtable}"

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
    first, *lines = typesetting.latex(CONTRAST).splitlines()
    assert first == typesetting.NEEDS
    assert lines[0] == r"\begin{tabular}{lrrl}"
    assert [line for line in lines if "rule" in line] == [r"\toprule", r"\midrule", r"\bottomrule"]
    assert r"\multicolumn{2}{c}{AIE}" in lines[2]
    assert lines[5:8] == [
        r"R\&D & 73\% & 3 & a \\",
        r"<b> & – & 2 & b \\",
        r"\_\allowbreak{}x & 5\% & 1 & c \\",
    ]


def test_sentences_are_broken_into_lines_and_a_long_table_goes_over_pages() -> None:
    said = pd.DataFrame({"who": ["a"] * 26, "why": ["too long to stand in a single line"] * 26})
    text = typesetting.latex(said)
    assert text.splitlines()[1] == (r"\begin{longtable}{l>{\raggedright\arraybackslash}p{16em}}")
    assert text.count("too long to stand") == 26
    assert typesetting.latex(said[:25]).splitlines()[1].startswith(r"\begin{tabular}{l>")


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_every_line_of_a_committed_table_has_a_cell_a_column(file: Path) -> None:
    table = pd.read_csv(file, dtype=str)
    text = typesetting.latex(table)
    lines = [line for line in text.splitlines() if line.endswith(r" \\") and "rule" not in line]
    wide = [sum(int(n) for n in re.findall(r"\\multicolumn\{(\d+)\}", line)) for line in lines]
    spans = [len(re.findall(r"\\multicolumn", line)) for line in lines]
    cells = [
        len(re.findall(r"(?<!\\)&", line)) + 1 - count + width
        for line, count, width in zip(lines, spans, wide, strict=True)
    ]
    assert set(cells) == {len(table.columns)}
    assert text.count(r"\begin{") == text.count(r"\end{")


def test_every_committed_table_compiles(tmp_path: Path) -> None:
    engine = shutil.which("pdflatex")
    if engine is None:
        pytest.skip("no pdflatex on this machine: apt-get install texlive-latex-recommended")
    shown = [typesetting.latex(pd.read_csv(file, dtype=str)) for file in TABLES]
    pages = "\n\\clearpage\n".join(shown)
    paper = f"{PAPER}\\begin{{document}}\\scriptsize\n{pages}\\end{{document}}\n"
    (tmp_path / "tables.tex").write_text(paper, encoding="utf-8")
    run = subprocess.run(
        [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "tables.tex"],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-2000:]
    assert "Overfull \\vbox" not in run.stdout


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
