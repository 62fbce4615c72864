"""The card of a hypothesis: what is expected, and of whom, written before it is looked at."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from analysis import declared_files
from analysis.corpora import gazetteer
from analysis.corpora.registry import Month, Role, Text
from analysis.errors import AnalysisError
from analysis.register import expressions

OPEN = "?"
"""What stands in a card, or in a register, where its author has still to decide."""


class CardError(AnalysisError):
    """A card that cannot be used; the message names the notebook, the key and what to do."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _readable(measure: str) -> str:
    expressions.parse(measure)
    return measure


def _is_state(code: str) -> str:
    if code not in gazetteer.US_CODES:
        raise ValueError(f"'{code}' is no state; write its two letters, such as CA")
    return code


Measure = Annotated[str, AfterValidator(_readable)]
State = Annotated[str, AfterValidator(_is_state)]


class Group(_Strict):
    """Postings on one side of a comparison; a key that is left out asks nothing.

    Attributes:
        name: What a reader sees.
        roles: By the broad title rule.
        has: A condition in the words of `analysis.register.expressions`, at the contrast's level.
        states: The posting's state is known and one of these.
        outside: The posting's state is known and none of these.
        remote: Known to be remote, or known not to be.
        first_month: The posting's month is known and not earlier.
        last_month: The posting's month is known and not later.
        least_postings: Its employer has at least so many of the roles in the corpus.
        most_postings: Its employer has at most so many.
    """

    name: Text
    roles: tuple[Role, ...] = Field(min_length=1)
    has: Measure | None = None
    states: tuple[State, ...] = ()
    outside: tuple[State, ...] = ()
    remote: bool | None = None
    first_month: Month | None = None
    last_month: Month | None = None
    least_postings: Annotated[int, Field(gt=0)] | None = None
    most_postings: Annotated[int, Field(gt=0)] | None = None


class Contrast(_Strict):
    """The share of an outcome in the first group less that in the second, and what is expected.

    Attributes:
        name: What a reader sees.
        outcome: In the words of `analysis.register.expressions`.
        level: What the signals are read at; None where the outcome names none.
        expects: `greater`, `less` or `different` against no gap; `within`: inside the margin.
        margin: The smallest gap that would matter, a fraction.
    """

    name: Text
    outcome: Measure
    level: Literal["mentions", "requires"] | None = None
    first: Group
    second: Group
    expects: Literal["greater", "less", "different", "within"]
    margin: Annotated[float, Field(gt=0, lt=1)]

    @model_validator(mode="after")
    def _two_groups(self) -> Self:
        if self.first.model_dump(exclude={"name"}) == self.second.model_dump(exclude={"name"}):
            raise ValueError("first and second are the same postings; change one of them")
        return self

    @model_validator(mode="after")
    def _a_level_for_signals(self) -> Self:
        measures = (self.outcome, self.first.has, self.second.has)
        named = set().union(*(expressions.names(expressions.parse(m)) for m in measures if m))
        if self.level is not None and not named - {"pay_disclosed"}:
            raise ValueError(f"level: '{self.outcome}' names no signal; delete level")
        return self


class Card(_Strict):
    """A hypothesis: it is supported where every one of its contrasts is, in its primary corpus.

    Attributes:
        id: As its notebook's name begins: h06.
        statement: One sentence that can turn out false.
        estimand: The quantity, in words.
        population: Whose it is.
        primary_test: How it is tested, in words.
        would_change_my_mind: The result that would.
        family: `registered`: with the project, under Holm; `stream`: one of those that keep
            coming, under e-BH.
        registered_on: The day on which it was written.
        primary_corpus: The one that decides; every other that is fit is shown beside it.
        contrasts: One or more, all of which must hold.
    """

    id: Annotated[str, StringConstraints(pattern=r"^h\d{2,3}$")]
    statement: Text
    estimand: Text
    population: Text
    primary_test: Text
    would_change_my_mind: Text
    family: Literal["registered", "stream"]
    registered_on: datetime.date
    primary_corpus: Text
    contrasts: tuple[Contrast, ...] = Field(min_length=1)

    @property
    def frozen(self) -> str:
        """The card as one line of JSON, its keys in order: what the ledger keeps."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of the frozen card."""
        return hashlib.sha256(self.frozen.encode()).hexdigest()


def left_open(written: object, place: str = "") -> list[str]:
    """Return the keys of a card that still hold a question mark, such as `contrasts.0.margin`.

    Args:
        written: The card as it stands in its notebook, or a part of it.
        place: The keys that lead to the part.
    """
    if written == OPEN:
        return [place]
    inside: list[tuple[object, object]] = []
    if isinstance(written, Mapping):
        inside = list(written.items())
    elif isinstance(written, (list, tuple)):
        inside = list(enumerate(written))
    return [
        found
        for key, value in inside
        for found in left_open(value, f"{place}.{key}" if place else str(key))
    ]


def parse(written: object, notebook: str) -> Card:
    """Return a card, checked.

    Args:
        written: The value of CARD in the notebook's parameters cell.
        notebook: Its name, for the message.

    Raises:
        CardError: A key is missing, unknown or holds what cannot be used, or the notebook's name
            does not begin with the card's id.
    """
    if not isinstance(written, dict):
        raise CardError(f"{notebook}: its parameters cell must set CARD to a dictionary")
    card = declared_files.checked(_tuples(written), Card, CardError, f"{notebook}: CARD")
    if not notebook.startswith(f"{card.id}_"):
        raise CardError(f"{notebook}: CARD: id: '{card.id}' is not how the notebook's name begins")
    return card


def _tuples(written: Any) -> Any:  # noqa: ANN401 - literals, nested as their author likes
    if isinstance(written, dict):
        return {key: _tuples(value) for key, value in written.items()}
    return tuple(map(_tuples, written)) if isinstance(written, list) else written
