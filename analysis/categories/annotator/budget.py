"""What a run costs, before it and while it goes on."""

from dataclasses import dataclass
from threading import Lock

from analysis.categories.annotator.settings import Annotator, AnnotatorError

CHARACTERS_A_TOKEN = 3.5
"""Characters of English in a token, on the low side: an estimate made before a call errs high."""

MILLION = 1_000_000


@dataclass(frozen=True)
class Tokens:
    """Tokens that went in and came out."""

    into: int = 0
    out: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        """Return both together."""
        return Tokens(self.into + other.into, self.out + other.out)


def expected(characters: int, annotator: Annotator) -> Tokens:
    """Return what a call takes at most, by the length of what is sent.

    Args:
        characters: Of all messages.
        annotator: Whose longest answer is reckoned with.
    """
    return Tokens(int(characters / CHARACTERS_A_TOKEN) + 1, annotator.most_tokens)


def cost(tokens: Tokens, annotator: Annotator) -> float | None:
    """Return dollars; None where the annotator's prices are not stated.

    Args:
        tokens: Of one call or many.
        annotator: With its prices.
    """
    if annotator.price_in is None or annotator.price_out is None:
        return None
    return (tokens.into * annotator.price_in + tokens.out * annotator.price_out) / MILLION


class Budget:
    """What may be spent: a call is let through while the dearest end of all under way fits."""

    def __init__(self, dollars: float | None, annotator: Annotator) -> None:
        if dollars is not None and cost(Tokens(), annotator) is None:
            raise AnnotatorError(
                f"a budget needs prices: set price_in and price_out of [{annotator.name}]"
            )
        self._left = dollars
        self._annotator = annotator
        self._lock = Lock()

    def reserve(self, most: Tokens) -> bool:
        """Set aside what a call takes at most; return whether it fits.

        Args:
            most: Of the call.
        """
        if self._left is None:
            return True
        with self._lock:
            dearest = cost(most, self._annotator) or 0.0
            if dearest > self._left:
                return False
            self._left -= dearest
            return True

    def settle(self, most: Tokens, spent: Tokens) -> None:
        """Give back what was set aside and not spent.

        Args:
            most: What was set aside.
            spent: What the call took.
        """
        if self._left is not None:
            with self._lock:
                dearest, taken = (cost(t, self._annotator) or 0.0 for t in (most, spent))
                self._left += dearest - taken
