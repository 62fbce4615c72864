"""The built site, driven as people meet it: mouse or none, telephone or desk, no network."""

import io
import os
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse

import pytest
from bs4 import BeautifulSoup
from PIL import Image

pytest.importorskip("sphinx", reason="the extra 'site' is not installed: make .venv/site")

WIDTHS = (360, 768, 1440)
LOOKED_AT = (
    "index.html",
    "explorer.html",
    "methods.html",
    "downloads.html",
    "tables.html",
    "figures/tables/tab09_contrast.html",
    "dictionary.html",
    "search.html",
    "claims/index.html",
    "claims/aie-agentic.html",
    "claims/swe-genai.html",
    "claims/aie-splits-cleanly.html",
    "notebooks/10_corpora.html",
    "notebooks/30_genai_in_software_engineering.html",
    "notebooks/95_verdicts.html",
    "code/analysis.estimates.shares.html",
)
"""One page of each kind, and those with the widest tables and the most figures."""

FOCUSABLE = (
    "a[href], button, input, select, textarea, summary, [tabindex='0'], label[for][tabindex]"
)


@pytest.fixture(scope="module")
def pages(site):
    return {
        file: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for file in sorted(site.rglob("*.html"))
    }


def links(page: BeautifulSoup) -> list[str]:
    return [one[key] for key in ("href", "src") for one in page.find_all(attrs={key: True})]


@pytest.fixture
def met(site, browser):
    """Open a page, note what it asks for and what it complains of; close it behind the test."""
    context = browser.new_context()

    def open_page(name: str, width: int = 1440, scheme: str = "light"):
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.asked, page.complaints = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on(
            "console",
            lambda told: page.complaints.append(told.text) if told.type == "error" else None,
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto((site / name).as_uri())
        page.wait_for_load_state("networkidle")
        if name == "explorer.html":
            page.wait_for_function("document.body.dataset.drawn !== undefined")
        return page

    yield open_page
    context.close()


def test_no_table_stands_as_bars_and_dashes(pages) -> None:
    shown = [file.name for file, page in pages.items()
             if any(one.get_text().startswith("| ") for one in page.find_all("p"))]  # fmt: skip
    assert shown == []


def test_every_link_and_anchor_resolves(site, pages) -> None:
    ids = {
        file: {one["id"] for one in page.find_all(attrs={"id": True})}
        for file, page in pages.items()
    }
    broken = []
    for file, page in pages.items():
        for link in links(page):
            where, anchor = urldefrag(link)
            if urlparse(link).scheme or (file.name == "explorer.html" and not where):
                continue
            target = (file.parent / unquote(urlparse(where).path)) if where else file
            known = ids.get(Path(os.path.normpath(target)), set())
            if not target.is_file() or (anchor and anchor not in known):
                broken.append(f"{file.relative_to(site)}: {link}")
    assert sum(map(len, ids.values())) > 1000
    assert not broken


def test_no_page_loads_from_another_host(pages) -> None:
    loaded = [
        f"{file.name}: {address}"
        for file, page in pages.items()
        for one in page.find_all(["link", "script", "img", "iframe"])
        for address in [one.get("href") or one.get("src") or ""]
        if urlparse(address).scheme in {"http", "https"} or address.startswith("//")
    ]
    assert not loaded


def is_blank(file: Path) -> bool:
    if file.suffix != ".png":
        return b"<path" not in file.read_bytes()
    with Image.open(io.BytesIO(file.read_bytes())) as image:
        low, high = image.convert("L").getextrema()
        return low == high


def test_every_picture_is_told_in_words_and_not_blank(pages) -> None:
    silent, blank, seen = [], [], 0
    for file, page in pages.items():
        for picture in page.select("article img"):
            seen += 1
            silent += [] if len(picture.get("alt", "").split()) > 3 else [str(picture)]
            blank += [file.name] if is_blank(file.parent / unquote(picture["src"])) else []
        for drawn in page.select("svg.marks"):
            seen += 1
            silent += [] if len(drawn.get("aria-label", "").split()) > 3 else [file.name]
            blank += [] if drawn.find("circle") else [file.name]
    assert seen > 60
    assert not silent
    assert not blank


@pytest.mark.parametrize("name", LOOKED_AT)
def test_no_request_leaves_and_nothing_is_complained_of(name, site, met) -> None:
    page = met(name)
    assert not page.complaints
    assert not [url for url in page.asked if not url.startswith(("file://", "data:", "about:"))]
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_scrolls_sideways(name, width, met) -> None:
    page = met(name, width)
    reach = page.evaluate("document.scrollingElement.scrollWidth")
    assert reach <= width
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing(name, scheme, met) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = met(name, scheme=scheme)
    found = axe.Axe().run(page).response["violations"]
    told = [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:120]}"
        for one in found
        for node in one["nodes"][:3]
    ]
    assert not told
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index.html", "notebooks/95_verdicts.html"])
def test_figures_are_drawn_for_the_theme_that_is_chosen(name, scheme, met) -> None:
    page = met(name, scheme=scheme)
    shown = page.eval_on_selector_all(
        "article img", "all => all.filter(one => one.checkVisibility()).map(one => one.src)"
    )
    assert shown
    assert all(("/figures/dark/" in address) == (scheme == "dark") for address in shown)
    page.evaluate("other => { document.body.dataset.theme = other; }",
                  "light" if scheme == "dark" else "dark")  # fmt: skip
    after = page.eval_on_selector_all(
        "article img", "all => all.filter(one => one.checkVisibility()).map(one => one.src)"
    )
    assert len(after) == len(shown)
    assert not set(after) & set(shown)
    page.close()


