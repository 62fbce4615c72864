"""Which readings of a claim are admissible: a data file, checked key by key."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic import model_validator as checked

from analysis import declared_files
from analysis.errors import AnalysisError
from analysis.register.register import Claim, Register

FILE = "data/raw/article/multiverse.toml"
"""Where it stands in the project."""

CHOICES = {
    "level": ("mentions", "asked", "requires", "required"),
    "words": ("all", "certain"),
    "implied": ("counted", "apart"),
    "part": ("whole", "job", "asked"),
    "pay": ("text", "shown"),
    "rater": ("rules", "coder"),
    "titles": ("broad", "strict"),
    "duplicates": ("once", "kept"),
    "country": ("here", "here or unknown", "any"),
    "texts": ("all", "complete"),
    "employers": ("postings", "employers"),
}
"""Every choice with the options that the measurements can answer, the default first."""

UNVARIED = ("extremum",)
"""Kinds of claims that no reading is run of."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Part = Annotated[float, Field(gt=0, le=1)]


class DeclarationError(AnalysisError):
    """The declaration holds what cannot be used; the message names file and key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(_Strict):
    """One way to read, what figures call it, and why it is admissible."""

    id: Text
    says: Text
    why: Text


class Choice(_Strict):
    """Something that can be read in several ways."""

    id: Text
    asks: Text
    options: tuple[Option, ...] = Field(min_length=1)

    @checked(mode="after")
    def _known(self) -> Self:
        if self.id not in CHOICES:
            raise ValueError(f"'{self.id}' is no choice; there are {', '.join(CHOICES)}")
        _check_options(self.id, [option.id for option in self.options])
        if self.id != "level" and self.options[0].id != CHOICES[self.id][0]:
            raise ValueError(f"{self.id}: the default '{CHOICES[self.id][0]}' must stand first")
        return self


class Declared(_Strict):
    """The whole declaration.

    Attributes:
        stands: The part of the universes that must agree for a verdict to stand.
        assessable: The part of all universes that must be judged for any verdict.
        fewest_coded: Labelled postings from which on a coder is a reading.
        drawn: Universes of a claim and corpus that a specification curve keeps.
        headline: Claims that are shown one by one.
        choice: Every choice.
        levels: By level of a claim, the options of `level` that read it.
        claim: By claim and choice, the options where they differ.
        unvaried: By claim, why no other reading of it is run.
    """

    stands: Part
    assessable: Part
    fewest_coded: int = Field(ge=1)
    drawn: int = Field(ge=2)
    headline: tuple[Text, ...] = Field(min_length=1)
    choice: tuple[Choice, ...] = Field(min_length=1)
    levels: dict[str, tuple[Text, ...]]
    claim: dict[str, dict[str, tuple[Text, ...]]] = {}
    unvaried: dict[str, Text] = {}

    @checked(mode="after")
    def _known(self) -> Self:
        for options in self.levels.values():
            _check_options("level", options)
        for by_choice in self.claim.values():
            for choice, options in by_choice.items():
                _check_options(choice, options)
        return self

    def options(self, claim: Claim, choice: str) -> tuple[str, ...]:
        """Return the options of a choice for a claim, its default first.

        Args:
            claim: Of the register.
            choice: One that is declared or not; what is not is left at its default.
        """
        own = self.claim.get(claim.id, {}).get(choice)
        if choice == "level":
            return own or self.levels.get(claim.level or "", ("",))
        found = {entry.id: entry.options for entry in self.choice}.get(choice, ())
        return own or tuple(option.id for option in found) or CHOICES[choice][:1]

    @property
    def names(self) -> dict[tuple[str, str], str]:
        """What figures call each option, by choice and option."""
        return {(entry.id, each.id): each.says for entry in self.choice for each in entry.options}


def _check_options(choice: str, options: "tuple[str, ...] | list[str]") -> None:
    for option in options:
        if option not in CHOICES.get(choice, ()):
            known = ", ".join(CHOICES.get(choice, ())) or f"none, nor a choice '{choice}'"
            raise ValueError(f"{choice}: '{option}' is no option; there are {known}")


def load(path: Path) -> Declared:
    """Return the declaration.

    Args:
        path: A TOML file.

    Raises:
        DeclarationError: It is missing, is not TOML, or a key cannot be used.
    """
    return declared_files.load(path, Declared, DeclarationError)


def check(declared: Declared, register: Register) -> None:
    """Refuse a declaration that names claims which are not registered, or drops their level.

    Args:
        declared: The declaration.
        register: The claims.

    Raises:
        DeclarationError: It does.
    """
    known = {claim.id: claim for claim in register.claim}
    for name in (*declared.headline, *declared.claim, *declared.unvaried):
        if name not in known:
            raise DeclarationError(f"{FILE}: there is no claim '{name}'; name one that there is")
    for claim in register.claim:
        alone = claim.judged_on_postings and claim.kind in UNVARIED
        if (claim.id in declared.unvaried) != alone:
            raise DeclarationError(
                f"{FILE}: unvaried: '{claim.id}' is of kind '{claim.kind}'; a claim that postings "
                f"can answer stands there, with the reason, if it is of kind {UNVARIED[0]}"
            )
        options = declared.options(claim, "level")
        if claim.level and options[0] != claim.level:
            raise DeclarationError(
                f"{FILE}: level of '{claim.id}': '{claim.level}', as the claim reads it, must "
                f"stand first, and not '{options[0]}'"
            )
