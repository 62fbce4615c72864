"""Which family a title belongs to, by the broad and by the strict rule."""

import re

from analysis.signals.reading import fold

BROAD = {
    "machine_learning_engineer": re.compile(
        r"machine[- ]learning (?:\w+ )?engineer|\bml (?:\w+ )?engineer|\bmle\b"
        r"|\b(?:ai\s*[/&]\s*ml|ml\s*[/&]\s*ai)\b.{0,12}engineer"
    ),
    "ai_engineer": re.compile(
        r"\b(?:ai|a\.i\.|artificial intelligence|gen ?ai|generative ai|llm|agentic)\b[^,|]{0,25}"
        r"\bengineer|\bengineer\b.{0,6}\b(?:ai|genai|llm)\b"
    ),
    "software_engineer": re.compile(
        r"software (?:engineer|developer|development engineer)|\bswe\b|\bsde\b"
    ),
}
"""The broad rule: the first family whose words stand in the title."""

STRICT = {
    "machine_learning_engineer": re.compile(r"\b(?:machine learning engineer|ml engineer)"),
    "ai_engineer": re.compile(
        r"\b(?:ai|artificial intelligence|gen ?ai|generative ai|llm|agentic ai) engineer"
    ),
    "software_engineer": re.compile(r"\bsoftware engineer"),
}
"""The strict rule: the words must be neighbours, and begin a word ('HTML Engineer' is other)."""


def role(title: str) -> tuple[str, str]:
    """Return the family of a title by the broad rule, and the words that decided.

    Args:
        title: As published, in any case.

    Example:
        >>> role("Senior AI Engineer"), role("Account Executive")
        (('ai_engineer', 'ai engineer'), ('other', ''))
    """
    return _first(BROAD, title)


def role_strict(title: str) -> tuple[str, str]:
    """Return the family of a title by the strict rule, and the words that decided.

    Args:
        title: As published, in any case.

    Example:
        >>> role_strict("Senior Software Engineer")
        ('software_engineer', 'software engineer')
    """
    return _first(STRICT, title)


def _first(rule: dict[str, re.Pattern[str]], title: str) -> tuple[str, str]:
    folded = " ".join(fold(title).split())
    for family, pattern in rule.items():
        found = pattern.search(folded)
        if found:
            return family, found.group()
    return "other", ""
