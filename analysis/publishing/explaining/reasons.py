"""The rules of a measurement, and what they found, in words that a reader understands."""

import re

from analysis.signals.pay import Pay

SECTIONS = {
    "title": "title",
    "summary": "opening",
    "requirements": "requirements",
    "duties": "duties",
    "preferred": "nice to have",
    "about": "the employer",
    "benefits": "benefits",
    "legal": "legal",
}
"""What the kinds of sections are called; the opening is what stands before the first heading."""

ROLES = {
    "software_engineer": "Software Engineer",
    "ai_engineer": "AI Engineer",
    "machine_learning_engineer": "Machine Learning Engineer",
    "other": "another role",
}

_SETTLED = {
    "requirements": "under requirements",
    "preferred": "under a heading of preferences",
    "benefits": "under benefits: nothing asked",
    "legal": "in the legal part: nothing asked",
    "duties": "under duties",
    "summary": "in the opening, of the job",
    "about": "about the employer, in a sentence to the candidate",
}
"""By the kind of section, where no word beside the term decided."""

_TOLD = {
    "required": "“{}” in its sentence asks for it",
    "duty": "“{}” in its sentence tells what the person will do",
    "mentioned": "“{}” in its sentence: it tells of the employer",
    "preferred": "“{}” makes it a preference",
    "negated": "“{}” denies it",
}
"""By level, where a word of the sentence decided."""

_BARE = {
    "title": "named in the title, so a duty",
    "amount": "an amount, in words that are about pay",
    "terms": "words that state the employment",
}
_CUE = re.compile(r"(?:(?P<section>\w+), )?cue: (?P<cue>.+)", re.DOTALL)


def section(kind: str) -> str:
    """Return what a kind of section is called.

    Args:
        kind: As the evidence has it; one that is new here is shown as it is.
    """
    return SECTIONS.get(kind, kind.replace("_", " "))


def rule(name: str, level: str) -> str:
    """Return why a span has its level.

    Args:
        name: The rule as the evidence has it: `title`, `section: requirements`,
            `cue: a plus`, `about, cue: none`; one that is new here is shown as it is.
        level: The level that it gave.
    """
    if name in _BARE:
        return _BARE[name]
    if name.startswith("section: "):
        return _SETTLED.get(name.removeprefix("section: "), name)
    found = _CUE.fullmatch(name)
    if found is None or level not in _TOLD:
        return name
    if found["cue"] == "none":
        return "about the employer: nothing asked"
    return _TOLD[level].format(found["cue"])


def role(family: str, deciding: str, title: str) -> str:
    """Return a role and the words of the title that decided.

    Args:
        family: The role.
        deciding: Those words; empty where none are a role's.
        title: The title; empty where there is none.
    """
    if not title.strip():
        return f"{ROLES['other']}: there is no title to tell it by"
    why = f"“{deciding}” in the title" if deciding else "no words of the three roles in the title"
    return f"{ROLES.get(family, family)}: {why}"


def place(value: object, by: object) -> str:
    """Return a country, a state or whether work is remote, and what that was read from.

    Args:
        value: As measured; null where unknown.
        by: Its rule, as the measurements have it; null where there is none.
    """
    if not isinstance(value, str | bool):
        return "not stated"
    said = value if isinstance(value, str) else ("yes" if value else "no")
    return f"{said} ({by})" if isinstance(by, str) else said


def pay(found: Pay) -> str:
    """Return what a posting says of pay: `100,000–120,000 USD a year`.

    Args:
        found: Its pay.
    """
    if not found.disclosed:
        return "not stated"
    low, high = (None if end is None else _amount(end) for end in (found.low, found.high))
    said = f"up to {high}" if low is None else f"{low}–{high}"
    if low == high:
        said = f"{low}"
    article = "an" if found.period == "hour" else "a"
    return f"{said} {found.currency} {article} {found.period}"


def _amount(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"


def employment(kind: str, in_text: bool) -> str:
    """Return what employment a posting offers, and where it says so.

    Args:
        kind: As measured.
        in_text: Whether the text says so; else the title does, or nothing.
    """
    if kind == "unstated":
        return "not stated"
    said = kind.replace("_", "-")
    return said if in_text else f"{said}: the title says so"
