"""Where sources are asked and how politely: data, which a user's own file may replace."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from analysis import declared_files
from analysis.errors import AnalysisError

FILE = Path(__file__).with_name("sources.toml")


class SettingsError(AnalysisError):
    """A configuration that cannot be used; the message names the file and the key."""


class Settings(BaseModel):
    """How sources are asked.

    Attributes:
        agent: What the client calls itself, to servers and to robots.txt.
        pause: Seconds between two requests.
        attempts: So many times a request is tried.
        longest_wait: Seconds that a server may ask to wait.
        timeout: Seconds that an answer may take.
        base: The address of each source, without a slash at its end.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    agent: Annotated[str, Field(min_length=3)]
    pause: Annotated[float, Field(ge=0)]
    attempts: Annotated[int, Field(ge=1)]
    longest_wait: Annotated[float, Field(ge=0)]
    timeout: Annotated[float, Field(gt=0)]
    base: dict[str, Annotated[str, Field(pattern=r"^https?://\S*[^/]$")]]


def load(own: Path | None = None) -> Settings:
    """Return the settings, those of a user's own file before the project's.

    Args:
        own: A TOML file with any of the same keys.

    Raises:
        SettingsError: It cannot be used.
    """
    told = declared_files.read(FILE, SettingsError)
    more = declared_files.read(own, SettingsError) if own else {}
    bases = more.get("base", {})
    if not isinstance(bases, dict):
        raise SettingsError(f"{own}: base: write a table, [base], with an address a source")
    settings = {**told, **more, "base": told["base"] | bases}
    return declared_files.checked(settings, Settings, SettingsError, str(own))
