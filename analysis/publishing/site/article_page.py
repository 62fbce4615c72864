"""The home page: the article, each figure beside its data and each section beside its claims."""

import re

from analysis import paths
from analysis.publishing import article
from analysis.publishing.site.rendering import plain, render
from analysis.register.register import Register

_FIGURE = re.compile(r"^!\[(?P<finding>.*)\]\(\.\./figures/(?P<name>\w+)\.svg\)$", re.MULTILINE)
_LOOKUP = re.compile(
    r"\b(?:stated|verdict|spread|share|gap|size|employers|worth|where|by_verdict)\(\"([\w-]+)\""
)
_HEADING = re.compile(r"^## .*$", re.MULTILINE)


def page(claims: Register) -> str:
    """Return the article as the site's home page.

    Args:
        claims: The register.
    """
    text = paths.source(article.ARTICLE).read_text(encoding="utf-8")
    template = paths.source(article.TEMPLATE).read_text(encoding="utf-8")
    text = text.replace("../notebooks/", "notebooks/").replace("../README.md", "methods.md")
    text = _FIGURE.sub(lambda found: render("figure.html.j2", root="", **found.groupdict()), text)
    first, *sections = _split(text)
    cited = [_claims_of(section, claims) for section in _split(template)[1:]]
    pairs = zip(sections, cited, strict=True)
    told = [render("section.md.j2", text=section, claims=named) for section, named in pairs]
    title, standfirst = first.split("\n", 1)
    return render("index.md.j2", title=title, standfirst=standfirst.strip(), sections=told)


def _split(text: str) -> list[str]:
    """Return what stands before the first heading of a section, then section by section."""
    starts = [found.start() for found in _HEADING.finditer(text)]
    return [
        text[begin:end].strip()
        for begin, end in zip([0, *starts], [*starts, len(text)], strict=True)
    ]


def _claims_of(section: str, claims: Register) -> list[tuple[str, str]]:
    """Return the claims that a section of the template looks up: what each says, and its page."""
    ids = dict.fromkeys(_LOOKUP.findall(section))
    return [
        (plain(f"{claims[name].said}: {claims[name].stated}"), f"claims/{name}.md") for name in ids
    ]
