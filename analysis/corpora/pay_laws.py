"""Which states require a range of pay in a posting, and from when: a data file, checked."""

import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from analysis import declared_files, paths
from analysis.corpora import gazetteer
from analysis.corpora.registry import Month
from analysis.errors import AnalysisError

FILE = "data/raw/pay_laws.toml"
"""Where the laws stand in the project."""


class PayLawError(AnalysisError):
    """The laws cannot be used; the message names the file, the entry and the key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Law(_Strict):
    """One state's law: its first whole month, and the fewest employees that bind an employer."""

    state: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    first_month: Month
    in_force: datetime.date
    employees: Annotated[int, Field(ge=1)]
    source: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]


class _Laws(_Strict):
    law: tuple[Law, ...] = Field(min_length=1)


def load() -> list[Law]:
    """Return every law of the file.

    Raises:
        PayLawError: The file is missing or no TOML, a key cannot be used, a code is no state's, a
            state stands twice, or a first month lies before its law.
    """
    laws = declared_files.load(paths.source(FILE), _Laws, PayLawError).law
    states = [law.state for law in laws]
    for law in laws:
        if law.state not in gazetteer.US_CODES or states.count(law.state) > 1:
            raise PayLawError(f"{FILE}: state '{law.state}' is none, or stands there twice")
        if law.first_month < f"{law.in_force:%Y-%m}":
            raise PayLawError(f"{FILE}: {law.state}: first_month lies before in_force")
    return list(laws)
