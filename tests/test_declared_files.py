"""A file that declares something is read whole, or refused with its name and every key at fault."""

import datetime
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field

from analysis import declared_files
from analysis.errors import AnalysisError


class MarginsError(AnalysisError):
    """Of these tests."""


class Margins(BaseModel):
    """What these tests declare."""

    model_config = ConfigDict(extra="forbid")
    share: float
    gap: float = 0.1


def written(folder: Path, content: bytes) -> Path:
    file = folder / "margins.toml"
    file.write_bytes(content)
    return file


def test_what_is_declared_comes_back(tmp_path: Path) -> None:
    file = written(tmp_path, b"share = 0.25")
    assert declared_files.load(file, Margins, MarginsError) == Margins(share=0.25)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"share = ", r"margins\.toml: not TOML: "),
        (b"share = 1 # \xff", r"margins\.toml: not TOML: byte 12 is not UTF-8"),
        (b"share = 'a'\ngaps = 1", r"(?s)margins\.toml: share: .*\n\S*margins\.toml: gaps: "),
    ],
)
def test_what_cannot_be_used_is_said_with_file_and_key(
    content: bytes, said: str, tmp_path: Path
) -> None:
    with pytest.raises(MarginsError, match=said):
        declared_files.load(written(tmp_path, content), Margins, MarginsError)


class Rule(BaseModel):
    """One of several."""

    model_config = ConfigDict(extra="forbid")
    least: Annotated[float, Field(gt=0)] | str
    day: datetime.date = datetime.date(2026, 11, 5)


class Rules(BaseModel):
    """Several, one at least."""

    rule: tuple[Rule, ...] = Field(min_length=1)
    name: Annotated[str, Field(pattern="^x+$")] = "x"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"rule = []", "rule: needs 1 at least; there are 0"),
        (b"[[rule]]\nleast = 0", "rule.0.least: 0 is out of range; it must be more than 0"),
        (
            b"[[rule]]\nleast = []",
            "rule.0.least: [] is no number; [] is no text; write it in quotes",
        ),
        (b"[[rule]]\nmost = 1\nleast = 1", "rule.0.most: no such key; there are least, day"),
        (b"[[rule]]", "rule.0.least: is missing; add it"),
        (
            b"[[rule]]\nleast = 1\nday = 'x'",
            "rule.0.day: 'x' is no day; write it as 2026-11-05",
        ),
        (b"name = 'y'\n[[rule]]\nleast = 1", "name: 'y' is not of its form: ^x+$"),
    ],
)
def test_a_fault_is_told_once_in_words_and_at_the_key_as_it_is_written(
    content: bytes, said: str, tmp_path: Path
) -> None:
    file = written(tmp_path, content)
    with pytest.raises(MarginsError) as caught:
        declared_files.load(file, Rules, MarginsError)
    assert str(caught.value) == f"{file}: {said}"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MarginsError, match=r"none\.toml: No such file .* restore it, or name"):
        declared_files.read(tmp_path / "none.toml", MarginsError)
