"""What a synthetic posting is to say, before it is written."""

from collections.abc import Mapping
from dataclasses import dataclass

CODEBOOK = (
    "python", "aws", "genai", "ai_ml", "agentic", "rag", "prompting", "llm_api", "dl_framework",
    "mlops", "evals", "fine_tuning", "coding_assistant",
)  # fmt: skip
"""The codebook's signals, in its order."""

IMPLIES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("agentic", "rag", "prompting", "llm_api", "coding_assistant"), ("genai",)),
    **dict.fromkeys(("genai", "mlops", "dl_framework", "fine_tuning", "evals"), ("ai_ml",)),
}
"""What a signal says by itself of another, by the codebook's rules where signals meet."""

LEVELS = ("required", "duty", "preferred", "mentioned", "absent")
"""From the strongest to the weakest."""

ROLES = ("software_engineer", "ai_engineer", "machine_learning_engineer")


def implied(signal: str) -> tuple[str, ...]:
    """Return every signal that naming one names too, itself left out.

    Args:
        signal: Of the codebook, or a tool, which implies none by itself.
    """
    found: list[str] = []
    for other in IMPLIES.get(signal, ()):
        found += [other, *implied(other)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Pay:
    """Base pay that a posting discloses, in US dollars; `low` is None for 'up to'."""

    low: float | None
    high: float
    period: str


@dataclass(frozen=True)
class Place:
    """Where a job is; `state` is a two-letter code, both None where it is only remote."""

    city: str | None
    state: str | None
    remote: bool


@dataclass(frozen=True)
class Employer:
    """Who hires; every posting of one tells the same story of it."""

    name: str
    industry: str
    product: str
    customers: str
    seed: int


@dataclass(frozen=True)
class Plan:
    """What one posting is to say.

    Attributes:
        number: Its place in the corpus, from 1.
        role: One of `ROLES`.
        block: What the job is, by the codebook.
        employer: Who hires.
        levels: A level per signal of the codebook, closed under what signals imply.
        pay: What it discloses, or None.
        employment: full_time, part_time, contract, internship or unstated.
        places: One place a copy: more than one where the employer repeats it.
        posted_on: ISO day.
    """

    number: int
    role: str
    block: str
    employer: Employer
    levels: Mapping[str, str]
    pay: Pay | None
    employment: str
    places: tuple[Place, ...]
    posted_on: str
