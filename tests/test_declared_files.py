"""A file that declares something is read whole, or refused with its name and every key at fault."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

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


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(MarginsError, match=r"none\.toml: No such file .* restore it, or name"):
        declared_files.read(tmp_path / "none.toml", MarginsError)
