"""The models that can annotate, and what makes the answers of one its own."""

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis import declared_files
from analysis.categories.annotator import label, prompt
from analysis.errors import AnalysisError

FILE = Path(__file__).with_name("annotators.toml")


class AnnotatorError(AnalysisError):
    """An annotator that is not there, or a file of them that cannot be read."""


class Annotator(BaseModel):
    """A model and how it is asked; the fields stand explained in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    model: str
    base_url: str
    structured: Literal["json_schema", "json_object"]
    most_tokens: Annotated[int, Field(gt=0)]
    most_characters: Annotated[int, Field(gt=0)]
    temperature: Annotated[float, Field(ge=0, le=2)]
    seed: int
    workers: Annotated[int, Field(gt=0)] = 1
    price_in: Annotated[float, Field(ge=0)] | None = None
    price_out: Annotated[float, Field(ge=0)] | None = None

    @cached_property
    def schema_(self) -> dict[str, Any]:
        """The JSON schema that its answers keep to."""
        return label.schema(lengths=self.structured == "json_object")

    @cached_property
    def identity(self) -> dict[str, Any]:
        """All that its answers depend on besides the posting."""
        schema = json.dumps(self.schema_, sort_keys=True)
        return {
            "codebook": prompt.codebook_version(),
            "prompt": prompt.load().version,
            "model": self.model,
            "temperature": self.temperature,
            "seed": self.seed,
            "most_tokens": self.most_tokens,
            "most_characters": self.most_characters,
            "structured": self.structured,
            "schema": hashlib.sha256(schema.encode()).hexdigest()[:16],
        }

    def document(self, document: str) -> str:
        """Return as much of a posting as it is given.

        Args:
            document: The posting, whole.
        """
        return document[: self.most_characters]


def key(identity: dict[str, Any], text: str) -> str:
    """Return what an answer is found by.

    Args:
        identity: Of the annotator.
        text: The digest of the posting as it was given.
    """
    parts = json.dumps(identity | {"text": text}, sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()


def load(name: str, file: Path = FILE) -> Annotator:
    """Return an annotator.

    Args:
        name: Its section.
        file: Where it stands.

    Raises:
        AnnotatorError: No such section, or one that cannot be read.
    """
    sections = declared_files.read(file, AnnotatorError)
    if name not in sections:
        known = ", ".join(sections)
        raise AnnotatorError(f"{file} has no annotator [{name}]; it has {known}: add a section")
    try:
        return Annotator.model_validate({"name": name} | sections[name])
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise AnnotatorError(f"{file}, [{name}], {place}: {first['msg']}") from error
