"""The local model: what it takes to start it is told, and it runs the whole path for real."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest

from analysis import paths
from analysis.categories import raters
from analysis.categories.annotator import settings
from analysis.pipeline.annotating import labelling, local
from tests.categories.annotator.injections import INJECTIONS

POSTING = (
    "A bakery with two hundred shops.\n\nWhat you will do\n- Keep the till's software going\n\n"
    "What you bring\n- Three years of Python\n\nWe pay $60,000 a year."
)


def test_without_its_packages_the_message_says_what_brings_them(monkeypatch):
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    with pytest.raises(local.LocalModelError, match=r"pip install '\.\[local-model\]'"):
        local.command()


@pytest.fixture(scope="module")
def served() -> Iterator[None]:
    """Serve the model as a reader does, unless it is served already."""
    base = settings.load(local.NAME).base_url
    if _answers(base):
        yield
        return
    try:
        local.command()
    except local.LocalModelError as error:
        pytest.skip(str(error))
    environment = os.environ | {"PYTHONPATH": str(paths.root())}
    server = subprocess.Popen(
        [sys.executable, "-m", "analysis", "serve-local-model"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(120):
        if _answers(base):
            break
        time.sleep(1)
    yield
    server.terminate()
    server.wait()


def _answers(base: str) -> bool:
    assert urlsplit(base).hostname == "127.0.0.1"
    try:
        with urllib.request.urlopen(f"{base}/models", timeout=5) as answer:
            return bool(answer.status == 200)
    except URLError:
        return False


@pytest.mark.real_model
def test_a_real_model_labels_and_its_answers_replay(served, tmp_path: Path):
    """One posting plain, one that gives orders: both come back coded, and in the form asked."""
    rows = [
        {"id": "c/1", "title": "Software Engineer", "text": POSTING},
        {"id": "c/2", "title": "Software Engineer", "text": f"{POSTING}\n\n{INJECTIONS[0]}"},
    ]
    source = tmp_path / "postings.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    asked = labelling.Asked(str(source), tmp_path / "labels.csv", local.NAME, tmp_path / "cache")
    told = labelling.fill(asked, 0.0, None)
    assert told.complete, told.lines
    filled = asked.output.read_bytes()
    found = raters.read(asked.output, {"c/1", "c/2"})
    assert found.refused == ()
    assert set(found.frame["posting"]) == {"c/1", "c/2"}
    replayed = labelling.replay(asked)
    assert replayed.complete
    assert asked.output.read_bytes() == filled
    assert "200 shops" not in asked.shard().path.read_text()
