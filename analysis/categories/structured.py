"""Another pipeline's labels of `builtin-2026-02`: a kind of role and lists of skills, by an LLM.

They are noisy: on pairs of one text the pipeline agrees with itself on the kind in 73%, it lists
skills that the text does not name, and leaves out general ones. A list has no levels, so that a
skill in it is a mention here. Its kinds map in part: 'ai-first' is agentic where the list names
agents and else LLM application, 'ml-first' is modelling; 'ai-support' is neither platform nor
software for sure, and has no block.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.categories import raters

FOLDER = "data/raw/builtin-2026-02/job-market/data_structured"
"""Where its files are, once the corpus has been fetched."""

PATTERNS = {
    "python": r"\bpython\b",
    "aws": r"\baws\b|amazon web services|\bsagemaker|bedrock|\bec2\b|\bs3\b|\beks\b|dynamodb",
    "agentic": r"\bagents?\b|agentic|langgraph|crewai|autogen|\bmcp\b|model context protocol",
    "rag": r"\brag\b|retrieval[- ]augmented",
    "prompting": r"prompt|context engineering",
    "llm_api": r"(openai|anthropic|claude|gemini|llm).{0,12}\b(apis?|sdks?|integrations?)\b"
    r"|langchain|llamaindex|azure openai|bedrock",
    "dl_framework": r"pytorch|tensorflow|\bkeras\b|\bjax\b|mxnet|deep[- ]learning frameworks?",
    "mlops": r"\b(ml|llm)ops\b|mlflow|kubeflow|feature stores?"
    r"|model (deployment|serving|monitoring|registry|versioning)",
    "evals": r"\bevals?\b|(model|llm|agent|ai) evaluation|evaluation (frameworks?|pipelines?)"
    r"|llm-as-(a-)?judge",
    "fine_tuning": r"fine[- ]?tuning|\bq?lora\b|\brlhf\b|\bdpo\b",
    "coding_assistant": r"copilot(?! studio)|\bcursor\b|claude code|\bcodex\b|windsurf",
}
"""How the listed skills are read as signals; `genai` and `ai_ml` follow from its lists by name."""


def labels(file: Path) -> dict[str, str]:
    """Return what one file of the pipeline says, by field.

    Args:
        file: YAML.

    Raises:
        ValueError: It is not YAML, or has no kind of role and no lists of skills.
    """
    try:
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        skills = document["position"]["skills"]
        kind = document["position"]["ai_type"]["type"]
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise ValueError(f"{file.name}: no labels in it: {error!r}") from error
    return read(kind, skills)


def read(kind: str, skills: Mapping[str, Iterable[Any]]) -> dict[str, str]:
    """Return labels from a kind of role and lists of skills.

    Args:
        kind: `ai-first`, `ai-support`, `ml-first` or `unknown`.
        skills: Lists by name, `genai` and `ml` among them.
    """
    named = [str(skill).lower() for listed in skills.values() for skill in listed or ()]
    has = {
        signal: any(re.search(pattern, skill) for skill in named)
        for signal, pattern in PATTERNS.items()
    }
    has["genai"] = bool(skills.get("genai")) or has["rag"] or has["prompting"] or has["agentic"]
    has["ai_ml"] = bool(skills.get("ml")) or has["genai"] or has["mlops"] or has["dl_framework"]
    found = {name: raters.LISTED if yes else "absent" for name, yes in has.items()}
    if kind == "ai-first":
        found["block"] = "agentic_systems" if has["agentic"] else "llm_application"
    elif kind == "ml-first":
        found["block"] = "ml_modelling"
    return found


def table(folder: Path, postings: Iterable[str], corpus: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the pipeline's labels as a rater's table, and a line for each file without any.

    Args:
        folder: Its files; a name begins with the number of the posting.
        postings: Those that were measured.
        corpus: The id of the corpus, with which a posting's id begins.
    """
    wanted, rows, refused = set(postings), {}, []
    for file in sorted(folder.glob("*.yaml")):
        posting = f"{corpus}/{file.name.split('_')[0]}"
        if posting not in wanted:
            continue
        try:
            rows[posting] = labels(file)
        except ValueError as error:
            refused.append(str(error))
    found = pd.DataFrame.from_dict(rows, orient="index")
    return raters.long(found, [name for name in raters.VALUES if name in found]), refused
