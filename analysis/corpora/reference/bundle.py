"""The reference corpus as files: its postings, and the truth beside them."""

import json
from pathlib import Path

from analysis import paths
from analysis.corpora.reference.generate import Made, Row

FOLDER = "data/raw/reference"
"""Where the corpus that is committed stands in the project."""

POSTINGS, TRUTH = "postings.jsonl", "truth.jsonl"


def write(made: Made, folder: Path) -> None:
    """Write a corpus, each of its two files whole or not at all.

    Args:
        made: The corpus.
        folder: Where `postings.jsonl` and `truth.jsonl` go.
    """
    for name, rows in ((POSTINGS, made.postings), (TRUTH, made.truth)):
        with paths.replacing(folder / name) as temporary:
            temporary.write_text("".join(map(_line, rows)), encoding="utf-8", newline="\n")


def read(folder: Path) -> Made:
    """Return a corpus from its files.

    Args:
        folder: Where `postings.jsonl` and `truth.jsonl` stand.
    """
    return Made(*([json.loads(line) for line in _lines(folder / n)] for n in (POSTINGS, TRUTH)))


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")[:-1]
