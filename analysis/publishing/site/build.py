"""Building the site: pages staged in a folder of their own, made by Sphinx, put in place whole."""

import io
import shutil
import tempfile
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from analysis import paths
from analysis.errors import AnalysisError
from analysis.publishing import legibility
from analysis.publishing.site import (
    article_page,
    claim_pages,
    code_pages,
    data_pages,
    explorer,
    finishing,
    methods_page,
    notebook_pages,
    pdf,
    table_pages,
)
from analysis.publishing.site.rendering import TEMPLATES, render
from analysis.publishing.site.results import Results

SITE = "site"
"""Where it is put in the project; ignored by git."""

COLOURS = {
    "light_css_variables": {"color-brand-primary": "#00558b", "color-brand-content": "#00558b"},
    "dark_css_variables": {"color-brand-primary": "#7cc4f0", "color-brand-content": "#7cc4f0"},
}


class SiteError(AnalysisError):
    """The site cannot be built; the message says which page and why."""


def build() -> Path:
    """Build the site from the executed notebooks, the article and the results.

    Returns:
        Its folder.

    Raises:
        SiteError: Sphinx warned of something.
    """
    target = paths.target(SITE)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        stage(work / "pages", work / "beside")
        make(work / "pages", work / "beside", work / "made")
        finishing.finish(work / "made")
        if target.exists():
            shutil.rmtree(target)
        shutil.move(work / "made", target)
    return target


def stage(pages: Path, beside: Path) -> None:
    """Write all pages as Markdown and notebooks, and what lies beside them.

    Args:
        pages: Where the pages go.
        beside: Where files go that the site carries as they are.
    """
    found = Results.committed()
    pages.mkdir()
    for name, text in {
        "index": article_page.page(found.claims),
        "methods": methods_page.page(),
        "dictionary": data_pages.dictionary(),
        "tables": table_pages.page(found),
        "downloads": data_pages.downloads(),
    }.items():
        (pages / f"{name}.md").write_text(text, encoding="utf-8")
    claim_pages.write(found, pages / "claims")
    notebook_pages.write(pages / "notebooks")
    code_pages.write(pages / "code")
    for file in data_pages.taken():
        copy = beside / file.relative_to(paths.root())
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    darken(beside / "figures")
    table_pages.write(beside / "figures" / "tables")
    (beside / "explorer.html").write_text(explorer.page(), encoding="utf-8")
    pdf.write(beside / "article.pdf")


def darken(figures: Path) -> None:
    """Write a copy of every figure for the dark theme.

    Args:
        figures: A folder of SVGs; the copies go into `dark` in it.
    """
    (figures / "dark").mkdir()
    for file in sorted(figures.glob("*.svg")):
        drawn = legibility.picture_on_dark(file.read_text(encoding="utf-8"))
        (figures / "dark" / file.name).write_text(drawn, encoding="utf-8")


def make(pages: Path, beside: Path, made: Path) -> None:
    """Turn staged pages into HTML.

    Args:
        pages: Markdown and notebooks.
        beside: Copied along.
        made: Where the HTML goes.

    Raises:
        SiteError: Sphinx warned of something.
    """
    static = pages.parent / "static"
    static.mkdir()
    (static / "site.css").write_text(render("site.css") + render("table.css"), encoding="utf-8")
    warned = io.StringIO()
    with patch_docutils(), docutils_namespace():
        application = Sphinx(
            srcdir=pages,
            confdir=None,
            outdir=made,
            doctreedir=pages.parent / "doctrees",
            buildername="html",
            confoverrides=settings(static, beside),
            status=None,
            warning=warned,
        )
        application.build()
    if warned.getvalue():
        raise SiteError(f"the site's pages have faults:\n{warned.getvalue()}")
    for left in (".doctrees", ".buildinfo", "objects.inv", "_sources"):
        path = made / left
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def settings(static: Path, beside: Path) -> dict[str, object]:
    """Return what Sphinx is told.

    Args:
        static: The folder with the style sheet.
        beside: The folder that is copied along.
    """
    return {
        "project": "What is an AI Engineer?",
        "html_title": "What is an AI Engineer?",
        "extensions": ["myst_nb"],
        "html_theme": "furo",
        "html_theme_options": COLOURS,
        "html_static_path": [str(static)],
        "html_css_files": ["site.css"],
        "html_extra_path": [str(beside)],
        "templates_path": [str(TEMPLATES)],
        "html_sidebars": {
            "**": [
                "sidebar/brand.html",
                "sidebar/search.html",
                "sidebar/scroll-start.html",
                "sidebar/navigation.html",
                "sidebar/explorer.html",
                "sidebar/scroll-end.html",
            ]
        },
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_sphinx": False,
        "html_show_copyright": False,
        "html_use_index": False,
        "language": "en",
        "myst_enable_extensions": ["deflist", "attrs_inline", "attrs_block"],
        "myst_heading_anchors": 3,
        "nb_execution_mode": "off",
        "nb_merge_streams": True,
        "nb_render_markdown_format": "gfm",  # else the tables of notebooks stay bars and dashes
        "pygments_style": "a11y-high-contrast-light",
        "smartquotes": False,
    }
