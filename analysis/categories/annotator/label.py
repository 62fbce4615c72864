"""What an answer must look like: every field with a value, evidence and a reason."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Level = Literal["required", "duty", "preferred", "mentioned", "absent"]
Quote = Annotated[str, StringConstraints(max_length=240)]
Reason = Annotated[str, StringConstraints(max_length=240)]

NOTHING = ("absent", "none", "unstated")
"""Values that say that the posting says nothing: they need no evidence."""


class Coding(BaseModel):
    """The evidence and the reason of a value; they come first, so that a model finds them first."""

    model_config = ConfigDict(extra="forbid", strict=True)

    evidence: Quote
    reason: Reason


class Signal(Coding):
    """A signal and how strongly the posting asks for it."""

    value: Level


class Pay(Coding):
    """Whether base pay is disclosed, and the amounts."""

    value: Literal["disclosed", "none"]
    min: Annotated[float, Field(strict=False)] | None
    max: Annotated[float, Field(strict=False)] | None
    period: Literal["hour", "day", "week", "month", "year"] | None
    currency: Annotated[str, StringConstraints(max_length=3)] | None

    @model_validator(mode="after")
    def _amounts_fit(self) -> "Pay":
        if self.value == "disclosed" and self.min is None and self.max is None:
            raise ValueError("disclosed without an amount")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("the lowest amount is above the highest")
        return self


class Terms(Coding):
    """The terms of employment."""

    value: Literal["full_time", "part_time", "contract", "internship", "unstated"]


class Block(Coding):
    """What the job mainly is."""

    value: Literal[
        "agentic_systems", "llm_application", "ml_modelling", "ai_platform", "annotation",
        "software", "other",
    ]  # fmt: skip


class Answer(BaseModel):
    """A posting, coded."""

    model_config = ConfigDict(extra="forbid")

    python: Signal
    aws: Signal
    genai: Signal
    ai_ml: Signal
    agentic: Signal
    rag: Signal
    prompting: Signal
    llm_api: Signal
    dl_framework: Signal
    mlops: Signal
    evals: Signal
    fine_tuning: Signal
    coding_assistant: Signal
    pay: Pay
    terms: Terms
    block: Block


FIELDS: dict[str, type[Coding]] = {
    name: field.annotation
    for name, field in Answer.model_fields.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Coding)
}
"""The fields and what each must look like."""


def schema(*, lengths: bool) -> dict[str, Any]:
    """Return the JSON schema of an answer.

    Args:
        lengths: Whether it bounds the length of strings. A server that writes by a grammar needs
            the bound, or a weak model never ends; some hosted ones refuse a schema that has it.
    """
    made: dict[str, Any] = _plain(Answer.model_json_schema(), lengths)
    return made


def _plain(node: Any, lengths: bool) -> Any:  # noqa: ANN401 - any JSON
    """Leave out what only people read, and the bounds where they are not wanted."""
    if isinstance(node, list):
        return [_plain(item, lengths) for item in node]
    if not isinstance(node, dict):
        return node
    dropped = {"title", "description"} | (set() if lengths else {"maxLength"})
    return {
        key: _plain(value, lengths)
        for key, value in node.items()
        if key not in dropped or isinstance(value, dict)
    }
