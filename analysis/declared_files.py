"""Files in which people declare something: TOML, checked key by key, each fault with its place."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analysis.errors import AnalysisError

Model = TypeVar("Model", bound=BaseModel)


def read(path: Path, fault: type[AnalysisError]) -> dict[str, Any]:
    """Return what a TOML file says.

    Args:
        path: The file.
        fault: What is raised where it cannot be read.

    Raises:
        AnalysisError: As `fault`: it is missing, or is not TOML in UTF-8.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise fault(f"{path}: {error.strerror}: restore it, or name another") from error
    except UnicodeDecodeError as error:
        raise fault(f"{path}: not TOML: byte {error.start} is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise fault(f"{path}: not TOML: {error}") from error


def load(path: Path, model: type[Model], fault: type[AnalysisError]) -> Model:
    """Return what a TOML file declares.

    Args:
        path: The file.
        model: What it must be.
        fault: What is raised where it is something else.

    Raises:
        AnalysisError: As `fault`: it cannot be read, or a key is missing, unknown or out of range;
            every such key has its line.
    """
    try:
        return model.model_validate(read(path, fault))
    except ValidationError as error:
        told = [
            f"{path}: {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()
        ]
        raise fault("\n".join(told)) from error
