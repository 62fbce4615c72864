"""How a synthetic posting stands on the page: its sections, their order, headings and bullets."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.corpora.reference.grammar import Headings

_ORDERS = (
    (
        "story", "summary", "duties", "requirements", "preferred", "pay", "benefits", "team",
        "legal", "process",
    ),
    (
        "summary", "duties", "requirements", "preferred", "benefits", "pay", "story", "team",
        "process", "legal",
    ),
    (
        "summary", "story", "team", "duties", "requirements", "preferred", "pay", "benefits",
        "process", "legal",
    ),
    (
        "story", "team", "summary", "requirements", "preferred", "duties", "benefits", "pay",
        "legal", "process",
    ),
    (
        "summary", "requirements", "duties", "preferred", "story", "benefits", "pay", "team",
        "legal", "process",
    ),
    (
        "summary", "team", "duties", "requirements", "preferred", "process", "benefits", "legal",
        "story", "pay",
    ),
)  # fmt: skip
_ORDER_WEIGHTS = (30, 22, 18, 10, 8, 6)
_ABSENT = {
    "summary": 0.06, "duties": 0.06, "requirements": 0.05, "preferred": 0.4, "story": 0.12,
    "benefits": 0.2, "legal": 0.35, "process": 0.5, "team": 0.4,
}  # fmt: skip
_HEADING_STYLES = {
    "plain": 30, "colon": 25, "capitals": 13, "bold": 12, "markdown": 8, "html": 5, "none": 7,
}  # fmt: skip
_BULLETS = {"- ": 28, "• ": 24, "* ": 14, "": 20, "· ": 5, "– ": 3, "prose": 6}
_AS_THE_EMPLOYER = 0.85
_LISTED = ("duties", "requirements", "preferred")


@dataclass(frozen=True)
class Style:
    """How one posting is set.

    Attributes:
        order: The sections that it has, in order.
        heading: How headings look; 'none' where there are none.
        variant: Which of the forms of that look.
        bullet: What begins an item; 'prose' where items run on as sentences.
        listed_benefits: Whether benefits are items too.
        stops: Whether items end with a full stop.
        sentence_case: Whether only a heading's first word has a capital.
        gap: What stands between sections.
    """

    order: tuple[str, ...]
    heading: str
    variant: int
    bullet: str
    listed_benefits: bool
    stops: bool
    sentence_case: bool
    gap: str


def draw(employer: random.Random, rng: random.Random) -> Style:
    """Return a style, mostly that of the employer.

    Args:
        employer: Where the employer's own style comes from.
        rng: Where this posting's deviations come from.
    """
    own, theirs = _draw(rng), _draw(employer)
    if rng.random() >= _AS_THE_EMPLOYER:
        return own
    return replace(theirs, order=own.order if rng.random() < 0.3 else theirs.order)


def _draw(rng: random.Random) -> Style:
    order = rng.choices(_ORDERS, _ORDER_WEIGHTS)[0]
    present = tuple(s for s in order if rng.random() >= _ABSENT.get(s, 0.0))
    if not {"summary", "duties"} & set(present):
        present = ("summary", *present)
    return Style(
        order=present,
        heading=rng.choices(list(_HEADING_STYLES), list(_HEADING_STYLES.values()))[0],
        variant=rng.randrange(3),
        bullet=rng.choices(list(_BULLETS), list(_BULLETS.values()))[0],
        listed_benefits=rng.random() < 0.6,
        stops=rng.random() < 0.5,
        sentence_case=rng.random() < 0.3,
        gap="\n\n" if rng.random() < 0.75 else "\n",
    )


def with_section(style: Style, section: str) -> Style:
    """Return a style with a section that it lacked: the summary first, any other last.

    Args:
        style: Of a posting.
        section: Which its order lacks.
    """
    order = (section, *style.order) if section == "summary" else (*style.order, section)
    return replace(style, order=order)


def render(
    style: Style, parts: Mapping[str, Sequence[str]], headings: Headings, employer: str,
    rngs: tuple[random.Random, random.Random],
) -> str:  # fmt: skip
    """Return the text of a posting.

    Args:
        style: How it is set; parts that its order lacks are left out.
        parts: Sentences and items of each section, in order; those of `stack` follow the duties,
            or the summary where there are no duties.
        headings: What headings there are.
        employer: The employer's name, for headings that hold it.
        rngs: Where the employer's headings, and this posting's, come from.
    """
    written: list[str] = []
    chosen = {part: _choice(getattr(headings, part), *rngs) for part in type(headings).model_fields}
    headless, last = True, ""
    for section in style.order:
        items = parts.get(section, ())
        stack = parts.get("stack", ()) if section == _stack_section(style) else ()
        if not items and not stack:
            continue
        heading = chosen["about" if section == "story" else section]
        if section == "team" and last != "story":
            heading = heading or chosen["about"]
        last = section
        opening = not written or (section == "summary" and headless)
        opens = opening and section in ("story", "summary") and rngs[1].random() < 0.6
        lines = [] if opens or not heading else _heading(style, heading, employer)
        headless = headless and not lines
        lines += _body(style, section, items, rngs[1])
        lines += [" ".join(_sentence(item) for item in stack)] if stack else []
        written.append("\n".join(lines))
    return style.gap.join(written)


def _stack_section(style: Style) -> str:
    return "duties" if "duties" in style.order else "summary"


def _choice(texts: Sequence[str], employer: random.Random, rng: random.Random) -> str:
    """Return a heading: mostly the one that the employer always has."""
    if not texts:
        return ""
    theirs, own = employer.choice(texts), rng.choice(texts)
    return theirs if rng.random() < _AS_THE_EMPLOYER else own


def _heading(style: Style, text: str, employer: str) -> list[str]:
    """Return the lines of a heading, none where the posting has none."""
    if style.heading == "none":
        return []
    cased = text[0] + text[1:].lower() if style.sentence_case else text
    named = cased.replace("{employer}", employer)
    if style.heading == "capitals":
        named = named.upper()
    forms = {
        "plain": ("{}", "{}", "{}\n"),
        "colon": ("{}:", "{}:", "{} :"),
        "capitals": ("{}", "{}:", "{}\n"),
        "bold": ("**{}**", "**{}:**", "**{}**\n"),
        "markdown": ("## {}", "### {}", "# {}\n"),
        "html": ("<b>{}</b>", "<h3>{}</h3>", "<strong>{}:</strong>"),
    }
    return [forms[style.heading][style.variant].format(named)]


def _body(style: Style, section: str, items: Sequence[str], rng: random.Random) -> list[str]:
    """Return the lines of a section without its heading."""
    listed = section in _LISTED or (section == "benefits" and style.listed_benefits)
    if not listed or style.bullet == "prose":
        return _paragraphs([_sentence(item) for item in items], style, rng)
    shown = [_sentence(item) if style.stops else item.removesuffix(".") for item in items]
    if style.heading == "html" and style.variant < 2:
        return ["<ul>", *(f"<li>{item}</li>" for item in shown), "</ul>"]
    return [style.bullet + item for item in shown]


def _paragraphs(sentences: list[str], style: Style, rng: random.Random) -> list[str]:
    """Return sentences run together, two to five a paragraph."""
    found: list[str] = []
    start = 0
    while start < len(sentences):
        end = start + rng.randint(2, 5)
        found.append(" ".join(sentences[start:end]))
        start = end
    return [style.gap.join(found)] if found else []


def _sentence(text: str) -> str:
    return text if text[-1] in ".!?:" else text + "."
