"""What others published about AI in postings, by month: a data file, checked."""

from typing import Annotated, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from analysis import declared_files, paths
from analysis.corpora.registry import Month, Text
from analysis.errors import AnalysisError

FILE = "data/raw/anchors.toml"
"""Where the figures stand in the project."""

COLUMNS = ["anchor", "publisher", "month", "value", "near", "definition", "vintage", "seen", "url"]


class AnchorError(AnalysisError):
    """The figures cannot be used; the message names the file, the entry and the key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Anchor(_Strict):
    """One series: who counted what in which postings, read where and when.

    Attributes:
        near: Claims beside which it is drawn, by id; it counts none of them.
        months: Month and share, 0 to 1.
    """

    id: Text
    publisher: Text
    definition: Text
    near: tuple[Text, ...]
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    vintage: Text
    seen: Literal["published", "secondary"]
    months: Annotated[
        tuple[tuple[Month, Annotated[float, Field(gt=0, lt=1)]], ...], Field(min_length=1)
    ]


class _Anchors(_Strict):
    anchor: tuple[Anchor, ...] = Field(min_length=1)


def load() -> pd.DataFrame:
    """Return the published figures, a row a month: `COLUMNS`, `near` as ids parted by spaces.

    Raises:
        AnchorError: The file is missing, is no TOML, or a key cannot be used.
    """
    anchors = declared_files.load(paths.source(FILE), _Anchors, AnchorError).anchor
    rows = [
        {
            "anchor": anchor.id, "publisher": anchor.publisher, "month": month, "value": value,
            "near": " ".join(anchor.near), "definition": anchor.definition,
            "vintage": anchor.vintage, "seen": anchor.seen, "url": anchor.url,
        }
        for anchor in anchors
        for month, value in anchor.months
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)
