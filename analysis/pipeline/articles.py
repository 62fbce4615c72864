"""Other articles: a register of claims each, estimated and judged as those of the first are."""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from analysis import declared_files, paths
from analysis.claims import judge, verdicts
from analysis.errors import AnalysisError
from analysis.estimates import estimate, measures
from analysis.hypotheses import card
from analysis.pipeline import article_draft, estimating
from analysis.pipeline.shelves import REAL
from analysis.register import register
from analysis.signals import lexicon

FOLDER = "data/raw/articles"
TABLES = ("estimates.csv", "verdicts.csv", "verdicts_overall.csv")

HEAD = """\
# Set sample_sizes to what the text says, one line a role (ai_engineer, software_engineer,
# machine_learning_engineer), and country to its own. With a question mark, or without a claim, it
# is a draft and is not judged. design_effects: how far its postings repeat one another; 1.0 where
# each is of another employer, 1.5 where nothing is known of it.
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
        temporary.write_text(f"{HEAD}{tomli_w.dumps(head)}\n{examples(article)}", encoding="utf-8")
    return path.relative_to(paths.root())


def examples(article: str) -> str:
    """Return a claim of each kind as comments, for the author of a register to take up.

    Args:
        article: Its id.
    """
    lines = article_draft.CLAIMS.replace("check ID", f"check {article}").splitlines()
    said = [line if not line or line.startswith("#") else f"# {line}" for line in lines]
    return "\n".join(said) + "\n"


def usable(article: str) -> register.Register:
    """Return the register of an article, checked, its measures too.

    Args:
        article: Its id.

    Raises:
        RegisterError: A claim of it cannot be used; each that cannot has its line.
    """
    path = registers()[article]
    found, known = register.load(paths.source(path)), lexicon.load().ids
    wrong = [
        f"{path}: claim '{claim.id}': {fault}"
        for claim in found.claim
        if claim.judged_on_postings
        for measure in estimate.measures_of(claim)
        if (fault := measures.fault(measure, claim.level, known))
    ]
    if wrong:
        raise register.RegisterError("\n".join(wrong))
    return found


def told(article: str) -> list[str]:
    """Return which corpora can speak to each claim of an article, in lines; nothing is measured.

    Args:
        article: Its id.

    Raises:
        ArticleError: There is none of that id.
        RegisterError: A claim of its register cannot be used.
    """
    path = paths.source(f"{FOLDER}/{article}.toml")
    if not path.is_file():
        names = ", ".join(each.stem for each in _files())
        raise ArticleError(f"no article '{article}' in {FOLDER}; there are {names}")
    if found := left_open(path):
        return [f"{FOLDER}/{path.name} is a draft: it leaves open {', '.join(found)}"]
    claims = usable(article).claim
    lines = [line for claim in claims for line in _speaking(claim)]
    fine = f"nothing is wrong with its claims, {len(claims)}: python -m analysis reproduce"
    few = f"a corpus needs {verdicts.FEWEST} effective postings of a claim to speak to it"
    return ["fit to speak to a claim:", *lines, few, fine]


def _speaking(claim: register.Claim) -> list[str]:
    if not claim.judged_on_postings:
        return [f"{claim.id}: no posting can answer it"]
    if claim.kind == "structure":
        return [f"{claim.id}: a structure is never assessable here"]
    reasons = {corpus.id: estimate.refusal(claim, corpus) for corpus in REAL.corpora()}
    fit = [name for name, reason in reasons.items() if reason is None]
    if fit:
        return [f"{claim.id}: {', '.join(fit)}"]
    return [
        f"{claim.id}: none",
        *(f"  {name}: {reason}" for name, reason in reasons.items()),
    ]


def judge_article(article: str) -> None:
    """Estimate and judge every claim of an article and write the three tables.

    A structure is not assessable: the six-part test is run on the blocks of the first article.

    Args:
        article: Its id.

    Raises:
        RegisterError: A claim of its register cannot be used.
    """
    claims = usable(article)
    measured = estimating.read_measurements(REAL)
    audit = estimating.read_audit(measured)
    estimates = estimate.estimate_claims(claims, REAL.corpora(), measured, audit)
    frames = (estimates, *judge.judge(claims, estimates))
    for frame, name in zip(frames, TABLES, strict=True):
        REAL.write(frame, table(article, name))
