"""What is fuzzed: bytes in, and nothing but the errors that are meant for a person may come out."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.corpora import read, registry
from analysis.errors import AnalysisError
from analysis.pipeline.streaming import parts, run, sources
from analysis.signals import lexicon, measure

FILES = {
    "builtin_yaml": "job-market/data_raw/a.yaml",
    "ats_json": "a.json",
    "ashby_api": "ashby/companies/a.json",
    "linkedin_csv": "scraps/a.csv",
    "scan_json": "files/greenhouse/a.json",
    "jsonld_html": "files/a.html",
    "kaggle_linkedin": "files/postings.csv",
    "indeed_dashboard": "a/indeed_jobs.json",
    "indeed_scraper": "a/active_jobs.json",
    "linkedin_zip": "a.zip",
}
FORMATS = tuple(FILES)
CORPUS = registry.load()[0].model_copy(update={"id": "fuzzed"})
KINDS = (".jsonl", ".csv", ".parquet", ".jsonl.gz", ".csv.zst")


def adapters(data: bytes) -> None:
    """Read a corpus of one file, in the format that the first byte names.

    Args:
        data: The format, and the file.
    """
    name = FORMATS[data[0] % len(FORMATS)] if data else FORMATS[0]
    corpus = CORPUS.model_copy(update={"format": name})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / FILES[name]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data[1:])
        try:
            found = read.read_corpus(corpus, Path(folder))
        except AnalysisError:
            return
    assert found.read >= len(found.postings)


def streamed(data: bytes) -> None:
    """Read a file of postings, of the kind that the first byte names.

    Args:
        data: The kind, and the file.
    """
    kind = KINDS[data[0] % len(KINDS)] if data else KINDS[0]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"fuzzed{kind}"
        file.write_bytes(data[1:])
        try:
            for unit in sources.units(sources.files(str(file))):
                run.measure_unit(unit, Path(folder))
                assert parts.path_of(Path(folder), unit.number).is_file()
        except AnalysisError:
            return


def lexicons(data: bytes) -> None:
    """Load a lexicon.

    Args:
        data: Its file.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lexicon.toml"
        file.write_bytes(data)
        try:
            lexicon.load.__wrapped__(file)
        except AnalysisError:
            return


def measuring(data: bytes) -> None:
    """Measure a posting: a title, a line break, a text.

    Args:
        data: Of both, in UTF-8.
    """
    title, _, text = data.decode("utf-8", "replace").partition("\n")
    row = {"id": "fuzzed", "title": title, "employer": "E", "location": "", "text": text}
    evidence, found = measure.measure(pd.DataFrame([row], dtype="str"))
    assert len(found) == 1
    assert ((evidence["start"] >= 0) & (evidence["end"] <= len(text) + len(title) + 1)).all()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "adapters": adapters,
    "streamed": streamed,
    "lexicons": lexicons,
    "measuring": measuring,
}

_LEXICON = """
[sets]
clouds = ["aws", "gcp"]

[[signal]]
id = "python"
label = "Python"
kind = "codebook"
hit = "Services in Python."
miss = "A snake in the grass."
forms = ["python", { text = "pyspark", with = ["python"], scope = "posting" }]
"""
_ROW = {"id": "1", "title": "AI Engineer", "company": "E", "location": "X", "text": "Python"}
SEEDS: dict[str, list[bytes]] = {
    "adapters": [
        b"\x00title: AI Engineer\ncompany: E\ndescription: Python and RAG\n",
        b"\x01" + json.dumps({"jobs": [{"title": "Engineer", "content": "<p>x</p>"}]}).encode(),
        b"\x03title,company,description\nAI Engineer,E,Python\n",
        b'\x05<script type="application/ld+json">{"@type": "JobPosting"}</script>',
    ],
    "streamed": [
        b"\x00" + json.dumps(_ROW).encode() + b"\n",
        b"\x01id,title,company,location,text\n1,AI Engineer,E,X,Python\n",
    ],
    "lexicons": [_LEXICON.encode()],
    "measuring": [
        b"AI Engineer\nRequirements:\n- 3+ years of Python\nPay: $120,000 - $150,000",
        "Engineer\n<b>Nice to have</b>: RAG, LangChain, no GPT required; 80k\u2013100k €".encode(),
    ],
}
"""Made up, for a start."""
