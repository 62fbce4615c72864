"""What was declared before the six-part test was run: features and cut-offs, checked by key."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from analysis import declared_files
from analysis.errors import AnalysisError

FILE = "data/raw/article/bisection.toml"
"""Where it stands in the project."""


class DeclarationError(AnalysisError):
    """The declaration holds what cannot be used; the message names file and key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Composition(_Strict):
    """T1: what the postings without the flag are said to be."""

    backend: str
    measure: str
    least: float = Field(gt=0, lt=1)


class Separation(_Strict):
    """T2: the flag told from other features."""

    folds: int = Field(ge=2)
    least_auc: float = Field(gt=0.5, le=1)


class Latent(_Strict):
    """T3: two classes against a continuum."""

    most_classes: int = Field(ge=2)
    starts: int = Field(ge=1)
    nodes: int = Field(ge=7)
    bic_gain: float = Field(gt=0)
    replications: int = Field(ge=19)


class Bimodality(_Strict):
    """T4: two humps in the score between the classes."""

    most_p: float = Field(gt=0, lt=1)
    sure: float = Field(gt=0.5, lt=1)


class Stability(_Strict):
    """T5: the same classes in other employers' postings."""

    resamples: int = Field(ge=2)
    least_jaccard: float = Field(gt=0, le=1)
    least_strength: float = Field(gt=0, le=1)


class Concordance(_Strict):
    """T6: the classes are the flag's."""

    least_rand: float = Field(gt=0, le=1)


class Declared(_Strict):
    """The whole declaration."""

    role: str
    level: str
    flag: str
    fewest_postings: int = Field(ge=1)
    fewest_characters: int = Field(ge=0)
    seed: int
    features: tuple[str, ...] = Field(min_length=3)
    composition: Composition
    separation: Separation
    latent: Latent
    bimodality: Bimodality
    stability: Stability
    concordance: Concordance


def load(path: Path) -> Declared:
    """Return the declaration.

    Args:
        path: A TOML file.

    Raises:
        DeclarationError: It is not TOML, or a key is missing, unknown or out of range.
    """
    return declared_files.load(path, Declared, DeclarationError)
