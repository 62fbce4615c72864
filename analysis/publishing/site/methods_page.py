"""How it was done and what was assumed, each rated for how sure and how much it matters."""

import tomllib
from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from analysis import paths
from analysis.corpora import registry
from analysis.errors import AnalysisError
from analysis.publishing import results
from analysis.publishing.site.rendering import render

ASSUMPTIONS = "docs/assumptions.toml"
GLOSSARY = "docs/glossary.md"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Rating = Literal["high", "medium", "low"]


class AssumptionsError(AnalysisError):
    """The log of assumptions holds what cannot be used."""


class Assumption(BaseModel):
    """Something that is taken to be so.

    Attributes:
        sure: How sure one can be of it.
        matters: How far the results would move were it wrong.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    says: Text
    because: Text
    sure: Rating
    matters: Rating
    checked: Text


class Log(BaseModel):
    """All assumptions, the ones that matter most and are least sure first."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    assumption: tuple[Assumption, ...]

    @property
    def ordered(self) -> list[Assumption]:
        """Those that matter most first, among them the least sure."""
        rank = {"high": 0, "medium": 1, "low": 2}
        return sorted(self.assumption, key=lambda one: (rank[one.matters], -rank[one.sure]))


def read_log() -> Log:
    """Return the log of assumptions.

    Raises:
        AssumptionsError: It is not TOML, or a key of it cannot be used.
    """
    try:
        raw = tomllib.loads(paths.source(ASSUMPTIONS).read_text(encoding="utf-8"))
        return Log.model_validate(raw)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise AssumptionsError(f"{ASSUMPTIONS}: {error}") from error


def page() -> str:
    """Return the page."""
    glossary = paths.source(GLOSSARY).read_text(encoding="utf-8").split("\n", 1)[1]
    return render(
        "methods.md.j2",
        assumptions=read_log().ordered,
        corpora=registry.load(),
        counted=pd.DataFrame(results.counts()).set_index("corpus"),
        glossary=glossary.strip(),
    )