def test_every_table_is_there_in_four_forms(site) -> None:
    stems = {file.stem for file in (site / "figures/tables").glob("*.csv")}
    for suffix in ("md", "tex", "html"):
        assert {file.stem for file in (site / "figures/tables").glob(f"*.{suffix}")} == stems


@pytest.mark.parametrize("name", ["index.html", "explorer.html", "claims/aie-agentic.html"])
def test_the_keyboard_reaches_every_control(name, met) -> None:
    page = met(name)
    page.evaluate(
        """what => [...document.querySelectorAll(what)].forEach((one, at) => {
             if (one.checkVisibility({visibilityProperty: true}) && !one.disabled
                 && one.tabIndex >= 0) one.dataset.control = at; })""",
        FOCUSABLE,
    )
    wanted = set(
        page.eval_on_selector_all("[data-control]", "all => all.map(one => one.dataset.control)")
    )
    reached = set()
    for _ in range(len(wanted) + 20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement?.dataset?.control ?? null"))
    assert not [
        page.eval_on_selector(f"[data-control='{one}']", "one => one.outerHTML.slice(0, 120)")
        for one in wanted - reached
    ]
    page.close()


def test_a_link_restores_the_choice_and_a_choice_changes_the_number(met) -> None:
    page = met("explorer.html")
    usual = page.inner_text("#number")
    page.select_option("[name=level]", "mentions")
    page.uncheck("#terms label:first-child input")
    page.wait_for_function("document.body.dataset.drawn.includes('without=0')")
    changed, address = page.inner_text("#number"), page.url
    assert changed != usual
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_function("document.body.dataset.drawn !== undefined")
    assert page.inner_text("#number") == changed
    assert not page.is_checked("#terms label:first-child input")
    assert page.input_value("[name=level]") == "mentions"
    page.close()


def test_a_change_is_counted_without_a_visible_wait(met) -> None:
    page = met("explorer.html")
    page.select_option("[name=signal]", "genai")
    page.wait_for_function("document.body.dataset.drawn.includes('genai')")
    assert int(page.evaluate("document.body.dataset.milliseconds")) < 500
    page.close()


def test_the_charts_draw_every_corpus_that_speaks(met) -> None:
    page = met("explorer.html")
    dots = page.locator("#chart-corpora svg .mark-symbol path").count()
    rows = page.eval_on_selector_all(
        "#rows tr", "all => all.filter(row => row.children[1].textContent !== '–').length"
    )
    assert dots == rows > 1
    assert page.locator("#chart-readings svg .mark-symbol path").count() > 30
    page.close()


def test_a_sub_path_changes_nothing(site, pages) -> None:
    assert " " in str(site), "built under a path with a blank"
    absolute = [
        f"{file.name}: {link}"
        for file, page in pages.items()
        for link in links(page)
        if link.startswith("/")
    ]
    assert not absolute


def test_the_site_holds_every_table_and_claim(site) -> None:
    from analysis import paths
    from analysis.publishing import results

    for claim in results.claims().claim:
        assert (site / "claims" / f"{claim.id}.html").is_file()
    tables = sorted(paths.source("figures/tables").glob("*.csv"))
    assert tables
    for table in tables:
        assert (site / "figures/tables" / table.name).read_bytes() == table.read_bytes()
    assert Path(site / "article.pdf").read_bytes().startswith(b"%PDF")
