"""Other articles: a register of claims each, estimated and judged as those of the first are."""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from analysis import declared_files, paths
from analysis.claims import judge
from analysis.errors import AnalysisError
from analysis.estimates import estimate, measures
from analysis.hypotheses import card
from analysis.pipeline import estimating
from analysis.pipeline.shelves import REAL
from analysis.register import register
from analysis.signals import lexicon

FOLDER = "data/raw/articles"
TABLES = ("estimates.csv", "verdicts.csv", "verdicts_overall.csv")

FIRST_CLAIM = """
# One table a claim, with the keys that data/raw/article/claims.toml explains at its head:
#
# [[claim]]
# id = "python"
# section = "skills"
# said = "AI Engineer postings that name Python"
# stated = "82.5%"
# kind = "share"
# population = "ai_engineer"
# level = "mentions"
# measure = "python"
# margin = 0.10
# needs = "skill_share"
"""


class ArticleError(AnalysisError):
    """An article that cannot be added."""


def registers() -> dict[str, str]:
    """Return the registers of other articles, by id, as paths inside the project.

    Drafts are left out.
    """
    return {path.stem: f"{FOLDER}/{path.name}" for path in _files() if not left_open(path)}


def drafts() -> list[str]:
    """Return a line for every draft, with what it leaves open; drafts are not judged."""
    return [
        f"{FOLDER}/{path.name} is a draft and is not judged: it leaves open {', '.join(found)}"
        for path in _files()
        if (found := left_open(path))
    ]


def left_open(path: Path) -> list[str]:
    """Return the keys of a register that are still to be filled in: with any, it is a draft.

    Args:
        path: The register; one that is no TOML leaves nothing open, and is refused when judged.
    """
    try:
        raw = declared_files.read(path, ArticleError)
    except ArticleError:
        return []
    source = raw.get("source")
    sizes = source.get("sample_sizes") if isinstance(source, dict) else None
    found = card.left_open(sizes, "source.sample_sizes")
    return found if raw.get("claim") else [*found, "claim"]


def _files() -> list[Path]:
    return sorted(paths.source(FOLDER).glob("*.toml"))


def table(article: str, name: str) -> str:
    """Return where a table of an article stands on the shelf of real postings.

    Args:
        article: Its id.
        name: One of `TABLES`.
    """
    return f"articles/{article}/{name}"


def begin(article: str, published: datetime.date, source: Mapping[str, str]) -> Path:
    """Write the register of an article, a draft without a claim yet, and return its path.

    Args:
        article: Its id.
        published: The day.
        source: Its title, publisher and platform.

    Raises:
        ArticleError: The id cannot be used, or is taken.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", article):
        raise ArticleError(f"'{article}' is no id: small letters, digits, hyphens between them")
    path = paths.source(f"{FOLDER}/{article}.toml")
    if path.exists():
        raise ArticleError(f"{FOLDER}/{article}.toml stands already; edit it")
    head = {
        "source": {
            "id": article, **source, "published": published, "country": "US",
            "sample_sizes": {"ai_engineer": card.OPEN}, "design_effects": {"default": 1.5},
        }
    }  # fmt: skip
    with paths.replacing(path) as temporary:
        temporary.write_text(
            "# Set sample_sizes to what the text says, by role, and country to its own. With a\n"
            "# question mark, or without a claim, it is a draft and is not judged.\n"
            f"{tomli_w.dumps(head)}{FIRST_CLAIM}",
            encoding="utf-8",
        )
    return path.relative_to(paths.root())


def judge_article(article: str) -> None:
    """Estimate and judge every claim of an article and write the three tables.

    A structure is not assessable: the six-part test is run on the blocks of the first article.

    Args:
        article: Its id.

    Raises:
        RegisterError: A claim of its register cannot be used.
    """
    claims = register.load(paths.source(registers()[article]))
    for claim in claims.claim:
        for measure in estimate.measures_of(claim):
            if fault := measures.fault(measure, claim.level, lexicon.load().ids):
                raise register.RegisterError(f"{registers()[article]}: claim '{claim.id}': {fault}")
    measured = estimating.read_measurements(REAL)
    audit = estimating.read_audit(measured)
    estimates = estimate.estimate_claims(claims, REAL.corpora(), measured, audit)
    frames = (estimates, *judge.judge(claims, estimates))
    for frame, name in zip(frames, TABLES, strict=True):
        REAL.write(frame, table(article, name))
