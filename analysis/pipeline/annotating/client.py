"""One call to an OpenAI-compatible endpoint."""

import os
from dataclasses import dataclass
from typing import Any

from analysis.categories.annotator.budget import Tokens
from analysis.categories.annotator.prompt import Messages
from analysis.categories.annotator.settings import Annotator

KEY = "OPENAI_API_KEY"
"""The variable that the key is taken from, and nowhere else."""

RETRIES = 5
TIMEOUT = 1800.0
"""Seconds; a small, busy machine takes its time."""


class CallError(Exception):
    """A call without an answer: nothing is kept, and the next run asks again."""


@dataclass(frozen=True)
class Reply:
    """What an endpoint answered.

    Attributes:
        text: Of the answer; empty where there is none.
        finish: Why it ended: `stop`, `length`, `content_filter` or a word of the server's.
        refusal: Whether the model declined.
        tokens: That the server counted.
    """

    text: str
    finish: str
    refusal: bool
    tokens: Tokens


class Client:
    """An endpoint, asked by the openai package: it waits and tries again on 408, 429, 5xx and cuts.

    Args:
        annotator: Whose endpoint it is.
        base_url: Another address of it.
    """

    def __init__(self, annotator: Annotator, base_url: str | None = None) -> None:
        import openai  # a second to load; `run` needs the replies' type alone

        self._annotator = annotator
        self._key = os.environ.get(KEY, "")
        self._client = openai.OpenAI(
            api_key=self._key or "none",
            base_url=base_url or annotator.base_url,
            max_retries=RETRIES,
            timeout=TIMEOUT,
        )

    def ask(self, messages: Messages) -> Reply:
        """Return the answer to one posting.

        Args:
            messages: What is sent.

        Raises:
            CallError: There is no answer; the message holds neither the key nor the posting.
        """
        import openai

        annotator = self._annotator
        try:
            completion = self._client.chat.completions.create(
                model=annotator.model,
                messages=[
                    {"role": "system", "content": messages.system},
                    {"role": "user", "content": messages.example},
                    {"role": "assistant", "content": messages.answer},
                    {"role": "user", "content": messages.user},
                ],
                temperature=annotator.temperature,
                seed=annotator.seed,
                max_tokens=annotator.most_tokens,
                response_format=self._format(),
            )
            return _reply(completion)
        except openai.APIStatusError as error:
            raise CallError(f"HTTP {error.status_code}{_advice(error.status_code)}") from None
        except openai.APITimeoutError:
            raise CallError(f"no answer within {TIMEOUT:.0f} s") from None
        except openai.APIConnectionError as error:
            cause = type(error.__cause__).__name__ if error.__cause__ else "no connection"
            raise CallError(f"the connection failed: {self.masked(cause)}") from None
        except (openai.OpenAIError, ValueError, TypeError, AttributeError, IndexError) as error:
            raise CallError(f"no completion: {type(error).__name__}") from None

    def masked(self, message: str) -> str:
        """Return a message with the key out of sight.

        Args:
            message: Of an error.
        """
        return message.replace(self._key, "***") if self._key else message

    def _format(self) -> Any:  # noqa: ANN401 - the two forms have no type in common
        schema = self._annotator.schema_
        if self._annotator.structured == "json_object":
            return {"type": "json_object", "schema": schema}
        named = {"name": "coded_posting", "strict": True, "schema": schema}
        return {"type": "json_schema", "json_schema": named}


def _advice(status: int) -> str:
    return {
        401: f": the key in {KEY} is missing or wrong",
        404: ": no such model or address; see annotators.toml",
        429: ": still over the limit after every retry; lower workers, or wait",
    }.get(status, "")


def _reply(completion: Any) -> Reply:  # noqa: ANN401 - what servers send is checked here
    choice, usage = completion.choices[0], completion.usage
    refusal = bool(choice.message.refusal) or choice.finish_reason == "content_filter"
    tokens = Tokens(usage.prompt_tokens, usage.completion_tokens) if usage else Tokens()
    return Reply(choice.message.content or "", str(choice.finish_reason), refusal, tokens)
