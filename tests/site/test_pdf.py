"""What a test can see of docs/typography.md."""

import re
from pathlib import Path

import pytest

from analysis import paths
from analysis.corpora import registry
from analysis.publishing import results

pypdf = pytest.importorskip("pypdf", reason="the extra 'site' is not installed")
setting = pytest.importorskip(
    "analysis.publishing.site.pdf", reason="the extra 'site' is not installed"
)

TEXT_WIDTH = 210 / 25.4 * 72 - 2 * 3.1 / 2.54 * 72
"""A4 less the margins of the template, in points."""


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("pdf") / "article.pdf"
    setting.write(made)
    return made


@pytest.fixture(scope="module")
def reader(file):
    return pypdf.PdfReader(file)


@pytest.fixture(scope="module")
def text(reader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def fonts(reader):
    found = {}
    for page in reader.pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            font = reference.get_object()
            inside = font.get("/DescendantFonts", [font])[0].get_object()
            found[font["/BaseFont"]] = inside.get("/FontDescriptor", {})
    return found


def elements(reader, kind: str):
    waiting, found = [reader.trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            waiting.extend(node)
        elif isinstance(node, pypdf.generic.DictionaryObject):
            found += [node] if node.get("/S") == kind else []
            waiting += [node["/K"]] if "/K" in node else []
    return found


def test_every_font_is_embedded_as_a_subset(reader) -> None:
    found = fonts(reader)
    assert len(found) >= 3
    for name, descriptor in found.items():
        assert re.match(r"/[A-Z]{6}\+", name), name
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), name


def test_it_says_what_it_is(reader) -> None:
    about = reader.metadata
    assert about.title == paths.source("article/article.md").read_text().split("\n")[0][2:]
    assert about.author
    assert about.subject
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("en")
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_it_is_tagged_for_screen_readers(reader) -> None:
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert len(elements(reader, "/H1")) > 5


def test_every_figure_has_alternative_text_a_number_and_a_caption(reader, text) -> None:
    shown = re.findall(r"^!\[(.*)\]", paths.source("article/article.md").read_text(), re.MULTILINE)
    told = [str(one["/Alt"]) for one in elements(reader, "/Figure") if "/Alt" in one]
    assert shown
    assert set(shown) <= set(told)
    for number in range(1, len(shown) + 1):
        assert f"Figure {number}:" in " ".join(text.split())


def test_figures_are_as_wide_as_the_text_and_keep_their_letters(reader, text) -> None:
    source = setting.source()
    assert source.count("image(") == source.count("width: 100%") > 5
    left = (float(reader.pages[0].mediabox.width) - TEXT_WIDTH) / 2
    assert left == pytest.approx(3.1 / 2.54 * 72, abs=1)
    # words that stand in a figure alone
    assert "Wilson at the" in text


def test_no_heading_stands_alone_at_the_foot_of_a_page(reader) -> None:
    markdown = paths.source("article/article.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.*)$", markdown, re.MULTILINE)
    for page in reader.pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        assert lines[-1].isdigit(), "the page's number stands last"
        assert lines[-2] not in headings


def test_references_name_the_article_and_every_corpus(text) -> None:
    flat = " ".join(text.split())
    assert results.claims().source.publisher in flat
    for corpus in registry.load():
        assert corpus.id in flat
        if corpus.commit != "several":
            assert corpus.commit[:10] in flat


def test_two_runs_give_the_same_bytes(file, tmp_path) -> None:
    setting.write(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == file.read_bytes()


def test_what_cannot_be_set_is_refused() -> None:
    with pytest.raises(setting.UnknownMarkdownError, match="hr"):
        setting.typeset("words\n\n---\n\nmore")


def test_signs_of_typst_are_set_as_they_stand() -> None:
    assert setting.typeset("costs $5 #now *soon*") == r"costs \$5 \#now #emph[soon]"
